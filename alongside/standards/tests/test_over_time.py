"""Shares are frozen once a week, by a command that sees a team at a time, and drawn over weeks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import pytest
from django.core.management import call_command
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse

from alongside.access.deciding import Role
from alongside.caseload.models import Discharge
from alongside.policy.standards import STANDARDS, Subject
from alongside.staff.models import Membership, Worker
from alongside.standards.actions import count_week
from alongside.standards.models import Share
from alongside.standards.over_time import WEEKS, mondays, over_time
from alongside.standards.queries import service_of_for, shares_for
from tests.cast import NOW, Cast, asking

SignIn = Callable[[Worker], Client]
MONDAY = date(2026, 11, 23)
OF_PEOPLE = {each.id for each in STANDARDS.values() if each.subject is Subject.PERSON}


@dataclass
class Counted:
    team_id: int
    week_of: date
    of: int
    kept: int
    standard: str = "no-silence"
    met: int = 0
    due: int = 0
    overdue: int = 0
    was_reckoned_after: bool = False


def weeks_ago(weeks: int) -> date:
    return MONDAY - timedelta(weeks=weeks)


def test_a_week_is_a_point_and_a_week_without_a_count_is_a_gap() -> None:
    shares = [Counted(1, weeks_ago(back), 10, 10 - back) for back in (0, 1, 2, 4, 5, 7)]
    weeks = over_time(shares, monday=MONDAY, teams=1)["no-silence"]
    assert [point.week_of for point in weeks.points] == mondays(MONDAY)
    assert len(weeks.points) == WEEKS
    assert [point.per_cent for _, point in weeks.counted] == [30, 50, 60, 80, 90, 100]
    assert [line.count(",") for line in weeks.lines] == [2, 3]  # and one week alone
    assert (weeks.lowest, weeks.highest) == (30, 100)
    assert (weeks.first.week_of, weeks.latest.week_of) == (weeks_ago(7), MONDAY)


def test_a_service_is_the_sum_of_its_teams_when_all_were_counted() -> None:
    shares = [
        Counted(1, MONDAY, 10, 9),
        Counted(2, MONDAY, 30, 15, was_reckoned_after=True),
        Counted(1, weeks_ago(1), 10, 9),
    ]
    weeks = over_time(shares, monday=MONDAY, teams=2)["no-silence"]
    ((_, point),) = weeks.counted
    assert (point.kept, point.of, point.per_cent) == (24, 40, 60)
    assert point.was_reckoned_after


def test_nobody_kept_all_while_one_is_broken() -> None:
    weeks = over_time([Counted(1, MONDAY, 1000, 999)], monday=MONDAY, teams=1)["no-silence"]
    assert weeks.latest.per_cent == 99


def count(cast: Cast, week_of: date, at: datetime = NOW) -> None:
    with asking(cast.tom):
        count_week(cast.north, week_of=week_of, by=cast.tom, at=at)


def frozen(cast: Cast, week_of: date) -> dict[str, Share]:
    with asking(cast.tom):
        return {
            each.standard: each
            for each in shares_for(cast.tom, [cast.north], since=week_of)
            if each.week_of == week_of
        }


def test_this_week_is_counted_whole_and_an_earlier_one_as_far_as_the_record_tells(
    cast: Cast,
) -> None:
    count(cast, MONDAY)
    count(cast, weeks_ago(3))
    assert set(frozen(cast, MONDAY)) == set(STANDARDS)
    assert set(frozen(cast, weeks_ago(3))) == OF_PEOPLE
    plan = frozen(cast, MONDAY)["plan-in-time"]
    assert (plan.of, plan.kept, plan.overdue, plan.was_reckoned_after) == (1, 0, 1, False)
    assert frozen(cast, weeks_ago(3))["plan-in-time"].was_reckoned_after


def test_a_week_is_as_it_was_and_not_as_it_is(cast: Cast) -> None:
    count(cast, date(2026, 5, 18))  # in care since 4 May: the plan was due on 1 June
    early = frozen(cast, date(2026, 5, 18))["plan-in-time"]
    assert (early.of, early.due, early.overdue) == (1, 1, 0)
    count(cast, date(2026, 4, 27))  # before care began
    assert frozen(cast, date(2026, 4, 27))["plan-in-time"].of == 0


def test_what_is_frozen_stays(cast: Cast) -> None:
    count(cast, MONDAY)
    count(cast, MONDAY, NOW + timedelta(days=2))
    share = frozen(cast, MONDAY)["plan-in-time"]
    assert share.counted_at == NOW
    with pytest.raises(DatabaseError), transaction.atomic(), asking(cast.tom):
        Share.objects.filter(pk=share.pk).update(kept=0)


def test_another_team_sees_no_share(cast: Cast) -> None:
    count(cast, MONDAY)
    with asking(cast.sian):
        assert shares_for(cast.sian, [cast.north], since=MONDAY) == []
        assert not Share.objects.exists()


def test_the_command_counts_each_team_once_a_week(cast: Cast) -> None:
    call_command("count_standards", weeks=3, verbosity=0)
    call_command("count_standards", weeks=3, verbosity=0)
    assert set(frozen(cast, MONDAY)) == set(STANDARDS)
    assert len(frozen(cast, weeks_ago(2))) == len(OF_PEOPLE)


def test_the_pages_show_the_weeks(cast: Cast, client_of: SignIn) -> None:
    reader = client_of(cast.priya)
    page = reverse("standards:team", args=[cast.north.pk])
    assert "Not counted yet" in reader.get(page).content.decode()
    count(cast, MONDAY)
    count(cast, weeks_ago(1))
    text = reader.get(page).content.decode()
    assert "2 weeks counted: 0% in the week of 16 November 2026" in text
    of_one = reverse("standards:standard", args=[cast.north.pk, "plan-in-time"])
    assert "Reckoned afterwards" in reader.get(of_one).content.decode()


def test_whoever_was_discharged_since_is_counted_while_they_were_here(cast: Cast) -> None:
    with asking(cast.ngozi):
        Discharge.objects.create(
            episode=cast.sams_episode,
            person=cast.sam,
            ground="stepped down",
            explanation="Well, and seen by the CMHT",
            discharged_by=cast.ngozi,
            discharged_at=NOW - timedelta(days=9),
        )
    count(cast, MONDAY)
    count(cast, weeks_ago(2))
    assert frozen(cast, MONDAY)["no-silence"].of == 0
    assert frozen(cast, weeks_ago(2))["no-silence"].of == 1


def test_a_service_is_shown_to_who_may_see_all_its_teams(cast: Cast, client_of: SignIn) -> None:
    page = reverse("standards:team", args=[cast.north.pk])
    for team, worker in ((cast.north, cast.tom), (cast.south, cast.sian)):
        with asking(worker):
            count_week(team, week_of=MONDAY, by=worker, at=NOW)
    with asking(cast.tom):
        assert service_of_for(cast.tom, cast.north) == []
    assert "0 of 2" not in client_of(cast.tom).get(page).content.decode()
    Membership.objects.create(
        worker=cast.tom, team=cast.south, role=Role.MANAGER, began_on=date(2026, 1, 1)
    )
    with asking(cast.tom):
        assert {each.pk for each in service_of_for(cast.tom, cast.north)} == {
            cast.north.pk,
            cast.south.pk,
        }
    assert f"{cast.leeds.name}: 0%, 0 of 2" in client_of(cast.tom).get(page).content.decode()
