"""Finding stays in hospital and spells with the crisis team."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Q

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


def spells_around_for(
    worker: Worker, person_ids: Collection[UUID], *, since: date
) -> SpellQuerySet:
    """Return the spells of some people that go on, or that ended on a day or after it."""
    return (
        Spell.objects.standing()
        .filter(
            Q(ended_on=None) | Q(ended_on__gte=since),
            person_id__in=list(person_ids),
            person__in=people_known_to(worker.team_ids),
        )
        .order_by("-began_on", "-pk")
    )


def spell_for(worker: Worker, person_id: UUID, spell_id: int) -> Spell | None:
    """Return one spell that this worker may see, or None."""
    return spells_for(worker, person_id).select_related("recorded_by").filter(pk=spell_id).first()


def spells_known_of(person_id: UUID, kind: Spell.Kind) -> SpellQuerySet:
    """Return the spells of one kind that stand in somebody's record."""
    return Spell.objects.standing().filter(person_id=person_id, kind=kind)
