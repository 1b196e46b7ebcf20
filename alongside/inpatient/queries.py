"""Finding stays in hospital and spells with the crisis team."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from uuid import UUID

from django.db.models import Q

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
