"""Intervals of the standards, looked up once for each day and framework. Pure."""

from __future__ import annotations

from datetime import date, datetime
from functools import lru_cache

from alongside.kernel.period import day_of, months_after
from alongside.policy.frameworks import Framework
from alongside.policy.standards import LOOKED_BACK, Standard
from alongside.policy.values import SHIPPED, Nation, NotInForce, Value


@lru_cache(maxsize=20_000)
def value_on(value_id: str, nation: Nation, day: date) -> Value | None:
    """Return the version of a value in force on a day, or None when the rule was not yet there."""
    try:
        return SHIPPED.in_force(value_id, nation=nation, on=day)
    except NotInForce:
        return None


def due_on(standard: Standard, framework: Framework, nation: Nation, start: date) -> date | None:
    """Return the day by which a standard is to be kept, or None when no rule was in force."""
    return _after(_value_id(standard, framework), nation, start)


def due_by(
    standard: Standard, framework: Framework, nation: Nation, start: datetime
) -> datetime | None:
    """Return the moment by which a standard is to be kept, or None when no rule was in force."""
    value = value_on(_value_id(standard, framework), nation, day_of(start))
    return value.deadline(start) if value else None


@lru_cache(maxsize=20_000)
def _after(value_id: str, nation: Nation, start: date) -> date | None:
    value = value_on(value_id, nation, start)
    return value.after(start) if value else None


@lru_cache(maxsize=1024)
def whole(value_id: str, nation: Nation, day: date) -> int:
    """Return a value that is a whole number, in force on a day."""
    return SHIPPED.in_force(value_id, nation=nation, on=day).whole


def looked_back_since(nation: Nation, today: date) -> date:
    """Return the day since which a share counts what had to be done once."""
    return months_after(today, -whole(LOOKED_BACK, nation, today))


def _value_id(standard: Standard, framework: Framework) -> str:
    if standard.value_id is None:
        raise LookupError(f"{standard.id} has no interval of its own")
    return standard.value_id(framework)
