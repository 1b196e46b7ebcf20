"""Who knows somebody outside work: to them the record is closed, until a manager ends it."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from alongside.access.models import Connection
from alongside.audit.trail import Doer, audited, record
from alongside.kernel.rules import Refused


@audited
def say_they_know(
    person_id: UUID, *, worker_id: UUID, how: str, by: Doer, at: datetime
) -> Connection:
    """Close the record of somebody to a worker who knows them outside work, from the next page on.

    A hard stop: no role, reason or emergency opens it. Raises Refused when it was said before.
    """
    said, made = Connection.objects.get_or_create(
        worker_id=worker_id,
        person_id=person_id,
        ended_at=None,
        defaults={"how": how, "said_by_id": by.pk, "began_at": at},
    )
    if not made:
        raise Refused("That they know each other outside work was said before.", about="worker")
    record("connection.said", on=said, by=by, at=at, worker=worker_id)
    return said


@audited
def end_connection(connection: Connection, *, because: str, by: Doer, at: datetime) -> Connection:
    """Open the record again to a worker who was shut out; never done for oneself."""
    found = Connection.objects.select_for_update().get(pk=connection.pk)
    if found.worker_id == by.pk:
        raise Refused("Somebody else has to end this: it is about you.")
    if found.ended_at is not None:
        raise Refused("This was ended before.")
    found.ended_at, found.ended_by_id, found.ended_because = at, by.pk, because
    found.save(update_fields=["ended_at", "ended_by_id", "ended_because"])
    record("connection.ended", on=found, by=by, at=at, worker=found.worker_id)
    return found


def connections_of(person_id: UUID) -> QuerySet[Connection]:
    """Return who knows somebody outside work, those who still do first, then the newest.

    Row-level security shows it to those who know the person and may see them.
    """
    return Connection.objects.filter(person_id=person_id).order_by("-ended_at", "-began_at", "pk")


def own_connections(worker_id: UUID) -> QuerySet[Connection]:
    """Return whom a worker knows outside work now, the newest first."""
    return Connection.objects.filter(worker_id=worker_id, ended_at=None).order_by("-began_at", "pk")
