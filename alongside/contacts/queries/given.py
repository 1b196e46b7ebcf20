"""What was agreed with people, planned for them and given to them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from uuid import UUID

from django.db import connection

from alongside.caseload.queries import agreed_contacts_for
from alongside.kernel.period import day_of, start_of
from alongside.staff.models import Worker


@dataclass(frozen=True)
class Given:
    """What was agreed with somebody, planned for a week and given in it, and who saw them."""

    person_id: UUID
    agreed_a_week: Decimal | None  # None: nothing was agreed yet
    planned: int
    seen: int
    workers_in_a_fortnight: int
    last_seen_at: datetime | None
    days_since_seen: int | None  # None: never seen
    next_visit_at: datetime | None
    next_visit_by: UUID | None


# Each person's rows are found by the indexes on person, so the size of the table does not matter.
_GIVEN = """
SELECT asked.person_id, visits.planned, met.seen, met.workers, last.began_at,
    coming.planned_for, coming.worker_id
FROM unnest(%(people)s::uuid[]) AS asked (person_id)
CROSS JOIN LATERAL (
    SELECT count(*) AS planned FROM contacts_plannedvisit AS visit
    WHERE visit.person_id = asked.person_id AND visit.called_off_at IS NULL
        AND visit.planned_for >= %(week)s AND visit.planned_for < %(week_end)s
) AS visits
CROSS JOIN LATERAL (
    SELECT count(DISTINCT contact.id)
            FILTER (WHERE contact.began_at >= %(week)s AND contact.began_at < %(week_end)s) AS seen,
        count(DISTINCT went.worker_id)
            FILTER (WHERE contact.began_at >= %(fortnight)s AND contact.began_at <= %(now)s)
            AS workers
    FROM contacts_contact AS contact
    CROSS JOIN unnest(array[contact.worker_id, contact.second_worker_id]) AS went (worker_id)
    WHERE contact.person_id = asked.person_id AND contact.was_seen
        AND contact.began_at >= least(%(week)s, %(fortnight)s)
        AND NOT EXISTS (
            SELECT 1 FROM contacts_contact AS newer WHERE newer.corrects_id = contact.id)
) AS met
LEFT JOIN LATERAL (
    SELECT contact.began_at FROM contacts_contact AS contact
    WHERE contact.person_id = asked.person_id AND contact.was_seen
        AND contact.began_at <= %(now)s
        AND NOT EXISTS (
            SELECT 1 FROM contacts_contact AS newer WHERE newer.corrects_id = contact.id)
    ORDER BY contact.began_at DESC LIMIT 1
) AS last ON true
LEFT JOIN LATERAL (
    SELECT visit.planned_for, visit.worker_id FROM contacts_plannedvisit AS visit
    WHERE visit.person_id = asked.person_id AND visit.called_off_at IS NULL
        AND visit.planned_for >= %(now)s
    ORDER BY visit.planned_for LIMIT 1
) AS coming ON true
"""


def given_against_agreed_for(
    worker: Worker, team_ids: Iterable[int], *, week: date, at: datetime
) -> dict[UUID, Given]:
    """Return for everybody in the care of some teams what was agreed, planned and given.

    The week is the one in which a day falls, Monday to Sunday in London; the days since somebody
    was seen, the fortnight and the next visit are counted from `at`.
    """
    agreed = {
        each.person_id: each.contacts_a_week for each in agreed_contacts_for(worker, team_ids)
    }
    return given_to(agreed, week=week, at=at)


def given_to(
    agreed: Mapping[UUID, Decimal | None], *, week: date, at: datetime
) -> dict[UUID, Given]:
    """Return the same for people whom somebody may see already, and what is agreed with each."""
    monday, today = week - timedelta(days=week.weekday()), day_of(at)
    with connection.cursor() as cursor:
        cursor.execute(
            _GIVEN,
            {
                "people": list(agreed),
                "week": start_of(monday),
                "week_end": start_of(monday + timedelta(days=7)),
                "fortnight": start_of(today - timedelta(days=13)),
                "now": at,
            },
        )
        rows = cursor.fetchall()
    return {
        person_id: Given(
            person_id=person_id,
            agreed_a_week=agreed[person_id],
            planned=planned,
            seen=seen,
            workers_in_a_fortnight=workers,
            last_seen_at=seen_at,
            days_since_seen=(today - day_of(seen_at)).days if seen_at else None,
            next_visit_at=next_at,
            next_visit_by=next_by,
        )
        for person_id, planned, seen, workers, seen_at, next_at, next_by in rows
    }
