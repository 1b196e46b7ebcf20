from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from alongside.staff.forms import AboutWorker, Hours, NewWorker
from alongside.staff.models import Absence, Membership, Team, Worker, WorkingDay
from tests.cast import Cast, asking

Clients = Callable[[Worker], Client]


def _day(name: str, day: int, month: int, year: int) -> dict[str, str]:
    return {f"{name}_day": str(day), f"{name}_month": str(month), f"{name}_year": str(year)}


NEW = {
    "name": "Bogdan Ilić",
    "email": "bogdan@alongside.example",
    "role": "worker",
    "whole_time": "0.6",
    "profession": "peer-worker",
    "gender": "man",
    "languages": "Serbian, Romani, Serbian",
} | _day("began_on", 1, 6, 2026)


def test_the_tree_shows_every_team_and_links_to_ones_own(cast: Cast, client_of: Clients) -> None:
    page = client_of(cast.priya).get("/teams/").content.decode()
    assert "North team" in page
    assert "Armley CMHT" in page
    assert f"/teams/{cast.north.pk}/" in page
    assert f"/teams/{cast.south.pk}/" not in page


@pytest.mark.parametrize("path", ["", "workers/new/"])
def test_another_team_and_a_team_that_is_not_there_look_the_same(
    cast: Cast, client_of: Clients, path: str
) -> None:
    client = client_of(cast.tom)
    other = client.get(f"/teams/{cast.south.pk}/{path}")
    absent = client.get(f"/teams/999999/{path}")
    assert other.status_code == absent.status_code == 404
    assert other.content == absent.content


def test_a_referrer_sees_no_team_and_a_stranger_is_asked_to_sign_in(
    cast: Cast, client_of: Clients, client: Client
) -> None:
    assert client_of(cast.ruth).get("/teams/").status_code == 404
    assert client_of(cast.ruth).get(f"/teams/{cast.north.pk}/").status_code == 404
    assert client.get("/teams/").headers["Location"].startswith("/sign-in/")


def test_a_page_of_a_team_asks_the_database_the_same_number_of_times(
    cast: Cast, client_of: Clients, django_assert_max_num_queries: Any
) -> None:
    client = client_of(cast.tom)
    with django_assert_max_num_queries(12):
        page = client.get(f"/teams/{cast.north.pk}/")
    assert "Ngozi Okafor" in page.content.decode()


def test_who_does_not_manage_the_team_cannot_change_it(cast: Cast, client_of: Clients) -> None:
    client = client_of(cast.priya)
    assert client.get(f"/teams/{cast.north.pk}/").status_code == 200
    assert client.post(f"/teams/{cast.north.pk}/workers/new/", NEW).status_code == 404
    assert client.get(f"/teams/{cast.north.pk}/workers/{cast.ngozi.pk}/").status_code == 404
    assert not Worker.objects.filter(name="Bogdan Ilić").exists()


def test_somebody_new_is_welcomed_and_can_sign_in(cast: Cast, client_of: Clients) -> None:
    page = client_of(cast.tom).post(f"/teams/{cast.north.pk}/workers/new/", NEW)
    assert page.status_code == 200, page.content.decode()
    assert re.search("(-?[a-hjkmnp-z2-9]{4}){4}", page.content.decode()), "nothing looks alike"
    new = Worker.objects.get(name="Bogdan Ilić")
    assert new.languages == ["Serbian", "Romani"]
    assert Membership.objects.get(worker=new).role == "worker"
    assert new.account
    assert new.account.has_usable_password()


def test_the_same_address_twice_keeps_what_was_typed_and_says_so(
    cast: Cast, client_of: Clients
) -> None:
    page = client_of(cast.tom).post(
        f"/teams/{cast.north.pk}/workers/new/", NEW | {"email": "Ngozi@alongside.example"}
    )
    assert "signs in with this email address already" in page.content.decode()
    assert "Bogdan Ilić" in page.content.decode()
    assert not Worker.objects.filter(name="Bogdan Ilić").exists()


def test_hours_replace_each_other_and_half_a_day_is_refused(cast: Cast, client_of: Clients) -> None:
    client, path = client_of(cast.tom), f"/teams/{cast.north.pk}/workers/{cast.priya.pk}/hours/"
    assert "Write a time like 9am or 5.30pm" in client.get(path).content.decode()
    half = client.post(path, {"starts_0": "9:00"})
    assert "Enter both times for Monday, or neither" in half.content.decode()
    wrong = client.post(path, {"starts_0": "17:00", "ends_0": "9:00"})
    assert "The end of Monday must be later" in wrong.content.decode()
    client.post(path, {"starts_0": "9:00", "ends_0": "17:00", "starts_1": "9:00", "ends_1": "13"})
    client.post(path, {"starts_2": "10:00", "ends_2": "18:00"})
    assert [(day.weekday, day.starts.hour) for day in WorkingDay.objects.all()] == [(2, 10)]


def test_anybody_notes_their_own_absence_and_only_a_manager_that_of_others(
    cast: Cast, client_of: Clients
) -> None:
    said = {"why": "Leave"} | _day("began_on", 24, 12, 2026) | _day("ended_on", 2, 1, 2027)
    own = f"/teams/{cast.north.pk}/workers/{cast.priya.pk}/away/"
    assert client_of(cast.priya).post(own, said).status_code == 302
    others = f"/teams/{cast.north.pk}/workers/{cast.ngozi.pk}/away/"
    assert client_of(cast.priya).post(others, said).status_code == 404
    assert client_of(cast.tom).post(others, said).status_code == 302
    assert Absence.objects.count() == 2
    page = client_of(cast.tom).get(f"/teams/{cast.north.pk}/").content.decode()
    assert "Away from 24 December 2026 until 2 January 2027" in page


def test_a_last_day_before_the_first_is_refused_in_words(cast: Cast, client_of: Clients) -> None:
    held = Membership.objects.get(worker=cast.priya)
    path = f"/teams/{cast.north.pk}/roles/{held.pk}/leave/"
    page = client_of(cast.tom).post(path, _day("ended_on", 1, 1, 2020))
    assert "cannot be before the first day" in page.content.decode()
    client_of(cast.tom).post(path, _day("ended_on", 31, 12, 2026))
    with asking(cast.tom):
        held.refresh_from_db()
    assert held.ended_on


def test_a_team_opens_inside_another(cast: Cast, client_of: Clients) -> None:
    said = {"name": "AO in Armley", "kind": "ao in cmht", "parent": cast.armley.pk, "places": "30"}
    path = f"/services/{cast.leeds.pk}/teams/new/"
    assert client_of(cast.tom).post(path, said).status_code == 302
    assert Team.objects.get(name="AO in Armley").parent == cast.armley
    assert client_of(cast.priya).get(path).status_code == 404


FIELDS = [*NewWorker.base_fields, "began_on_day", "began_on_month", "began_on_year"]


@given(st.dictionaries(st.sampled_from(FIELDS), st.text(max_size=300)))
def test_whatever_is_typed_is_taken_or_answered_in_sentences(typed: dict[str, str]) -> None:
    for form in (
        NewWorker(typed),
        AboutWorker(typed),
        Hours({f"starts_{k}": v for k, v in enumerate(typed.values())}),
    ):
        for said in form.errors.values():
            assert all(str(sentence).strip() for sentence in said)
