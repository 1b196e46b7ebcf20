"""What every page about one person asks first: whether the worker knows them."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone

from alongside.access.actions import log_opening
from alongside.access.deciding import Action
from alongside.people.models import Person
from alongside.people.queries import known_through_for, person_for
from alongside.staff.models import Worker
from alongside.staff.signed_in import or_404


def opened(request: HttpRequest, worker: Worker, person_id: UUID) -> Person:
    """Return whom a page is about, with the opening logged, or the page that says nothing."""
    person = or_404(person_for, worker, person_id)
    log_opening([person.pk], page=request.path, by=worker, at=timezone.now())
    return person


def allowed(worker: Worker, person: Person) -> frozenset[Action]:
    """Return what a worker may do in any of the teams that know somebody."""
    teams = known_through_for(worker, person.pk)
    return frozenset(
        action for action in Action if any(worker.may(action, team_id=team) for team in teams)
    )
