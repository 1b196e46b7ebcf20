"""A promise to one person, referral or worker, and how it stands today."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from alongside.policy.due import Standing, State
from alongside.policy.standards import Standard

_WORST_FIRST = {State.OVERDUE: 0, State.DUE: 1, State.MET: 2}


@dataclass(frozen=True, slots=True)
class Promise:
    """One standard for somebody to whom it applies: how it stands, and what that rests on."""

    standard: Standard
    standing: Standing
    evidence: str
    href: str = ""  # of the rows that were counted; empty where there is no page of them

    @property
    def state(self) -> State:
        """Met, due or overdue."""
        return self.standing.state

    @property
    def is_late(self) -> bool:
        """Whether it was kept in the end, but not in its time."""
        return self.state is State.MET and not self.standing.was_in_time

    @property
    def is_kept(self) -> bool:
        """Whether it stands unbroken today: kept in time, or still in time and nothing short."""
        return self.standing.was_in_time or (self.state is State.DUE and not self.standing.short)

    @property
    def told(self) -> str:
        """The standard by name and how it stands, in one line."""
        return f"{self.standard.name}: {self.standing.sentence}"


def worst_first(promises: Iterable[Promise]) -> tuple[Promise, ...]:
    """Return promises with the longest overdue first, then what is due soonest."""
    return tuple(sorted(promises, key=_urgency))


def _urgency(promise: Promise) -> tuple[int, int, int]:
    standing = promise.standing
    days = standing.due_on.toordinal() if standing.due_on else 0
    return (_WORST_FIRST[standing.state], -standing.days_over, days)


def overdue(promises: Iterable[Promise]) -> tuple[Promise, ...]:
    """Return those that are overdue."""
    return tuple(each for each in promises if each.state is State.OVERDUE)


def due(promises: Iterable[Promise]) -> tuple[Promise, ...]:
    """Return those that are due."""
    return tuple(each for each in promises if each.state is State.DUE)
