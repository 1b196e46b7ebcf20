"""Amounts: durations, bounds on either side or open, and numbers that are only partly known."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

from alongside.kernel.fact import Answer
from alongside.kernel.period import Period, look_back

# What a pack writes where it gives no number.
JUDGED = "a person judges"


class Unit(Enum):
    """A unit of time."""

    DAYS = "days"
    WEEKS = "weeks"
    MONTHS = "months"
    YEARS = "years"


_DURATION = re.compile(r"([1-9][0-9]{0,3}) (day|week|month|year)s?")
_LONGEST_IN_YEARS = 150


@dataclass(frozen=True)
class Duration:
    """A length of time, such as 6 months."""

    number: int
    unit: Unit

    @classmethod
    def of(cls, text: str) -> Duration:
        """Read “24 months”, or raise ValueError with a sentence that says what to write."""
        found = _DURATION.fullmatch(text)
        if not found:
            raise ValueError(f"“{text}” is not a length of time. Write it like “24 months”.")
        duration = cls(int(found[1]), Unit(f"{found[2]}s"))
        if duration.days > _LONGEST_IN_YEARS * 365:
            raise ValueError(f"“{text}” is longer than a life.")
        return duration

    def __str__(self) -> str:
        """Return it as people say it: 1 month, 24 months."""
        return f"{self.number} {self.unit.value[:-1] if self.number == 1 else self.unit.value}"

    @property
    def days(self) -> int:
        """How many days it stands for when days are added up.

        Days of several stays have no calendar month of their own, so a month is a twelfth of 365
        days, rounded down: 6 months are 182 days, which is also 26 weeks.
        """
        if self.unit is Unit.MONTHS:
            return self.number * 365 // 12
        return self.number * {Unit.DAYS: 1, Unit.WEEKS: 7, Unit.YEARS: 365}[self.unit]

    def up_to(self, day: date) -> Period:
        """Return the window of this length that ends on a day, that day included."""
        if self.unit in {Unit.MONTHS, Unit.YEARS}:
            return look_back(day, self.number * (12 if self.unit is Unit.YEARS else 1))
        return Period(day - timedelta(days=self.days - 1), day)


Amount = int | Duration


def plain(amount: Amount) -> int:
    """Return an amount as a plain number, lengths of time in days."""
    return amount.days if isinstance(amount, Duration) else amount


@dataclass(frozen=True)
class Possible:
    """A number of which we know the least it is, and the most where there is a most."""

    least: int
    most: int | None

    @classmethod
    def exactly(cls, number: int) -> Possible:
        """Return a number that is fully known."""
        return cls(number, number)

    @property
    def is_known(self) -> bool:
        """Whether only one number is possible."""
        return self.least == self.most


@dataclass(frozen=True)
class Bounds:
    """What a number is asked to be: bounded below, above, or on both sides."""

    more_than: Amount | None = None
    at_least: Amount | None = None
    less_than: Amount | None = None
    at_most: Amount | None = None

    @property
    def lowest(self) -> int | None:
        """The lowest whole number that fits, where there is one."""
        if self.more_than is not None:
            return plain(self.more_than) + 1
        return None if self.at_least is None else plain(self.at_least)

    @property
    def highest(self) -> int | None:
        """The highest whole number that fits, where there is one."""
        if self.less_than is not None:
            return plain(self.less_than) - 1
        return None if self.at_most is None else plain(self.at_most)

    def answer(self, number: Possible) -> Answer:
        """Whether a number fits; cannot tell while it may still turn out either way."""
        low, high = self.lowest, self.highest
        if _outside(number, low, high):
            return Answer.NOT_MET
        fits_below = low is None or number.least >= low
        fits_above = high is None or (number.most is not None and number.most <= high)
        return Answer.MET if fits_below and fits_above else Answer.CANNOT_TELL

    def problem(self) -> str | None:
        """Return what is wrong with these bounds, as a sentence, or None."""
        if self == Bounds():
            return "Say how many: more_than, at_least, less_than or at_most."
        if self.more_than is not None and self.at_least is not None:
            return "Give “more_than” or “at_least”, not both."
        if self.less_than is not None and self.at_most is not None:
            return "Give “less_than” or “at_most”, not both."
        if self.lowest is not None and self.highest is not None and self.lowest > self.highest:
            return f"Nothing can be {self}."
        return None

    def __str__(self) -> str:
        """Return what is asked, as people say it: more than 2, at least 18 and at most 65."""
        words = ("more than", "at least", "less than", "at most")
        amounts = (self.more_than, self.at_least, self.less_than, self.at_most)
        said = zip(words, amounts, strict=True)
        return " and ".join(f"{word} {amount}" for word, amount in said if amount is not None)


def _outside(number: Possible, low: int | None, high: int | None) -> bool:
    """Whether no possible number fits."""
    too_low = low is not None and number.most is not None and number.most < low
    return too_low or (high is not None and number.least > high)
