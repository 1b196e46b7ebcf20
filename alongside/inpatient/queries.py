"""Finding stays in hospital and spells with the crisis team."""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet

from alongside.access.queries import people_known_to
from alongside.inpatient.models import Spell
from alongside.staff.models import Worker


def spells_for(worker: Worker, person_id: UUID) -> QuerySet[Spell]:
    """Return the spells of somebody whom this worker's teams know, the newest first."""
    return Spell.objects.filter(
        person_id=person_id, person__in=people_known_to(worker.team_ids)
    ).order_by("-began_on", "-pk")
