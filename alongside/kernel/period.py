"""Days, periods of days, and the clock of London."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def day_of(at: datetime) -> date:
    """Return the day in London on which a moment falls."""
    return at.astimezone(LONDON).date()


def clock_of(at: datetime) -> str:
    """Return the time of a moment in London as people write it: 2.05pm, 9am, midday, midnight."""
    return time_in_words(at.astimezone(LONDON).time())


def time_in_words(of_day: time) -> str:
    """Return a time of day as people write it."""
    if (of_day.hour, of_day.minute) in _NAMED_HOURS:
        return _NAMED_HOURS[of_day.hour, of_day.minute]
    minutes = f".{of_day.minute:02}" if of_day.minute else ""
    return f"{of_day.hour % 12 or 12}{minutes}{'am' if of_day.hour < 12 else 'pm'}"


_NAMED_HOURS = {(0, 0): "midnight", (12, 0): "midday"}


def start_of(day: date) -> datetime:
    """Return the moment at which a day begins in London."""
    return datetime(day.year, day.month, day.day, tzinfo=LONDON)


def end_of(day: date) -> datetime:
    """Return the moment at which a day ends in London and the next begins, in UTC."""
    return start_of(day + timedelta(days=1)).astimezone(UTC)


def last_day_of(until: datetime) -> date:
    """Return the last day of what holds until a moment; one at midnight ends the day before."""
    return day_of(until - timedelta(microseconds=1))


def monday_of(day: date) -> date:
    """Return the first day of the week in which a day falls."""
    return day - timedelta(days=day.weekday())


def months_after(day: date, months: int) -> date:
    """Return the same day some months later, or the month's last day where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def years_between(born_on: date, day: date) -> int:
    """Return an age in whole years on a day; born on 29 February, a year older on 1 March."""
    return day.year - born_on.year - ((day.month, day.day) < (born_on.month, born_on.day))


@dataclass(frozen=True)
class Period:
    """From a first day up to and including a last day; open-ended when the last is None."""

    first: date
    last: date | None = None

    def __post_init__(self) -> None:
        """Refuse a period that ends before it begins."""
        if self.last is not None and self.last < self.first:
            raise ValueError("A period cannot end before it begins")

    def __contains__(self, day: date) -> bool:
        """Whether a day lies in the period."""
        return self.first <= day and (self.last is None or day <= self.last)

    def days_within(self, window: Period) -> int:
        """Return how many days of this period lie in a closed window."""
        if window.last is None:
            raise ValueError("A window to count in has a last day")
        first = max(self.first, window.first)
        last = window.last if self.last is None else min(self.last, window.last)
        return max(0, (last - first).days + 1)


def look_back(day: date, months: int) -> Period:
    """Return the window of some months that ends on a day, that day included."""
    return Period(months_after(day, -months) + timedelta(days=1), day)
