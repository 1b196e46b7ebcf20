from __future__ import annotations

from datetime import time
from decimal import Decimal

from alongside.staff.hours import part_of_week, said
from alongside.staff.models import WorkingDay


def _day(weekday: int, starts: int = 9, ends: int = 17) -> WorkingDay:
    return WorkingDay(weekday=weekday, starts=time(starts), ends=time(ends))


def test_days_that_follow_each_other_with_the_same_hours_are_said_together() -> None:
    assert said([_day(day) for day in range(5)]) == ["Mon to Fri 9am to 5pm"]


def test_other_days_and_other_hours_are_said_apart_and_in_their_order() -> None:
    week = [_day(0), _day(1), _day(3), _day(2, 13, 21), _day(6)]
    assert said(week) == [
        "Mon to Tue 9am to 5pm",
        "Wed 1pm to 9pm",
        "Thu 9am to 5pm",
        "Sun 9am to 5pm",
    ]
    assert said([]) == []


def test_a_whole_week_is_full_time() -> None:
    assert part_of_week(Decimal("1.00")) == "full time"
    assert part_of_week(Decimal("0.60")) == "0.6 of a week"
