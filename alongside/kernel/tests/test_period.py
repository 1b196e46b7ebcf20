from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.kernel.period import (
    Period,
    day_of,
    end_of,
    last_day_of,
    look_back,
    months_after,
    start_of,
    years_between,
)

DAYS = st.dates(min_value=date(1930, 1, 1), max_value=date(2090, 12, 31))


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2026, 6, 30, 23, 30, tzinfo=UTC), date(2026, 7, 1)),
        (datetime(2026, 12, 31, 23, 30, tzinfo=UTC), date(2026, 12, 31)),
        (datetime(2026, 3, 29, 0, 59, tzinfo=UTC), date(2026, 3, 29)),
        (datetime(2026, 10, 25, 0, 59, tzinfo=UTC), date(2026, 10, 25)),
    ],
)
def test_a_day_is_a_day_in_london(moment: datetime, day: date) -> None:
    assert day_of(moment) == day


@given(DAYS)
def test_what_holds_until_the_end_of_a_day_holds_on_that_day_and_not_on_the_next(day: date) -> None:
    assert last_day_of(end_of(day)) == day
    assert last_day_of(start_of(day) + timedelta(hours=15)) == day


def test_a_day_on_which_the_clocks_change_has_its_own_length() -> None:
    spring, autumn = date(2026, 3, 29), date(2026, 10, 25)
    for day, hours in ((spring, 23), (autumn, 25)):
        begins = start_of(day).astimezone(UTC)
        ends = start_of(day + timedelta(days=1)).astimezone(UTC)
        assert (ends - begins) == timedelta(hours=hours)


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2026, 1, 31), 6, date(2026, 7, 31)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2027, 8, 31), 6, date(2028, 2, 29)),
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
        (date(2026, 1, 15), -24, date(2024, 1, 15)),
    ],
)
def test_months_later_stays_inside_the_month(day: date, months: int, later: date) -> None:
    assert months_after(day, months) == later


def test_somebody_born_on_29_february_is_a_year_older_on_1_march() -> None:
    assert years_between(date(2008, 2, 29), date(2026, 2, 28)) == 17
    assert years_between(date(2008, 2, 29), date(2026, 3, 1)) == 18


def test_a_period_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(ValueError, match="cannot end before"):
        Period(date(2026, 2, 2), date(2026, 2, 1))


def test_a_look_back_of_two_years_has_the_last_day_and_not_the_day_two_years_ago() -> None:
    window = look_back(date(2026, 11, 22), 24)
    assert date(2026, 11, 22) in window
    assert date(2024, 11, 23) in window
    assert date(2024, 11, 22) not in window


@given(DAYS, DAYS, DAYS, DAYS)
def test_days_are_counted_one_by_one(a: date, b: date, c: date, d: date) -> None:
    stay = Period(min(a, b), max(a, b))
    window = Period(min(c, d), max(c, d))
    overlap = range(
        max(stay.first, window.first).toordinal(),
        min(max(a, b), max(c, d)).toordinal() + 1,
    )
    assert stay.days_within(window) == len(overlap)


@given(DAYS, DAYS)
def test_an_open_stay_counts_to_the_end_of_the_window(first: date, last: date) -> None:
    window = Period(min(first, last), max(first, last))
    assert Period(window.first).days_within(window) == (max(first, last) - window.first).days + 1
