"""Pages of a privacy officer: what was read that nothing explains, and what was found about it."""

from __future__ import annotations

from datetime import date
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from alongside.access.actions import review_read
from alongside.access.deciding import Action, Finding
from alongside.kernel.period import day_of
from alongside.kernel.rules import Refused
from alongside.policy.reads import EXPLANATIONS
from alongside.privacy.queries import MOST, Read, read_for, unexplained_for
from alongside.sharing.forms import ReviewReason
from alongside.staff.models import Worker
from alongside.staff.signed_in import or_404, with_worker

EARLIEST, LATEST = date(2000, 1, 1), date(2999, 12, 31)  # with days to spare on either side


@with_worker
@require_safe
def unexplained(request: HttpRequest, worker: Worker) -> HttpResponse:
    """Show what nothing explains of the last four weeks, until now."""
    return _shown(request, worker, until=day_of(timezone.now()))


@with_worker
@require_safe
def unexplained_until(request: HttpRequest, worker: Worker, on: str) -> HttpResponse:
    """Show the same of the four weeks until an earlier day."""
    return _shown(request, worker, until=_day(on))


def _shown(request: HttpRequest, worker: Worker, *, until: date) -> HttpResponse:
    _reviews(worker)
    shown = {
        "found": unexplained_for(worker, until=until),
        "most": MOST,
        "explanations": EXPLANATIONS,
        "is_now": until == day_of(timezone.now()),
    }
    return render(request, "privacy/unexplained.jinja", shown)


@with_worker
@require_http_methods(["GET", "POST"])
def read(request: HttpRequest, worker: Worker, on: str, opening_id: UUID) -> HttpResponse:
    """Show one of them with all that was found about it, and ask what explains it."""
    _reviews(worker)
    found = or_404(read_for, worker, _day(on), opening_id)
    form = ReviewReason(request.POST or None)
    if form.is_valid():
        try:
            review_read(
                opening_id, read_by=found.worker_id, **form.found, by=worker, at=timezone.now()
            )
        except Refused as refusal:
            form.add_error(refusal.about or "finding", str(refusal))
        else:
            messages.success(request, f"What you found about what {found.who} opened is kept")
            if form.found["finding"] is Finding.UNEXPLAINED:
                return redirect(_to_report(found))
            return redirect("privacy:unexplained")
    shown = {"read": found, "form": form, "explanations": EXPLANATIONS}
    return render(request, "privacy/read.jinja", shown)


def _to_report(found: Read) -> str:
    told = {"about": found.of_what.capitalize(), "on": found.on_day.isoformat()}
    return f"{reverse('sharing:report-breach')}?{urlencode(told)}"


def _reviews(worker: Worker) -> None:
    if not worker.may(Action.REVIEW_REASONS):
        raise Http404


def _day(on: str) -> date:
    try:
        day = date.fromisoformat(on)
    except ValueError:
        raise Http404 from None
    if not EARLIEST <= day <= LATEST:
        raise Http404
    return day
