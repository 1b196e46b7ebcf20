"""Moments of London days, quickly: a world holds millions of them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from functools import lru_cache

from alongside.kernel.period import LONDON

DAY = timedelta(days=1)
MINUTES = tuple(timedelta(minutes=minutes) for minutes in range(24 * 60))


@lru_cache(maxsize=4096)
def _midnight(day: date) -> datetime:
    """Return the beginning of a day as its clock stands at noon, so that hours come out right."""
    noon = datetime(day.year, day.month, day.day, 12, tzinfo=LONDON)
    return noon.astimezone(UTC) - timedelta(hours=12)


def moment(day: date, hour: int = 9, minute: int = 0) -> datetime:
    """Return a moment of a London day, in UTC."""
    return _midnight(day) + MINUTES[hour * 60 + minute]


def workday_from(day: date) -> date:
    """Return the day itself, or the Monday after when it falls on a weekend."""
    return day + DAY * max(0, 7 - day.weekday()) if day.weekday() > 4 else day
