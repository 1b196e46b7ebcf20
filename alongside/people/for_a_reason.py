"""What asks for a reason inside the team: asked for, decided, logged, and only then shown."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Model
from django.http import HttpRequest
from django.utils import timezone

from alongside.access.actions import log_opening
from alongside.access.cipher import Unreadable
from alongside.access.deciding import Kind, Verdict
from alongside.people import forms, queries
from alongside.people.models import Person
from alongside.staff.models import Worker
from alongside.staff.signed_in import or_404

LOST = "This does not open any more. It is kept: tell whoever runs the program, and ask again"
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Asked:
    """The form that asks for a reason, whether this worker may give one, and whether it opened."""

    form: forms.WhyNeeded
    may: bool
    is_open: bool


def opened(request: HttpRequest, worker: Worker, person_id: UUID) -> Person:
    """Return whom a page is about, with the opening logged, or the page that says nothing."""
    person = or_404(queries.person_for, worker, person_id)
    log_opening([person.pk], page=request.path, by=worker, at=timezone.now())
    return person


def ask_why(request: HttpRequest, worker: Worker, person: Person, kind: Kind) -> Asked:
    """Ask why one kind of information is needed; a reason that opens is logged before anything."""
    now = timezone.now()
    may = queries.verdict_for(worker, person.pk, kind, at=now) is not Verdict.DENY
    form = forms.WhyNeeded(request.POST or None)
    if not may or not form.is_valid():
        return Asked(form, may, is_open=False)
    why = form.why(kind)
    verdict = queries.verdict_for(worker, person.pk, kind, at=now, purpose=why.purpose)
    is_open = verdict is Verdict.ALLOW
    if is_open:
        log_opening([person.pk], page=request.path, by=worker, at=now, why=why)
    return Asked(form, may, is_open)


def in_clear(row: Model, name: str) -> str:
    """Return an enciphered text of a row, or what to do when no key of this service opens it.

    The page must still open: what else stands on it may be needed at a door.
    """
    try:
        return str(getattr(row, name))
    except Unreadable as unreadable:
        _log.error("%s", unreadable)  # names the row, and nothing of what it says
        return LOST
