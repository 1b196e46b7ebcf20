"""What explains a read, each thing alone; what nothing explains; and who is shown it."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime, time, timedelta
from typing import Any

import pytest
from django.db import connection

from alongside.access.deciding import Role
from alongside.audit.models import Entry
from alongside.careplans.models import Review
from alongside.caseload.models import CareCoordination, ZoneSetting
from alongside.contacts.models import Contact, LadderStep, PlannedVisit
from alongside.policy.reads import EXPLANATIONS, WORK
from alongside.privacy.tests.reading import looked_at, opens
from alongside.record.tests.telling import letter
from alongside.referrals.models import (
    Decision,
    PriorityChange,
    Question,
    Referral,
    ScreeningPlan,
    ScreeningSession,
)
from alongside.referrals.tests.referred import put_in_force
from alongside.staff.models import Worker, WorkingDay
from alongside.today.models import Handover, Meeting, Passed, Presence, Task
from tests.cast import NOW, Cast, asking, hire

pytestmark = pytest.mark.django_db
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
Makes = Callable[[Cast, datetime], Any]
REACH = {each.id: each.reach for each in EXPLANATIONS}
IN_HOURS = {each.id for each in EXPLANATIONS if each.in_hours}


def _as(cast: Cast, **others: Worker) -> Cast:
    """Return the cast with somebody in the place of another."""
    return Cast(**{**vars(cast), **others})


def _sam(cast: Cast) -> dict[str, Any]:
    return {"person": cast.sam, "team": cast.north}


def _coordinates(cast: Cast, at: datetime) -> None:
    CareCoordination.objects.filter(person=cast.sam).update(ended_at=at)
    CareCoordination.objects.create(
        episode=cast.sams_episode, person=cast.sam, worker=cast.priya, began_at=at, ended_at=at
    )


def _visits(cast: Cast, at: datetime, **who: Worker) -> None:
    PlannedVisit.objects.create(
        **_sam(cast), **({"worker": cast.ngozi} | who), place="home", planned_for=at,
        planned_by=cast.ngozi, planned_at=at - DAY,
    )  # fmt: skip


def _contact(cast: Cast, at: datetime, **who: Worker) -> Contact:
    return Contact.objects.create(
        **_sam(cast), **({"worker": cast.ngozi, "written_by": cast.ngozi} | who), began_at=at,
        means="face-to-face", outcome="no-answer", was_seen=False, written_at=at, place="home",
    )  # fmt: skip


def _step(cast: Cast, at: datetime) -> None:
    LadderStep.objects.create(
        **_sam(cast), missed=_contact(cast, at), step="at-the-door", owner=cast.priya,
        due_at=at + HOUR, done_at=at + HOUR, done_by=cast.ngozi, came_of_it="Nobody there",
    )  # fmt: skip


def _task(cast: Cast, at: datetime) -> None:
    Task.objects.create(
        **_sam(cast), what="Ask the GP", owner=cast.priya, due_on=at.date(), made_by=cast.ngozi,
        made_at=at, done_at=at, done_by=cast.ngozi, came_of_it="Asked",
    )  # fmt: skip


def _zone(cast: Cast, at: datetime) -> None:
    for owner in (cast.priya, cast.ngozi):  # the newer one ends the older
        ZoneSetting.objects.create(
            person=cast.sam, episode=cast.sams_episode, zone="weekly", reason="zone.steady",
            contacts_a_week=1, owner=owner, review_on=at.date(), set_by=cast.ngozi, set_at=at,
        )  # fmt: skip
        at += HOUR


def _review(cast: Cast, at: datetime) -> None:
    Review.objects.create(
        person=cast.sam, episode=cast.sams_episode, planned_for=at.date(), by=cast.priya, at=at
    )


def _referral(cast: Cast) -> Referral:
    return Referral.objects.create(
        to_team=cast.north, person=cast.sam, channel="paper", begun_at=NOW, received_at=NOW
    )


def _screening(cast: Cast, at: datetime) -> None:
    ScreeningPlan.objects.create(
        referral=_referral(cast), planned_for=at, worker=cast.ngozi, second_worker=cast.priya,
        planned_by=cast.ngozi, planned_at=at,
    )  # fmt: skip


def _session(cast: Cast, at: datetime) -> None:
    ScreeningSession.objects.create(
        referral=_referral(cast), held_at=at, worker=cast.priya, written_by=cast.ngozi,
        written_at=at,
    )  # fmt: skip


def _question(cast: Cast, at: datetime) -> None:
    Question.objects.create(
        referral=_referral(cast), asks="Where?", asked_by=cast.priya, asked_at=at
    )


def _decision(cast: Cast, at: datetime) -> None:
    Decision.objects.create(
        referral=_referral(cast), criteria=put_in_force(cast), outcome="accepted", eligibility={},
        explanation="Met", decided_by=cast.priya, decided_at=at,
    )  # fmt: skip


def _priority(cast: Cast, at: datetime) -> None:
    PriorityChange.objects.create(
        referral=_referral(cast), before="3", after="2", why="Unwell", changed_by=cast.priya,
        changed_at=at,
    )  # fmt: skip


def _letter(cast: Cast, at: datetime) -> None:
    with asking(cast.priya):
        letter(_as(cast, ngozi=cast.priya), at)


def _wrote(cast: Cast, at: datetime) -> None:
    with asking(cast.priya):
        Entry.objects.create(
            what="plan.written", person_id=cast.sam.pk, subject="x", subject_id="1",
            by_id=cast.priya.pk, at=at,
        )  # fmt: skip


def _meeting(cast: Cast, at: datetime) -> None:
    meeting = Meeting.objects.create(
        team=cast.north, led_by=cast.ngozi, began_at=at, ended_at=at + HOUR / 2
    )
    Presence.objects.create(meeting=meeting, worker=cast.priya)
    Passed.objects.create(meeting=meeting, person=cast.sam, by=cast.ngozi, at=at)


def _handover(cast: Cast, at: datetime) -> None:
    Handover.objects.create(
        **_sam(cast), says="He may ring", by=cast.ngozi, at=at, expires_at=at + HOUR
    )


MAKE: dict[str, tuple[str, Makes]] = {
    "co-ordinates": ("coordinates", _coordinates),
    "a visit": ("visit", lambda cast, at: _visits(cast, at, worker=cast.priya)),
    "a visit with another": ("visit", lambda cast, at: _visits(cast, at, second_worker=cast.priya)),
    "a screening to come": ("visit", _screening),
    "a contact": ("contact", lambda cast, at: _contact(cast, at, worker=cast.priya)),
    "a second worker": ("contact", lambda cast, at: _contact(cast, at, second_worker=cast.priya)),
    "wrote a contact": ("contact", lambda cast, at: _contact(cast, at, written_by=cast.priya)),
    "a screening": ("contact", _session),
    "a task": ("holds", _task),
    "a step": ("holds", _step),
    "a zone": ("holds", _zone),
    "a review": ("review", _review),
    "a question": ("referral", _question),
    "a decision": ("referral", _decision),
    "a priority": ("referral", _priority),
    "a letter": ("letter", _letter),
    "the trail": ("wrote", _wrote),
    "a meeting": ("meeting", _meeting),
    "a handover": ("handover", _handover),
}


@pytest.mark.parametrize("name", MAKE)
def test_each_of_these_alone_explains_and_only_within_its_days(
    cast: Cast, grace: Worker, name: str
) -> None:
    explains, make = MAKE[name]
    reach = timedelta() if explains in IN_HOURS else REACH[explains] * DAY
    for apart in (-reach - DAY, -reach, reach, reach + DAY):
        opens(cast, at=NOW + apart)
    with asking(cast.ngozi):
        make(cast, NOW)
    left = [
        each.on_day for at in (NOW, NOW + 2 * DAY + reach) for each in looked_at(grace, at).waiting
    ]
    assert set(left) == {(NOW - reach - DAY).date(), (NOW + reach + DAY).date()}


def test_every_explanation_of_the_policy_is_tried_and_is_one_of_the_database() -> None:
    assert {explains for explains, _ in MAKE.values()} == set(REACH)
    with connection.cursor() as cursor:
        cursor.execute("SELECT prosrc FROM pg_proc WHERE proname = 'alongside_unexplained'")
        [(source,)] = cursor.fetchall()
    assert {each for each in REACH if f"days ->> '{each}'" in source} == set(REACH)
    assert source.count("days ->> '") >= len(REACH)


def test_what_others_do_explains_nothing_of_ones_own(cast: Cast, grace: Worker) -> None:
    opens(cast)
    with asking(cast.ngozi):
        for _, make in MAKE.values():
            if make not in {_coordinates, _wrote, _handover}:
                make(_as(cast, priya=cast.tom), NOW)
    [left] = looked_at(grace).waiting
    assert (left.who, left.opened, left.pages) == ("Priya Nair", 1, ("the whole record",))


def test_a_contact_written_up_the_next_day_takes_it_out_of_the_queue(
    cast: Cast, grace: Worker
) -> None:
    opens(cast)
    assert looked_at(grace).waiting_in_all == 1
    with asking(cast.ngozi):
        _contact(cast, NOW + DAY, worker=cast.priya)
    assert looked_at(grace).waiting_in_all == 0


def test_a_meeting_explains_its_hour_and_no_evening(cast: Cast, grace: Worker) -> None:
    with asking(cast.ngozi):
        _meeting(cast, NOW)
    for apart in (-HOUR, HOUR * 1.4):
        opens(cast, at=NOW + apart)
    assert looked_at(grace).waiting == ()
    opens(cast, at=NOW + 10 * HOUR)
    [left] = looked_at(grace).waiting
    assert left.opened == 3  # all of them, for whoever asks why
    with asking(cast.ngozi):  # and one that nobody ended lasts no longer than two hours
        Meeting.objects.update(ended_at=NOW + DAY)
    assert looked_at(grace).waiting_in_all == 1


def test_a_handover_explains_only_to_those_who_work(cast: Cast, grace: Worker) -> None:
    opens(cast)
    with asking(cast.tom):
        _handover(cast, NOW)
        WorkingDay.objects.create(worker=cast.priya, weekday=2, starts=time(9), ends=time(17))
    [left] = looked_at(grace).waiting
    assert left.worked.startswith("The hours that are kept")


def test_to_be_the_manager_or_to_know_them_outside_work_explains_nothing(
    cast: Cast, grace: Worker
) -> None:
    for reader in (cast.tom, cast.ada):
        opens(cast, reader)
    with asking(cast.tom):
        for what in ("connection.said", "emergency.ended", "relationship.began"):
            Entry.objects.create(
                what=what, person_id=cast.sam.pk, subject="x", subject_id="1",
                by_id=cast.tom.pk, at=NOW,
            )  # fmt: skip
    assert {each.who for each in looked_at(grace).waiting} == {"Tom Brennan", "Ada Whitlock"}


def test_one_worker_one_record_one_day_is_one_question(cast: Cast, grace: Worker) -> None:
    for minutes, page in enumerate(["", "plan/", "plan/", "contacts/print/"]):
        path = f"/people/{cast.sam.pk}/{page}"
        opens(cast, at=NOW + minutes * timedelta(minutes=1), page=path)
    opens(cast, at=NOW - DAY, page=f"/visits/{cast.north.service_id:08x}-0000-4000-8000-{1:012x}/")
    found = looked_at(grace)
    today, yesterday = found.waiting
    assert (today.opened, today.pages) == (4, ("contacts, print", "plan", "the whole record"))
    assert (today.last_at - today.first_at) == timedelta(minutes=3)
    assert yesterday.pages == ("visits",)
    assert (found.openings, found.of_one, found.groups) == (5, 5, 2)


def test_only_officers_of_a_team_of_theirs_are_shown_it_also_when_the_database_is_asked(
    cast: Cast, grace: Worker
) -> None:
    opens(cast)
    with asking(cast.sian):
        elsewhere = hire("Gwen Hart", cast.south, Role.PRIVACY_OFFICER)
    for other in (elsewhere, cast.tom, cast.priya, cast.ada, cast.sian, cast.ruth):
        found = looked_at(other)
        assert (found.openings, found.groups, found.waiting_in_all) == (0, 0, 0)
        with asking(other), connection.cursor() as cursor:
            cursor.execute(
                "SELECT * FROM alongside_unexplained(%s, '2000-01-01', '2100-01-01', %s, %s, 9)",
                [[cast.north.pk, cast.south.pk], json.dumps(REACH), list(WORK)],
            )
            [row] = cursor.fetchall()
        assert set(row) <= {0, None}
    assert looked_at(grace).waiting_in_all == 1


def test_the_database_opens_neither_function_to_everybody() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT proname FROM pg_proc WHERE proname IN ('alongside_unexplained',"
            " 'alongside_may_review') AND (proacl IS NULL OR proacl::text ~ '[{,]=')"
        )
        assert cursor.fetchall() == []
