"""How a standard is kept over many people, referrals or workers. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from alongside.policy.due import State
from alongside.policy.standards import STANDARDS, Standard, Subject
from alongside.policy.terms import Term
from alongside.standards.promises import Promise


class Show(Term):
    """Which of those to whom a standard applies are shown."""

    ALL = "all", "All"
    KEPT = "kept", "Kept"
    MET = "met", "Met in time"
    LATE = "late", "Met late"
    DUE = "due", "Due"
    OVERDUE = "overdue", "Overdue"

    def has(self, promise: Promise) -> bool:
        """Whether a promise is one of those shown."""
        return {
            Show.ALL: True,
            Show.KEPT: promise.is_kept,
            Show.MET: promise.standing.was_in_time,
            Show.LATE: promise.is_late,
            Show.DUE: promise.state is State.DUE,
            Show.OVERDUE: promise.state is State.OVERDUE,
        }[self]


@dataclass(frozen=True, slots=True)
class Tally:
    """One standard: to how many it applies today, and how it stands for them."""

    standard: Standard
    applies: int
    met: int
    late: int
    due: int
    overdue: int
    kept: int  # for how many it stands unbroken: met in time, or still in time and nothing short

    @property
    def share(self) -> str:
        """The share that is kept, in whole per cent; never 100 while one is broken."""
        if not self.applies:
            return ""
        return f"{self.kept * 100 // self.applies}%"

    @property
    def counts(self) -> tuple[tuple[Show, int], ...]:
        """Each number with the rows that it opens."""
        return (
            (Show.MET, self.met),
            (Show.LATE, self.late),
            (Show.DUE, self.due),
            (Show.OVERDUE, self.overdue),
        )


def is_counted(promise: Promise, *, since: date) -> bool:
    """Whether a team's share counts a promise: what was done once and long ago no longer is."""
    if not promise.standard.is_looked_back_on or promise.state is not State.MET:
        return True
    return promise.standing.due_on is not None and promise.standing.due_on >= since


def tallies(promises: Iterable[Iterable[Promise]]) -> dict[str, Tally]:
    """Count every standard that is declared, those that apply to nobody too."""
    found: dict[str, list[Promise]] = {standard: [] for standard in STANDARDS}
    for each in promises:
        for promise in each:
            found[promise.standard.id].append(promise)
    return {standard: _tally(STANDARDS[standard], each) for standard, each in found.items()}


def _tally(standard: Standard, promises: Sequence[Promise]) -> Tally:
    late = sum(each.is_late for each in promises)
    return Tally(
        standard=standard,
        applies=len(promises),
        met=sum(each.state is State.MET for each in promises) - late,
        late=late,
        due=sum(each.state is State.DUE for each in promises),
        overdue=sum(each.state is State.OVERDUE for each in promises),
        kept=sum(each.is_kept for each in promises),
    )


def by_subject(found: dict[str, Tally]) -> list[tuple[Subject, list[Tally]]]:
    """Return the tallies under what each is counted over, in the order of their declaration."""
    return [
        (subject, [each for each in found.values() if each.standard.subject is subject])
        for subject in (Subject.PERSON, Subject.REFERRAL, Subject.WORKER)
    ]
