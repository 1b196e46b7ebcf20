from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from alongside.careplans import actions as careplans
from alongside.careplans.actions import Appointment, GoalText, PlanText, ReviewText
from alongside.careplans.models import CarePlan
from alongside.caseload.models import Allocation, ZoneSetting
from alongside.contacts.models import Contact
from alongside.contacts.queries import Sieve, contacts_asked_for
from alongside.inpatient.models import Spell
from alongside.kernel.period import day_of
from alongside.people.models import Wish
from alongside.policy import allocation
from alongside.record.reviewing.queries import since_for
from alongside.record.reviewing.since import Since, StepTaken, kept, read
from tests.cast import NOW, Cast, asking

pytestmark = pytest.mark.django_db
TODAY = day_of(NOW)


def _agree(cast: Cast, a_week: str, *, days_ago: int) -> None:
    ZoneSetting.objects.create(
        episode=cast.sams_episode,
        person=cast.sam,
        zone="weekly",
        reason="zone.steady",
        contacts_a_week=Decimal(a_week),
        owner=cast.ngozi,
        review_on=TODAY,
        set_by=cast.ngozi,
        set_at=NOW - timedelta(days=days_ago),
    )


def _meet(cast: Cast, outcome: str, means: str, *, days_ago: int, goal: UUID | None = None) -> None:
    Contact.objects.create(
        person=cast.sam,
        team=cast.north,
        began_at=NOW - timedelta(days=days_ago),
        means=means,
        outcome=outcome,
        was_seen=outcome == "seen" and means == "face-to-face",
        interventions=["social"] if outcome == "seen" else [],
        goal=goal,
        worker=cast.ngozi,
        second_worker=cast.priya if means == "face-to-face" else None,
        written_by=cast.ngozi,
        written_at=NOW,
    )


def _plan(cast: Cast) -> CarePlan:
    text = PlanText(goals=[GoalText("Get the allotment back"), GoalText("Sleep")])
    return careplans.write_plan(
        cast.sams_episode, text=text, based_on=None, by=cast.ngozi, at=NOW - timedelta(days=60)
    )


def _held(cast: Cast, on: date) -> None:
    review = careplans.plan_review(
        cast.sams_episode, planned_for=Appointment(on), by=cast.ngozi, at=NOW
    )
    text = ReviewText(
        held_on=on,
        summary="Goes on",
        persons_view="Good",
        family="nobody",
        who_took_part=[{"name": "Sam", "as": "person", "how": "in person"}],
    )
    careplans.hold_review(
        review, text=text, plan=None, next_one=Appointment(TODAY), by=cast.ngozi, at=NOW
    )


def _since(cast: Cast) -> Since:
    return since_for(cast.ngozi, cast.sams_episode, on=TODAY, at=NOW)


def test_contacts_are_counted_as_everywhere_else_and_only_since_the_last_review(cast: Cast) -> None:
    with asking(cast.ngozi):
        goal = _plan(cast).goals.order_by("place")[0]
        _held(cast, TODAY - timedelta(days=29))
        _agree(cast, "3.5", days_ago=90)
        _agree(cast, "1", days_ago=14)
        _meet(cast, "seen", "face-to-face", days_ago=29)  # the day of the last review
        _meet(cast, "seen", "face-to-face", days_ago=20, goal=goal.thread)
        _meet(cast, "seen", "phone", days_ago=10)
        _meet(cast, "no-answer", "face-to-face", days_ago=5)
        _meet(cast, "cancelled-by-team", "face-to-face", days_ago=4)
        found = _since(cast)
    met = found.contacts
    assert (found.first, found.last) == (TODAY - timedelta(days=28), TODAY)
    assert (met.seen, met.spoken_to, met.missed, met.called_off) == (1, 1, 1, 1)
    # Fourteen days of every other day, fourteen of once a week.
    assert (met.agreed, met.given) == (9, 2)
    assert [(each.name, each.times) for each in met.met_by] == [
        ("Ngozi Okafor", 2),
        ("Priya Nair", 1),
    ]
    assert met.last_seen_on == TODAY - timedelta(days=20)
    assert [(goal.words, len(goal.contacts)) for goal in found.goals] == [
        ("Get the allotment back", 1),
        ("Sleep", 0),
    ]
    assert found.towards_no_goal == 1
    assert [contact.on for contact in found.no_goal] == [TODAY - timedelta(days=10)]
    assert [zone.a_week for zone in found.zones] == ["3.5", "1"]


