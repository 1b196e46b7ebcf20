"""How full a care co-ordinator's caseload is: 10 to 12 places, weighed by intensity and hours."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from alongside.policy.intensity import Intensity
from alongside.policy.terms import Term
from alongside.policy.values import SHIPPED, Nation, Values


class Fullness(Term):
    """How full a caseload is. More than full is a warning, never a bar."""

    ROOM = "room", "Has room"
    NEARLY_FULL = "nearly-full", "Nearly full"
    FULL = "full", "Full"
    OVER = "over", "More than full"


@dataclass(frozen=True)
class Caseload:
    """The people of one care co-ordinator, the places they take, and the limits for the hours."""

    people: int
    places: Decimal
    lower: Decimal
    upper: Decimal

    @property
    def room_left(self) -> Decimal:
        """The places left before the limit; none when it is passed."""
        return max(Decimal(0), self.upper - self.places)

    @property
    def fullness(self) -> Fullness:
        """How full the caseload is; full when one more ordinary place would break the limit."""
        if self.places > self.upper:
            return Fullness.OVER
        if self.places + 1 > self.upper:
            return Fullness.FULL
        return Fullness.NEARLY_FULL if self.places >= self.lower else Fullness.ROOM

    @property
    def sentence(self) -> str:
        """The caseload as people say it, with what is left or what is too much."""
        taken = f"{_people(self.people)}, {_said(self.places)} of {_said(self.upper)} places"
        if self.fullness is Fullness.OVER:
            return f"{taken}: {_said(self.places - self.upper)} too many"
        return f"{taken}: room for {_said(self.room_left)} more" if self.room_left else taken

    def with_one_more(self, places: Decimal) -> Caseload:
        """Return the caseload as it would be with one more person."""
        return replace(self, people=self.people + 1, places=self.places + places)

    def warning_before(self, places: Decimal) -> str:
        """Return what to say before one more person breaks the limit; empty when none does."""
        after = self.with_one_more(places)
        if after.fullness is not Fullness.OVER:
            return ""
        return (
            f"With one more person this caseload would take {_said(after.places)} places; "
            f"{_said(self.upper)} is the limit for these hours."
        )


@dataclass(frozen=True)
class CaseloadRules:
    """The limits and weights in force for a service on a day."""

    lower: Decimal
    upper: Decimal
    daily: Decimal
    alternate: Decimal
    ordinary: Decimal

    @classmethod
    def in_force(cls, *, nation: Nation, on: date, values: Values = SHIPPED) -> CaseloadRules:
        """Return the limits and weights of a nation on a day."""

        def number(value_id: str) -> Decimal:
            return values.in_force(value_id, nation=nation, on=on).number

        return cls(
            lower=number("caseload.lower"),
            upper=number("caseload.worker"),
            daily=number("caseload.weight.daily"),
            alternate=number("caseload.weight.alternate"),
            ordinary=number("caseload.weight.ordinary"),
        )

    def weight(self, intensity: Intensity) -> Decimal:
        """Return how many places somebody takes at the contact agreed with them."""
        if intensity.is_at_least(Intensity(7, 7)):
            return self.daily
        if intensity.is_at_least(Intensity(7, 14)):
            return self.alternate
        return self.ordinary

    def caseload(self, intensities: Iterable[Intensity], *, whole_time: Decimal) -> Caseload:
        """Weigh the people of somebody who works so much of a whole week."""
        weights = [self.weight(intensity) for intensity in intensities]
        return Caseload(
            people=len(weights),
            places=sum(weights, Decimal(0)),
            lower=self.lower * whole_time,
            upper=self.upper * whole_time,
        )


def _said(number: Decimal) -> str:
    return f"{number.normalize():f}"


def _people(number: int) -> str:
    return "1 person" if number == 1 else f"{number} people"
