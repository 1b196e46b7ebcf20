"""A fact that is known or not known; three-valued logic over such facts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Generic, TypeVar

Value = TypeVar("Value")


@dataclass(frozen=True)
class Known(Generic[Value]):
    """A fact that somebody told us: its value, on what day it was true, and who said so."""

    value: Value
    as_of: date | None = None
    source: str = ""


@dataclass(frozen=True)
class NotKnown:
    """A fact that nobody has told us; different from a no."""


Fact = Known[Value] | NotKnown
NOT_KNOWN = NotKnown()


class Answer(Enum):
    """What a criterion answers: met, not met, or that it cannot tell."""

    MET = "met"
    NOT_MET = "not met"
    CANNOT_TELL = "cannot tell"

    def __invert__(self) -> Answer:
        """Return the opposite; the opposite of not knowing is not knowing."""
        return {
            Answer.MET: Answer.NOT_MET,
            Answer.NOT_MET: Answer.MET,
            Answer.CANNOT_TELL: Answer.CANNOT_TELL,
        }[self]

    @classmethod
    def of(cls, truth: bool | None) -> Answer:
        """Return the answer for true, false or unknown."""
        return {True: cls.MET, False: cls.NOT_MET, None: cls.CANNOT_TELL}[truth]


def all_of(answers: Iterable[Answer]) -> Answer:
    """Return met when all are, not met when any is not, otherwise cannot tell."""
    return _first_found(answers, Answer.NOT_MET, Answer.CANNOT_TELL, otherwise=Answer.MET)


def any_of(answers: Iterable[Answer]) -> Answer:
    """Return met when any is, not met when none can be, otherwise cannot tell."""
    return _first_found(answers, Answer.MET, Answer.CANNOT_TELL, otherwise=Answer.NOT_MET)


def at_least(minimum: int, answers: Iterable[Answer]) -> Answer:
    """Return met when enough are met, not met when enough no longer can be."""
    given = list(answers)
    met = given.count(Answer.MET)
    if met >= minimum:
        return Answer.MET
    possible = met + given.count(Answer.CANNOT_TELL)
    return Answer.CANNOT_TELL if possible >= minimum else Answer.NOT_MET


def _first_found(answers: Iterable[Answer], *wanted: Answer, otherwise: Answer) -> Answer:
    # A tuple compares by identity; a set would hash, which is slow for members of an Enum.
    given = tuple(answers)
    return next((answer for answer in wanted if answer in given), otherwise)
