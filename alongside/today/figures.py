"""What is handed over and still to be done about some people, in one look."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection

from alongside.kernel.period import last_day_of


@dataclass(frozen=True, slots=True)
class HandedOver:
    """What the next ones need to know."""

    says: str
    by: str
    until: datetime
    at: datetime

    @property
    def last_day(self) -> date:
        """The last day on which it holds: it expires in the moment in which the next begins."""
        return last_day_of(self.until)


@dataclass(frozen=True, slots=True)
class ToDo:
    """A task, done or not."""

    id: UUID
    what: str
    owner: str
    due_on: date
    made_at: datetime


@dataclass(frozen=True, slots=True)
class Left:
    """What others have left about one person."""

    handovers: tuple[HandedOver, ...] = ()  # not expired, newest first
    tasks: tuple[ToDo, ...] = ()  # not done, by their day
    done: tuple[ToDo, ...] = ()  # since the moment that was asked for


NOTHING = Left()

_LEFT = """
SELECT 'handovers', handover.person_id, NULL::uuid, handover.says, worker.name,
    handover.expires_at, handover.at, NULL::date
FROM today_handover AS handover JOIN staff_worker AS worker ON worker.id = handover.by_id
WHERE handover.person_id = ANY(%(people)s) AND handover.team_id = ANY(%(teams)s)
    AND handover.at <= %(at)s AND handover.expires_at > %(at)s
UNION ALL
SELECT 'tasks', task.person_id, task.id, task.what, worker.name, NULL, task.made_at, task.due_on
FROM today_task AS task JOIN staff_worker AS worker ON worker.id = task.owner_id
WHERE task.person_id = ANY(%(people)s) AND task.team_id = ANY(%(teams)s) AND task.done_at IS NULL
UNION ALL
SELECT 'done', task.person_id, task.id, task.what, worker.name, NULL, task.made_at, task.due_on
FROM today_task AS task JOIN staff_worker AS worker ON worker.id = task.done_by_id
WHERE task.person_id = ANY(%(people)s) AND task.team_id = ANY(%(teams)s)
    AND task.done_at >= %(done_since)s
ORDER BY 8, 7
"""


def left_about(
    person_ids: Collection[UUID],
    team_ids: Collection[int],
    *,
    at: datetime,
    done_since: datetime | None = None,
) -> dict[UUID, Left]:
    """Return what some teams left about people whom somebody may see already.

    With the tasks that were done from a moment on, where one is given.
    """
    found: dict[UUID, Left] = {}
    if not person_ids:
        return found
    asked: dict[str, Any] = {
        "people": list(person_ids),
        "teams": list(team_ids),
        "at": at,
        "done_since": done_since,
    }
    with connection.cursor() as cursor:
        cursor.execute(_LEFT, asked)
        rows = cursor.fetchall()
    for kind, person_id, task_id, text, name, until, made_at, due_on in rows:
        left = found.get(person_id, NOTHING)
        if kind == "handovers":
            newest = HandedOver(text, name, until, made_at)
            found[person_id] = replace(left, handovers=(newest, *left.handovers))
        else:
            task = ToDo(task_id, text, name, due_on, made_at)
            found[person_id] = replace(left, **{kind: (*getattr(left, kind), task)})
    return found


@dataclass(frozen=True, slots=True)
class Owned:
    """A task that somebody owns and has not done."""

    id: UUID
    what: str
    due_on: date
    person_id: UUID | None
    name: str


_OWNED = """
SELECT task.id, task.what, task.due_on, task.person_id,
    coalesce(trim(person.given_name || ' ' || person.family_name), '')
FROM today_task AS task LEFT JOIN people_person AS person ON person.id = task.person_id
WHERE task.owner_id = %(owner)s AND task.team_id = ANY(%(teams)s) AND task.done_at IS NULL
    AND (task.person_id IS NULL OR person.id IS NOT NULL)
ORDER BY task.due_on, task.made_at
"""


def owned_by(owner_id: UUID, *, team_ids: Collection[int]) -> list[Owned]:
    """Return what somebody has to do in some teams that the asker may see, longest due first."""
    asked: dict[str, Any] = {"owner": owner_id, "teams": sorted(team_ids)}
    with connection.cursor() as cursor:
        cursor.execute(_OWNED, asked)
        return [Owned(*row) for row in cursor.fetchall()]
