"""How somebody referred is understood, as the referrer says: what a visitor must know at the door.

A referrer's word stands beside the record and changes nothing in it: where the record holds an
answer of its own, both are said.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from alongside.people.door import interpreter_in_words
from alongside.people.models import Person
from alongside.referrals.models import Referral

# Asked in the same words on the web, on paper and of somebody who comes back.
WISHES_ASKED = "Whom would they like to work with?"
WISHES_TOLD = "Whom they would like to work with"
WISHES_SUCH_AS = (
    "In their own words if you can: a man or a woman, a language, somebody who knows their culture"
    " or religion. Say so if nobody has asked them yet"
)


@dataclass(frozen=True, slots=True)
class Needs:
    """What somebody needs to be understood; None is that nobody knows of an interpreter."""

    first_language: str = ""
    needs_interpreter: bool | None = None
    communication: str = ""

    @classmethod
    def told(cls, referral: Referral) -> Needs:
        """Return what the referrer says."""
        needed = referral.interpreter_is_needed
        return cls(referral.first_language, needed, referral.communication_needs)

    @classmethod
    def recorded(cls, person: Person | None) -> Needs:
        """Return what our record says; of somebody not taken in, nothing."""
        if person is None:
            return cls()
        return cls(person.first_language, person.needs_interpreter, person.communication_needs)

    @property
    def interpreter(self) -> str:
        """That an interpreter is needed and for which language, or nothing."""
        return interpreter_in_words(is_needed=self.needs_interpreter, language=self.first_language)


def interpreter_for(told: Needs, recorded: Needs) -> str:
    """Return what is known of an interpreter; a referrer's yes is never hidden by the record."""
    if recorded.needs_interpreter or not told.needs_interpreter:
        language = recorded.first_language or told.first_language
        return interpreter_in_words(is_needed=recorded.needs_interpreter, language=language)
    if recorded.needs_interpreter is None:
        return told.interpreter
    return f"{told.interpreter}, says the referrer; our record says that none is needed"


def communication_for(told: Needs, recorded: Needs) -> str:
    """Return what is known of how to speak with them, each thing once."""
    said = dict.fromkeys((recorded.communication.strip(), told.communication.strip()))
    return "\n".join(one for one in said if one)


@dataclass(frozen=True, slots=True)
class AtTheDoor:
    """What whoever meets somebody referred has to know before."""

    interpreter: str
    communication_needs: str

    @classmethod
    def of(cls, told: Needs, recorded: Needs) -> AtTheDoor:
        """Return what a referrer told and our record says, together."""
        return cls(interpreter_for(told, recorded), communication_for(told, recorded))


def at_the_door_of(referral: Referral) -> AtTheDoor:
    """Return what to know before meeting somebody referred, taken in or not."""
    return AtTheDoor.of(Needs.told(referral), Needs.recorded(referral.person))


@dataclass(frozen=True, slots=True)
class InterpreterTold:
    """That a referrer said that an interpreter is needed, and the record holds no answer."""

    says: str
    received_at: datetime


# The newest referral that answers; to not know is no answer.
_INTERPRETERS = """
SELECT DISTINCT ON (person.id) person.id, referral.first_language,
    referral.needs_interpreter = 'yes', referral.received_at
FROM people_person AS person JOIN referrals_referral AS referral ON referral.person_id = person.id
WHERE person.id = ANY(%(people)s) AND person.needs_interpreter IS NULL
    AND referral.to_team_id = ANY(%(teams)s) AND referral.received_at IS NOT NULL
    AND referral.needs_interpreter IN ('yes', 'no')
ORDER BY person.id, referral.received_at DESC
"""


def interpreter_told(person: Person, *, team_ids: Collection[int]) -> InterpreterTold | None:
    """Return that a referrer said that one is needed; not asked where the record answers."""
    if person.needs_interpreter is not None:
        return None
    return interpreters_told([person.pk], team_ids=team_ids).get(person.pk)


def interpreters_told(
    person_ids: Collection[UUID], *, team_ids: Collection[int]
) -> dict[UUID, InterpreterTold]:
    """Return for whom a referrer to some teams said that an interpreter is needed.

    Of people whom somebody may see already, and of whom our record says neither yes nor no.
    """
    if not person_ids:
        return {}
    given: dict[str, Any] = {"people": list(person_ids), "teams": sorted(team_ids)}
    with connection.cursor() as cursor:
        cursor.execute(_INTERPRETERS, given)
        rows = cursor.fetchall()
    return {
        person_id: InterpreterTold(Needs(language, needed).interpreter, received_at)
        for person_id, language, needed, received_at in rows
        if needed
    }
