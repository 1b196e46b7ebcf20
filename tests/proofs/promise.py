"""One line of `make prove`: what was tried, what was found, against which limit."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

MOST_SHOWN = 10  # of what was wrong: enough to begin with
Number = TypeVar("Number")


@dataclass(frozen=True)
class Scale:
    """How much is tried: all of it, or what a developer waits for."""

    quick: bool
    seed: int

    def of(self, *, full: Number, quick: Number) -> Number:
        """Return the number for this scale."""
        return quick if self.quick else full


@dataclass(frozen=True)
class Line:
    """One promise: its figure, its limit, whether it holds, and what was wrong."""

    what: str
    figure: str
    limit: str
    holds: bool
    seed: int | None = None
    wrong: Sequence[str] = ()


def none_of(
    what: str,
    *,
    tried: int,
    wrong: Sequence[str],
    least: int,
    seed: int | None = None,
    bounded: bool = False,
) -> Line:
    """Return the line of a promise that nothing breaks; with a seed it was tried by lot.

    Too little that was tried is short as well: nothing is proved by nothing.
    """
    figure = f"{len(wrong):,} of {tried:,}"
    if (bounded or seed is not None) and not wrong and tried:
        figure += f", so at most {3 / tried:.2g}"
    holds = not wrong and tried >= least
    return Line(what, figure, f"0 of {least:,}", holds, seed, tuple(wrong))


def all_of(what: str, *, tried: int, missed: Sequence[str], least: int) -> Line:
    """Return the line of a promise that each thing on a list is met."""
    holds = not missed and tried >= least
    figure = f"{tried - len(missed):,} of {tried:,}"
    return Line(what, figure, f"all, of {least:,}", holds, wrong=tuple(missed))


def at_least(what: str, *, value: float, least: float, unit: str, said: str = "") -> Line:
    """Return the line of a promise that something is quick or large enough."""
    figure = f"{value:,.0f} {unit}{f' ({said})' if said else ''}"
    return Line(what, figure, f"{least:,.0f} {unit}", value >= least)


Proof = Callable[[Scale], Iterable[Line]]


@dataclass
class Paper:
    """What is printed, and whether anything was short."""

    short: int = 0
    began: float = field(default_factory=time.monotonic)

    def prove(self, title: str, proof: Proof, scale: Scale) -> None:
        """Try one proof, and print its lines as they come."""
        print(f"\n{title}", flush=True)
        since = time.monotonic()
        for line in proof(scale):
            self.line(line, time.monotonic() - since)
            since = time.monotonic()

    def take(self, told: str, short: int) -> None:
        """Print what was proved in another process, and count what was short there."""
        self.short += short
        print(told, flush=True)

    def line(self, line: Line, seconds: float) -> None:
        """Print a line, and what was wrong below it."""
        self.short += not line.holds
        by_lot = f"   seed {line.seed}" if line.seed is not None else ""
        print(
            f"{'ok' if line.holds else 'SHORT':<6} {line.what:<52} {line.figure}"
            f"   limit {line.limit}{by_lot}   {seconds:.0f} s",
            flush=True,
        )
        for wrong in line.wrong[:MOST_SHOWN]:
            print(f"       {wrong}")
        if (more := len(line.wrong) - MOST_SHOWN) > 0:
            print(f"       and {more} more")

    def end(self) -> int:
        """Print how it ended, and return the exit code."""
        said = f"{self.short} SHORT" if self.short else "nothing is short"
        print(f"\n{said}, in {time.monotonic() - self.began:.0f} s", flush=True)
        return 1 if self.short else 0
