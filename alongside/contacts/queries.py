"""Finding contacts, visits and steps of the ladder."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from uuid import UUID

from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet

from alongside.access.queries import people_known_to, teams_that_know
from alongside.caseload.queries import agreed_contacts_for, episodes_for
from alongside.contacts.models import (
    Contact,
    ContactQuerySet,
    LadderStep,
    LadderStepQuerySet,
    PlannedVisit,
    PlannedVisitQuerySet,
)
from alongside.kernel.period import day_of, end_of, start_of
from alongside.policy.contacts import MISSED
from alongside.staff.models import Worker


def contacts_for(worker: Worker, person_id: UUID) -> ContactQuerySet:
    """Return everything written about contacts with somebody, newest first, struck ones too."""
    return (
        Contact.objects.filter(person_id=person_id, person__in=people_known_to(worker.team_ids))
        .select_related(
            "worker", "second_worker", "partner", "written_by", "corrected_by", "team", "corrects"
        )
        .order_by("-began_at", "-written_at")
    )


def contact_for(worker: Worker, person_id: UUID, contact_id: UUID) -> Contact | None:
    """Return one contact with somebody that this worker may see, or None."""
    found = contacts_for(worker, person_id).select_related("person", "visit", "team__service")
    return found.filter(pk=contact_id).first()


@dataclass(frozen=True)
class Sieve:
    """Which contacts of somebody are wanted; nothing said is all of them."""

    what: str = ""  # seen, missed, struck
    worker_id: UUID | None = None
    first: date | None = None
    last: date | None = None

    def of(self, contacts: ContactQuerySet) -> ContactQuerySet:
        """Return those that are wanted."""
        kinds = {
            "seen": contacts.standing().filter(was_seen=True),
            "missed": contacts.standing().filter(outcome__in=MISSED),
            "struck": contacts.exclude(corrected_by=None),
        }
        contacts = kinds.get(self.what, contacts)
        if self.worker_id:
            contacts = contacts.filter(
                Q(worker_id=self.worker_id) | Q(second_worker_id=self.worker_id)
            )
        if self.first:
            contacts = contacts.filter(began_at__gte=start_of(self.first))
        if self.last:
            contacts = contacts.filter(began_at__lt=end_of(self.last))
        return contacts


def last_seen_for(worker: Worker, person_id: UUID) -> Contact | None:
    """Return the last contact at which anybody set eyes on somebody, or None."""
    return contacts_for(worker, person_id).standing().filter(was_seen=True).first()


def team_in_touch_for(worker: Worker, person_id: UUID, team_ids: Iterable[int]) -> int | None:
    """Return for which team a worker meets somebody: one that cares for them, else knows them."""
    own = teams_that_know(person_id, worker.team_ids & frozenset(team_ids))
    if len(own) < 2:
        return own[0] if own else None
    in_care = episodes_for(worker).filter(person_id=person_id, team_id__in=own)
    return in_care.values_list("team_id", flat=True).order_by("team_id").first() or own[0]


def visits_for(worker: Worker) -> PlannedVisitQuerySet:
    """Return the planned visits to people whom this worker's teams know, earliest first.

    Each knows whether a contact was written about it (`is_written_up`).
    """
    written = Contact.objects.filter(visit=OuterRef("pk"), corrected_by=None)
    return (
        PlannedVisit.objects.filter(person__in=people_known_to(worker.team_ids))
        .select_related("person", "team__service", "worker", "second_worker", "partner")
        .annotate(is_written_up=Exists(written))
        .order_by("planned_for", "pk")
    )


def visit_for(worker: Worker, visit_id: UUID) -> PlannedVisit | None:
    """Return one planned visit that this worker may see, or None."""
    return visits_for(worker).filter(pk=visit_id).first()


def visits_of_person_for(worker: Worker, person_id: UUID) -> PlannedVisitQuerySet:
    """Return the visits planned to somebody, those called off included."""
    return visits_for(worker).filter(person_id=person_id)


def visits_of_day_for(
    worker: Worker, day: date, *, of: Worker | None = None
) -> PlannedVisitQuerySet:
    """Return the visits that a worker makes on a day, alone or as the second: the asker's own."""
    who = of or worker
    return (
        visits_for(worker)
        .standing()
        .between(start_of(day), end_of(day))
        .filter(Q(worker=who) | Q(second_worker=who))
    )


def visits_of_team_for(worker: Worker, team_id: int, day: date) -> PlannedVisitQuerySet:
    """Return the visits that a team makes on a day."""
    own = worker.team_ids & {team_id}
    return visits_for(worker).standing().filter(team_id__in=own).between(start_of(day), end_of(day))


def visits_in_the_way(
    worker_ids: Iterable[UUID], *, start: datetime, minutes: int, but: UUID | None = None
) -> list[PlannedVisit]:
    """Return the other visits that some workers make at the same time."""
    ids, end = list(worker_ids), start + timedelta(minutes=minutes)
    nearby = (
        PlannedVisit.objects.standing()
        .filter(Q(worker__in=ids) | Q(second_worker__in=ids))
        .between(start - timedelta(days=1), end)
        .select_related("person", "worker")
        .order_by("planned_for")
    )
    ends = ((visit, visit.planned_for + timedelta(minutes=visit.minutes)) for visit in nearby)
    return [visit for visit, ends_at in ends if ends_at > start and visit.pk != but]


def open_steps_for(worker: Worker, *, team_ids: Iterable[int] = ()) -> LadderStepQuerySet:
    """Return every step still to be done in this worker's teams, the longest overdue first."""
    wanted = worker.team_ids & frozenset(team_ids) if team_ids else worker.team_ids
    return (
        LadderStep.objects.open()
        .filter(
            team_id__in=wanted,
            person__in=people_known_to(worker.team_ids),
            person__died_on=None,
        )
        .select_related("person", "owner", "team", "missed")
        .order_by("due_at", "pk")
    )


def step_for(worker: Worker, step_id: UUID) -> LadderStep | None:
    """Return one step that this worker may see, or None."""
    return (
        LadderStep.objects.filter(pk=step_id, person__in=people_known_to(worker.team_ids))
        .select_related("person", "owner", "done_by", "team__service", "missed__worker")
        .first()
    )


@dataclass(frozen=True)
class Climb:
    """What happened since somebody was last seen, and what is done about it."""

    last_seen: Contact | None
    missed: list[Contact]
    steps: list[LadderStep]

    @property
    def open(self) -> list[LadderStep]:
        """The steps still to be done, the next one first."""
        return [step for step in self.steps if not step.done_at and not step.settled_by_id]

    @property
    def next(self) -> LadderStep | None:
        """The step that is next."""
        return self.open[0] if self.open else None

    @property
    def done(self) -> list[LadderStep]:
        """The steps done, the newest first."""
        done = [step for step in self.steps if step.done_at]
        return sorted(done, key=lambda step: step.done_at or step.due_at, reverse=True)


def climb_for(worker: Worker, person_id: UUID) -> Climb:
    """Return a person's ladder since they were last seen."""
    last_seen = last_seen_for(worker, person_id)
    missed = contacts_for(worker, person_id).standing().filter(outcome__in=MISSED)
    steps: QuerySet[LadderStep] = (
        LadderStep.objects.filter(person_id=person_id, person__in=people_known_to(worker.team_ids))
        .select_related("person", "owner", "done_by", "missed", "settled_by", "team__service")
        .order_by("due_at", "pk")
    )
    if last_seen:
        missed = missed.filter(began_at__gt=last_seen.began_at)
        steps = steps.filter(missed__began_at__gt=last_seen.began_at)
    return Climb(last_seen, list(missed), list(steps))


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
