"""How often in a row somebody was missed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection

from alongside.contacts.standing import STANDS
from alongside.policy.contacts import MISSED

_MISSED = f"""
SELECT asked.person_id, missed.times, missed.last_at
FROM unnest(%(people)s::uuid[], %(since)s::timestamptz[]) AS asked (person_id, since)
CROSS JOIN LATERAL (
    SELECT count(*) AS times, max(contact.began_at) AS last_at FROM contacts_contact AS contact
    WHERE contact.person_id = asked.person_id AND contact.outcome = ANY(%(missed)s)
        AND contact.began_at > asked.since AND contact.began_at <= %(now)s
        AND {STANDS}
) AS missed WHERE missed.times > 0
"""  # noqa: S608 - made of our own parts alone


class Missed(NamedTuple):
    """How often in a row somebody was missed, and when for the last time, however long ago."""

    times: int = 0
    last_at: datetime | None = None


NOT_MISSED = Missed()
_NEVER = datetime(1900, 1, 1, tzinfo=UTC)  # before anybody's first contact


def missed_in_a_row(
    last_seen: Mapping[UUID, datetime | None], *, at: datetime
) -> dict[UUID, Missed]:
    """Count the missed contacts since each person was last seen, of people seen already.

    Who was not missed since is not among them.
    """
    if not last_seen:
        return {}
    asked: dict[str, Any] = {
        "people": list(last_seen),
        # Given outright: asked for in the statement, every contact there is would be read.
        "since": [since or _NEVER for since in last_seen.values()],
        "missed": [each.value for each in MISSED],
        "now": at,
    }
    with connection.cursor() as cursor:
        cursor.execute(_MISSED, asked)
        return {person_id: Missed(*found) for person_id, *found in cursor.fetchall()}
