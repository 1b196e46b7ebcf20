"""In care is in care, however it is found."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID, uuid4

import pytest

from alongside.caseload import actions, leaving
from alongside.caseload.actions import ZoneChoice
from alongside.caseload.figures import in_care_for
from alongside.caseload.models import Discharge
from alongside.caseload.queries import episodes_for, pause_of_for
from alongside.staff.models import Worker
from tests.cast import NOW, Cast, asking

LONG_AGO = date(2026, 1, 1)


def both(worker: Worker) -> tuple[set[UUID], set[UUID]]:
    with asking(worker):
        rows = {each.episode_id for each in in_care_for(worker, at=NOW, since=LONG_AGO)}
        return rows, set(episodes_for(worker).values_list("pk", flat=True))


def test_who_is_in_care_is_what_the_caseload_says(cast: Cast) -> None:
    assert both(cast.ngozi) == ({cast.sams_episode.pk}, {cast.sams_episode.pk})
    assert both(cast.sian) == ({cast.dylans_episode.pk}, {cast.dylans_episode.pk})
    assert both(cast.ruth) == (set(), set())
    with asking(cast.tom):
        Discharge.objects.create(
            episode=cast.sams_episode,
            person=cast.sam,
            ground="moved",
            explanation="He moved to Hull",
            discharged_by=cast.tom,
            discharged_at=NOW,
        )
    assert both(cast.ngozi) == (set(), set())


def test_of_a_team_a_co_ordinator_or_some_people(cast: Cast) -> None:
    with asking(cast.ngozi):

        def found(**of: object) -> int:
            return len(in_care_for(cast.ngozi, at=NOW, since=LONG_AGO, **of))  # type: ignore[arg-type]  # what a test says

        assert found(team_id=cast.north.pk) == 1
        assert found(team_id=cast.south.pk) == 0
        assert found(coordinator_id=cast.ngozi.pk) == 1
        assert found(coordinator_id=cast.priya.pk) == 0
        assert found(person_ids=[cast.sam.pk]) == 1
        assert found(person_ids=[uuid4()]) == 0
        assert found(person_ids=[]) == 0


def set_zone(cast: Cast, zone: str, days_ago: int, contacts: str) -> None:
    choice = ZoneChoice(
        zone=zone,
        reason="zone.steady",
        owner=cast.ngozi,
        review_on=NOW.date(),
        contacts_a_week=Decimal(contacts),
    )
    at = NOW - timedelta(days=days_ago)
    actions.set_zone(cast.sams_episode, choice=choice, by=cast.ngozi, at=at)


def test_a_zone_that_is_confirmed_keeps_its_beginning(cast: Cast) -> None:
    with asking(cast.ngozi):
        for zone, days_ago, contacts in (
            ("weekly", 90, "1"),
            ("every-day", 60, "7"),
            ("weekly", 30, "1"),
            ("weekly", 10, "2"),
        ):
            set_zone(cast, zone, days_ago, contacts)
        since = (NOW - timedelta(days=28)).date()
        (sam,) = in_care_for(cast.ngozi, at=NOW, since=since)
    assert sam.zone
    assert sam.zone.set_at == NOW - timedelta(days=10)
    assert sam.zone.since == NOW - timedelta(days=30)
    # What held when the days began is told too.
    assert [contacts for _, contacts in sam.agreements] == [Decimal(1), Decimal(2)]


@pytest.mark.parametrize(("days", "is_paused"), [(-1, False), (0, True), (2, True), (3, False)])
def test_a_pause_goes_on_through_its_last_day_wherever_it_is_asked(
    cast: Cast, days: int, is_paused: bool
) -> None:
    at = NOW + timedelta(days=days)
    with asking(cast.ngozi):
        actions.pause(cast.sams_episode, why="Away", began_on=NOW.date(), by=cast.ngozi, at=NOW)
        last = NOW.date() + timedelta(days=2)
        actions.resume(cast.sams_episode, ended_on=last, by=cast.ngozi, at=NOW)
        pause = pause_of_for(cast.ngozi, cast.sams_episode, on=at.date())
        [sam] = in_care_for(cast.ngozi, at=at, since=NOW.date())
        assert (pause is not None, sam.paused_on is not None) == (is_paused, is_paused)


def test_pauses_and_transfers_are_told_while_they_last(cast: Cast) -> None:
    with asking(cast.ngozi):
        actions.pause(cast.sams_episode, why="Away", began_on=NOW.date(), by=cast.ngozi, at=NOW)
        offered = leaving.offer_transfer(
            cast.sams_episode, why="Moved", to_service="Hull", by=cast.ngozi, at=NOW
        )
        (sam,) = in_care_for(cast.ngozi, at=NOW, since=LONG_AGO)
        assert (sam.paused_on, sam.paused_because) == (NOW.date(), "Away")
        assert (sam.transfer_since, sam.transfer_to) == (NOW, "Hull")
        yesterday = NOW.date() - timedelta(days=1)
        actions.resume(cast.sams_episode, ended_on=yesterday, by=cast.ngozi, at=NOW)
        leaving.abandon_transfer(offered, why="Stayed", by=cast.ngozi, at=NOW)
        (sam,) = in_care_for(cast.ngozi, at=NOW, since=LONG_AGO)
        assert (sam.paused_on, sam.transfer_since) == (None, None)
