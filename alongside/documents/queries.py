"""Finding what was sent. Row-level security shows a team what it wrote or whom it knows."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from alongside.documents.models import Sent


def sent_about(person_id: UUID) -> QuerySet[Sent]:
    """Return what was sent about a person, newest first, without the bytes."""
    return _newest_first().filter(person_id=person_id)


def sent_since(
    since: datetime, *, person_id: UUID, team_id: int, kinds: Collection[str]
) -> list[Sent]:
    """Return the papers of some kinds that a team gave about a person, newest first."""
    found = sent_about(person_id).filter(team_id=team_id, kind__in=kinds, made_at__gte=since)
    return list(found)


def sent_about_nobody_known(*, team_id: int) -> QuerySet[Sent]:
    """Return what a team sent about people whom it does not know, as to a relative turned away."""
    return _newest_first().filter(person_id=None, team_id=team_id)


def sent(sent_id: UUID) -> Sent | None:
    """Return one paper with its bytes, exactly as it was sent."""
    return Sent.objects.filter(pk=sent_id).first()


def _newest_first() -> QuerySet[Sent]:
    return Sent.objects.defer("pdf").order_by("-made_at", "-pk")
