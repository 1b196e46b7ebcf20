"""Finding what was sent. Row-level security shows a team what it wrote or whom it knows."""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet

from alongside.documents.models import Sent


def sent_about(person_id: UUID) -> QuerySet[Sent]:
    """Return what was sent about a person, newest first, without the bytes."""
    return _newest_first().filter(person_id=person_id)


def sent_about_nobody_known(*, team_id: int) -> QuerySet[Sent]:
    """Return what a team sent about people whom it does not know, as to a relative turned away."""
    return _newest_first().filter(person_id=None, team_id=team_id)


def sent(sent_id: UUID) -> Sent | None:
    """Return one paper with its bytes, exactly as it was sent."""
    return Sent.objects.filter(pk=sent_id).first()


def _newest_first() -> QuerySet[Sent]:
    return Sent.objects.defer("pdf").order_by("-made_at", "-pk")
