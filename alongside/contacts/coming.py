"""The next visits to one person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from alongside.access.plain import KNOWN
from alongside.staff.models import Worker


@dataclass(frozen=True, slots=True)
class Coming:
    """A visit that is planned and not called off."""

    id: UUID
    planned_for: datetime
    by: str


_COMING = f"""
SELECT visit.id, visit.planned_for, worker.name
FROM contacts_plannedvisit AS visit JOIN staff_worker AS worker ON worker.id = visit.worker_id
WHERE visit.person_id = %(person)s AND visit.called_off_at IS NULL
    AND visit.planned_for >= %(at)s AND {KNOWN}
ORDER BY visit.planned_for, visit.id LIMIT 3
"""  # noqa: S608 - made of parts of our own


def coming_visits_for(worker: Worker, person_id: UUID, *, at: datetime) -> list[Coming]:
    """Return the next three visits to somebody, earliest first; the rest is one link away."""
    given: dict[str, Any] = {"person": person_id, "teams": sorted(worker.team_ids), "at": at}
    with connection.cursor() as cursor:
        cursor.execute(_COMING, given)
        return [Coming(*row) for row in cursor.fetchall()]
