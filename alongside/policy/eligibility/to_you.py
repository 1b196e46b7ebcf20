"""Criteria and their answers in sentences to the person whom they are about.

A clinician reads “Severe and persistent illness: no”. The same fact in a letter to somebody is what
was asked about them, and what we were told, so that they can say where we have it wrong.
"""

from __future__ import annotations

import re
from functools import singledispatch

from alongside.kernel.fact import Answer, Known
from alongside.policy.eligibility.conditions import Compared, Condition, InArea, Not, Recent, SomeOf
from alongside.policy.eligibility.deciding import CriterionAnswer, Eligibility, SupportingAnswer
from alongside.policy.eligibility.explaining import unique
from alongside.policy.eligibility.facts import Facts
from alongside.policy.eligibility.hospital_use import Used
from alongside.policy.eligibility.pack import Criterion, Kind
from alongside.policy.eligibility.saying import (
    day_in_words,
    listed,
    use_in_words,
    value_in_words,
)
from alongside.policy.eligibility.vocabulary import VOCABULARY

# Whoever else a sentence names may be its “they”: then only its first word is surely the person.
_OTHERS = re.compile(
    r"\b(carers?|children|clinicians?|families|family|friends?|neighbours?|others|parents?|"
    r"partners?|people|professionals?|relatives?|services|staff|teams|workers?)\b",
    re.IGNORECASE,
)
_TO_YOU = {
    "they": "you",
    "them": "you",
    "their": "your",
    "theirs": "yours",
    "themselves": "yourself",
    "themself": "yourself",
}
_PRONOUN = re.compile(rf"\b({'|'.join(_TO_YOU)})\b", re.IGNORECASE)
_INPATIENT = re.compile(r"inpatient (stays?)")
# Our own question in which others are worried, so that it cannot be turned word by word.
_ASKS = {"family_concern": "Have your family, friends or others said that they are worried?"}


def to_you(says: str) -> str:
    """Return a criterion as it is said to the person; a “they” that may be others stays."""
    first, space, rest = says.partition(" ")
    turned = _PRONOUN.sub(_turned, first)
    return turned + space + (rest if _OTHERS.search(says) else _PRONOUN.sub(_turned, rest))


def asked_of_you(fact: str) -> str:
    """Return the question about a fact, as it is put to the person."""
    return _ASKS.get(fact) or _PRONOUN.sub(_turned, VOCABULARY[fact].asks)


def _turned(found: re.Match[str]) -> str:
    word = _TO_YOU[found[0].lower()]
    return word.capitalize() if found[0][0].isupper() else word


def reason_to_you(criterion: Criterion, one: CriterionAnswer, facts: Facts) -> str:
    """Return why a criterion is answered as it is: what we asked, and what we were told."""
    judged = one.judgement.answer if one.judgement and not criterion.example else None
    return " ".join(unique(_told(criterion.when, facts, judged)))


def _told(condition: Condition, facts: Facts, judged: Answer | None) -> list[str]:
    """Return a sentence for each thing asked that makes the answer what it is."""
    if not condition.members:
        return [_sentences(condition, facts)]
    answer = condition.answer(facts, judged)
    every = isinstance(condition, Not | SomeOf)
    deciding = [one for one in condition.members if every or one.answer(facts, judged) is answer]
    found = [words for one in deciding for words in _told(one, facts, judged)]
    return [*found, _number_asked(condition)] if isinstance(condition, SomeOf) else found


def _number_asked(condition: SomeOf) -> str:
    if condition.minimum is None:
        return "How many of these must be so is not said in the criterion."
    return f"At least {condition.minimum} of these must be so."


@singledispatch
def _sentences(condition: Condition, facts: Facts) -> str:
    return " ".join(_asked_and_told(name, facts) for name in condition.facts)


@_sentences.register
def _(condition: Compared, facts: Facts) -> str:
    fact = facts[condition.fact]
    if condition.fact == "age" and isinstance(fact, Known):
        told = f"You were {fact.value} years old on {day_in_words(facts.on)}."
    else:
        told = _asked_and_told(condition.fact, facts)
    return f"{told} The criterion says: {condition.bounds}."


@_sentences.register
def _(condition: Recent, facts: Facts) -> str:
    asked = f"in the {condition.within} to {day_in_words(facts.on)}"
    return f"{_asked_and_told(condition.fact, facts)} The criterion says: {asked}."


@_sentences.register
def _(condition: InArea, facts: Facts) -> str:
    told = " ".join(_asked_and_told(name, facts) for name in condition.facts)
    return f"{told} The criterion says: {listed(condition.areas, 'or')}."


@_sentences.register
def _(condition: Used, facts: Facts) -> str:
    measured = condition.measured(facts)
    counted = use_in_words(condition, measured, facts.on)
    counted = _INPATIENT.sub(r"\1 in hospital", counted).replace(" begun in", " that began in")
    told = f"We were told of {counted}."
    if missing := condition.missing(facts):
        asked = " ".join(_asked_and_told(name, facts) for name in missing)
        told = f"{told} {asked}" if measured.least else asked
    if condition.bounds is None:
        return told if measured.most == 0 else f"{told} The criterion gives no number."
    return f"{told} The criterion says: {condition.bounds}."


def _asked_and_told(name: str, facts: Facts) -> str:
    kind, fact = VOCABULARY[name], facts[name]
    asked = f"We asked: {asked_of_you(name)}"
    if not isinstance(fact, Known):
        return f"{asked} We were not told."
    return f"{asked} We were told: {value_in_words(kind, fact.value)}."


def together_to_you(one: SupportingAnswer) -> str:
    """Return what is asked of the supporting criteria together, as it is said to the person."""
    minimum = one.asked.removeprefix("at least ")
    number = f"at least {minimum}" if minimum.isdigit() else "several"
    return f"Whether {number} of the criteria that support a referral apply to you"


def together_reason_to_you(eligibility: Eligibility) -> str:
    """Return how many of the supporting criteria apply, and which, in sentences."""
    found = [each for each in eligibility.criteria if each.kind is Kind.SUPPORTING]
    met = [to_you(each.says) for each in found if each.answer is Answer.MET]
    unknown = sum(1 for each in found if each.answer is Answer.CANNOT_TELL)
    asked = f"We asked whether {len(found)} things apply to you."
    if unknown == len(found):
        return f"{asked} We could not tell for any of them."
    said = f"For {unknown} we could not tell." if unknown else ""
    if met:
        verb = "does" if len(met) == 1 else "do"
        return f"{asked} {len(met)} of them {verb}: {'; '.join(met)}. {said}".rstrip()
    return f"{asked} {said} The others do not." if unknown else f"{asked} None of them does."
