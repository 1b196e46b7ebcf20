"""The language of conditions: what a criterion may ask of the facts, with three answers."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import Enum
from functools import cache

from alongside.kernel.fact import Answer, Known, all_of, any_of, at_least
from alongside.policy.eligibility.bounds import Bounds, Duration, Possible
from alongside.policy.eligibility.facts import Facts
from alongside.policy.eligibility.postcodes import lies_in
from alongside.policy.eligibility.vocabulary import VOCABULARY


class Condition(ABC):
    """Something that facts meet, do not meet, or cannot tell."""

    @abstractmethod
    def answer(self, facts: Facts, judged: Answer | None = None) -> Answer:
        """Answer from facts; a person's judgement answers what gives no number."""

    @property
    def members(self) -> tuple[Condition, ...]:
        """The conditions of which this one is made."""
        return ()

    @property
    def facts(self) -> tuple[str, ...]:
        """The facts that this condition itself asks about."""
        return ()

    @property
    def asks_a_person(self) -> bool:
        """Whether this condition itself leaves a number for a person to judge."""
        return False

    def missing(self, facts: Facts) -> tuple[str, ...]:
        """Return the facts that must be told before this condition itself can answer."""
        return tuple(name for name in self.facts if not isinstance(facts[name], Known))

    def walk(self) -> Iterator[Condition]:
        """Go through this condition and all inside it."""
        yield self
        for member in self.members:
            yield from member.walk()


class _Leaf(Condition):
    """A condition that asks the facts alone; a judgement does not change it."""

    def answer(self, facts: Facts, judged: Answer | None = None) -> Answer:  # noqa: ARG002 - one shape for every kind
        """Answer from the facts."""
        return self.told_by(facts)

    fact: str

    @property
    def facts(self) -> tuple[str, ...]:
        """The one fact that is asked about."""
        return (self.fact,)

    @abstractmethod
    def told_by(self, facts: Facts) -> Answer:
        """Return what the facts answer."""


_CANNOT_TELL = Answer.CANNOT_TELL


@cache
def _choices(fact: str, words: tuple[str, ...]) -> frozenset[str]:
    return VOCABULARY[fact].chosen_by(words)


@dataclass(frozen=True)
class Is(_Leaf):
    """A fact has one value."""

    fact: str
    value: bool | str

    def told_by(self, facts: Facts) -> Answer:
        """Whether the fact is known to have the value."""
        fact = facts[self.fact]
        return Answer.of(fact.value == self.value) if isinstance(fact, Known) else _CANNOT_TELL


@dataclass(frozen=True)
class Among(_Leaf):
    """A fact has one of several values."""

    fact: str
    values: tuple[str, ...]

    def told_by(self, facts: Facts) -> Answer:
        """Whether the fact is known to have one of the values."""
        fact = facts[self.fact]
        return (
            Answer.of(fact.value in _choices(self.fact, self.values))
            if isinstance(fact, Known)
            else _CANNOT_TELL
        )


@dataclass(frozen=True)
class Has(_Leaf):
    """A fact that is a set holds all of some values, or any of them."""

    fact: str
    values: tuple[str, ...]
    every: bool = True

    def told_by(self, facts: Facts) -> Answer:
        """Whether the set is known to hold what is asked."""
        fact = facts[self.fact]
        if not isinstance(fact, Known) or not isinstance(fact.value, frozenset):
            return _CANNOT_TELL
        held = fact.value
        if self.every:
            return Answer.of(all(held & _choices(self.fact, (word,)) for word in self.values))
        return Answer.of(bool(held & _choices(self.fact, self.values)))


@dataclass(frozen=True)
class Compared(_Leaf):
    """A number, such as age, lies within bounds."""

    fact: str
    bounds: Bounds

    def told_by(self, facts: Facts) -> Answer:
        """Whether the number is known to fit."""
        fact = facts[self.fact]
        if not isinstance(fact, Known) or not isinstance(fact.value, int):
            return _CANNOT_TELL
        return self.bounds.answer(Possible.exactly(fact.value))


@dataclass(frozen=True)
class Recent(_Leaf):
    """A date lies in the time up to the day asked."""

    fact: str
    within: Duration

    def told_by(self, facts: Facts) -> Answer:
        """Whether the date is known to be recent enough."""
        fact = facts[self.fact]
        if not isinstance(fact, Known) or not isinstance(fact.value, date):
            return _CANNOT_TELL
        return Answer.of(fact.value in self.within.up_to(facts.on))


