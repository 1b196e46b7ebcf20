"""Finding people."""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet

from alongside.access.queries import people_known_to
from alongside.people.models import Person, Wish
from alongside.staff.models import Worker


def people_for(worker: Worker) -> QuerySet[Person]:
    """Return everybody whom this worker's teams know."""
    return Person.objects.filter(pk__in=people_known_to(worker.team_ids))


def person_for(worker: Worker, person_id: UUID) -> Person | None:
    """Return somebody whom this worker's teams know, or None."""
    return people_for(worker).filter(pk=person_id).first()


def person_by_nhs_number_for(worker: Worker, nhs_number: str) -> Person | None:
    """Return the one person whom this worker's teams know by an NHS number, or None."""
    found = list(people_for(worker).filter(nhs_number=nhs_number)[:2])
    return found[0] if len(found) == 1 else None


def wishes_for(worker: Worker, person_id: UUID) -> dict[str, Wish]:
    """Return what somebody last answered to each question about wishes that they were asked."""
    asked = Wish.objects.filter(person_id=person_id, person__in=people_known_to(worker.team_ids))
    newest_last = asked.select_related("asked_by").order_by("asked_at", "pk")
    return {wish.about: wish for wish in newest_last}
