"""Why a condition answers as it does: what it rests on, and the questions that are still open."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import singledispatch
from typing import TypeVar

from alongside.kernel.fact import Answer, Known
from alongside.policy.eligibility.conditions import (
    Compared,
    Condition,
    InArea,
    Not,
    Recent,
    SomeOf,
)
from alongside.policy.eligibility.facts import Facts
from alongside.policy.eligibility.hospital_use import Only, Used
from alongside.policy.eligibility.saying import (
    asked_in_words,
    day_in_words,
    fact_in_words,
    listed,
    spell_in_words,
    use_in_words,
)
from alongside.policy.eligibility.spells import Spell
from alongside.policy.eligibility.vocabulary import VOCABULARY

Item = TypeVar("Item")


@dataclass(frozen=True)
class Evidence:
    """One thing that an answer rests on: what it says, since when, who said so, and its rows."""

    fact: str
    says: str
    as_of: date | None = None
    source: str = ""
    rows: tuple[str, ...] = ()


@dataclass(frozen=True)
class Question:
    """What to ask the referrer, so that a criterion can be answered."""

    fact: str
    asks: str


@dataclass(frozen=True)
class Finding:
    """An answer with its reason, its evidence, and what it needs while it cannot tell."""

    answer: Answer
    because: str
    evidence: tuple[Evidence, ...] = ()
    questions: tuple[Question, ...] = ()
    needs_judgement: bool = False


def explain(condition: Condition, facts: Facts, judged: Answer | None = None) -> Finding:
    """Return the answer of a condition with everything that it rests on."""
    answer = condition.answer(facts, judged)
    if condition.members:
        found = [explain(member, facts, judged) for member in condition.members]
        return _of_members(condition, answer, found)
    unknown = answer is Answer.CANNOT_TELL
    return Finding(
        answer,
        because=say(condition, facts),
        evidence=tuple(_evidence(condition, facts)),
        questions=tuple(_questions(condition, facts)) if unknown else (),
        needs_judgement=unknown and condition.asks_a_person,
    )


def _of_members(condition: Condition, answer: Answer, found: list[Finding]) -> Finding:
    """Return the finding of a condition made of others; those that decide it give the reason."""
    unknown = [one for one in found if one.answer is answer is Answer.CANNOT_TELL]
    asks_a_person = condition.asks_a_person and answer is Answer.CANNOT_TELL
    return Finding(
        answer,
        because=_because(condition, answer, found),
        evidence=unique(item for one in found for item in one.evidence),
        questions=unique(item for one in unknown for item in one.questions),
        needs_judgement=asks_a_person or any(one.needs_judgement for one in unknown),
    )


def _because(condition: Condition, answer: Answer, found: list[Finding]) -> str:
    if isinstance(condition, SomeOf):
        answers = [(one.because, one.answer) for one in found]
        return how_many(answers, condition.minimum)
    turned = isinstance(condition, Not)
    return "; ".join(unique(one.because for one in found if turned or one.answer is answer))


def how_many(found: list[tuple[str, Answer]], minimum: int | None) -> str:
    """Return how many are met, how many are asked, and which they are."""
    met = [words for words, answer in found if answer is Answer.MET]
    unknown = sum(1 for _, answer in found if answer is Answer.CANNOT_TELL)
    still = f", {unknown} not known" if unknown else ""
    which = f" ({'; '.join(met)})" if met else ""
    number = f"{len(met) or 'None'} of {len(found)} met{which}{still}"
    if minimum is not None:
        return f"{number}; {minimum} asked"
    # None at all is never “a number of”, so there is nothing for a person to judge.
    return f"{number}; a person judges whether that is enough" if met or unknown else number


def unique(items: Iterable[Item]) -> tuple[Item, ...]:
    """Return items in their order, each once."""
    return tuple(dict.fromkeys(items))


def facts_of(condition: Condition) -> tuple[str, ...]:
    """Return the ids of the facts that a condition, and all inside it, asks about."""
    return unique(name for part in condition.walk() for name in part.facts)


@singledispatch
def say(condition: Condition, facts: Facts) -> str:
    """Return what the facts say about what one condition asks."""
    return "; ".join(fact_in_words(VOCABULARY[name], facts[name]) for name in condition.facts)


@say.register
def _(condition: Compared, facts: Facts) -> str:
    said = fact_in_words(VOCABULARY[condition.fact], facts[condition.fact])
    on = f" on {day_in_words(facts.on)}" if VOCABULARY[condition.fact].derived_from else ""
    return f"{said}{on}; {condition.bounds} asked"


@say.register
def _(condition: Recent, facts: Facts) -> str:
    said = fact_in_words(VOCABULARY[condition.fact], facts[condition.fact])
    return f"{said}; in the {condition.within} to {day_in_words(facts.on)} asked"


@say.register
def _(condition: InArea, facts: Facts) -> str:
    said = "; ".join(fact_in_words(VOCABULARY[name], facts[name]) for name in condition.facts)
    return f"{said}; {listed(condition.areas, 'or')} asked, by {condition.by.value}"


@say.register
def _(condition: Used, facts: Facts) -> str:
    measured = condition.measured(facts)
    said = use_in_words(condition, measured, facts.on)
    return f"{said}; {asked_in_words(condition.bounds, measured)}"


def _evidence(condition: Condition, facts: Facts) -> Iterator[Evidence]:
    """Yield each fact that is known, with its day and source, and the stays that were counted."""
    for name in condition.facts:
        fact = facts[name]
        if not isinstance(fact, Known):
            continue
        says = fact_in_words(VOCABULARY[name], fact)
        rows: tuple[str, ...] = ()
        if isinstance(condition, Used):
            counted = say(condition, facts)
            says = f"{counted[:1].upper()}{counted[1:]}"
            rows = tuple(spell_in_words(stay) for stay in condition.stays(facts, name))
        yield Evidence(name, says, fact.as_of, fact.source, rows)


def _questions(condition: Condition, facts: Facts) -> Iterator[Question]:
    """Yield what to ask: facts that nobody has told, and what is not known of a stay."""
    for name in condition.missing(facts):
        kind = VOCABULARY[name]
        yield Question(kind.derived_from or name, kind.asks)
    if isinstance(condition, Used):
        for name in condition.facts:
            for stay in condition.stays(facts, name):
                yield from (Question(name, asks) for asks in _of_stay(condition, stay))


def _of_stay(used: Used, stay: Spell) -> Iterator[str]:
    for only in used.only:
        if only.fits(stay) is None:
            yield _STAY_QUESTIONS[only].format(spell_in_words(stay))


_DETAINED = "Were they detained under the Mental Health Act at any time in this stay: {}?"
_PLANNED = "Was this stay planned: {}?"
_STAY_QUESTIONS = {
    Only.DETAINED: _DETAINED,
    Only.INFORMAL: _DETAINED,
    Only.PLANNED: _PLANNED,
    Only.UNPLANNED: _PLANNED,
}