class Basis(Enum):
    """What decides in whose area somebody is."""

    REGISTRATION = "registration"
    RESIDENCE = "residence"
    RESIDENCE_WHEN_HOMELESS = "registration, or residence when homeless"

    @property
    def facts(self) -> tuple[str, ...]:
        """The facts that may decide."""
        return _AREA_FACTS[self]


_AREA_FACTS = {
    Basis.REGISTRATION: ("registered_area",),
    Basis.RESIDENCE: ("residence_area",),
    Basis.RESIDENCE_WHEN_HOMELESS: ("homeless", "registered_area", "residence_area"),
}


@dataclass(frozen=True)
class InArea(_Leaf):
    """They are registered with a GP, or live, in one of some postcode areas."""

    areas: tuple[str, ...]
    by: Basis

    @property
    def facts(self) -> tuple[str, ...]:
        """The facts that may decide."""
        return self.by.facts

    def told_by(self, facts: Facts) -> Answer:
        """Whether they belong to the area."""
        deciding = {self._inside(facts, name) for name in self._deciding(facts)}
        # Where registration and home agree it does not matter whether they are homeless.
        return deciding.pop() if len(deciding) == 1 else _CANNOT_TELL

    def missing(self, facts: Facts) -> tuple[str, ...]:
        """Return what must be told: a postcode that is too short to decide counts as missing."""
        deciding = self._deciding(facts)
        unclear = [name for name in deciding if self._inside(facts, name) is _CANNOT_TELL]
        return (*(["homeless"] if len(deciding) > 1 else []), *unclear)

    def _deciding(self, facts: Facts) -> tuple[str, ...]:
        """Return the postcodes that decide: both while it is not known if they are homeless."""
        if self.by is not Basis.RESIDENCE_WHEN_HOMELESS:
            return self.by.facts
        homeless = facts["homeless"]
        if not isinstance(homeless, Known):
            return ("registered_area", "residence_area")
        return ("residence_area",) if homeless.value else ("registered_area",)

    def _inside(self, facts: Facts, name: str) -> Answer:
        postcode = facts[name]
        if not isinstance(postcode, Known):
            return _CANNOT_TELL
        return any_of(Answer.of(lies_in(str(postcode.value), area)) for area in self.areas)


@dataclass(frozen=True)
class AllOf(Condition):
    """All of several conditions."""

    of: tuple[Condition, ...]

    @property
    def members(self) -> tuple[Condition, ...]:
        """The conditions of which this one is made."""
        return self.of

    def answer(self, facts: Facts, judged: Answer | None = None) -> Answer:
        """Whether all are met."""
        return all_of([member.answer(facts, judged) for member in self.of])


@dataclass(frozen=True)
class AnyOf(Condition):
    """Any of several conditions: alternative routes."""

    of: tuple[Condition, ...]

    @property
    def members(self) -> tuple[Condition, ...]:
        """The conditions of which this one is made."""
        return self.of

    def answer(self, facts: Facts, judged: Answer | None = None) -> Answer:
        """Whether any is met."""
        return any_of([member.answer(facts, judged) for member in self.of])


@dataclass(frozen=True)
class Not(Condition):
    """The opposite of a condition."""

    of: Condition

    @property
    def members(self) -> tuple[Condition, ...]:
        """The one condition inside."""
        return (self.of,)

    def answer(self, facts: Facts, judged: Answer | None = None) -> Answer:
        """Whether the condition is not met."""
        return ~self.of.answer(facts, judged)


@dataclass(frozen=True)
class SomeOf(Condition):
    """At least so many of several conditions, or “a number of” them that a person judges."""

    of: tuple[Condition, ...]
    minimum: int | None

    @property
    def members(self) -> tuple[Condition, ...]:
        """The conditions of which this one is made."""
        return self.of

    @property
    def asks_a_person(self) -> bool:
        """Whether no number is given."""
        return self.minimum is None

    def answer(self, facts: Facts, judged: Answer | None = None) -> Answer:
        """Whether enough are met; without a number a person's judgement, unless none is met."""
        answers = [member.answer(facts, judged) for member in self.of]
        return enough(answers, self.minimum, judged)


def enough(answers: list[Answer], minimum: int | None, judged: Answer | None) -> Answer:
    """Return whether enough are met, a person judging where there is no number."""
    if minimum is not None:
        return at_least(minimum, answers)
    if judged is not None:
        return judged
    return Answer.NOT_MET if set(answers) <= {Answer.NOT_MET} else _CANNOT_TELL
