"""Finding tasks, handovers and meetings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection
from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from alongside.access.queries import people_known_to
from alongside.staff.models import Worker
from alongside.today.models import Handover, Meeting, Passed, Task


def tasks_for(worker: Worker) -> QuerySet[Task]:
    """Return the tasks of this worker's teams, about people whom these know or about nobody.

    Each knows how many meetings have begun since it was given (`rolled`).
    """
    found = Task.objects.filter(
        Q(person=None) | Q(person__in=people_known_to(worker.team_ids)),
        team_id__in=worker.team_ids,
    ).select_related("person", "owner", "made_by", "done_by", "team")
    since = Meeting.objects.filter(team=OuterRef("team"), began_at__gt=OuterRef("made_at"))
    count = since.order_by().values("team").annotate(found=Count("pk")).values("found")
    return found.annotate(rolled=Coalesce(Subquery(count), 0))


def task_for(worker: Worker, task_id: UUID) -> Task | None:
    """Return one task that this worker may see, or None."""
    return tasks_for(worker).filter(pk=task_id).first()


def tasks_of_person_for(worker: Worker, person_id: UUID) -> QuerySet[Task]:
    """Return the tasks about somebody: undone by their day, then those done, newest first."""
    return tasks_for(worker).filter(person_id=person_id).order_by("-done_at", "due_on", "made_at")


def undone_tasks_of_team_for(worker: Worker, team_id: int) -> QuerySet[Task]:
    """Return everything that is still to be done in a team, the longest due first."""
    return tasks_for(worker).filter(team_id=team_id, done_at=None).order_by("due_on", "made_at")


def handovers_of_people_for(
    worker: Worker, person_ids: Sequence[UUID], *, at: datetime
) -> dict[UUID, list[Handover]]:
    """Return what is handed over about some people and has not expired."""
    found: dict[UUID, list[Handover]] = defaultdict(list)
    rows = Handover.objects.filter(
        person_id__in=person_ids,
        person__in=people_known_to(worker.team_ids),
        team_id__in=worker.team_ids,
        at__lte=at,
        expires_at__gt=at,
    )
    for handover in rows.select_related("by").order_by("-at", "-pk"):
        found[handover.person_id].append(handover)
    return found


def meetings_for(worker: Worker, team_id: int) -> QuerySet[Meeting]:
    """Return a team's meetings, newest first, with how many people were passed."""
    return (
        Meeting.objects.filter(team_id__in=worker.team_ids & {team_id})
        .select_related("team__service", "led_by", "ended_by")
        .annotate(people_passed=Count("passed__person", distinct=True))
        .order_by("-began_at")
    )


def meeting_for(worker: Worker, meeting_id: UUID) -> Meeting | None:
    """Return one meeting of this worker's teams, or None."""
    return (
        Meeting.objects.filter(pk=meeting_id, team_id__in=worker.team_ids)
        .select_related("team__service", "led_by", "ended_by")
        .first()
    )


def meeting_going_on_for(worker: Worker, team_id: int) -> Meeting | None:
    """Return the meeting that goes on in a team, or None."""
    found = Meeting.objects.filter(team_id__in=worker.team_ids & {team_id}, ended_at=None)
    return found.first()


@dataclass(frozen=True, slots=True)
class Met:
    """That a team met, or still meets."""

    meeting_id: UUID
    began_at: datetime
    ended_at: datetime | None


def met_lately_for(worker: Worker, team_id: int) -> list[Met]:
    """Return the last meetings of a team of this worker's, newest first."""
    if team_id not in worker.team_ids:
        return []
    with connection.cursor() as cursor:
        cursor.execute(_MET, {"team": team_id})
        return [Met(*row) for row in cursor.fetchall()]


_MET = """
SELECT id, began_at, ended_at FROM today_meeting
WHERE team_id = %(team)s ORDER BY began_at DESC LIMIT 5
"""


def passed_for(worker: Worker, meeting: Meeting) -> set[UUID]:
    """Return whom a meeting of this worker's teams has passed."""
    found = Passed.objects.filter(meeting=meeting, meeting__team_id__in=worker.team_ids)
    return set(found.values_list("person_id", flat=True))


def said_for(worker: Worker, meeting: Meeting, person_id: UUID) -> QuerySet[Passed]:
    """Return what a meeting of this worker's teams said about somebody."""
    found = Passed.objects.filter(
        meeting=meeting, meeting__team_id__in=worker.team_ids, person_id=person_id
    )
    return found.select_related("by").order_by("at", "pk")
