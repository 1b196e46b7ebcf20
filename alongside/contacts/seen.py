"""When people were last seen, and when they are to be seen next."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from alongside.contacts.standing import STANDS
from alongside.staff.models import Worker

# For each person the newest rows of an index; how many contacts there are does not matter.
_LAST_SEEN = f"""
SELECT person.id, last.began_at
FROM people_person AS person
CROSS JOIN LATERAL (
    SELECT contact.began_at FROM contacts_contact AS contact
    WHERE contact.person_id = person.id AND contact.was_seen AND contact.began_at <= %(now)s
        AND {STANDS}
    ORDER BY contact.began_at DESC LIMIT 1
) AS last
WHERE person.id = ANY(%(people)s) AND person.id IN (
    SELECT person_id FROM access_relationship
    WHERE team_id = ANY(%(teams)s) AND ended_at IS NULL)
"""  # noqa: S608 - made of our own parts alone


def last_seen_of_people_for(
    worker: Worker, person_ids: Collection[UUID], *, now: datetime
) -> dict[UUID, datetime]:
    """Return when each of some people was last seen by anybody; nobody who never was."""
    teams: list[int] = sorted(worker.team_ids)
    given: dict[str, Any] = {"people": list(person_ids), "teams": teams, "now": now}
    with connection.cursor() as cursor:
        cursor.execute(_LAST_SEEN, given)
        return dict(cursor.fetchall())
