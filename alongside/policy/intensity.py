"""Agreed intensity of contact: how many contacts in how many days."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction


@dataclass(frozen=True)
class Intensity:
    """So many contacts in so many days, as agreed with the person."""

    contacts: int
    in_days: int

    def __post_init__(self) -> None:
        """Refuse an agreement that means nothing."""
        if self.contacts < 1 or self.in_days < 1:
            raise ValueError("Contact is agreed as at least one contact in at least one day")

    @classmethod
    def a_week(cls, contacts: Decimal | int) -> Intensity:
        """Return the agreement that means so many contacts a week; 3.5 is every other day."""
        exact = Fraction(contacts)
        if exact.denominator == 1:
            return cls(int(exact), 7)
        return cls(exact.numerator, 7 * exact.denominator)

    @property
    def contacts_a_week(self) -> Decimal:
        """Contacts in a week, to one decimal, as pages and tables keep it."""
        exact = self.per_day * 7
        return (Decimal(exact.numerator) / exact.denominator).quantize(Decimal("0.1"))

    @property
    def per_day(self) -> Fraction:
        """Contacts in one day, exactly."""
        return Fraction(self.contacts, self.in_days)

    def is_at_least(self, other: Intensity) -> bool:
        """Whether this is as much contact as the other, or more."""
        return self.per_day >= other.per_day

    def __str__(self) -> str:
        """Return the agreement as people say it."""
        said = {
            (14, 7): "twice a day",
            (7, 7): "every day",
            (7, 14): "every other day",
            (1, 7): "once a week",
            (1, 14): "once a fortnight",
        }
        times = {1: "once", 2: "twice"}.get(self.contacts, f"{self.contacts} times")
        days = {1: "a day", 7: "a week", 14: "a fortnight"}.get(
            self.in_days, f"in {self.in_days} days"
        )
        return said.get((self.contacts, self.in_days), f"{times} {days}")
