"""When everybody was last seen, by how many, how often spoken to, and what a miss asks for next."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection

from alongside.contacts.standing import STANDS
from alongside.kernel.period import day_of, end_of, monday_of, start_of
from alongside.policy.contacts import ATTENDED, DIRECT_MEANS, MISSED, Means


class ContactFigures(NamedTuple):
    """What the contacts of one person come to."""

    last_seen_at: datetime | None = None
    last_seen_by: str = ""
    direct: int = 0
    workers_met: int = 0
    last_missed_at: datetime | None = None  # since they were last seen, in the last fortnight
    last_missed: str = ""
    step: str = ""
    step_due_at: datetime | None = None
    step_owner: str = ""
    steps_open: int = 0
    seen_this_week: int = 0  # Monday to Sunday in London
    planned_this_week: int = 0


_FIGURES = """
WITH corrected AS MATERIALIZED (  -- few: found once, and not asked for each contact
    SELECT corrects_id FROM contacts_contact
    WHERE person_id = ANY(%(people)s::uuid[]) AND corrects_id IS NOT NULL
)
SELECT asked.id, last.began_at, coalesce(last.name, ''), met.direct,
    (SELECT count(DISTINCT worker_id) FROM unnest(met.went) AS worker_id),
    CASE WHEN met.missed_at > coalesce(last.began_at, '-infinity') THEN met.missed_at END,
    coalesce(met.missed, ''),
    coalesce(step.step, ''), step.due_at, coalesce(step.name, ''),
    coalesce(step.steps, 0), met.seen_this_week, ahead.planned
FROM unnest(%(ids)s::uuid[], %(people)s::uuid[], %(since)s::timestamptz[])
    AS asked (id, person_id, since)
LEFT JOIN LATERAL (
    SELECT contact.began_at, worker.name FROM contacts_contact AS contact
    JOIN staff_worker AS worker ON worker.id = contact.worker_id
    WHERE contact.person_id = asked.person_id AND contact.was_seen
        AND contact.began_at <= %(now)s AND contact.id NOT IN (SELECT corrects_id FROM corrected)
    ORDER BY contact.began_at DESC LIMIT 1
) AS last ON true
LEFT JOIN LATERAL (
    SELECT count(*) FILTER (
            WHERE contact.outcome = ANY(%(attended)s) AND contact.means = ANY(%(direct)s)
                AND contact.began_at >= asked.since) AS direct,
        count(*) FILTER (WHERE contact.was_seen
            AND contact.began_at >= %(week)s AND contact.began_at < %(week_end)s) AS seen_this_week,
        array_agg(array[contact.worker_id, contact.second_worker_id]) FILTER (
            WHERE contact.outcome = ANY(%(attended)s) AND contact.means = %(face_to_face)s
                AND contact.began_at >= %(fortnight)s) AS went,
        max(contact.began_at) FILTER (WHERE contact.outcome = ANY(%(missed)s)) AS missed_at,
        (array_agg(contact.outcome ORDER BY contact.began_at DESC)
            FILTER (WHERE contact.outcome = ANY(%(missed)s)))[1] AS missed
    FROM contacts_contact AS contact
    WHERE contact.person_id = asked.person_id AND contact.began_at <= %(now)s
        AND contact.began_at >= least(asked.since, %(fortnight)s, %(week)s)
        AND contact.id NOT IN (SELECT corrects_id FROM corrected)
) AS met ON true
LEFT JOIN LATERAL (
    SELECT step.step, step.due_at, worker.name, count(*) OVER () AS steps
    FROM contacts_ladderstep AS step LEFT JOIN staff_worker AS worker ON worker.id = step.owner_id
    WHERE step.person_id = asked.person_id AND step.done_at IS NULL AND step.settled_by_id IS NULL
    ORDER BY step.due_at, step.id LIMIT 1
) AS step ON true
CROSS JOIN LATERAL (
    SELECT count(*) AS planned FROM contacts_plannedvisit AS visit
    WHERE visit.person_id = asked.person_id AND visit.called_off_at IS NULL
        AND visit.planned_for >= %(week)s AND visit.planned_for < %(week_end)s
) AS ahead
"""


def contact_figures(
    asked: Mapping[UUID, tuple[UUID, datetime]], *, fortnight_from: date, at: datetime
) -> dict[UUID, ContactFigures]:
    """Return what contacts come to for each episode, of people whom somebody may see already.

    Direct contacts are counted since each episode's own moment; different workers, met face to
    face, since the first day of the fortnight; those seen and planned in the week of the moment.
    """
    if not asked:
        return {}
    monday = monday_of(day_of(at))
    given: dict[str, Any] = {
        "ids": list(asked),
        "people": [person_id for person_id, _ in asked.values()],
        "since": [since for _, since in asked.values()],
        "fortnight": start_of(fortnight_from),
        "week": start_of(monday),
        "week_end": start_of(monday + timedelta(days=7)),
        "now": at,
        "attended": [each.value for each in ATTENDED],
        "direct": [each.value for each in DIRECT_MEANS],
        "face_to_face": Means.FACE_TO_FACE.value,
        "missed": [each.value for each in MISSED],
    }
    with connection.cursor() as cursor:
        cursor.execute(_FIGURES, given)
        return {episode_id: ContactFigures(*found) for episode_id, *found in cursor.fetchall()}


def first_seen_since(since: Mapping[UUID, datetime]) -> dict[UUID, datetime]:
    """Return when each person was first seen from a moment on, for people who were."""
    if not since:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(_FIRST_SEEN, {"people": list(since), "since": list(since.values())})
        return dict(cursor.fetchall())


_FIRST_SEEN = f"""
SELECT asked.person_id, seen.began_at
FROM unnest(%(people)s::uuid[], %(since)s::timestamptz[]) AS asked (person_id, since)
CROSS JOIN LATERAL (
    SELECT contact.began_at FROM contacts_contact AS contact
    WHERE contact.person_id = asked.person_id AND contact.was_seen
        AND contact.began_at >= asked.since AND {STANDS}
    ORDER BY contact.began_at LIMIT 1
) AS seen
"""  # noqa: S608 - made of parts of this file alone


class VisitAhead(NamedTuple):
    """A visit that stands, of a day or after it."""

    planned_for: datetime
    by: str
    beside: str
    is_written_up: bool


_AHEAD = f"""
SELECT asked.person_id, visit.planned_for, worker.name, coalesce(second.name, ''),
    coalesce(written.up, false)
