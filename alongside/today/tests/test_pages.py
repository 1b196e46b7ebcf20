"""Who may open the board, the meeting and the day; what they show; what they cost."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from alongside.access.models import Opening
from alongside.caseload import actions as caseload
from alongside.caseload.figures import in_care_for
from alongside.contacts import actions as contacts
from alongside.contacts.actions import ContactText
from alongside.inpatient.models import Spell
from alongside.kernel.period import end_of
from alongside.policy.contacts import Outcome
from alongside.referrals.actions import screening
from alongside.referrals.actions.screening import Meeting
from alongside.referrals.tests.referred import taken_in
from alongside.staff.models import Worker
from alongside.standards.tests.crowd import crowd
from alongside.today import actions
from alongside.today.actions import TaskText
from alongside.today.board import board_for
from alongside.today.rows import Only, Row
from tests.cast import NOW, Cast, asking

SignIn = Callable[[Worker], Client]
TOMORROW = NOW.date() + timedelta(days=1)


def pages(cast: Cast) -> list[str]:
    """Every page of this room about North and Sam."""
    with asking(cast.tom):
        meeting = actions.begin_meeting(cast.north, present=[cast.tom], by=cast.tom, at=NOW)
        task = actions.add_task(
            TaskText("Ring", cast.tom, TOMORROW),
            team=cast.north,
            person=cast.sam,
            by=cast.tom,
            at=NOW,
        )
    team, sam = [cast.north.pk], [cast.sam.pk]
    return [
        reverse("today:board", args=team),
        reverse("today:meetings", args=team),
        reverse("today:begin", args=team),
        reverse("today:tasks-of-team", args=team),
        reverse("today:new-task-of-team", args=team),
        reverse("today:meeting", args=[meeting.pk]),
        reverse("today:meeting-person", args=[meeting.pk, cast.sam.pk]),
        reverse("today:end", args=[meeting.pk]),
        reverse("today:minute", args=[meeting.pk]),
        reverse("today:zone", args=sam),
        reverse("today:tasks", args=sam),
        reverse("today:new-task", args=sam),
        reverse("today:handover", args=sam),
        reverse("today:task", args=[task.pk]),
        reverse("today:hand", args=[task.pk]),
        reverse("today:colleagues-day", args=[cast.priya.pk]),
    ]


def rows(cast: Cast) -> dict[str, Row]:
    with asking(cast.tom):
        return {row.name: row for row in board_for(cast.tom, cast.north, at=NOW).rows}


def test_the_manager_opens_every_page(cast: Cast, client_of: SignIn) -> None:
    reader = client_of(cast.tom)
    answers = {page: reader.get(page).status_code for page in pages(cast)}
    assert set(answers.values()) == {200}, answers
    assert reader.get(reverse("today:my-day")).status_code == 200


@pytest.mark.parametrize("who", ["sian", "ruth"])
def test_others_find_nothing(cast: Cast, client_of: SignIn, who: str) -> None:
    reader = client_of(getattr(cast, who))
    assert {reader.get(page).status_code for page in pages(cast)} == {404}


def test_a_stranger_signs_in(cast: Cast) -> None:
    for page in [*pages(cast), reverse("today:my-day"), reverse("today:boards")]:
        assert Client().get(page)["Location"].startswith("/sign-in/")


def test_only_those_who_manage_see_the_day_of_another(cast: Cast, client_of: SignIn) -> None:
    page = reverse("today:colleagues-day", args=[cast.ngozi.pk])
    assert client_of(cast.priya).get(page).status_code == 404
    assert "Ngozi Okafor" in client_of(cast.tom).get(page).content.decode()
    assert client_of(cast.ruth).get(reverse("today:my-day")).status_code == 404


def test_a_worker_starts_with_their_day_and_a_manager_with_the_board(
    cast: Cast, client_of: SignIn
) -> None:
    assert client_of(cast.priya).get("/")["Location"] == reverse("today:my-day")
    assert client_of(cast.tom).get("/")["Location"] == reverse("today:boards")
    board = reverse("today:board", args=[cast.north.pk])
    assert client_of(cast.tom).get(reverse("today:boards"))["Location"] == board


def test_who_was_shown_on_the_board_is_one_row_of_the_log(cast: Cast, client_of: SignIn) -> None:
    crowd(cast, 3)
    page = reverse("today:board", args=[cast.north.pk])
    client_of(cast.tom).get(page)
    with asking(cast.tom):
        assert len(Opening.objects.get(page=page).person_ids) == 4


def test_a_row_tells_what_the_meeting_needs(cast: Cast) -> None:
    crowd(cast, 1)
    row = rows(cast)["Robin 0 Ashe"]
    assert row.zone_name == "Once a week or more"
    assert row.agreed == "once a week"
    assert (row.unseen_for, row.seen_by) == ("7 days", "Priya Nair")
    assert (row.seen, row.planned) == (0, 1)
    assert [(visit.time, visit.by, visit.is_done) for visit in row.visits] == [
        ("midday", "Priya Nair", False)
    ]
    assert row.changes == ("Missed: no answer",)
    assert row.step
    assert row.worst
    assert row.worst.state == "overdue"


def test_what_colleagues_left_and_did_is_marked_as_changed(cast: Cast) -> None:
    with asking(cast.tom):
        done, _ = (
            actions.add_task(
                TaskText(what, cast.tom, TOMORROW),
                team=cast.north,
                person=cast.sam,
                by=cast.tom,
                at=NOW - timedelta(days=days),
            )
            for what, days in (("Ring his sister", 9), ("Bring the form", 0))
        )
        actions.do_task(done, came_of_it="She is in", by=cast.tom, at=NOW)
        actions.hand_over(
            cast.sam,
            team=cast.north,
            says="Knock twice",
            until=end_of(TOMORROW),
            by=cast.tom,
            at=NOW,
        )
    row = rows(cast)["Samuel Ó Briain"]
    assert row.changes == ("Handed over", "New task: Bring the form", "Done: Ring his sister")
    assert row.handovers == (("Knock twice", "Tom Brennan, until Tue 24 Nov"),)


def test_what_is_told_aloud_of_somebody_without_anything(cast: Cast, client_of: SignIn) -> None:
    with asking(cast.ngozi):
        caseload.end_coordination(
            cast.sams_episode, why="Leaves", by=cast.ngozi, at=NOW - timedelta(hours=1)
        )
        Spell.objects.create(
            person=cast.sam,
            kind=Spell.Kind.INPATIENT,
            place="Ward 4",
            began_on=NOW.date(),
            recorded_by=cast.ngozi,
            recorded_at=NOW,
        )
    row = rows(cast)["Samuel Ó Briain"]
    assert row.flags == ("In hospital since Mon 23 Nov, Ward 4", "Nobody co-ordinates")
    assert row.changes == ("Hospital: began",)
    assert row.is_one_of(Only.HOSPITAL)
    assert row.is_one_of(Only.ALONE)
    text = client_of(cast.tom).get(reverse("today:board", args=[cast.north.pk])).content.decode()
    assert "No zone agreed" in text
    assert "Never" in text


def test_the_board_is_in_order_of_zones_and_then_of_names(cast: Cast) -> None:
    crowd(cast, 2)
    assert list(rows(cast)) == ["Robin 0 Ashe", "Robin 1 Ashe", "Samuel Ó Briain"]


@pytest.mark.parametrize(
    ("query", "shown", "hidden"),
    [
        ("zone=weekly", "Robin 0", "Samuel"),
        ("zone=none", "Samuel", "Robin 0"),
        ("only=missed", "Robin 0", "Samuel"),
        ("only=alone", "Nobody on the board is like that", "Samuel"),
        (f"coordinator={UUID(int=7)}", "Nobody on the board is like that", "Robin 0"),
    ],
)
def test_each_number_and_filter_opens_its_rows(
    cast: Cast, client_of: SignIn, query: str, shown: str, hidden: str
) -> None:
    crowd(cast, 1)
    page = reverse("today:board", args=[cast.north.pk])
    text = client_of(cast.tom).get(f"{page}?{query}").content.decode()
    assert shown in text
    assert hidden not in text


@pytest.mark.parametrize("query", ["zone=%00", "only=sideways", "coordinator=1%27", "size=9"])
def test_a_filter_that_makes_no_sense_breaks_nothing(
    cast: Cast, client_of: SignIn, query: str
) -> None:
    page = reverse("today:board", args=[cast.north.pk])
    assert client_of(cast.tom).get(f"{page}?{query}").status_code == 200


def test_no_word_of_risk_is_on_the_board(cast: Cast, client_of: SignIn) -> None:
    crowd(cast, 2)
    page = reverse("today:board", args=[cast.north.pk])
    text = client_of(cast.tom).get(page).content.decode().lower()
    for word in ("risk", "high", "medium", "score"):
        assert f" {word} " not in text


def zone_typed(cast: Cast, **change: str) -> dict[str, str]:
    return {
        "zone": "every-day",
        "reason": "zone.crisis",
        "explanation": "He hears the voices again",
        "agreed": "yes",
        "persons_view": "Come, but not before noon",
        "owner": str(cast.ngozi.pk),
    } | change


def test_people_decide_on_a_zone_with_all_that_belongs_to_it(cast: Cast, client_of: SignIn) -> None:
    page = reverse("today:zone", args=[cast.sam.pk])
    answer = client_of(cast.priya).post(page, zone_typed(cast))
    assert answer["Location"] == reverse("today:board", args=[cast.north.pk])
    with asking(cast.priya):
        (somebody,) = in_care_for(cast.priya, at=NOW, since=NOW.date(), person_ids=[cast.sam.pk])
    zone = somebody.zone
    assert zone
    assert (zone.zone, zone.contacts_a_week) == ("every-day", Decimal("7.0"))
    assert zone.review_on == NOW.date() + timedelta(days=7)
    assert (zone.agreed_with_person, zone.persons_view) == (True, "Come, but not before noon")
    assert "New zone" in rows(cast)["Samuel Ó Briain"].changes
    again = client_of(cast.priya).get(page).content.decode()
    assert 'name="contacts_a_week" type="number" value=""' in again, "7 is usual: it need not stay"


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"zone": ""}, "Select a zone"),
        ({"zone": "red"}, "There is a problem"),
        ({"reason": "zone.other", "explanation": ""}, "Write what the other reason is"),
        ({"contacts_a_week": "900"}, "There is a problem"),
        ({"agreed": ""}, "Select whether this is agreed with them"),
        (
            {"review_on_day": "23", "review_on_month": "11", "review_on_year": "2026"},
            "must be after today",
        ),
    ],
)
def test_a_zone_that_is_not_whole_is_told_and_kept(
    cast: Cast, client_of: SignIn, typed: dict[str, str], sentence: str
) -> None:
    page = reverse("today:zone", args=[cast.sam.pk])
    answer = client_of(cast.priya).post(page, zone_typed(cast, **typed))
    assert answer.status_code == 200
    text = answer.content.decode()
    assert sentence in text
    assert "Come, but not before noon" in text
    assert rows(cast)["Samuel Ó Briain"].zone == ""


def test_stated_rules_propose_and_say_why(cast: Cast, client_of: SignIn) -> None:
    page = reverse("today:zone", args=[cast.sam.pk])
    with asking(cast.priya):
        for hours in (30, 6):
            at = NOW - timedelta(hours=hours)
            text = ContactText(
                person=cast.sam,
                team_id=cast.north.pk,
                worker=cast.priya,
                began_at=at,
                outcome=Outcome.NO_ANSWER,
            )
            contacts.record_contact(text, by=cast.priya, at=at)
    shown = client_of(cast.priya).get(page).content.decode()
    assert "Every other day</strong>: Contact has been missed more than once in a row" in shown
    assert "You decide." in shown


def test_a_planned_screening_stands_on_both_workers_days_and_among_the_visits(
    cast: Cast, client_of: SignIn
) -> None:
    referral, later = taken_in(cast), NOW + timedelta(hours=6)
    with asking(cast.ngozi) as ngozi:
        meeting = Meeting(later, ngozi, cast.priya, "The café by the lock")
        screening.plan_session(referral, meeting=meeting, by=ngozi, at=NOW)
    written = reverse("deciding:session", args=[referral.pk])
    for who, beside in ((cast.ngozi, "with Priya Nair"), (cast.priya, "with Ngozi Okafor")):
        own = client_of(who).get(reverse("today:my-day")).content.decode()
        for words in ("Wei Zhang", "The café by the lock", beside, written, "3pm"):
            assert words in own
        assert "Wei Zhang" in client_of(who).get(reverse("contacts:day")).content.decode()
    eve = client_of(cast.priya).get("/my-day/2026-11-22/").content.decode()
    assert "First on the next day: 3pm, Wei Zhang" in eve
    tom = client_of(cast.tom)
    assert "Wei Zhang" not in tom.get(reverse("today:my-day")).content.decode()
    assert "Wei Zhang" in tom.get(reverse("contacts:day")).content.decode()
    of_tom = f"{reverse('contacts:day')}?worker={cast.tom.pk}"
    assert "Wei Zhang" not in tom.get(of_tom).content.decode()
    assert "Wei Zhang" not in client_of(cast.sian).get(reverse("contacts:day")).content.decode()
    with asking(cast.ngozi) as ngozi:
        meeting = Meeting(NOW + timedelta(days=1), ngozi, cast.priya)
        screening.plan_session(referral, meeting=meeting, by=ngozi, at=NOW)
    tomorrow = client_of(cast.priya).get(f"/my-day/{TOMORROW}/").content.decode()
    assert "Wei Zhang" in tomorrow
    assert written not in tomorrow, "it is written down from its day on"
    with asking(cast.ngozi) as ngozi:
        screening.call_off_session(referral, why="In hospital", by=ngozi, at=NOW)
    assert "Wei Zhang" not in client_of(cast.priya).get("/my-day/").content.decode()


def test_many_people_cost_no_more_queries(cast: Cast, client_of: SignIn) -> None:
    crowd(cast, 3)
    own = reverse("today:my-day")
    asked = [*pages(cast), own, reverse("today:colleagues-day", args=[cast.ngozi.pk])]
    reader = client_of(cast.tom)

    def queries() -> dict[str, int]:
        counts = {}
        for page in asked:
            with CaptureQueriesContext(connection) as found:
                assert reader.get(page).status_code == 200
            counts[page] = len(found)
        return counts

    few = queries()
    crowd(cast, 27)
    assert queries() == few
    assert max(few.values()) <= 32
