"""What explains a read, each thing alone; what nothing explains; and who is shown it."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime, time, timedelta
from typing import Any

import pytest
from django.db import connection

from alongside.access import context
from alongside.access.actions import OpenedFor, log_opening
from alongside.access.deciding import Kind, Purpose, Role
from alongside.access.emergencies import Sought, open_in_emergency
from alongside.audit.models import Entry
from alongside.careplans.models import Review
from alongside.caseload.models import CareCoordination, ZoneSetting
from alongside.contacts.models import Contact, LadderStep, PlannedVisit
from alongside.partners.tests.partnered import join, partnered
from alongside.policy.reads import EXPLANATIONS, LOOKED_BACK, WORK
from alongside.privacy import queries
from alongside.privacy.queries import LookedAt, unexplained_for
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
from alongside.staff.models import Absence, Worker, WorkingDay
from alongside.today.models import Handover, Meeting, Passed, Presence, Task
from tests.cast import NOW, Cast, asking, hire

pytestmark = pytest.mark.django_db
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
Makes = Callable[[Cast, datetime], Any]
DAYS = {each.id: each.days for each in EXPLANATIONS}


@pytest.fixture
def grace(cast: Cast) -> Worker:
    with asking(cast.ada):
        return hire("Grace Osei", cast.north, Role.PRIVACY_OFFICER)


def opens(
    cast: Cast, by: Worker | None = None, *, at: datetime = NOW, page: str = "", **more: Any
) -> None:
    """Priya, unless somebody else is meant, opens the page of Sam, whom Ngozi co-ordinates."""
    reader = by or cast.priya
    with asking(reader):
        log_opening([cast.sam.pk], page=page or f"/people/{cast.sam.pk}/", by=reader, at=at, **more)


def looked_at(officer: Worker, until: datetime = NOW) -> LookedAt:
    with asking(officer):
        return unexplained_for(officer, until=until.date())


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
    meeting = Meeting.objects.create(team=cast.north, led_by=cast.ngozi, began_at=at, ended_at=at)
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
    reach = DAYS[explains] * DAY
    for apart in (-reach - DAY, -reach, reach, reach + DAY):
        opens(cast, at=NOW + apart)
    with asking(cast.ngozi):
        make(cast, NOW)
    left = [
        each.on_day for at in (NOW, NOW + 2 * DAY + reach) for each in looked_at(grace, at).waiting
    ]
    assert set(left) == {(NOW - reach - DAY).date(), (NOW + reach + DAY).date()}


def test_every_explanation_of_the_policy_is_tried_and_is_one_of_the_database() -> None:
    assert {explains for explains, _ in MAKE.values()} == set(DAYS)
    with connection.cursor() as cursor:
        cursor.execute("SELECT prosrc FROM pg_proc WHERE proname = 'alongside_unexplained'")
        [(source,)] = cursor.fetchall()
    assert {each for each in DAYS if f"days ->> '{each}'" in source} == set(DAYS)
    assert source.count("days ->> '") >= len(DAYS)


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


def test_lists_are_a_teams_day_unless_their_reader_did_not_work(cast: Cast, grace: Worker) -> None:
    opens(cast, page="/caseload/")
    found = looked_at(grace)
    assert (found.openings, found.of_one, found.waiting_in_all) == (1, 0, 0)
    with asking(cast.tom):
        Absence.objects.create(worker=cast.priya, why="leave", began_on=NOW.date())
    [left] = looked_at(grace).waiting
    assert (left.record, left.of_what) == ("", "lists of many people")
    assert left.worked.startswith("They were away")
    _wrote(cast, NOW)
    assert looked_at(grace).waiting == ()


def test_hours_say_on_which_days_somebody_works(cast: Cast, grace: Worker) -> None:
    opens(cast, page="/caseload/")
    opens(cast, page="/board/1/", at=NOW - 2 * DAY)
    with asking(cast.tom):
        WorkingDay.objects.create(worker=cast.priya, weekday=0, starts=time(9), ends=time(17))
    assert [each.on_day for each in looked_at(grace).waiting] == [(NOW - 2 * DAY).date()]


def test_what_was_opened_for_a_reason_stands_in_the_other_queue(cast: Cast, grace: Worker) -> None:
    opens(cast, why=OpenedFor(Kind.RESTRICTED, Purpose.VISIT, "The door is locked"))
    found = looked_at(grace)
    assert (found.openings, found.elsewhere, found.waiting) == (1, 1, ())


def test_what_is_opened_in_an_emergency_stands_in_the_other_queue_and_nothing_after_it(
    cast: Cast,
) -> None:
    with asking(cast.sian):
        officer = hire("Gwen Hart", cast.south, Role.PRIVACY_OFFICER)
    with asking(cast.sian) as sian:
        asked = Sought(nhs_number=cast.sam.nhs_number)
        for why in ("He is in our waiting room", "He is still here"):
            emergency = open_in_emergency(asked, because=why, page="/emergency/", by=sian, at=NOW)
    opens(cast, cast.sian, at=NOW + HOUR)
    found = looked_at(officer)
    assert (found.openings, found.elsewhere, found.waiting) == (3, 3, ())
    opens(cast, cast.sian, at=emergency.until + HOUR)
    opens(cast, cast.sian, at=NOW + 2 * HOUR, page="/people/")  # a list of one, meanwhile
    [left] = looked_at(officer).waiting
    assert (left.who, left.opened) == ("Sian Pritchard", 1)


def test_more_than_fit_are_counted_and_the_newest_shown(
    cast: Cast, grace: Worker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queries, "MOST", 2)
    for days in range(4):
        opens(cast, at=NOW - days * DAY)
    found = looked_at(grace)
    assert found.waiting_in_all == 4
    assert [each.on_day for each in found.waiting] == [NOW.date(), (NOW - DAY).date()]


def test_the_minimum_that_a_practitioner_sees_is_not_asked_about(cast: Cast, grace: Worker) -> None:
    with asking(cast.tom) as tom:
        jo = join(cast, partnered(cast, by=tom), by=tom)
    with asking(cast.priya):
        context.enter(worker_id=jo.pk, team_ids=())
        log_opening(
            [cast.sam.pk], page=f"/partner/people/{cast.sam.pk}/", by=jo, at=NOW,
            kind=Kind.PARTNER_MINIMUM,
        )  # fmt: skip
    assert looked_at(grace).openings == 0


def test_four_weeks_are_looked_at_and_days_are_days_in_london(cast: Cast, grace: Worker) -> None:
    first = NOW - (LOOKED_BACK - 1) * DAY
    midnight = first.replace(hour=0, minute=0)
    for at in (midnight - timedelta(seconds=1), midnight):  # winter: London is UTC
        opens(cast, at=at)
    summer = datetime(2026, 7, 1, 23, 30, tzinfo=NOW.tzinfo)  # half past midnight of the second
    opens(cast, at=summer)
    assert [each.first_at for each in looked_at(grace).waiting] == [midnight]
    assert [each.on_day.day for each in looked_at(grace, summer + DAY).waiting] == [2]


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
                [[cast.north.pk, cast.south.pk], json.dumps(DAYS), list(WORK)],
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
