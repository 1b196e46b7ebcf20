"""What belongs to a zone is read where people speak about it, not only where it is changed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from alongside.caseload import actions as caseload
from alongside.caseload.actions import ZoneChoice
from alongside.contacts import actions as contacts
from alongside.contacts.actions import ContactText
from alongside.contacts.models import Contact
from alongside.inpatient.models import Spell
from alongside.policy.contacts import Outcome
from alongside.staff.models import Worker
from alongside.today import actions
from alongside.today.board import board_for
from alongside.today.rows import Only, Row
from tests.cast import NOW, Cast, asking

SignIn = Callable[[Worker], Client]
VIEW = "Come, but not before noon"


def agree(cast: Cast, *, days: int = 2, **change: Any) -> None:
    """Put Sam into a zone two days ago, whose owner is Priya."""
    told: dict[str, Any] = {
        "zone": "weekly",
        "reason": "zone.steady",
        "owner": cast.priya,
        "review_on": NOW.date() + timedelta(days=14),
        "contacts_a_week": Decimal(1),
        "explanation": "He likes the walk to the allotment",
        "persons_view": VIEW,
        "agreed_with_person": False,
    } | change
    at = NOW - timedelta(days=days)
    with asking(cast.priya):
        caseload.set_zone(cast.sams_episode, choice=ZoneChoice(**told), by=cast.priya, at=at)


def miss(cast: Cast, *hours: int) -> None:
    """Miss Sam so many hours ago, each time."""
    for ago in hours:
        try_to_meet(cast, ago, Outcome.NO_ANSWER)


def meet(cast: Cast, *, hours: int) -> None:
    """See Sam so many hours ago."""
    try_to_meet(cast, hours, Outcome.SEEN)


def try_to_meet(cast: Cast, hours: int, outcome: Outcome) -> None:
    at = NOW - timedelta(hours=hours)
    text = ContactText(
        person=cast.sam,
        team_id=cast.north.pk,
        worker=cast.priya,
        began_at=at,
        outcome=outcome,
    )
    with asking(cast.priya):
        contacts.record_contact(text, by=cast.priya, at=at)


def admit(cast: Cast, *, days: int = 0) -> None:
    with asking(cast.ngozi):
        Spell.objects.create(
            person=cast.sam,
            kind=Spell.Kind.INPATIENT,
            place="Ward 4",
            began_on=NOW.date() - timedelta(days=days),
            recorded_by=cast.ngozi,
            recorded_at=NOW - timedelta(days=days),
        )


def sams_row(cast: Cast) -> Row:
    with asking(cast.tom):
        (row,) = board_for(cast.tom, cast.north, at=NOW).rows
    return row


def places(cast: Cast) -> dict[str, str]:
    """The pages on which a team speaks about Sam."""
    with asking(cast.tom):
        meeting = actions.begin_meeting(cast.north, present=[cast.tom], by=cast.tom, at=NOW)
    return {
        "board": reverse("today:board", args=[cast.north.pk]),
        "meeting": reverse("today:meeting-person", args=[meeting.pk, cast.sam.pk]),
        "person": reverse("record:person", args=[cast.sam.pk]),
    }


@pytest.mark.parametrize("place", ["board", "meeting", "person"])
def test_why_who_looks_after_it_when_again_and_what_they_think(
    cast: Cast, client_of: SignIn, place: str
) -> None:
    agree(cast)
    text = client_of(cast.tom).get(places(cast)[place]).content.decode()
    again = "7 December 2026" if place != "board" else "Mon 7 Dec"
    for told in ("He likes the walk", "Priya Nair", again, VIEW, "they do not agree"):
        assert told in text


@pytest.mark.parametrize(
    ("place", "late"),
    [("board", "Zone review overdue"), ("meeting", "Zone review overdue"), ("person", "overdue")],
)
def test_a_review_of_the_zone_that_is_late_is_said(
    cast: Cast, client_of: SignIn, place: str, late: str
) -> None:
    agree(cast, review_on=NOW.date() - timedelta(days=1))
    assert late in client_of(cast.tom).get(places(cast)[place]).content.decode()


def test_whoever_may_not_change_a_zone_reads_all_of_it(cast: Cast, client_of: SignIn) -> None:
    agree(cast)
    pages = places(cast)
    for place in ("board", "person"):
        text = client_of(cast.ada).get(pages[place]).content.decode()
        assert VIEW in text
        assert "Priya Nair" in text


def test_rules_that_question_a_zone_say_so_with_the_reason(cast: Cast) -> None:
    agree(cast)
    assert sams_row(cast).question == ""
    miss(cast, 30)
    assert sams_row(cast).question == ""
    miss(cast, 6)
    row = sams_row(cast)
    assert row.question == "Rules propose Every other day"
    assert row.question_because.startswith("Contact has been missed more than once in a row")
    assert row.is_one_of(Only.QUESTION)
    admit(cast)
    assert sams_row(cast).question == "Rules propose In hospital"


def test_somebody_missed_long_ago_and_not_sought_since_is_asked_about_still(cast: Cast) -> None:
    """Who is given up on in silence is whom this is for."""
    agree(cast, days=60)
    miss(cast, 40 * 24, 39 * 24)
    assert sams_row(cast).question == "Rules propose Every other day"


@pytest.mark.parametrize(
    ("hours", "asks"),
    [((30,), False), ((30, 6), True), ((30 * 24, 29 * 24), True), ((80, 30), False)],
)
def test_the_page_that_changes_a_zone_counts_misses_since_they_were_last_seen(
    cast: Cast, client_of: SignIn, hours: tuple[int, ...], asks: bool
) -> None:
    miss(cast, *hours)
    if 80 in hours:
        meet(cast, hours=40)
    text = client_of(cast.tom).get(reverse("today:zone", args=[cast.sam.pk])).content.decode()
    assert ("</strong>: Contact has been missed more than once in a row" in text) is asks


def test_a_zone_that_holds_no_more_is_questioned(cast: Cast) -> None:
    agree(cast, zone="in-hospital", reason="zone.in-hospital")
    row = sams_row(cast)
    assert (row.question, row.question_because) == (
        "Still In hospital?",
        "No stay in hospital is recorded for today.",
    )


def test_a_question_rests_once_people_have_decided_until_the_review(cast: Cast) -> None:
    admit(cast, days=3)
    agree(cast)  # two days ago, knowing of the ward
    assert sams_row(cast).question == ""
    agree(cast, review_on=NOW.date())
    assert sams_row(cast).question == "Rules propose In hospital"


def test_the_board_counts_and_the_meeting_reads_what_is_asked(
    cast: Cast, client_of: SignIn
) -> None:
    agree(cast)
    admit(cast)
    pages = places(cast)
    board = client_of(cast.tom).get(f"{pages['board']}?only=question").content.decode()
    assert "<strong>1</strong> Zone in question" in board
    for text in (board, client_of(cast.tom).get(pages["meeting"]).content.decode()):
        assert "Rules propose In hospital" in text
        assert "contact is kept up throughout" in text
        assert "Decide" in text
    looker = client_of(cast.ada).get(pages["board"]).content.decode()
    assert "Rules propose In hospital" in looker
    assert "Decide" not in looker


def test_the_person_page_reads_what_is_asked_in_the_words_of_the_board(
    cast: Cast, client_of: SignIn
) -> None:
    agree(cast)
    page = reverse("record:person", args=[cast.sam.pk])
    with CaptureQueriesContext(connection) as before:
        assert "Rules propose" not in client_of(cast.tom).get(page).content.decode()
    miss(cast, 30, 6)
    row = sams_row(cast)
    with CaptureQueriesContext(connection) as after:
        text = client_of(cast.tom).get(page).content.decode()
    assert f"<strong>{row.question}</strong> {row.question_because}" in text
    assert "Decide<span" in text
    assert len(after) == len(before)
    looker = client_of(cast.ada).get(page).content.decode()
    assert row.question in looker
    assert "Decide<span" not in looker


@pytest.mark.parametrize("agreed", [True, False])
def test_the_person_page_asks_what_the_board_asks_with_a_zone_or_none(
    cast: Cast, client_of: SignIn, *, agreed: bool
) -> None:
    if agreed:
        agree(cast, zone="in-transfer", reason="zone.in-transfer")
    admit(cast)
    text = client_of(cast.tom).get(reverse("record:person", args=[cast.sam.pk])).content.decode()
    row = sams_row(cast)
    assert row.question == "Rules propose In hospital"
    assert f"<strong>{row.question}</strong> {row.question_because}" in text


def test_an_attempt_that_was_corrected_is_no_miss(cast: Cast) -> None:
    agree(cast)
    miss(cast, 30, 6)
    with asking(cast.priya):
        wrong = Contact.objects.order_by("-began_at")[0]
        contacts.take_back(wrong, because="Another door", about=None, by=cast.priya, at=NOW)
    assert sams_row(cast).question == ""


@pytest.mark.parametrize(
    ("agreed", "told"), [("7", "0 planned, 7 agreed"), ("0.5", ""), ("1", "0 planned, 1 agreed")]
)
def test_a_week_with_fewer_visits_than_were_agreed_is_said(
    cast: Cast, agreed: str, told: str
) -> None:
    assert sams_row(cast).too_few == ""
    agree(cast, contacts_a_week=Decimal(agreed))
    assert sams_row(cast).too_few == told