def test_what_was_done_opens_as_many_contacts_as_it_counts(cast: Cast) -> None:
    with asking(cast.ngozi):
        _meet(cast, "seen", "face-to-face", days_ago=20)
        _meet(cast, "seen", "phone", days_ago=10)
        _meet(cast, "no-answer", "face-to-face", days_ago=5)
        found = _since(cast)
        [help_given] = found.contacts.helps
        asked = Sieve(done=help_given.kind, first=found.first, last=found.last)
        opened = contacts_asked_for(cast.ngozi, cast.sam.pk, asked)
        assert (help_given.label, help_given.times, opened.count()) == (
            "Social life and support",
            2,
            2,
        )


def test_before_the_first_review_it_looks_back_to_the_beginning(cast: Cast) -> None:
    with asking(cast.ngozi):
        found = _since(cast)
    assert (found.first, found.last_review_on) == (cast.sams_episode.began_on, None)
    assert (found.contacts.agreed, found.contacts.last_seen_on, found.plan_version) == (
        None,
        None,
        None,
    )
    assert [wish.asked_on for wish in found.wishes] == [None] * 4


def test_hospital_days_count_within_the_time_only(cast: Cast) -> None:
    with asking(cast.ngozi):
        _held(cast, TODAY - timedelta(days=29))
        for kind, began, ended in (("inpatient", 40, 20), ("home treatment", 5, None)):
            Spell.objects.create(
                person=cast.sam,
                kind=kind,
                began_on=TODAY - timedelta(days=began),
                ended_on=TODAY - timedelta(days=ended) if ended else None,
                recorded_by=cast.ngozi,
                recorded_at=NOW,
            )
        found = _since(cast)
    assert [(spell.kind, spell.days) for spell in found.spells] == [
        ("inpatient", 9),
        ("home treatment", 6),
    ]
    assert found.days_in_hospital == 9


def test_a_wish_says_whether_it_was_met(cast: Cast) -> None:
    chosen_by = allocation.Wish(allocation.WishAbout.GENDER, "man")
    with asking(cast.ngozi):
        for about, value in (("gender", "man"), ("language", "Punjabi")):
            Wish.objects.create(
                person=cast.sam,
                about=about,
                answer="wish",
                value=value,
                asked_at=NOW,
                asked_by=cast.ngozi,
            )
        Allocation.objects.create(
            episode=cast.sams_episode,
            person=cast.sam,
            worker=cast.ngozi,
            candidates=[],
            wishes_not_met=[{"wish": str(chosen_by), "why": "All have twelve"}],
            by=cast.tom,
            at=NOW,
        )
        wishes = {wish.about: wish for wish in _since(cast).wishes}
    assert wishes["Man or woman as care co-ordinator"].unmet_because == "All have twelve"
    assert (wishes["Language"].answer, wishes["Language"].unmet_because) == ("Punjabi", "")


def test_steps_that_nobody_had_to_take_are_counted_and_not_listed(cast: Cast) -> None:
    def step(**said: Any) -> StepTaken:
        usual = {"done_on": None, "settled": False, "came_of_it": "", "owner": "Priya Nair"}
        return StepTaken(what="Knock", due_on=TODAY, **(usual | said))

    done, undone = step(done_on=TODAY, settled=True, came_of_it="Curtains drawn"), step()
    with asking(cast.ngozi):
        since = replace(_since(cast), steps=(done, undone, step(settled=True)))
    assert since.steps_that_counted == (done, undone)


def test_what_a_review_keeps_is_read_again_as_it_was(cast: Cast) -> None:
    with asking(cast.ngozi):
        goal = _plan(cast).goals.order_by("place")[0]
        _agree(cast, "3.5", days_ago=30)
        _meet(cast, "seen", "face-to-face", days_ago=20, goal=goal.thread)
        found = _since(cast)
    assert read(json.loads(json.dumps(kept(found)))) == found
    assert read({}) is None
