from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from alongside.access.models import Opening
from alongside.careplans import actions as careplans
from alongside.careplans.actions import Appointment, GoalText, PlanText
from alongside.careplans.models import Invitation, Review
from alongside.contacts.tests.telling import HOUR, recorded
from alongside.documents.queries import sent_about
from alongside.drafts import actions as drafts
from alongside.kernel.period import day_of
from alongside.policy.contacts import Outcome
from alongside.staff.models import Worker
from tests.cast import NOW, Cast, asking

Clients = Callable[[Worker], Client]
TODAY = day_of(NOW)
HELD = {
    "held_on_day": TODAY.day,
    "held_on_month": TODAY.month,
    "held_on_year": TODAY.year,
    "name_0": "Samuel Ó Briain",
    "as_0": "person",
    "how_0": "in person",
    "name_1": "Lou, his sister <3",
    "as_1": "family",
    "how_1": "phone",
    "persons_view": "Leave my mornings alone. Tŷ fy mam",
    "family": "heard",
    "familys_view": "He sleeps again",
    "summary": "The allotment goes on",
    "plan_stands": "no",
    "next_on_day": 1,
    "next_on_month": TODAY.month,
    "next_on_year": TODAY.year + 1,
    "why_later": "He is away until then",
}


def _boxes(name: str, day: date) -> dict[str, int]:
    return {f"{name}_day": day.day, f"{name}_month": day.month, f"{name}_year": day.year}


def _planned(cast: Cast, at: Any = None) -> Review:
    to = Appointment(TODAY + timedelta(days=7), place="Lou's café")
    with asking(cast.ngozi):
        return careplans.plan_review(
            cast.sams_episode, planned_for=to, by=cast.ngozi, at=at or timezone.now()
        )


def _url(cast: Cast, rest: str = "") -> str:
    return f"/people/{cast.sam.pk}/reviews/{rest}"


def _allotment(cast: Cast) -> None:
    text = PlanText(goals=[GoalText("Get the allotment back")])
    with asking(cast.ngozi):
        careplans.write_plan(
            cast.sams_episode, text=text, based_on=None, by=cast.ngozi, at=timezone.now()
        )


def test_absence_is_said_aloud(cast: Cast, client_of: Clients) -> None:
    page = client_of(cast.priya).get(_url(cast)).content.decode()
    assert "No plan has been written yet" in page
    assert "No review is planned" in page
    assert "No review has been held here yet" in page
    assert "Write the first plan" in page
    looker = client_of(cast.ada).get(_url(cast)).content.decode()
    assert "No plan has been written yet" in looker
    assert "Write the first plan" not in looker


@pytest.mark.parametrize("name", ["sian", "ruth"])
def test_others_cannot_tell_a_review_from_nothing(
    cast: Cast, client_of: Clients, name: str
) -> None:
    review = _planned(cast)
    client = client_of(getattr(cast, name))
    absent = client.get(f"/people/{uuid4()}/reviews/")
    here = f"{review.pk}/"
    for rest in ("", "next/", here, f"{here}record/", f"{here}invitations/"):
        nowhere = f"/people/{uuid4()}/reviews/{rest}"
        hidden = client.get(_url(cast, rest))
        if hidden.status_code != 405:
            assert (hidden.status_code, hidden.content) == (404, absent.content)
        sent, lost = client.post(_url(cast, rest), HELD), client.post(nowhere, HELD)
        assert (sent.status_code, sent.content) == (lost.status_code, lost.content)
        assert sent.status_code in {404, 405}
    assert client.get(_url(cast, f"{here}invitations/{uuid4()}/")).content == absent.content


def test_a_stranger_is_asked_to_sign_in(cast: Cast) -> None:
    review = _planned(cast)
    for rest in ("", "next/", f"{review.pk}/", f"{review.pk}/record/"):
        assert Client().get(_url(cast, rest)).status_code == 302
    assert Client().get("/reviews/").status_code == 302


def test_who_sees_nobody_has_no_list_of_reviews(cast: Cast, client_of: Clients) -> None:
    assert client_of(cast.ruth).get("/reviews/").status_code == 404


def test_an_administrator_plans_and_invites_but_does_not_hold(
    cast: Cast, client_of: Clients
) -> None:
    review = _planned(cast)
    client = client_of(cast.ada)
    assert client.get(_url(cast, f"{review.pk}/invitations/")).status_code == 200
    assert client.get(_url(cast, "next/")).status_code == 200
    assert client.get(_url(cast, f"{review.pk}/record/")).status_code == 404
    assert "Record the review" not in client.get(_url(cast, f"{review.pk}/")).content.decode()


