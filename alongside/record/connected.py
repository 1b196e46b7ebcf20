"""Who knows somebody outside work, and what of their work has to go to a colleague."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from alongside.access.connections import connections_of
from alongside.access.deciding import Action
from alongside.access.models import Connection
from alongside.access.queries import teams_responsible
from alongside.caseload.queries import coordinator_for
from alongside.contacts.queries import visits_of_person_for
from alongside.people.queries import known_through_for
from alongside.staff.models import Worker
from alongside.staff.queries import names_of


@dataclass(frozen=True)
class Connected:
    """A worker to whom a record is closed, or was: who said so, and what is still theirs to do."""

    connection: Connection
    name: str
    said_by: str
    ended_by: str
    coordinates: bool
    visits: int  # still planned, with them as first or second worker

    @property
    def left(self) -> list[str]:
        """What has to go to a colleague, as a page says it."""
        visits = "1 visit is" if self.visits == 1 else f"{self.visits} visits are"
        return [
            *(["they are the care co-ordinator"] if self.coordinates else []),
            *([f"{visits} planned with them"] if self.visits else []),
        ]


def connected_for(worker: Worker, person_id: UUID, *, at: datetime) -> list[Connected]:
    """Return who knows somebody outside work, those who still do first."""
    found = list(connections_of(person_id))
    if not found:
        return []
    names = names_of({str(i) for each in found for i in _who(each)})
    circles = known_through_for(worker, person_id)
    named = [coordinator_for(worker, person_id, team_id=team, at=at) for team in circles]
    coordinating = {each.pk for each in named if each}
    return [
        Connected(
            each,
            names[str(each.worker_id)],
            names[str(each.said_by_id)],
            names.get(str(each.ended_by_id), ""),
            each.ended_at is None and each.worker_id in coordinating,
            _visits_ahead(worker, each, at) if each.ended_at is None else 0,
        )
        for each in found
    ]


def _who(connection: Connection) -> list[UUID]:
    return [i for i in (connection.worker_id, connection.said_by_id, connection.ended_by_id) if i]


def _visits_ahead(worker: Worker, connection: Connection, at: datetime) -> int:
    planned = visits_of_person_for(worker, connection.person_id).standing()
    theirs = Q(worker=connection.worker_id) | Q(second_worker=connection.worker_id)
    return planned.filter(theirs, planned_for__gte=at).count()


def may_end_for(worker: Worker, person_id: UUID) -> bool:
    """Whether this worker opens a record again: a manager in a team that answers for the person."""
    teams = teams_responsible(person_id, worker.team_ids)
    return any(worker.may(Action.KEEP_CONNECTIONS, team_id=team) for team in teams)
