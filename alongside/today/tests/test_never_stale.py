"""What the program keeps of a board is what it would find anew, whatever changed since."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from alongside.careplans import actions as careplans
from alongside.careplans.actions import PlanText
from alongside.careplans.models import CarePlan
from alongside.caseload import actions as caseload
from alongside.caseload import leaving
from alongside.caseload.actions import Choice, ZoneChoice
from alongside.contacts import actions as contacts
from alongside.contacts.models import Contact, PlannedVisit
from alongside.contacts.tests.telling import planned, recorded, told
from alongside.inpatient import actions as inpatient
from alongside.inpatient.models import Spell
from alongside.kernel.together import Together
from alongside.people.actions import Answered, ask_wishes
from alongside.people.models import Person, Wish
from alongside.policy.allocation import AllocationFacts
from alongside.policy.contacts import Outcome
from alongside.staff.models import Worker
from alongside.staff.services.actions import (
    FrameworkChoice,
    OwnNumber,
    choose_framework,
    set_value,
)
from alongside.standards import queries as standards
from alongside.today import actions, board, drawing, rows
from alongside.today.actions import TaskText
from alongside.today.board import Board, board_for, board_to_look_at
from alongside.today.models import Task
from tests.cast import NOW, Cast, asking, take_into_care

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
TODAY = NOW.date()
# What somebody does at a moment, and what the board then says and did not say before.
Step = tuple[Callable[[Cast, datetime], object], str]


def _zone(
    cast: Cast,
    at: datetime,
    contacts_a_week: int = 3,
    view: str = "Fine with me",
    by: Worker | None = None,
) -> None:
    choice = ZoneChoice(
        zone="amber",
        reason="zone.life-event",
        owner=cast.priya,
        review_on=TODAY + 7 * DAY,
        contacts_a_week=Decimal(contacts_a_week),
        explanation="A death in the family",
        persons_view=view,
    )
    caseload.set_zone(cast.sams_episode, choice=choice, by=by or cast.ngozi, at=at)


def _name_tom(cast: Cast, at: datetime) -> None:
    asked = AllocationFacts(may_coordinate=True, wishes_asked=True)
    choice = Choice(worker=cast.tom, facts=asked, why="Knows his family")
    caseload.name_coordinator(cast.sams_episode, choice=choice, by=cast.tom, at=at)


def _spell(**about: object) -> dict[str, object]:
    return {
        "kind": Spell.Kind.INPATIENT,
        "began_on": TODAY - 3 * DAY,
        "ended_on": None,
        "place": "Ward 4",
    } | about


def _change_spell(cast: Cast, at: datetime, **told: Any) -> Spell:
    spell = Spell.objects.get()
    return inpatient.change_spell(spell, told=_spell(**told), seen=spell.says, by=cast.priya, at=at)


def _wishes(cast: Cast, at: datetime) -> None:
    answers = [Answered(about, Wish.Answer.NONE) for about in Wish.About]
    ask_wishes(cast.sam, answers=answers, by=cast.ngozi, at=at)


def _call(who: str) -> Callable[[Cast, datetime], object]:
    return lambda cast, _at: Person.objects.filter(pk=cast.sam.pk).update(known_as=who)


def _own_number(cast: Cast, at: datetime) -> None:
    number = OwnNumber("contact.make-good", Decimal(60), TODAY, "The board", "We try it")
    set_value(cast.leeds, number=number, by=cast.tom, at=at)


STORY: dict[str, list[Step]] = {
    "names": [
        (_call("Sammy"), "“Sammy”"),
        (_call("Mo"), "“Mo”"),
        (
            lambda cast, _: Person.objects.filter(pk=cast.sam.pk).update(family_name="Byrne"),
            "Samuel Byrne",
        ),
    ],
    "zones": [
        (_zone, "Fine with me"),
        (lambda cast, at: _zone(cast, at, view="Too often"), "Too often"),
        (lambda cast, at: _zone(cast, at, 5), "0 planned, 5 agreed"),
    ],
    "visits": [
        (lambda cast, at: planned(cast, at + HOUR, minutes=30), "10.01am"),
        (
            lambda cast, at: contacts.call_off(
                PlannedVisit.objects.get(), because="Ill", by=cast.priya, at=at
            ),
            "Nobody planned",
        ),
        (lambda cast, at: planned(cast, at + 2 * DAY), "Wed"),
    ],
    "contacts": [
        (lambda cast, at: recorded(cast, began_at=at - HOUR), "Today"),
        (
            lambda cast, at: contacts.correct(
                Contact.objects.get(),
                text=told(cast, began_at=at - DAY),
                because="Yesterday",
                by=cast.priya,
                at=at,
            ),
            "Yesterday",
        ),
        (
            lambda cast, at: contacts.take_back(
                Contact.objects.get(corrected_by=None), because="Not him", by=cast.priya, at=at
            ),
            "Never",
        ),
    ],
    "spells": [
        (
            lambda cast, at: inpatient.note_spell(cast.sam, told=_spell(), by=cast.priya, at=at),
            "Ward 4",
        ),
        (
            lambda cast, at: _change_spell(cast, at, place="Ward 9"),
            "Ward 9",
        ),
        (
            lambda cast, at: _change_spell(cast, at, ended_on=TODAY),
            "Hospital: ended",
        ),
    ],
    "tasks": [
        (
            lambda cast, at: actions.add_task(
                TaskText("Ring", cast.tom, TODAY),
                team=cast.north,
                person=cast.sam,
                by=cast.tom,
                at=at,
            ),
            "Ring (Tom Brennan",
        ),
        (
            lambda cast, at: actions.hand_task(
                Task.objects.get(), to=cast.priya, due_on=TODAY, why="Away", by=cast.tom, at=at
            ),
            "Ring (Priya Nair",
        ),
        (
            lambda cast, at: actions.do_task(
                Task.objects.get(), came_of_it="Rang", by=cast.tom, at=at
            ),
            "Done: Ring",
        ),
    ],
    "handovers": [
        (
            lambda cast, at: actions.hand_over(
                cast.sam, team=cast.north, says="No keys", until=at + DAY, by=cast.priya, at=at
            ),
            "No keys",
        ),
    ],
    "workers": [
        (
            lambda cast, _: Worker.objects.filter(pk=cast.ngozi.pk).update(name="Ngozi Eze"),
            "Ngozi Eze",
        ),
        (_name_tom, "Tom Brennan"),
        (
            lambda cast, at: caseload.end_coordination(
                cast.sams_episode, why="Left", by=cast.tom, at=at
            ),
            "Nobody co-ordinates",
        ),
    ],
    "plans": [
        (
            lambda cast, at: careplans.write_plan(
                cast.sams_episode, text=PlanText("Sleep"), based_on=None, by=cast.ngozi, at=at
            ),
            "New plan",
        ),
        (
            lambda cast, at: careplans.give_copy(
                CarePlan.objects.get(), form="paper", given_on=TODAY, by=cast.ngozi, at=at
            ),
            "",
        ),
        (_wishes, ""),
    ],
    "rules": [
        (lambda cast, _: _zone(cast, NOW - 30 * DAY, 1, by=cast.tom), ""),
        (_own_number, "to make good this week"),
        (
            lambda cast, _: careplans.write_plan(
                cast.sams_episode,
                text=PlanText("Sleep"),
                based_on=None,
                by=cast.tom,
                at=NOW - 170 * DAY,
            ),
            "",
        ),
        (
            lambda cast, at: choose_framework(
                cast.leeds,
                choice=FrameworkChoice("standard-cpa", TODAY, "Decided", TODAY),
                by=cast.tom,
                at=at,
            ),
            "",
        ),
    ],
    "care": [
        (
            lambda cast, at: caseload.pause(
                cast.sams_episode, why="Abroad", began_on=TODAY, by=cast.tom, at=at
            ),
            "Paused since",
        ),
        (
            lambda cast, at: leaving.offer_transfer(
                cast.sams_episode, why="Moved", to_team=cast.south, by=cast.tom, at=at
            ),
            "Moving to South team",
        ),
    ],
}


# Everybody else's story is Tom's: rows say who asked, and the database holds them to it.
WHOSE = {
    "zones": "ngozi",
    "visits": "priya",
    "contacts": "priya",
    "spells": "priya",
    "handovers": "priya",
    "plans": "ngozi",
}


def _drawn(cast: Cast, at: datetime) -> str:
    with asking(cast.tom):
        (row,) = board_for(cast.tom, cast.north, at=at).rows
        return str(drawing.drawn(row, cast.north.pk, True))


def _forget() -> None:
    """Find everything anew, as a process does that has just begun."""
    standards._today.cache_clear()
    standards._with.cache_clear()
    rows.row_of.cache_clear()
    drawing._DRAWN.clear()


@pytest.mark.parametrize("what", STORY)
def test_each_change_is_on_the_next_board_that_anybody_opens(cast: Cast, what: str) -> None:
    at = NOW
    before = _drawn(cast, at)
    for do, says in STORY[what]:
        at += timedelta(minutes=1)
        with asking(getattr(cast, WHOSE.get(what, "tom"))):
            do(cast, at)
        after = _drawn(cast, at)
        assert after != before
        assert says in after
        assert not says or says not in before
        _forget()
        assert _drawn(cast, at) == after
        before = after


def test_hours_that_pass_are_on_the_board(cast: Cast) -> None:
    with asking(cast.priya):
        recorded(cast, Outcome.NO_ANSWER)
    told_by_hour = {_drawn(cast, NOW + hours * HOUR) for hours in (1, 5, 30, 60)}
    assert len(told_by_hour) == 4
    with asking(cast.tom):
        caseload.end_coordination(cast.sams_episode, why="Left", by=cast.tom, at=NOW)
    for hours in (1, 23, 25, 27):
        kept = _drawn(cast, NOW + hours * HOUR)
        _forget()
        assert _drawn(cast, NOW + hours * HOUR) == kept


def test_two_teams_that_share_somebody_are_drawn_each_their_own_row(cast: Cast) -> None:
    with asking(cast.sian):
        take_into_care(cast.sam, cast.south, cast.sian)
    north = _drawn(cast, NOW)
    with asking(cast.sian):
        sams = [
            str(drawing.drawn(row, cast.south.pk, False))
            for row in board_for(cast.sian, cast.south, at=NOW).rows
            if row.person_id == cast.sam.pk
        ]
    (south,) = sams
    assert "Sian Pritchard" in south
    assert "Sian Pritchard" not in north
    assert f"/board/{cast.south.pk}/" not in north
    assert "Record contact" not in south
    assert _drawn(cast, NOW) == north


def test_workers_of_the_same_teams_are_shown_the_same_board(cast: Cast) -> None:
    seen = []
    for worker in (cast.tom, cast.priya, cast.ngozi):
        with asking(worker):
            acting = worker.acting_on(TODAY)
            seen.append(board_to_look_at(acting, cast.north, clock=lambda: NOW))
    assert seen[0].rows
    assert seen[0] == seen[1] == seen[2]


def test_a_board_that_was_waited_for_shows_what_was_done_meanwhile(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    minutes = iter(NOW + timedelta(minutes=minute) for minute in range(9))

    class Queue(Together[Board]):
        """Somebody else's look goes on, and meanwhile Tom decides."""

        def ask(self, key: Hashable, find: Callable[[], Board]) -> Board:
            _zone(cast, next(minutes), view="No, not again", by=cast.tom)
            return super().ask(key, find)

    monkeypatch.setattr(board, "_together", Queue())
    with asking(cast.tom):
        (row,) = board_to_look_at(cast.tom, cast.north, clock=lambda: next(minutes)).rows
    assert row.their_view == "No, not again"