def test_a_review_is_planned_and_moved_with_why(cast: Cast, client_of: Clients) -> None:
    client = client_of(cast.ngozi)
    soon, later = TODAY + timedelta(days=10), TODAY + timedelta(days=20)
    typed = _boxes("on", soon) | {"begins_at": "2.30pm", "place": "Lou's café"}
    assert client.post(_url(cast, "next/"), typed).status_code == 302
    moved = client.post(_url(cast, "next/"), typed | _boxes("on", later))
    assert "Enter why the review is moved" in moved.content.decode()
    because = {"because": "Sam has a cold"}
    assert (
        client.post(_url(cast, "next/"), typed | _boxes("on", later) | because).status_code == 302
    )
    with asking(cast.ngozi):
        review = Review.objects.get()
    assert (review.planned_for, review.put_off_because) == (later, "Sam has a cold")
    assert f"{review.begins_at:%H:%M}" == "14:30"


def test_a_day_that_has_passed_or_comes_too_late_is_asked_about(
    cast: Cast, client_of: Clients
) -> None:
    _allotment(cast)
    client = client_of(cast.ngozi)
    passed = client.post(_url(cast, "next/"), _boxes("on", TODAY - timedelta(days=1)))
    assert "must be today or later" in passed.content.decode()
    late = client.post(_url(cast, "next/"), _boxes("on", TODAY + timedelta(days=250)))
    assert "Enter why it is later than" in late.content.decode()
    with asking(cast.ngozi):
        assert not Review.objects.exists()


def test_a_review_is_held_and_read_again_with_what_was_prepared(
    cast: Cast, client_of: Clients
) -> None:
    _allotment(cast)
    review = _planned(cast)
    client = client_of(cast.ngozi)
    assert "Get the allotment back" in client.get(_url(cast, f"{review.pk}/")).content.decode()
    answer = client.post(_url(cast, f"{review.pk}/record/"), HELD)
    assert answer.status_code == 302
    assert answer["Location"] == f"/people/{cast.sam.pk}/plan/write/"
    page = client.get(_url(cast, f"{review.pk}/")).content.decode()
    for said in (
        "Leave my mornings alone. Tŷ fy mam",
        "Lou, his sister &lt;3",
        "He sleeps again",
        "Family or carer",
        "Get the allotment back",
        "Not written yet",
    ):
        assert said in page
    client.post(f"/people/{cast.sam.pk}/plan/write/", {"agreed": "agreed", "words_0": "Sleep"})
    assert "Version 2" in client.get(_url(cast, f"{review.pk}/")).content.decode()
    with asking(cast.ngozi):
        coming = Review.objects.get(held_on=None)
        assert coming.planned_for == date(TODAY.year + 1, TODAY.month, 1)
        assert Opening.objects.filter(person_ids__contains=[cast.sam.pk]).count() >= 3
    again = client.post(_url(cast, f"{review.pk}/record/"), HELD, follow=True)
    assert "This review is recorded already" in again.content.decode()


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"name_0": "", "name_1": ""}, "Enter who took part"),
        ({"as_1": ""}, "Choose as what Lou, his sister &lt;3 took part"),
        ({"how_1": ""}, "Choose how Lou, his sister &lt;3 took part"),
        ({"persons_view": ""}, "Enter what they say, or below why they were not asked"),
        ({"familys_view": ""}, "Enter what family or carers say"),
        ({"family": "not agreed"}, "Enter what they do not want, and why"),
        ({"family": "not reached"}, "Enter who was asked, and what was tried"),
        ({"summary": "\x00"}, "cannot be kept"),
        ({"why_later": ""}, "Enter why the next review is later than"),
        ({"next_on_year": TODAY.year}, "The next review must be after today"),
        (_boxes("held_on", date(2025, 1, 1)), "A review is held after care began"),
        ({"held_on_day": "99"}, "must be a real date"),
    ],
)
def test_what_is_half_said_is_asked_for_and_nothing_is_half_kept(
    cast: Cast, client_of: Clients, change: dict[str, Any], sentence: str
) -> None:
    review = _planned(cast)
    page = client_of(cast.ngozi).post(_url(cast, f"{review.pk}/record/"), HELD | change)
    assert page.status_code == 200
    assert sentence in page.content.decode()
    assert "The allotment goes on" in page.content.decode() or "summary" in change
    with asking(cast.ngozi):
        assert Review.objects.get().held_on is None


def test_steps_that_were_not_needed_are_one_line(cast: Cast, client_of: Clients) -> None:
    with asking(cast.priya):
        recorded(cast, Outcome.NO_ANSWER, began_at=NOW - 2 * HOUR)
        recorded(cast, began_at=NOW - HOUR)
    review = _planned(cast)
    page = client_of(cast.ngozi).get(_url(cast, f"{review.pk}/")).content.decode()
    assert "1 step was not needed: they were seen before." in page
    assert "Knock, call" not in page


def test_another_row_is_given_and_nothing_typed_is_lost(cast: Cast, client_of: Clients) -> None:
    review = _planned(cast)
    page = client_of(cast.ngozi).post(_url(cast, f"{review.pk}/record/"), HELD | {"more": "1"})
    typed = page.content.decode()
    assert 'name="name_2"' in typed
    assert "The allotment goes on" in typed
    assert f'value="{TODAY.year}"' in typed
    assert "There is a problem" not in typed


