"""Where the rows stand that a promise to somebody counted or rests on. Pure."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from alongside.policy import standards as policy

_PAGES = {
    policy.CONTACT_AS_AGREED.id: "contacts/?what=direct",
    policy.NO_SILENCE.id: "contacts/?what=seen",
    policy.DIFFERENT_WORKERS.id: "contacts/?what=met",
    policy.LADDER_STEP_DONE.id: "ladder/",
    policy.WISHES_ASKED.id: "wishes/",
    policy.PLAN_IN_TIME.id: "plan/",
    policy.PLAN_COPY_GIVEN.id: "plan/",
    policy.REVIEW_IN_TIME.id: "reviews/",
}


def rows_behind(standard_id: str, person_id: UUID, since: date | None) -> str:
    """Return the address of the rows, counted from a day on or in all; empty where none is."""
    page = _PAGES.get(standard_id)
    if page is None:
        return ""
    return f"/people/{person_id}/{page}" + (f"&first={since.isoformat()}" if since else "")
