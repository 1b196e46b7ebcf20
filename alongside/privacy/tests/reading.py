"""Opening pages of Sam, and looking at what nothing explains, for the tests of this room."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from alongside.access.actions import log_opening
from alongside.privacy.queries import LookedAt, unexplained_for
from alongside.staff.models import Worker
from tests.cast import NOW, Cast, asking


def opens(
    cast: Cast, by: Worker | None = None, *, at: datetime = NOW, page: str = "", **more: Any
) -> None:
    """Priya, unless somebody else is meant, opens the page of Sam, whom Ngozi co-ordinates."""
    reader = by or cast.priya
    with asking(reader):
        log_opening([cast.sam.pk], page=page or f"/people/{cast.sam.pk}/", by=reader, at=at, **more)


def looked_at(officer: Worker, until: datetime = NOW) -> LookedAt:
    with asking(officer):
        return unexplained_for(officer, until=until.date())
