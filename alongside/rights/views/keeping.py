"""Pages of how long a record is kept: of one person, and of those whose time is over."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from alongside.access.actions import log_opening
from alongside.access.deciding import Action
from alongside.drafts.actions import forget
from alongside.drafts.queries import draft_for
from alongside.kernel.period import day_of
from alongside.kernel.rules import Refused
from alongside.rights import forms
from alongside.rights.actions import holding as actions
from alongside.rights.queries import keeping as queries
from alongside.rights.views.opening import about
from alongside.staff.models import Worker
from alongside.staff.signed_in import account_of, or_404, with_worker


@with_worker
@require_http_methods(["GET", "POST"])
def kept(request: HttpRequest, worker: Worker, person_id: UUID) -> HttpResponse:
    """Show until when a record is kept and why, and ask who keeps records why it is held."""
    whom, account = about(request, worker, person_id), account_of(request)
    may_hold = queries.may_keep_for(worker, person_id)
    form = forms.HoldRecord(request.POST or None, kept=draft_for(account, request.path))
    if may_hold and form.is_valid():
        actions.hold_record(whom.person, **form.cleaned_data, by=worker, at=whom.now)
        forget(request.path, by=account, at=whom.now)
        messages.success(request, "The record is held until that is ended")
        return redirect("rights:kept", person_id)
    found = or_404(
        lambda: queries.keeping_for(worker, person_id, nation=whom.nation, today=whom.today)
    )
    holds = queries.holds_for(worker, person_id)
    shown = {"keeping": found, "holds": holds, "may_hold": may_hold, "form": form}
    return render(request, "rights/kept.jinja", whom.shown | shown)


@with_worker
@require_http_methods(["GET", "POST"])
def end(request: HttpRequest, worker: Worker, person_id: UUID, hold_id: UUID) -> HttpResponse:
    """Ask why a hold is ended."""
    whom, account = about(request, worker, person_id), account_of(request)
    found = or_404(queries.hold_for, worker, person_id, hold_id)
    if not queries.may_keep_for(worker, person_id):
        raise Http404
    form = forms.EndHold(request.POST or None, kept=draft_for(account, request.path))
    if form.is_valid():
        try:
            actions.end_hold(found, **form.cleaned_data, by=worker, at=whom.now)
        except Refused as refusal:
            form.add_error("because", str(refusal))
        else:
            forget(request.path, by=account, at=whom.now)
            messages.success(request, "The hold is ended")
            return redirect("rights:kept", person_id)
    return render(request, "rights/end_hold.jinja", whom.shown | {"hold": found, "form": form})


@with_worker
@require_safe
def time_over(request: HttpRequest, worker: Worker) -> HttpResponse:
    """Show the records whose time is over. Nothing here destroys any: people decide elsewhere."""
    if not worker.may(Action.KEEP_RECORDS):
        raise Http404
    now = timezone.now()
    found = queries.times_over_for(worker, today=day_of(now))
    log_opening([each.person_id for each in found], page=request.path, by=worker, at=now)
    return render(request, "rights/time_over.jinja", {"found": found})
