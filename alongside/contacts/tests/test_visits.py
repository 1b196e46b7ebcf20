from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.contacts import actions, queries
from alongside.contacts.actions import Again, VisitText
from alongside.contacts.day import visits_of_day_for
from alongside.contacts.tests.telling import planned, recorded
from alongside.kernel.period import LONDON, day_of, start_of
from alongside.kernel.rules import Refused
from tests.cast import NOW, Cast, asking

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
MON, WED, FRI = 0, 2, 4
TEN = datetime(2026, 11, 23, 10, tzinfo=LONDON)


@pytest.mark.django_db
def test_three_days_a_week_for_two_weeks(cast: Cast) -> None:
    with asking(cast.priya):
        text = VisitText(cast.sam, cast.north.pk, cast.priya, TEN, second_worker=cast.ngozi)
        again = Again(frozenset({MON, WED, FRI}), weeks=2)
        visits = actions.plan_visits(text, again, by=cast.priya, at=NOW)
        assert [day_of(v.planned_for).day for v in visits] == [23, 25, 27, 30, 2, 4]
        assert all(v.second_worker == cast.ngozi for v in visits)
        assert queries.visits_of_person_for(cast.priya, cast.sam.pk).count() == 6


@pytest.mark.django_db
def test_twice_a_day_on_seven_days(cast: Cast) -> None:
    with asking(cast.priya):
        text = VisitText(cast.sam, cast.north.pk, cast.priya, TEN)
        again = Again(frozenset(range(7)), weeks=1, second_time=time(17, 30))
        visits = actions.plan_visits(text, again, by=cast.priya, at=NOW)
    assert len(visits) == 14
    assert {f"{v.planned_for.astimezone(LONDON):%H:%M}" for v in visits} == {"10:00", "17:30"}


def test_ten_o_clock_is_ten_o_clock_on_both_sides_of_a_clock_change() -> None:
    first = datetime(2026, 10, 19, 10, tzinfo=LONDON)
    moments = list(Again(frozenset({MON}), weeks=2).moments(first))
    assert [f"{m.astimezone(LONDON):%d %H:%M %Z}" for m in moments] == [
        "19 10:00 BST",
        "26 10:00 GMT",
    ]


@given(
    day=st.dates(date(2024, 1, 1), date(2030, 1, 1)),
    clock=st.times(),
    weekdays=st.frozensets(st.integers(0, 6), min_size=1),
    weeks=st.integers(1, 12),
)
def test_as_many_visits_as_days_asked_for(
    day: date, clock: time, weekdays: frozenset[int], weeks: int
) -> None:
    first = datetime.combine(day, clock, tzinfo=LONDON)
    moments = list(Again(weekdays, weeks).moments(first))
    days = [day_of(m) for m in moments]
    assert len(days) == len(weekdays) * weeks
    assert {day.weekday() for day in days} == weekdays
    assert day_of(first) <= min(days)
    assert max(days) < day_of(first) + timedelta(weeks=weeks)


@pytest.mark.django_db
def test_nothing_is_planned_for_no_days(cast: Cast) -> None:
    text = VisitText(cast.sam, cast.north.pk, cast.priya, TEN)
    with asking(cast.priya), pytest.raises(Refused, match="at least one day"):
        actions.plan_visits(text, Again(frozenset(), 4), by=cast.priya, at=NOW)


@pytest.mark.django_db
def test_a_worker_s_day_has_their_own_visits_and_those_they_join(cast: Cast) -> None:
    with asking(cast.priya):
        own = planned(cast, TEN)
        joined = planned(cast, TEN + HOUR, worker=cast.priya, second_worker=cast.ngozi)
        tomorrow = planned(cast, TEN + DAY)
        off = planned(cast, TEN + 2 * HOUR)
        actions.call_off(off, because="At the hospital", by=cast.priya, at=NOW)
        today = NOW.date()
        of_day = visits_of_day_for(cast.priya, today)
        assert [(each.id, each.by, each.beside) for each in of_day] == [
            (own.pk, "Priya Nair", ""),
            (joined.pk, "Priya Nair", "Ngozi Okafor"),
        ]
        assert [each.id for each in visits_of_day_for(cast.priya, today, of=cast.ngozi)] == [
            joined.pk
        ]
    with asking(cast.sian):
        assert visits_of_day_for(cast.sian, today, of=cast.priya) == []
    with asking(cast.priya):
        assert list(queries.visits_of_team_for(cast.priya, cast.north.pk, today)) == [own, joined]
        assert tomorrow in queries.visits_of_person_for(cast.priya, cast.sam.pk)
        assert off in queries.visits_of_person_for(cast.priya, cast.sam.pk)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("day", "hours"), [(date(2026, 3, 29), 23), (date(2026, 10, 25), 25), (date(2026, 11, 23), 24)]
)
def test_a_day_is_a_day_in_london(cast: Cast, day: date, hours: int) -> None:
    begins = start_of(day)
    with asking(cast.priya):
        before, first = planned(cast, begins - timedelta(minutes=1)), planned(cast, begins)
        ends = start_of(day + DAY)
        last, after = planned(cast, ends - timedelta(minutes=1)), planned(cast, ends)
        found = [each.id for each in visits_of_day_for(cast.priya, day)]
        assert found == [first.pk, last.pk]
        assert not {before.pk, after.pk} & set(found)
        assert (last.planned_for.timestamp() - first.planned_for.timestamp()) // 3600 == hours - 1


@pytest.mark.django_db
def test_a_visit_that_is_written_up_says_so(cast: Cast) -> None:
    with asking(cast.priya):
        visit = planned(cast)
        assert not queries.visit_for(cast.priya, visit.pk).is_written_up  # type: ignore[union-attr]  # it is there
        recorded(cast, visit=visit)
        assert queries.visit_for(cast.priya, visit.pk).is_written_up  # type: ignore[union-attr]  # it is there


@pytest.mark.django_db
def test_a_visit_is_moved_and_called_off_until_it_was_made(cast: Cast) -> None:
    with asking(cast.priya):
        visit = planned(cast, TEN)
        text = VisitText(cast.sam, cast.north.pk, cast.ngozi, TEN + HOUR, despite="He asked")
        moved = actions.move_visit(visit, text=text, by=cast.priya, at=NOW)
        assert (moved.planned_for, moved.worker, moved.despite) == (
            TEN + HOUR,
            cast.ngozi,
            "He asked",
        )
        actions.call_off(visit, because="Snow", by=cast.priya, at=NOW)
        with pytest.raises(Refused, match="already called off: Snow"):
            actions.move_visit(visit, text=text, by=cast.priya, at=NOW)
        made = planned(cast)
        recorded(cast, visit=made)
        with pytest.raises(Refused, match="was made"):
            actions.call_off(made, because="Snow", by=cast.priya, at=NOW)


@pytest.mark.django_db
def test_other_teams_see_no_visits(cast: Cast) -> None:
    with asking(cast.priya):
        visit = planned(cast)
    with asking(cast.sian):
        assert queries.visit_for(cast.sian, visit.pk) is None
        assert not queries.visits_of_team_for(cast.sian, cast.north.pk, NOW.date()).exists()
