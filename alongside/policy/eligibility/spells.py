"""Spells in hospital or with the crisis team: stays, days, and the longest run of days."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from alongside.kernel.period import Period

A_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Spell:
    """One spell from its first day to its last; still open when it has no last day."""

    first: date
    last: date | None = None
    detained: bool | None = None
    planned: bool | None = None

    def __post_init__(self) -> None:
        """Refuse a spell that ends before it begins."""
        if self.last is not None and self.last < self.first:
            raise ValueError("A spell cannot end before it begins")

    def touches(self, window: Period) -> bool:
        """Whether any day of the spell lies in a closed window."""
        return Period(self.first, self.last).days_within(window) > 0


def stays(spells: Iterable[Spell]) -> tuple[Spell, ...]:
    """Return whole stays: spells that share a day are one stay (a move between wards)."""
    joined: list[Spell] = []
    for spell in sorted(spells, key=lambda spell: spell.first):
        if joined and (joined[-1].last is None or spell.first <= joined[-1].last):
            joined[-1] = _joined(joined[-1], spell)
        else:
            joined.append(spell)
    return tuple(joined)


def days_in(spells: Iterable[Spell], window: Period) -> int:
    """Return how many days of a window were spent in any of the spells, each day once."""
    return sum(_length(run) for run in _runs(spells, window))


def longest_run_in(spells: Iterable[Spell], window: Period) -> int:
    """Return the longest unbroken run of days of a window that the spells cover."""
    return max((_length(run) for run in _runs(spells, window)), default=0)


def _joined(stay: Spell, spell: Spell) -> Spell:
    """Return one stay made of two: detained if any part was, planned only if all of it was."""
    open_ended = stay.last is None or spell.last is None
    detained = _either(stay.detained, spell.detained)
    unplanned = _either(_opposite(stay.planned), _opposite(spell.planned))
    last = None if open_ended else max(stay.last or spell.first, spell.last or spell.first)
    return replace(stay, last=last, detained=detained, planned=_opposite(unplanned))


def _either(one: bool | None, other: bool | None) -> bool | None:
    if one or other:
        return True
    return None if one is None or other is None else False


def _opposite(truth: bool | None) -> bool | None:
    return None if truth is None else not truth


def _runs(spells: Iterable[Spell], window: Period) -> Iterator[tuple[date, date]]:
    """Yield the unbroken runs of days; a spell that begins the next day carries on the run."""
    run: tuple[date, date] | None = None
    for first, last in sorted(_inside(spells, window)):
        if run and first <= run[1] + A_DAY:
            run = (run[0], max(run[1], last))
            continue
        if run:
            yield run
        run = (first, last)
    if run:
        yield run


def _inside(spells: Iterable[Spell], window: Period) -> Iterator[tuple[date, date]]:
    """Yield the part of each spell that lies in a closed window."""
    if window.last is None:
        raise ValueError("A window to count in has a last day")
    for spell in spells:
        first = max(spell.first, window.first)
        last = window.last if spell.last is None else min(spell.last, window.last)
        if first <= last:
            yield first, last


def _length(run: tuple[date, date]) -> int:
    return (run[1] - run[0]).days + 1
