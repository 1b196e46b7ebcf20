"""Intervals of the standards, looked up once for each day, framework and service's values. Pure.

There is one `Values` for all services with the same values of their own, so that it can be part of
what is looked up by: see staff.own_values.
"""

from __future__ import annotations

from datetime import date, datetime
from functools import lru_cache

from alongside.kernel.period import day_of, months_after
from alongside.policy.frameworks import Framework
from alongside.policy.standards import LOOKED_BACK, Standard
from alongside.policy.values import SHIPPED, Nation, NotInForce, Value, Values


@lru_cache(maxsize=20_000)
def value_on(value_id: str, nation: Nation, day: date, values: Values = SHIPPED) -> Value | None:
    """Return the version of a value in force on a day, or None when the rule was not yet there."""
    try:
        return values.in_force(value_id, nation=nation, on=day)
    except NotInForce:
        return None


def due_on(
    standard: Standard,
    framework: Framework,
    nation: Nation,
    start: date,
    *,
    values: Values = SHIPPED,
) -> date | None:
    """Return the day by which a standard is to be kept, or None when no rule was in force."""
    return _after(_value_id(standard, framework), nation, start, values)


def due_by(
    standard: Standard,
    framework: Framework,
    nation: Nation,
    start: datetime,
    *,
    values: Values = SHIPPED,
) -> datetime | None:
    """Return the moment by which a standard is to be kept, or None when no rule was in force."""
    value = value_on(_value_id(standard, framework), nation, day_of(start), values)
    return value.deadline(start) if value else None


@lru_cache(maxsize=20_000)
def _after(value_id: str, nation: Nation, start: date, values: Values) -> date | None:
    value = value_on(value_id, nation, start, values)
    return value.after(start) if value else None


@lru_cache(maxsize=1024)
def whole(value_id: str, nation: Nation, day: date, values: Values = SHIPPED) -> int:
    """Return a value that is a whole number, in force on a day."""
    return values.in_force(value_id, nation=nation, on=day).whole


def looked_back_since(nation: Nation, today: date, values: Values = SHIPPED) -> date:
    """Return the day since which a share counts what had to be done once."""
    return months_after(today, -whole(LOOKED_BACK, nation, today, values))


def _value_id(standard: Standard, framework: Framework) -> str:
    if standard.value_id is None:
        raise LookupError(f"{standard.id} has no interval of its own")
    return standard.value_id(framework)
