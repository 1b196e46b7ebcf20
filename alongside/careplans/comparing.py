"""Versions of a plan beside each other, part by part, with the words that differ. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from alongside.careplans.models import CarePlan, Goal
from alongside.policy.zones import zone_name

_WORDS = re.compile(r"\s+|\S+")
_BEFORE = ("words",)
_AFTER = (
    "triggers",
    "signs",
    "helps",
    "family",
    "response",
    "crisis",
    "agreed",
)  # the goals stand between
_ALIKE = 0.5  # of the words; what has less in common is shown as two texts
_MOST = 2_000  # words; longer texts are shown whole, without marking words


@dataclass(frozen=True)
class Piece:
    """Some words of a text, and whether the other text has them too."""

    words: str
    differs: bool = False


@dataclass(frozen=True)
class Part:
    """One part of a plan as each version says it; empty where a version does not have it."""

    name: str
    texts: tuple[tuple[Piece, ...], ...]
    is_same: bool


def compared(versions: Sequence[CarePlan]) -> list[Part]:
    """Return every part of some versions, in the order in which a plan is read."""
    said = [_parts(version) for version in versions]
    labels = {name: label for parts in said for name, (label, _) in parts.items()}
    goals = [name for name in labels if name not in _BEFORE + _AFTER]
    found = [
        (name, [parts[name][1] if name in parts else "" for parts in said])
        for name in (*_BEFORE, *goals, *_AFTER)
    ]
    numbers = {name: f"Goal {number}" for number, name in enumerate(goals, 1)}
    return [_part(numbers.get(name, labels[name]), texts) for name, texts in found]


def _part(name: str, texts: Sequence[str]) -> Part:
    is_same = len(set(texts)) == 1
    if is_same or len(texts) != 2:
        return Part(name, tuple((Piece(text),) if text else () for text in texts), is_same)
    return Part(name, marked(texts[0], texts[1]), is_same=False)


def marked(one: str, other: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """Return two texts in pieces, those marked that the other has not."""
    a, b = _WORDS.findall(one), _WORDS.findall(other)
    if max(len(a), len(b)) > _MOST:
        return _whole(one), _whole(other)
    if SequenceMatcher(None, one.split(), other.split(), autojunk=False).ratio() < _ALIKE:
        return _whole(one), _whole(other)
    left, right = [], []
    for tag, a1, a2, b1, b2 in SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        left.append(Piece("".join(a[a1:a2]), differs=tag != "equal"))
        right.append(Piece("".join(b[b1:b2]), differs=tag != "equal"))
    return (
        tuple(piece for piece in left if piece.words),
        tuple(piece for piece in right if piece.words),
    )


def _whole(text: str) -> tuple[Piece, ...]:
    return (Piece(text, differs=True),) if text else ()


def _parts(plan: CarePlan) -> dict[str, tuple[str, str]]:
    """Return what a version says: by what ties a part to the other's, its name and its text."""
    goals = {str(goal.thread): ("Goal", _goal(goal)) for goal in plan.goals.all()}
    agreed = "\n".join(line for line in (plan.get_agreed_display(), plan.why_not_agreed) if line)
    return {
        "words": ("What matters to them", plan.in_their_words),
        **goals,
        "triggers": ("What can set things off", plan.triggers),
        "signs": ("Early signs", plan.early_signs),
        "helps": ("What helps", plan.what_helps),
        "family": ("What family and friends can do", plan.what_family_does),
        "response": ("What the team does when signs are seen", _response(plan)),
        "crisis": ("In a crisis", plan.in_a_crisis),
        "agreed": ("Agreed", agreed),
    }


def _response(plan: CarePlan) -> str:
    return "\n".join(line for line in (plan.response, zone_name(plan.zone_for_signs)) if line)


def _goal(goal: Goal) -> str:
    steps = [f"• {step.what} ({step.who}, {step.when})" for step in goal.interventions.all()]
    return "\n".join([goal.words, *steps])
