"""What an own sign-in shows, as the views of the database give it, and nothing beside it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from alongside.documents.parts import Rights
from alongside.policy.consent import Asked


@dataclass(frozen=True)
class Themself:
    """Who somebody in care is here, which team answers for it, and where else they can turn."""

    person_id: UUID
    name: str  # by which they like to be called
    team: str
    phone: str
    is_in_care: bool
    rights: Rights


@dataclass(frozen=True)
class Step:
    """What is done towards a goal: what, by whom, when."""

    what: str
    who: str
    when: str


@dataclass(frozen=True)
class Goal:
    """A goal in somebody's own words."""

    words: str
    steps: tuple[Step, ...]


@dataclass(frozen=True)
class Plan:
    """The newest plan, as far as it is shown."""

    in_their_words: str
    early_signs: str
    in_a_crisis: str
    written_at: datetime
    goals: tuple[Goal, ...]
    triggers: str
    what_helps: str
    what_family_does: str
    response: str


@dataclass(frozen=True)
class Told:
    """Somebody whom the person lets be told something, and whether they read it here."""

    recipient_id: UUID
    who: str
    what: tuple[str, ...]
    until: date  # then the person is asked again
    signs_in: bool


@dataclass(frozen=True)
class CopyAsked:
    """A copy of the whole record that somebody asked for themself, and what came of it."""

    asked_on: date
    came: str  # of policy.copies; nothing: it waits
    answered_on: date | None
    is_longer: bool


@dataclass(frozen=True)
class Spell:
    """A stay in hospital, or a time with the crisis team, that goes on."""

    kind: str
    place: str
    since: date


@dataclass(frozen=True)
class ToldToCarer:
    """What a carer may be told now about one person: the kinds, and what there is of each."""

    person_id: UUID
    name: str
    kinds: frozenset[Asked]
    team: str
    phone: str
    in_their_words: str
    early_signs: str
    goals: tuple[Goal, ...]
    in_a_crisis: str
    spells: tuple[Spell, ...]
    what_family_does: str

    def may(self, kind: str) -> bool:
        """Whether they may be told one kind, by its name in templates."""
        return Asked(kind) in self.kinds


def goals_of(told: Any) -> tuple[Goal, ...]:
    """Return goals, of rows in JSON."""
    return tuple(
        Goal(each["words"], tuple(Step(**step) for step in each["steps"])) for each in told
    )


def spell_of(told: Any) -> Spell:
    """Return a spell, of a row in JSON."""
    return Spell(told["kind"], told["place"], date.fromisoformat(told["since"]))