def test_what_was_typed_before_is_there_again(cast: Cast, client_of: Clients) -> None:
    review = _planned(cast)
    path = _url(cast, f"{review.pk}/record/")
    fields = {name: [str(said)] for name, said in HELD.items()} | {"name_5": ["Somebody late"]}
    with asking(cast.ngozi):
        assert cast.ngozi.account_id
        drafts.keep(path, fields, by=cast.ngozi.account_id, at=timezone.now())
    client = client_of(cast.ngozi)
    page = client.get(path).content.decode()
    assert "We kept what you typed" in page
    assert "Somebody late" in page
    client.post(path, HELD)
    with asking(cast.ngozi):
        assert Review.objects.exclude(held_on=None).count() == 1


def _letter(cast: Cast, **typed: Any) -> dict[str, Any]:
    said = {"as_what": "person", "how": "post", "print_size": "16", "to_talk_about": "Mornings"}
    return said | typed


def test_a_letter_is_kept_as_it_was_sent(cast: Cast, client_of: Clients) -> None:
    client = client_of(cast.ngozi)
    soon = _boxes("on", TODAY + timedelta(days=10)) | {"begins_at": "14:30", "place": "Home"}
    client.post(_url(cast, "next/"), soon)
    with asking(cast.ngozi):
        review = Review.objects.get()
    here = _url(cast, f"{review.pk}/invitations/")
    seen = client.post(here, _letter(cast) | {"see": "letter"})
    assert seen.content.startswith(b"%PDF")
    with asking(cast.ngozi):
        assert not Invitation.objects.exists()
    assert client.post(here, _letter(cast)).status_code == 302
    sister = _letter(cast, as_what="family", name="Lou", address="2 Beck Lane")
    refused = client.post(here, sister)
    assert "unless the person agrees" in refused.content.decode()
    assert client.post(here, sister | {"with_permission": "on"}).status_code == 302
    with asking(cast.ngozi):
        first, second = Invitation.objects.order_by("at")
        assert first.document_id
        kept = sent_about(cast.sam.pk).get(pk=first.document_id)
        assert (first.name, second.name, kept.large_print) == ("Samuel Ó Briain", "Lou", True)
        assert kept.address == "14 Canal Row\nLeeds\nLS12 3QE"
    letter = client.get(f"{here}{first.pk}/")
    assert letter.content.startswith(b"%PDF")
    for stranger in (cast.sian, cast.ruth):
        assert client_of(stranger).get(f"{here}{first.pk}/").status_code == 404


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({}, "Settle the time and the place of the review first"),
        ({"as_what": "gp"}, "Enter the name of whoever is invited"),
        ({"as_what": "gp", "name": "Dr Ali", "address": " \n "}, "Enter the address"),
        ({"as_what": "nobody"}, "Choose one of the answers"),
    ],
)
def test_what_a_letter_lacks_is_asked_for(
    cast: Cast, client_of: Clients, typed: dict[str, Any], sentence: str
) -> None:
    review = _planned(cast)
    page = client_of(cast.ngozi).post(
        _url(cast, f"{review.pk}/invitations/"), _letter(cast, **typed)
    )
    assert sentence in page.content.decode()
    with asking(cast.ngozi):
        assert not Invitation.objects.exists()


def test_by_phone_needs_no_letter(cast: Cast, client_of: Clients) -> None:
    review = _planned(cast)
    here = _url(cast, f"{review.pk}/invitations/")
    assert client_of(cast.ada).post(here, _letter(cast, how="phone")).status_code == 302
    assert "by phone" in client_of(cast.priya).get(_url(cast, f"{review.pk}/")).content.decode()


def test_reviews_due_are_listed_to_the_team_alone(cast: Cast, client_of: Clients) -> None:
    long_ago = timezone.now() - timedelta(days=170)
    with asking(cast.ngozi):
        careplans.write_plan(
            cast.sams_episode, text=PlanText(), based_on=None, by=cast.ngozi, at=long_ago
        )
    page = client_of(cast.tom).get("/reviews/").content.decode()
    assert "Samuel Ó Briain" in page
    assert "Not planned" in page
    assert "Samuel" in client_of(cast.ngozi).get("/reviews/?mine").content.decode()
    assert "Samuel" not in client_of(cast.priya).get("/reviews/?mine").content.decode()
    assert "Samuel" not in client_of(cast.sian).get("/reviews/").content.decode()


def test_many_reviews_and_contacts_ask_the_database_no_more_often(
    cast: Cast, client_of: Clients, django_assert_max_num_queries: Any
) -> None:
    _allotment(cast)
    review = _planned(cast)
    client = client_of(cast.ngozi)
    for number in range(3):
        client.post(_url(cast, f"{review.pk}/record/"), HELD | {"summary": f"Number {number}"})
        review = _planned(cast)
    for rest, most in (("", 30), (f"{review.pk}/", 50), (f"{review.pk}/record/", 26)):
        with django_assert_max_num_queries(most):
            assert client.get(_url(cast, rest)).status_code == 200
    with django_assert_max_num_queries(24):
        client.get("/reviews/")