FROM unnest(%(people)s::uuid[]) AS asked (person_id)
CROSS JOIN LATERAL (
    (SELECT id, planned_for, worker_id, second_worker_id FROM contacts_plannedvisit
    WHERE person_id = asked.person_id AND called_off_at IS NULL
        AND planned_for >= %(since)s AND planned_for < %(until)s)
    UNION ALL
    (SELECT id, planned_for, worker_id, second_worker_id FROM contacts_plannedvisit
    WHERE person_id = asked.person_id AND called_off_at IS NULL AND planned_for >= %(until)s
    ORDER BY planned_for LIMIT 1)
) AS visit
JOIN staff_worker AS worker ON worker.id = visit.worker_id
LEFT JOIN staff_worker AS second ON second.id = visit.second_worker_id
LEFT JOIN LATERAL (  -- asked of each visit of the day: EXISTS would read every contact there is
    SELECT true AS up FROM contacts_contact AS contact
    WHERE contact.visit_id = visit.id AND visit.planned_for < %(until)s AND {STANDS} LIMIT 1
) AS written ON true
ORDER BY visit.planned_for, visit.id
"""  # noqa: S608 - made of parts of this file alone


def visits_ahead(person_ids: Collection[UUID], *, day: date) -> dict[UUID, list[VisitAhead]]:
    """Return the visits of a day and the next one after it, of people seen already."""
    found: dict[UUID, list[VisitAhead]] = {}
    if person_ids:
        asked: dict[str, Any] = {
            "people": list(person_ids),
            "since": start_of(day),
            "until": end_of(day),
        }
        with connection.cursor() as cursor:
            cursor.execute(_AHEAD, asked)
            for person_id, *visit in cursor.fetchall():
                found.setdefault(person_id, []).append(VisitAhead(*visit))
    return found


@dataclass(frozen=True, slots=True)
class OpenStep:
    """A step after a missed contact that is still to be done."""

    id: UUID
    step: str
    due_at: datetime
    owner_id: UUID | None
    person_id: UUID
    given_name: str
    family_name: str


# As LadderStepQuerySet.open and open_steps_for have it, which a test holds.
_OPEN = """
SELECT step.id, step.step, step.due_at, step.owner_id, step.person_id,
    person.given_name, person.family_name
FROM contacts_ladderstep AS step JOIN people_person AS person ON person.id = step.person_id
WHERE step.done_at IS NULL AND step.settled_by_id IS NULL AND person.died_on IS NULL
    AND step.team_id = ANY(%(teams)s)
    AND (step.owner_id = %(owner)s OR step.person_id = ANY(%(people)s))
ORDER BY step.due_at, step.id
"""


def open_steps(
    owner_id: UUID, person_ids: Collection[UUID], *, team_ids: Collection[int]
) -> list[OpenStep]:
    """Return the steps that somebody owns, and those about some people, the longest overdue first.

    Of teams whose people somebody may see already.
    """
    asked: dict[str, Any] = {
        "owner": owner_id,
        "people": list(person_ids),
        "teams": sorted(team_ids),
    }
    with connection.cursor() as cursor:
        cursor.execute(_OPEN, asked)
        return [OpenStep(*row) for row in cursor.fetchall()]
