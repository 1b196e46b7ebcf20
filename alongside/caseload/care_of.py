"""The care that somebody was ever in: which team, from when to when, who co-ordinated it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection

from alongside.access.plain import KNOWN
from alongside.caseload.queries import unmet_of
from alongside.policy.discharge import Ground
from alongside.staff.models import Worker


@dataclass(frozen=True, slots=True)
class Spent:
    """A time in the care of a team, and everybody who co-ordinated it, in order."""

    episode_id: UUID
    team: str
    began_on: date
    coordinators: tuple[str, ...]
    ended_at: datetime | None
    ended_because: str
    unmet: Mapping[str, str]  # wishes that the choice of the care co-ordinator left, with why


# What a choice left unmet is for the team that chose, as unmet_wishes_for has it.
_CARE = f"""
SELECT episode.id, team.name, episode.began_on, ARRAY(
        SELECT worker.name FROM caseload_carecoordination AS named
        JOIN staff_worker AS worker ON worker.id = named.worker_id
        WHERE named.episode_id = episode.id ORDER BY named.began_at),
    ended.discharged_at, ended.ground, (
        SELECT wishes_not_met::json FROM caseload_allocation AS chosen
        WHERE chosen.episode_id = episode.id AND episode.team_id = ANY(%(teams)s)
        ORDER BY at DESC, id DESC LIMIT 1)
FROM caseload_episode AS episode
JOIN staff_team AS team ON team.id = episode.team_id
LEFT JOIN caseload_discharge AS ended ON ended.episode_id = episode.id
WHERE episode.person_id = %(person)s AND {KNOWN}
ORDER BY episode.began_on DESC, episode.id
"""  # noqa: S608 - made of parts of our own


def care_of_for(worker: Worker, person_id: UUID) -> list[Spent]:
    """Return the times in which somebody was in the care of any team, the newest first."""
    given: dict[str, Any] = {"person": person_id, "teams": sorted(worker.team_ids)}
    with connection.cursor() as cursor:
        cursor.execute(_CARE, given)
        return [_spent(*row) for row in cursor.fetchall()]


def _spent(  # noqa: PLR0917 - the columns of a row, in their order
    episode_id: UUID,
    team: str,
    began_on: date,
    coordinators: list[str],
    ended_at: datetime | None,
    ground: str | None,
    unmet: list[dict[str, str]] | None,
) -> Spent:
    return Spent(
        episode_id,
        team,
        began_on,
        tuple(dict.fromkeys(coordinators)),
        ended_at,
        Ground(ground).label if ground else "",
        unmet_of(unmet or ()),
    )
