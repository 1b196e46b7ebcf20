"""Finding planned visits."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef

from alongside.access.queries import people_known_to
from alongside.contacts.models import Contact, PlannedVisit, PlannedVisitQuerySet
from alongside.kernel.period import end_of, start_of
from alongside.staff.models import Worker

_WRITTEN = Contact.objects.standing().filter(visit=OuterRef("pk"))


def visits_for(worker: Worker) -> PlannedVisitQuerySet:
    """Return the planned visits to people whom this worker's teams know, earliest first.

    Each knows whether a contact was written about it (`is_written_up`).
    """
    return (
        PlannedVisit.objects.filter(person__in=people_known_to(worker.team_ids))
        .select_related("person", "worker", "second_worker", "partner")
        .annotate(is_written_up=Exists(_WRITTEN))
        .order_by("planned_for", "pk")
    )


def visit_for(worker: Worker, visit_id: UUID) -> PlannedVisit | None:
    """Return one planned visit that this worker may see, or None."""
    return visits_for(worker).filter(pk=visit_id).first()


def visits_of_person_for(worker: Worker, person_id: UUID) -> PlannedVisitQuerySet:
    """Return the visits planned to somebody, those called off included."""
    return visits_for(worker).filter(person_id=person_id)


def unwritten_visits_for(worker: Worker, person_id: UUID, day: date) -> PlannedVisitQuerySet:
    """Return the visits to somebody on a day about which no contact was written yet."""
    planned = visits_of_person_for(worker, person_id).standing()
    return planned.between(start_of(day), end_of(day)).exclude(Exists(_WRITTEN))


def visits_of_team_for(worker: Worker, team_id: int, day: date) -> PlannedVisitQuerySet:
    """Return the visits that a team makes on a day."""
    own = worker.team_ids & {team_id}
    return visits_for(worker).standing().filter(team_id__in=own).between(start_of(day), end_of(day))
