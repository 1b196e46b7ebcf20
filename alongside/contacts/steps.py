"""Which steps after missed contacts fell due lately, and whether each was done in its time."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection


@dataclass(frozen=True, slots=True)
class FellDue:
    """A step whose time has passed: when it was done, or they were seen, if either was so."""

    person_id: UUID
    step: str  # of policy.ladder
    due_at: datetime
    done_at: datetime | None
    owner: str


# A step that ended before its time, since they were seen or it no longer helped, never fell due;
# nor did one of a missed contact that was none. As of a moment: what came later is left out.
_FELL_DUE = """
SELECT step.person_id, step.step, step.due_at, ended.at, coalesce(worker.name, '')
FROM contacts_ladderstep AS step
LEFT JOIN staff_worker AS worker ON worker.id = step.owner_id
LEFT JOIN contacts_contact AS settled ON settled.id = step.settled_by_id
CROSS JOIN LATERAL (
    SELECT CASE WHEN coalesce(step.done_at, settled.began_at) <= %(at)s
        THEN coalesce(step.done_at, settled.began_at) END AS at
) AS ended
WHERE step.person_id = ANY(%(people)s) AND step.team_id = %(team)s AND step.due_at <= %(at)s
    AND (step.due_at >= %(since)s OR ended.at IS NULL)
    AND (step.done_at IS NOT NULL OR settled.id IS NULL OR settled.began_at > step.due_at)
    AND settled.corrects_id IS DISTINCT FROM step.missed_id
ORDER BY step.due_at, step.id
"""


def steps_fallen_due(
    person_ids: Collection[UUID], *, team_id: int, since: datetime, at: datetime
) -> list[FellDue]:
    """Return the steps of a team that fell due since a moment, and older ones that are still open.

    About people whom somebody may see already.
    """
    if not person_ids:
        return []
    asked: dict[str, Any] = {"people": list(person_ids), "team": team_id, "since": since, "at": at}
    with connection.cursor() as cursor:
        cursor.execute(_FELL_DUE, asked)
        return [FellDue(*row) for row in cursor.fetchall()]
