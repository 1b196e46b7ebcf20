"""Where somebody stands with us, in a line: in whose care, or since when no longer."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection

from alongside.staff.models import Worker


@dataclass(frozen=True, slots=True)
class Standing:
    """In whose care somebody is, since when, and who co-ordinates it; or when that ended."""

    team_id: int
    team: str
    began_on: date
    coordinator: str = ""
    coordinator_id: UUID | None = None
    discharged_at: datetime | None = None

    @property
    def is_open(self) -> bool:
        """Whether the care goes on."""
        return self.discharged_at is None


# The open episode if there is one, else the one that ended last. Teams and people are both given,
# so that the index on them finds the few rows.
_STANDINGS = """
SELECT DISTINCT ON (episode.person_id) episode.person_id, episode.team_id, team.name,
    episode.began_on, coalesce(worker.name, ''), worker.id, discharge.discharged_at
FROM caseload_episode AS episode
JOIN staff_team AS team ON team.id = episode.team_id
LEFT JOIN caseload_discharge AS discharge ON discharge.episode_id = episode.id
LEFT JOIN caseload_carecoordination AS coordination
    ON coordination.episode_id = episode.id AND coordination.ended_at IS NULL
    AND discharge.id IS NULL
LEFT JOIN staff_worker AS worker ON worker.id = coordination.worker_id
WHERE episode.team_id = ANY(%(teams)s) AND episode.person_id = ANY(%(people)s)
ORDER BY episode.person_id, discharge.discharged_at DESC NULLS FIRST, episode.began_on DESC
"""


def standings_for(worker: Worker, person_ids: Collection[UUID]) -> dict[UUID, Standing]:
    """Return where people stand with this worker's teams; nobody who was never in their care."""
    given: dict[str, Any] = {"teams": sorted(worker.team_ids), "people": list(person_ids)}
    with connection.cursor() as cursor:
        cursor.execute(_STANDINGS, given)
        return {person_id: Standing(*found) for person_id, *found in cursor.fetchall()}
