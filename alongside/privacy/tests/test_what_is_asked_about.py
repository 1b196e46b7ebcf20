"""Which pages are asked about: of one person, in four weeks, and lists of who did not work."""

from __future__ import annotations

from datetime import datetime, time, timedelta

import pytest

from alongside.access import context
from alongside.access.actions import OpenedFor, log_opening
from alongside.access.deciding import Kind, Purpose, Role
from alongside.access.emergencies import Sought, open_in_emergency
from alongside.audit.models import Entry
from alongside.partners.tests.partnered import join, partnered
from alongside.policy.reads import LOOKED_BACK
from alongside.privacy import queries
from alongside.privacy.tests.reading import looked_at, opens
from alongside.staff.models import Absence, Worker, WorkingDay
from tests.cast import NOW, Cast, asking, hire

pytestmark = pytest.mark.django_db
DAY, HOUR = timedelta(days=1), timedelta(hours=1)


def test_lists_are_a_teams_day_unless_their_reader_did_not_work(cast: Cast, grace: Worker) -> None:
    opens(cast, page="/caseload/")
    found = looked_at(grace)
    assert (found.openings, found.of_one, found.waiting_in_all) == (1, 0, 0)
    with asking(cast.tom):
        Absence.objects.create(worker=cast.priya, why="leave", began_on=NOW.date())
    [left] = looked_at(grace).waiting
    assert (left.record, left.of_what) == ("", "lists of many people")
    assert left.worked.startswith("They were away")
    with asking(cast.priya):
        Entry.objects.create(
            what="task.done", subject="x", subject_id="1", by_id=cast.priya.pk, at=NOW
        )
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
