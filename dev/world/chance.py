"""Chance with a seed: the same name draws the same lots, on any machine."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from random import Random
from typing import TypeVar

Thing = TypeVar("Thing")


class Chance(Random):
    """A source of lots that belongs to one thing, so that others can change without it."""

    @classmethod
    def of(cls, *names: object) -> Chance:
        """Return the chance of the thing with these names."""
        return cls("/".join(str(name) for name in names))

    def id(self) -> str:
        """Return an id, a UUID of version 4."""
        drawn = f"{self.getrandbits(128):032x}"
        return f"{drawn[:8]}-{drawn[8:12]}-4{drawn[13:16]}-a{drawn[17:20]}-{drawn[20:]}"

    def odds(self, share: float) -> bool:
        """Whether something comes true that does so in a share of cases."""
        return self.random() < share

    def weighted(self, weights: Mapping[Thing, float]) -> Thing:
        """Draw one thing by its weight."""
        return self.choices(tuple(weights), tuple(weights.values()))[0]

    def whole(self, mean: float, spread: float, least: int, most: int) -> int:
        """Draw a whole number around a mean, within bounds."""
        return min(most, max(least, round(self.gauss(mean, spread))))

    def day(self, first: date, last: date) -> date:
        """Draw a day from a first to a last one, both included."""
        return first + timedelta(days=self.randint(0, max(0, (last - first).days)))

    def some(self, things: Sequence[Thing], number: int) -> list[Thing]:
        """Draw a few different things."""
        return self.sample(things, min(number, len(things)))
