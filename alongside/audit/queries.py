"""Reading the trail."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from alongside.audit.models import Entry


def trail_of(person_id: UUID, *, most: int = 200) -> Sequence[Entry]:
    """Return the newest lines of the trail about a person, newest first."""
    return list(Entry.objects.filter(person_id=person_id).order_by("-at", "-pk")[:most])
