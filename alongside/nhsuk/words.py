"""How values read on a page: days, moments, numbers, and absence said aloud."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import Any

from markupsafe import Markup, escape

from alongside.kernel.fact import Known, NotKnown
from alongside.kernel.nhs_number import NhsNumber
from alongside.kernel.period import clock_of, day_of

NOT_RECORDED = "Not recorded"
_ABSENT = Markup('<span class="app-absent">Not recorded</span>')


def day(value: date | None) -> str:
    """Write a day as people do: 22 November 2026. A moment is the day it falls on in London."""
    if value is None:
        return NOT_RECORDED
    if isinstance(value, datetime):
        value = day_of(value)
    return f"{value.day} {value:%B} {value.year}"


def short_day(value: date | None) -> str:
    """Write a day where there is little room: Sun 22 Nov."""
    if value is None:
        return NOT_RECORDED
    if isinstance(value, datetime):
        value = day_of(value)
    return f"{value:%a} {value.day} {value:%b}"


def clock(value: datetime | None) -> str:
    """Write the time of a moment in London: 2.05pm, 9am, midday, midnight."""
    return NOT_RECORDED if value is None else clock_of(value)


def moment(value: datetime | None) -> str:
    """Write a moment in London: 22 November 2026 at 2.05pm."""
    return NOT_RECORDED if value is None else f"{day(value)} at {clock(value)}"


def ago_days(value: date | None, today: date) -> str:
    """Write how many days lie between a day and today: yesterday, 12 days ago, in 3 days."""
    if value is None:
        return NOT_RECORDED
    if isinstance(value, datetime):
        value = day_of(value)
    days = (today - value).days
    if days in _NAMED_DAYS:
        return _NAMED_DAYS[days]
    return f"{days} days ago" if days > 0 else f"in {-days} days"


_NAMED_DAYS = {-1: "tomorrow", 0: "today", 1: "yesterday"}


def nhs_number(value: str | None) -> str:
    """Write an NHS number as it is read aloud, 999 123 4567, kept on one line."""
    if not value:
        return NOT_RECORDED
    try:
        return NhsNumber(value).spaced.replace(" ", "\u00a0")
    except ValueError:
        return value


def or_not_recorded(value: Any) -> Any:
    """Return a value as a page shows it, or “Not recorded” aloud where there is none."""
    if isinstance(value, Known):
        value = value.value
    if _is_nothing(value):
        return _ABSENT
    for kind, write in _WRITTEN:
        if isinstance(value, kind):
            return write(value)
    if isinstance(value, str) or not isinstance(value, Iterable):
        return value
    return Markup("<br>").join(escape(or_not_recorded(part)) for part in value)


# The first kind that fits: true is a number to Python, and a moment a day.
_WRITTEN: tuple[tuple[type, Callable[[Any], str]], ...] = (
    (bool, lambda value: "Yes" if value else "No"),
    (datetime, moment),
    (date, day),
    (NhsNumber, nhs_number),
)


def _is_nothing(value: Any) -> bool:
    """Whether there is nothing to show: none, unknown, empty, or only blanks. Zero is something."""
    if isinstance(value, str):
        return not value.strip()
    return value is None or isinstance(value, NotKnown) or value in ([], (), {}, frozenset())


def plural(number: int, one: str, many: str = "") -> str:
    """Write a number with its noun: 1 person, 3 people."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def row(
    label: str, value: Any, *, change: str = "", change_text: str = "Change", hint: str = ""
) -> dict[str, Any]:
    """Return a row of summaryList; `change` is the address where the value can be changed."""
    return {
        "label": label,
        "value": or_not_recorded(value),
        "change": change,
        "change_text": change_text,
        "hint": hint,
    }


FILTERS = {
    "ago_days": ago_days,
    "clock": clock,
    "day": day,
    "moment": moment,
    "nhs_number": nhs_number,
    "or_not_recorded": or_not_recorded,
    "plural": plural,
    "short_day": short_day,
}
