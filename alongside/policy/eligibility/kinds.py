"""Kinds of facts: how each is asked, and what answers it has."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from difflib import get_close_matches
from enum import Enum
from typing import TypeAlias

from alongside.policy.eligibility.postcodes import is_postcode
from alongside.policy.eligibility.spells import Spell

FactValue: TypeAlias = bool | int | str | date | frozenset[str] | tuple[Spell, ...]


class FactType(Enum):
    """What kind of answer a question has."""

    YES_NO = "yes or no"
    NUMBER = "a whole number"
    CHOICE = "one of a list"
    CHOICES = "any of a list"
    SPELLS = "a list of spells"
    DAY = "a date"
    AREA = "a postcode"


class Group(Enum):
    """The part of the referral form in which a question stands."""

    PERSON = "The person"
    ILLNESS = "Illness and treatment"
    HOSPITAL = "Hospital and crisis team"
    ENGAGEMENT = "Contact with services"
    NEEDS = "Needs and risks"
    SUBSTANCE_USE = "Drugs and alcohol"
    FRAMEWORK = "Referrer, framework and agreement"
    DOCUMENTS = "Documents"


@dataclass(frozen=True)
class FactKind:
    """One thing that criteria may ask about: how it is asked, and what answers it has.

    An id, once shipped, is never removed or used for something else: old decisions hold it. A
    derived fact is worked out from another one, which is the one that is asked. A family names
    several choices at once, for criteria only: “any_psychosis”.
    """

    id: str
    type: FactType
    label: str
    asks: str
    group: Group
    help: str = ""
    choices: Mapping[str, str] = field(default_factory=dict, hash=False)
    derived_from: str = ""
    families: Mapping[str, frozenset[str]] = field(default_factory=dict, hash=False)

    @property
    def words(self) -> dict[str, str]:
        """What a criterion may name: each choice, and each family of choices."""
        return {word: word for word in (*self.choices, *self.families)}

    def chosen_by(self, words: tuple[str, ...]) -> frozenset[str]:
        """Return the choices that some words name, families spelled out."""
        return frozenset().union(*(self.families.get(word, {word}) for word in words))

    def problem_with(self, value: object) -> str | None:
        """Return what is wrong with a value for this fact, as a sentence, or None."""
        if not _HAS_TYPE[self.type](value):
            return f"“{self.label}” takes {self.type.value}, not {value!r}."
        strange = sorted(_chosen(value) - self.choices.keys()) if self.choices else []
        if strange:
            return (
                f"“{self.label}” has no answer “{strange[0]}”.{suggest(strange[0], self.choices)}"
            )
        return None


def _is_number(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _is_day(value: object) -> bool:
    return isinstance(value, date) and not isinstance(value, datetime)


def _is_spells(value: object) -> bool:
    return isinstance(value, tuple) and all(isinstance(spell, Spell) for spell in value)


_HAS_TYPE: Mapping[FactType, Callable[[object], bool]] = {
    FactType.YES_NO: lambda value: isinstance(value, bool),
    FactType.NUMBER: _is_number,
    FactType.CHOICE: lambda value: isinstance(value, str),
    FactType.CHOICES: lambda value: isinstance(value, frozenset),
    FactType.SPELLS: _is_spells,
    FactType.DAY: _is_day,
    FactType.AREA: lambda value: isinstance(value, str) and is_postcode(value),
}


def _chosen(value: object) -> frozenset[str]:
    return value if isinstance(value, frozenset) else frozenset({str(value)})


def suggest(word: str, known: Mapping[str, object]) -> str:
    """Return “ Did you mean …?” with the nearest known word, or nothing when none is near."""
    near = get_close_matches(word, known, n=1)
    return f" Did you mean “{near[0]}”?" if near else ""
