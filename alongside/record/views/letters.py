"""What was sent about somebody, exactly as it was sent."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from alongside.kernel.period import day_of
from alongside.record.giving.queries import begun_of_for, leaving_of_for
from alongside.record.sent import letter_for, letters_for
from alongside.record.views.opening import opened
from alongside.staff.models import Worker
from alongside.staff.signed_in import or_404, with_worker


@with_worker
@require_safe
def letters(request: HttpRequest, worker: Worker, person_id: UUID) -> HttpResponse:
    """Show what was sent about somebody, newest first."""
    person = opened(request, worker, person_id)
    shown = {
        "person": person,
        "may_welcome": begun_of_for(worker, person.pk) is not None,
        "may_leave": leaving_of_for(worker, person.pk) is not None,
        "letters": letters_for(worker, person.pk),
        "today": day_of(timezone.now()),
    }
    return render(request, "record/letters.jinja", shown)


@with_worker
@require_safe
def letter(request: HttpRequest, worker: Worker, person_id: UUID, sent_id: UUID) -> HttpResponse:
    """Give one paper as a PDF, every byte as it was sent."""
    person = opened(request, worker, person_id)
    sent = or_404(letter_for, worker, person.pk, sent_id)
    response = HttpResponse(bytes(sent.pdf), content_type="application/pdf")
    # The name of a file says nothing about the person: it may be left on a device.
    response["Content-Disposition"] = f'inline; filename="letter-{sent.given_on}.pdf"'
    response["X-Content-Type-Options"] = "nosniff"
    return response
