"""Finding stays in hospital and spells with the crisis team."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection

from alongside.access.plain import KNOWN, columns_of, read
from alongside.access.queries import people_known_to
from alongside.inpatient.models import Spell, SpellQuerySet
from alongside.staff.models import Worker


def spells_for(worker: Worker, person_id: UUID) -> SpellQuerySet:
    """Return the spells of somebody whom this worker's teams know, the newest first."""
    return (
        Spell.objects.standing()
        .filter(person_id=person_id, person__in=people_known_to(worker.team_ids))
        .order_by("-began_on", "-pk")
    )


_SPELLS = f"""
SELECT {columns_of(Spell, "spell")} FROM inpatient_spell AS spell
WHERE person_id = %(person)s AND mistaken_because = '' AND {KNOWN}
ORDER BY began_on DESC, id DESC
"""  # noqa: S608 - made of parts of our own


def spells_at_once_for(worker: Worker, person_id: UUID) -> list[Spell]:
    """Return the same with one plain statement, for the page that everybody opens."""
    given: dict[str, Any] = {"person": person_id, "teams": sorted(worker.team_ids)}
    with connection.cursor() as cursor:
        cursor.execute(_SPELLS, given)
        return [read(Spell, row) for row in cursor.fetchall()]


@dataclass(frozen=True, slots=True)
class SpellAround:
    """A spell that goes on, or that ended lately, as lists of people tell it."""

    kind: Spell.Kind
    place: str
    began_on: date
    ended_on: date | None
    recorded_at: datetime

    @classmethod
    def of(cls, spell: Spell) -> SpellAround:
        """Return a spell as lists tell it."""
        kind = Spell.Kind(spell.kind)
        return cls(kind, spell.place, spell.began_on, spell.ended_on, spell.recorded_at)

    @property
    def goes_on(self) -> bool:
        """Whether it has not ended."""
        return self.ended_on is None

    @property
    def is_in_hospital_now(self) -> bool:
        """Whether somebody is on a ward."""
        return self.goes_on and self.kind == Spell.Kind.INPATIENT


_AROUND = """
SELECT person_id, kind, place, began_on, ended_on, recorded_at FROM inpatient_spell
WHERE person_id = ANY(%(people)s) AND mistaken_because = ''
    AND (ended_on IS NULL OR ended_on >= %(since)s)
    AND person_id IN (
        SELECT person_id FROM access_relationship
        WHERE team_id = ANY(%(teams)s) AND ended_at IS NULL)
ORDER BY began_on DESC, id DESC
"""


def spells_around_for(
    worker: Worker, person_ids: Collection[UUID], *, since: date
) -> dict[UUID, tuple[SpellAround, ...]]:
    """Return the spells of some people that go on, or that ended on a day or after it."""
    given: dict[str, Any] = {
        "people": list(person_ids),
        "teams": sorted(worker.team_ids),
        "since": since,
    }
    found: dict[UUID, tuple[SpellAround, ...]] = {}
    with connection.cursor() as cursor:
        cursor.execute(_AROUND, given)
        for person_id, kind, *rest in cursor.fetchall():
            found[person_id] = (*found.get(person_id, ()), SpellAround(Spell.Kind(kind), *rest))
    return found


def spell_for(worker: Worker, person_id: UUID, spell_id: int) -> Spell | None:
    """Return one spell that this worker may see, or None."""
    return spells_for(worker, person_id).select_related("recorded_by").filter(pk=spell_id).first()


def spells_known_of(person_id: UUID, kind: Spell.Kind) -> SpellQuerySet:
    """Return the spells of one kind that stand in somebody's record."""
    return Spell.objects.standing().filter(person_id=person_id, kind=kind)
