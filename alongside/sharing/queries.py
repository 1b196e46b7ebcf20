"""Finding what others said in confidence, unread."""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet

from alongside.access.queries import people_known_to
from alongside.sharing.models import Statement
from alongside.staff.models import Worker


def statements_for(worker: Worker, person_id: UUID) -> QuerySet[Statement]:
    """Return what others said about somebody, newest first: `access.decide` says who reads it."""
    known = people_known_to(worker.team_ids)
    found = Statement.objects.filter(person_id=person_id, person__in=known)
    return found.select_related("told_to", "release__by").order_by("-told_on", "-written_at")


def statement_for(worker: Worker, person_id: UUID, statement_id: UUID) -> Statement | None:
    """Return one of them, or None."""
    return statements_for(worker, person_id).filter(pk=statement_id).first()
