"""When something is due, and how it stands today: met, due or overdue, and by how much."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache

from alongside.kernel.period import clock_of, day_of, end_of
from alongside.policy.terms import Term

SOON = 28  # days before the next time at which something that comes round is shown as due

_MOMENT = timedelta(microseconds=1)
_TWO_DAYS = timedelta(days=2)  # until then lateness is told in hours
_IN_YEARS = 730  # from so many days on, nobody reads days any more


class State(Term):
    """How a standard stands for one person today."""

    MET = "met", "Met"
    DUE = "due", "Due"
    OVERDUE = "overdue", "Overdue"


@dataclass(frozen=True)
class Standing:
    """How something stands today, with the sentence that says by how much."""

    state: State
    sentence: str
    due_on: date | None = None
    days_over: int = 0  # how late it is, or was when it was done
    short: int = 0  # how many are missing of what is counted

    @property
    def was_in_time(self) -> bool:
        """Whether it was kept in time, as the service's share counts it."""
        return self.state is State.MET and self.days_over == 0


def once(due_on: date, *, done_on: date | None, today: date) -> Standing:
    """Return how something stands that is done once, by a day."""
    over = max(0, ((done_on or today) - due_on).days)
    if done_on is None:
        return _open(due_on, over, today)
    late = f", {_days(over)} late" if over else ""
    return Standing(State.MET, f"Done on {_said(done_on)}{late}", due_on, over)


def once_by(due_by: datetime, *, done_at: datetime | None, now: datetime) -> Standing:
    """Return how something stands that is done once, by a moment; any lateness is a day at least.

    A term that is counted in days ends with a day, in the moment in which the next begins; of one
    that is counted in hours the hour is said, for today is not soon enough.
    """
    due_on, late = day_of(due_by - _MOMENT), (done_at or now) - due_by
    over = max(1, (day_of(done_at or now) - due_on).days) if late > timedelta(0) else 0
    length = _days(over) if late >= _TWO_DAYS or due_by == end_of(due_on) else _hours(late)
    if done_at is not None:
        told = f"Done on {_said(day_of(done_at))}"
        return Standing(State.MET, f"{told}, {length} late" if over else told, due_on, over)
    if over:
        return Standing(State.OVERDUE, f"{length} overdue", due_on, over)
    return _open(due_on, 0, day_of(now), "" if due_by == end_of(due_on) else clock_of(due_by))


def again(next_due_on: date, *, today: date, soon: int = SOON) -> Standing:
    """Return how something stands that comes round, by the day on which it is next due."""
    days_left = (next_due_on - today).days
    if days_left <= soon:
        return _open(next_due_on, max(0, -days_left), today)
    return Standing(State.MET, f"Next due on {_said(next_due_on)}", next_due_on)


def counted(
    found: int, *, needed: int, what: str, make_good: int = 0, until: date | None = None
) -> Standing:
    """Return how something stands that is counted: so many of so many.

    Short by no more than what can be made good by the end of this week, it is still due.
    """
    told, short = f"{found} of {needed} {what}", needed - found
    if short <= 0:
        return Standing(State.MET, told)
    if short <= make_good:
        said = f"{told}, {short} to make good this week"
        return Standing(State.DUE, said, until, short=short)
    return Standing(State.OVERDUE, f"{told}, {short} short", short=short)


def _open(due_on: date, over: int, today: date, by: str = "") -> Standing:
    if over:
        return Standing(State.OVERDUE, f"{_days(over)} overdue", due_on, over)
    left = (due_on - today).days
    said = {0: "Due today", 1: "Due tomorrow"}.get(left, f"Due in {_days(left)}")
    if by:
        said = f"{said} by {by}" if left < 2 else f"{said}, by {by}"
    return Standing(State.DUE, said, due_on)


def _hours(time: timedelta) -> str:
    hours = time // timedelta(hours=1)
    return {0: "less than an hour", 1: "1 hour"}.get(hours, f"{hours} hours")


def _days(number: int) -> str:
    if number >= _IN_YEARS:
        return f"{number // 365} years"
    return "1 day" if number == 1 else f"{number} days"


@lru_cache(maxsize=4096)
def _said(day: date) -> str:
    return f"{day:%-d %B %Y}"
