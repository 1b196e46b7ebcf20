"""Working hours as people say them."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from itertools import groupby

from alongside.kernel.period import time_in_words
from alongside.staff.models import WorkingDay

_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def said(days: Iterable[WorkingDay]) -> list[str]:
    """Return the hours of a week, days that follow each other with the same hours together."""
    ordered = sorted(days, key=lambda day: (day.starts, day.ends, day.weekday))
    spans = []
    for (starts, ends), same in groupby(ordered, key=lambda day: (day.starts, day.ends)):
        numbered = enumerate(day.weekday for day in same)
        for _, run in groupby(numbered, key=lambda each: each[1] - each[0]):
            weekdays = [weekday for _, weekday in run]
            hours = f"{time_in_words(starts)} to {time_in_words(ends)}"
            spans.append((weekdays[0], f"{_run(weekdays)} {hours}"))
    return [text for _, text in sorted(spans)]


def _run(weekdays: list[int]) -> str:
    first, last = _DAYS[weekdays[0]], _DAYS[weekdays[-1]]
    return first if first == last else f"{first} to {last}"


def part_of_week(whole_time: Decimal) -> str:
    """Return the part of a whole week as people say it."""
    return "full time" if whole_time == 1 else f"{whole_time.normalize():f} of a week"
