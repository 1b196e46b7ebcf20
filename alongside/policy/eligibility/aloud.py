"""Criteria read aloud: what each part asks, in words, with the place at which it can be changed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import singledispatch

from alongside.policy.eligibility.bounds import Duration
from alongside.policy.eligibility.conditions import (
    AllOf,
    Among,
    AnyOf,
    Basis,
    Compared,
    Condition,
    Has,
    InArea,
    Is,
    Not,
    Recent,
    SomeOf,
)
from alongside.policy.eligibility.hospital_use import Care, Measure, Only, Used
from alongside.policy.eligibility.saying import choice_in_sentence, listed, value_in_words
from alongside.policy.eligibility.vocabulary import VOCABULARY

Path = tuple[int, ...]


@dataclass(frozen=True)
class Said:
    """One part of a criterion in words; the parts inside it, and its place among them."""

    words: str
    path: Path = ()
    turned: bool = False  # met when it is not so
    members: tuple[Said, ...] = ()

    @property
    def is_group(self) -> bool:
        """Whether it is made of other parts."""
        return bool(self.members)


def said(condition: Condition, path: Path = ()) -> Said:
    """Return what a condition asks, part by part."""
    if isinstance(condition, Not):
        inner = said(condition.of, path)
        return replace(inner, turned=not inner.turned)
    members = tuple(said(one, (*path, at)) for at, one in enumerate(condition.members))
    return Said(in_words(condition), path, members=members)


@singledispatch
def in_words(condition: Condition) -> str:
    """Return what one condition asks, without the parts inside it."""
    raise TypeError(f"{type(condition).__name__} has no way to be said")


@in_words.register
def _(condition: Is) -> str:
    kind = VOCABULARY[condition.fact]
    if condition.value is True:
        return kind.label
    return f"{kind.label}: {value_in_words(kind, condition.value)}"


@in_words.register
def _(condition: Among) -> str:
    return f"{VOCABULARY[condition.fact].label}: {_choices(condition.fact, condition.values)}"


@in_words.register
def _(condition: Has) -> str:
    joined = _choices(condition.fact, condition.values, "and" if condition.every else "or")
    return f"{VOCABULARY[condition.fact].label}: {joined}"


@in_words.register
def _(condition: Compared) -> str:
    return f"{VOCABULARY[condition.fact].label}: {condition.bounds}"


@in_words.register
def _(condition: Recent) -> str:
    return f"{VOCABULARY[condition.fact].label}: {_lately(condition.within)}"


@in_words.register
def _(condition: InArea) -> str:
    return f"{_BASIS[condition.by]} {listed(condition.areas, 'or')}"


@in_words.register
def _(condition: Used) -> str:
    only = "".join(f"{_ONLY[one]} " for one in condition.only)
    asked = "how many" if condition.measure is Measure.COUNT else "how long"
    number = str(condition.bounds) if condition.bounds else asked
    what = _USED[condition.measure][condition.of].format(number=number, only=only)
    if number in _ONE:
        what = what.replace("stays", "stay").replace("times", "time")
    begun = " that began" if condition.begun else ""
    span = f" {_lately(condition.within)}" if condition.within else ""
    judged = "" if condition.bounds else ": a person judges"
    words = f"{what}{begun}{span}{judged}"
    return words[:1].upper() + words[1:]


@in_words.register
def _(condition: AllOf) -> str:  # noqa: ARG001 - its members are said apart
    return "All of these"


@in_words.register
def _(condition: AnyOf) -> str:  # noqa: ARG001 - its members are said apart
    return "Any of these"


@in_words.register
def _(condition: SomeOf) -> str:
    if condition.minimum is None:
        return "A number of these; a person judges how many are enough"
    return f"At least {condition.minimum} of these"


def _choices(fact: str, words: tuple[str, ...], last: str = "or") -> str:
    kind = VOCABULARY[fact]
    return listed((choice_in_words(kind.choices.get(word, word)) for word in words), last)


def choice_in_words(word: str) -> str:
    """Return a choice, or a family of choices, as it stands in a sentence."""
    return word.replace("_", " ") if word[:1].islower() else choice_in_sentence(word)


def _lately(within: Duration) -> str:
    length = str(within).removeprefix("1 ")
    return f"in the past {length}"


_BASIS = {
    Basis.REGISTRATION: "Registered with a GP in",
    Basis.RESIDENCE: "Living in",
    Basis.RESIDENCE_WHEN_HOMELESS: "Registered with a GP (or, when homeless, living) in",
}
_ONE = ("at least 1", "more than 1", "at least 1 and at most 1")
_ONLY = {
    Only.DETAINED: "detained",
    Only.INFORMAL: "informal",
    Only.PLANNED: "planned",
    Only.UNPLANNED: "unplanned",
}
_USED = {
    Measure.COUNT: {
        Care.INPATIENT: "{number} {only}stays in hospital",
        Care.CRISIS_TEAM: "{number} {only}times with the crisis team",
        Care.EITHER: "{number} {only}stays in hospital or times with the crisis team",
    },
    Measure.TOTAL: {
        Care.INPATIENT: "{number} in hospital in all {only}stays together",
        Care.CRISIS_TEAM: "{number} with the crisis team in all {only}times together",
        Care.EITHER: "{number} in hospital or with the crisis team in all {only}times together",
    },
    Measure.LONGEST: {
        Care.INPATIENT: "{number} in hospital without a break, {only}stays counted",
        Care.CRISIS_TEAM: "{number} with the crisis team without a break, {only}times counted",
        Care.EITHER: "{number} in hospital or with the crisis team without a break, "
        "{only}times counted",
    },
}
