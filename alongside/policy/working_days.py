"""Which days are worked in England and Wales: no weekend, no bank holiday."""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache

_DAY = timedelta(days=1)
_SATURDAY = 5
_MONDAY = 0
# Proclaimed once, or moved for a year. Those to come are added when they are proclaimed.
_ADDED = {
    date(2020, 5, 8), date(2022, 6, 2), date(2022, 6, 3), date(2022, 9, 19), date(2023, 5, 8),
}  # fmt: skip
_MOVED = {date(2020, 5, 4), date(2022, 5, 30)}


def is_working_day(day: date) -> bool:
    """Whether offices are open on a day."""
    return day.weekday() < _SATURDAY and day not in bank_holidays(day.year)


def next_working_day(day: date) -> date:
    """Return the day itself where it is worked, else the first after it that is."""
    while not is_working_day(day):
        day += _DAY
    return day


@lru_cache(maxsize=64)
def bank_holidays(year: int) -> frozenset[date]:
    """Return the bank holidays of a year in England and Wales, as they are kept."""
    easter = _easter(year)
    christmas = date(year, 12, 25)
    kept = {
        _moved_off_the_weekend(date(year, 1, 1)),
        easter - 2 * _DAY,
        easter + _DAY,
        _monday_from(date(year, 5, 1)),
        _monday_from(date(year, 5, 25)),
        _monday_from(date(year, 8, 25)),
        *_two_worked_days_from(christmas),
    }
    return frozenset((kept - _MOVED) | {each for each in _ADDED if each.year == year})


def _moved_off_the_weekend(day: date) -> date:
    return day if day.weekday() < _SATURDAY else _monday_from(day)


def _two_worked_days_from(christmas: date) -> tuple[date, date]:
    """Return when Christmas and Boxing Day are kept: where one falls on a weekend, a day after."""
    boxing = christmas + _DAY
    if christmas.weekday() == _SATURDAY:  # both on the weekend
        return christmas + 2 * _DAY, christmas + 3 * _DAY
    if christmas.weekday() > _SATURDAY:  # a Sunday
        return boxing, christmas + 2 * _DAY
    return christmas, _moved_off_the_weekend(boxing)


def _monday_from(day: date) -> date:
    return day + ((_MONDAY - day.weekday()) % 7) * _DAY


def _easter(year: int) -> date:
    """Return Easter Sunday, as the anonymous Gregorian computation has it."""
    century, of_century = divmod(year, 100)
    leap, left = divmod(century, 4)
    moved = (century + 8) // 25
    epact = (19 * (year % 19) + century - leap - (century - moved + 1) // 3 + 15) % 30
    quarter, rest = divmod(of_century, 4)
    weekday = (32 + 2 * left + 2 * quarter - epact - rest) % 7
    late = (year % 19 + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)
