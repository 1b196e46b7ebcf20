"""The condition that measures stays in hospital and time with the crisis team."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum

from alongside.kernel.fact import Answer, Known, all_of
from alongside.kernel.period import Period
from alongside.policy.eligibility.bounds import Bounds, Duration, Possible
from alongside.policy.eligibility.conditions import Condition
from alongside.policy.eligibility.facts import Facts
from alongside.policy.eligibility.spells import Spell, days_in, longest_run_in, stays


class Measure(Enum):
    """What is measured of spells."""

    COUNT = "count"
    TOTAL = "total"
    LONGEST = "longest"


class Care(Enum):
    """Which spells are measured."""

    INPATIENT = "inpatient"
    CRISIS_TEAM = "crisis team"
    EITHER = "inpatient or crisis team"

    @property
    def facts(self) -> tuple[str, ...]:
        """The facts that hold these spells."""
        return _SPELL_FACTS[self]


_SPELL_FACTS = {
    Care.INPATIENT: ("inpatient_spells",),
    Care.CRISIS_TEAM: ("crisis_spells",),
    Care.EITHER: ("inpatient_spells", "crisis_spells"),
}


class Only(Enum):
    """Which of the spells count."""

    DETAINED = "detained"
    INFORMAL = "informal"
    PLANNED = "planned"
    UNPLANNED = "unplanned"

    def fits(self, spell: Spell) -> bool | None:
        """Whether a spell counts; None when nobody has told."""
        truth = spell.detained if self in (Only.DETAINED, Only.INFORMAL) else spell.planned
        opposite = self in (Only.INFORMAL, Only.UNPLANNED)
        return None if truth is None else truth != opposite


@dataclass(frozen=True)
class Used(Condition):
    """Hospital or crisis team was used so often, or for so long, in a window of time.

    Without bounds it is measured and shown, and a person judges. Without a window all that is on
    record counts. A stay counts when any day of it lies in the window, or, when `begun` is asked,
    only when its first day does.
    """

    measure: Measure
    of: Care
    bounds: Bounds | None
    within: Duration | None = None
    begun: bool = False
    only: tuple[Only, ...] = ()

    @property
    def facts(self) -> tuple[str, ...]:
        """The lists of spells that are measured."""
        return self.of.facts

    @property
    def asks_a_person(self) -> bool:
        """Whether no number is given."""
        return self.bounds is None

    def answer(self, facts: Facts, judged: Answer | None = None) -> Answer:
        """Whether the use is known to fit."""
        measured = self.measured(facts)
        if self.bounds is not None:
            return self.bounds.answer(measured)
        if judged is not None:
            return judged
        return Answer.NOT_MET if measured.most == 0 else Answer.CANNOT_TELL

    def window(self, on: date) -> Period:
        """Return the days that are looked at, up to the day asked."""
        return self.within.up_to(on) if self.within else Period(date.min, on)

    def measured(self, facts: Facts) -> Possible:
        """Return what is known of the number of stays or days."""
        known = self._counted(facts) if self.measure is Measure.COUNT else self._days(facts)
        return Possible(known.least, None) if self.missing(facts) else known

    def stays(self, facts: Facts, name: str) -> tuple[Spell, ...]:
        """Return the stays in the window that count, or may count once more is known.

        Days are counted of each spell as it was told: a move between wards does not make the days
        before it unplanned or detained.
        """
        told = _spells(facts, name)
        counted = stays(told) if self.measure is Measure.COUNT else told
        window = self.window(facts.on)
        return tuple(
            stay
            for stay in counted
            if (stay.first in window if self._by_first_day else stay.touches(window))
            and self.fits(stay) is not Answer.NOT_MET
        )

    @property
    def _by_first_day(self) -> bool:
        return self.begun and self.measure is Measure.COUNT

    def fits(self, spell: Spell) -> Answer:
        """Whether a spell is of the kind that counts."""
        return all_of(Answer.of(only.fits(spell)) for only in self.only)

    def _counted(self, facts: Facts) -> Possible:
        found = [self.fits(stay) for name in self.facts for stay in self.stays(facts, name)]
        return Possible(found.count(Answer.MET), len(found))

    def _days(self, facts: Facts) -> Possible:
        days = longest_run_in if self.measure is Measure.LONGEST else days_in
        window = self.window(facts.on)
        told = [spell for name in self.facts for spell in _spells(facts, name)]
        surely = [spell for spell in told if self.fits(spell) is Answer.MET]
        perhaps = [spell for spell in told if self.fits(spell) is not Answer.NOT_MET]
        return Possible(days(surely, window), days(perhaps, window))


def _spells(facts: Facts, name: str) -> tuple[Spell, ...]:
    fact = facts[name]
    return fact.value if isinstance(fact, Known) and isinstance(fact.value, tuple) else ()
