"""What a team left about one person: handed over, and still to be done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection

from alongside.access.plain import KNOWN
from alongside.staff.models import Worker
from alongside.today.figures import HandedOver


@dataclass(frozen=True, slots=True)
class ToDo:
    """A task that is not done."""

    id: UUID
    what: str
    owner: str
    due_on: date


@dataclass(frozen=True, slots=True)
class Left:
    """What others have left about one person."""

    handovers: Sequence[HandedOver]  # not expired, newest first
    tasks: Sequence[ToDo]  # not done, by their day


# As queries.handovers_of_people_for and queries.tasks_of_person_for have it.
_LEFT = f"""
SELECT NULL::uuid, handover.says, worker.name, handover.expires_at, handover.at, NULL::date
FROM today_handover AS handover JOIN staff_worker AS worker ON worker.id = handover.by_id
WHERE handover.person_id = %(person)s AND handover.team_id = ANY(%(teams)s)
    AND handover.at <= %(at)s AND handover.expires_at > %(at)s AND {KNOWN}
UNION ALL
SELECT task.id, task.what, worker.name, NULL, task.made_at, task.due_on
FROM today_task AS task JOIN staff_worker AS worker ON worker.id = task.owner_id
WHERE task.person_id = %(person)s AND task.team_id = ANY(%(teams)s) AND task.done_at IS NULL
    AND {KNOWN}
ORDER BY 6, 5
"""  # noqa: S608 - made of parts of our own


def left_about_for(worker: Worker, person_id: UUID, *, at: datetime) -> Left:
    """Return what this worker's teams left about somebody."""
    given: dict[str, Any] = {"person": person_id, "teams": sorted(worker.team_ids), "at": at}
    with connection.cursor() as cursor:
        cursor.execute(_LEFT, given)
        rows = cursor.fetchall()
    handovers = [HandedOver(*row[1:5]) for row in reversed(rows) if row[0] is None]
    tasks = [ToDo(row[0], row[1], row[2], row[5]) for row in rows if row[0] is not None]
    return Left(handovers, tasks)
