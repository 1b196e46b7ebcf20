"""The pages of the standards: who may open them, what each number opens."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from alongside.access.models import Opening
from alongside.policy.standards import STANDARDS
from alongside.staff.models import Worker
from alongside.standards.tests.crowd import crowd
from tests.cast import Cast, asking

SignIn = Callable[[Worker], Client]


def addresses(cast: Cast) -> list[str]:
    return [
        reverse("standards:team", args=[cast.north.pk]),
        *(reverse("standards:standard", args=[cast.north.pk, each]) for each in STANDARDS),
    ]


def test_a_worker_sees_every_standard_with_its_source(cast: Cast, client_of: SignIn) -> None:
    page = client_of(cast.priya).get(reverse("standards:team", args=[cast.north.pk]))
    text = page.content.decode()
    assert page.status_code == 200
    for standard in STANDARDS.values():
        assert standard.name in text
        assert standard.sentence in text
    assert "Rethink" in text


def test_every_number_opens_its_rows(cast: Cast, client_of: SignIn) -> None:
    reader = client_of(cast.priya)
    page = reverse("standards:standard", args=[cast.north.pk, "plan-in-time"])
    overdue = reader.get(f"{page}?show=overdue").content.decode()
    assert "Samuel Ó Briain" in overdue
    assert "days overdue" in overdue
    assert "Samuel" not in reader.get(f"{page}?show=met").content.decode()


def test_a_standard_says_over_what_it_is_counted(cast: Cast, client_of: SignIn) -> None:
    reader = client_of(cast.priya)
    page = reverse("standards:standard", args=[cast.north.pk, "plan-in-time"])
    assert "fell due since 23 May 2026, and those still open" in reader.get(page).content.decode()


def test_who_is_shown_is_written_down(cast: Cast, client_of: SignIn) -> None:
    page = reverse("standards:standard", args=[cast.north.pk, "no-silence"])
    client_of(cast.priya).get(page)
    with asking(cast.priya):
        assert Opening.objects.get(page=page).person_ids == [cast.sam.pk]


def test_one_team_is_opened_at_once(cast: Cast, client_of: SignIn) -> None:
    answer = client_of(cast.priya).get(reverse("standards:teams"))
    assert answer["Location"] == reverse("standards:team", args=[cast.north.pk])


@pytest.mark.parametrize("who", ["sian", "ruth"])
def test_others_find_nothing(cast: Cast, client_of: SignIn, who: str) -> None:
    reader = client_of(getattr(cast, who))
    assert {reader.get(page).status_code for page in addresses(cast)} == {404}
    assert client_of(cast.ruth).get(reverse("standards:teams")).status_code == 404


def test_a_stranger_signs_in(cast: Cast) -> None:
    for page in addresses(cast):
        assert Client().get(page)["Location"].startswith("/sign-in/")


def test_what_is_no_standard_is_not_found(cast: Cast, client_of: SignIn) -> None:
    page = reverse("standards:standard", args=[cast.north.pk, "perfection"])
    assert client_of(cast.priya).get(page).status_code == 404
    known = reverse("standards:standard", args=[cast.north.pk, "no-silence"])
    assert client_of(cast.priya).get(f"{known}?show=sideways").status_code == 200


def test_many_people_cost_no_more_queries(cast: Cast, client_of: SignIn) -> None:
    reader = client_of(cast.tom)

    def queries() -> list[int]:
        counts = []
        for page in addresses(cast):
            with CaptureQueriesContext(connection) as asked:
                assert reader.get(page).status_code == 200
            counts.append(len(asked))
        return counts

    crowd(cast, 2)
    few = queries()
    crowd(cast, 10)
    assert queries() == few
    assert max(few) <= 21
