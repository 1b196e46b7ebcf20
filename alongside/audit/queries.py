"""Reading the trail."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import connection

from alongside.audit.models import Entry

PATIENCE = timedelta(minutes=5)  # a seal comes every ten seconds; a restart takes less than this


def unsealed_since(*, now: datetime) -> datetime | None:
    """Return since when nothing was sealed, or None while the sealer works.

    Nothing seals the demo, and nobody who looks at it has to be told.
    """
    if settings.DEMO:
        return None
    with connection.cursor() as cursor:
        cursor.execute("SELECT alongside_unsealed_since()")
        since: datetime | None = cursor.fetchone()[0]
    return since if since is not None and now - since > PATIENCE else None


def trail_of(person_id: UUID, *, most: int = 200) -> Sequence[Entry]:
    """Return the newest lines of the trail about a person, newest first."""
    return list(Entry.objects.filter(person_id=person_id).order_by("-at", "-pk")[:most])
