"""Pages of a privacy officer: why what is kept apart was opened, and what explains it."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from alongside.access import actions
from alongside.access.deciding import Action
from alongside.kernel.rules import Refused
from alongside.sharing import forms
from alongside.sharing.reasons import MOST, looked_at_in, reason_for, reasons_for
from alongside.staff.models import Worker
from alongside.staff.signed_in import or_404, with_worker


@with_worker
@require_safe
def reasons(request: HttpRequest, worker: Worker) -> HttpResponse:
    """Show the reasons that were given lately, those that wait for a review first."""
    if not worker.may(Action.REVIEW_REASONS):
        raise Http404
    found = reasons_for(worker)
    waiting = [each for each in found if each.waits]
    done = [each for each in found if not each.waits]
    shown = {"waiting": waiting[::-1], "done": done, "most": MOST, "is_cut": len(found) == MOST}
    return render(request, "sharing/reasons.jinja", shown)


@with_worker
@require_http_methods(["GET", "POST"])
def reason(request: HttpRequest, worker: Worker, opening_id: UUID) -> HttpResponse:
    """Show one reason with all that was found about it, and ask what explains it."""
    found = or_404(reason_for, worker, opening_id)
    form = forms.ReviewReason(request.POST or None)
    if form.is_valid():
        try:
            actions.review_reason(found.opening, **form.found, by=worker, at=timezone.now())
        except Refused as refusal:
            form.add_error(refusal.about or "finding", str(refusal))
        else:
            messages.success(request, f"What you found about the reason of {found.who} is kept")
            return redirect("sharing:reasons")
    emergency, now = found.emergency, timezone.now()
    shown = {
        "reason": found,
        "form": form,
        "pages": looked_at_in(emergency) if emergency else [],
        "is_open": bool(emergency and emergency.is_open(now)),
    }
    return render(request, "sharing/reason.jinja", shown)
