"""The visits of a worker's day, each with what to know before knocking, in one look."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection

from alongside.contacts.standing import STANDS
from alongside.kernel.period import end_of, start_of
from alongside.staff.models import Worker


class VisitOfDay(NamedTuple):
    """A visit that stands, and whom it is to."""

    id: UUID
    planned_for: datetime
    minutes: int
    place: str
    purpose: str
    person_id: UUID
    given_name: str
    family_name: str
    known_as: str
    before_knocking: str
    needs_interpreter: bool | None
    first_language: str
    communication_needs: str
    address: str
    postcode: str
    no_fixed_address: bool
    where_to_find: str
    phone: str
    worker_id: UUID
    by: str
    second_worker_id: UUID | None
    beside: str
    partner: str
    is_written_up: bool


# What visits_for finds of one worker's days; in one statement, since everybody begins with it.
_OF_DAY = f"""
SELECT visit.id, visit.planned_for, visit.minutes, visit.place, visit.purpose,
    person.id, person.given_name, person.family_name, person.known_as, person.before_knocking,
    person.needs_interpreter, person.first_language, person.communication_needs,
    person.address, person.postcode, person.no_fixed_address, person.where_to_find, person.phone,
    visit.worker_id, worker.name, visit.second_worker_id, coalesce(second.name, ''),
    coalesce(partner.name, ''), coalesce(written.up, false)
FROM contacts_plannedvisit AS visit
JOIN people_person AS person ON person.id = visit.person_id
JOIN staff_worker AS worker ON worker.id = visit.worker_id
LEFT JOIN staff_worker AS second ON second.id = visit.second_worker_id
LEFT JOIN partners_agency AS partner ON partner.id = visit.partner_id
LEFT JOIN LATERAL (  -- asked of each visit: EXISTS would read every contact there is
    SELECT true AS up FROM contacts_contact AS contact
    WHERE contact.visit_id = visit.id AND {STANDS} LIMIT 1
) AS written ON true
WHERE (visit.worker_id = %(who)s OR visit.second_worker_id = %(who)s)
    AND visit.called_off_at IS NULL
    AND visit.planned_for >= %(since)s AND visit.planned_for < %(until)s
    AND visit.person_id IN (
        SELECT person_id FROM access_relationship
        WHERE team_id = ANY(%(teams)s) AND ended_at IS NULL)
ORDER BY visit.planned_for, visit.id
"""  # noqa: S608 - made of our own parts alone


def visits_of_day_for(
    worker: Worker, day: date, *, of: Worker | None = None, days: int = 1
) -> list[VisitOfDay]:
    """Return the visits that a worker makes on a day, alone or as the second: the asker's own.

    To people whom the asker's teams know; those of the days that follow too, where more than one
    is asked for.
    """
    asked: dict[str, Any] = {
        "who": (of or worker).pk,
        "teams": sorted(worker.team_ids),
        "since": start_of(day),
        "until": end_of(day + timedelta(days=days - 1)),
    }
    with connection.cursor() as cursor:
        cursor.execute(_OF_DAY, asked)
        return [VisitOfDay(*row) for row in cursor.fetchall()]
