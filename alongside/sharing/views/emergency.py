"""Opening the record of somebody else in an emergency, and closing it again."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from alongside.access.deciding import Action
from alongside.access.emergencies import emergency_called, end_emergency, own_emergencies
from alongside.access.models import Emergency
from alongside.kernel.rules import Refused
from alongside.nhsuk.words import clock
from alongside.sharing import forms
from alongside.sharing.emergencies import already_known_for, break_glass
from alongside.staff.models import Worker
from alongside.staff.signed_in import freshly_signed_in, or_404, with_worker

SHOWN = 10


@with_worker
@freshly_signed_in  # a screen that somebody left open opens no record in their name
@require_http_methods(["GET", "POST"])
def emergency(request: HttpRequest, worker: Worker) -> HttpResponse:
    """Ask whom somebody needs and why; keep it, tell those who review it, and open the record."""
    if not worker.may(Action.OPEN_IN_EMERGENCY):
        raise Http404
    form = forms.OpenInEmergency(request.POST or None)
    if form.is_valid():
        known = already_known_for(worker, form.sought)
        if known:
            messages.info(request, "Your team knows them. Nothing had to be opened.")
            return redirect("record:person", known.pk)
        try:
            found = break_glass(
                form.sought,
                because=form.cleaned_data["because"],
                page=request.path,
                by=worker,
                at=timezone.now(),
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return _answer(request, found)
    now = timezone.now()
    asked = [(each, each.is_open(now)) for each in own_emergencies(worker.pk)[:SHOWN]]
    return render(request, "sharing/emergency.jinja", {"form": form, "asked": asked, "now": now})


def _answer(request: HttpRequest, found: Emergency) -> HttpResponse:
    told = "The privacy officer was told" if found.told_at else "It stands with the privacy officer"
    if found.person_id is None:
        messages.warning(
            request,
            f"Nobody was found by that, or it fits several, or you know them outside work. {told}:"
            f" {found.reference}.",
        )
        return redirect("sharing:emergency")
    messages.warning(request, f"Open to you until {clock(found.until)}. {told}: {found.reference}.")
    return redirect("record:person", found.person_id)


@with_worker
@require_POST
def close(request: HttpRequest, worker: Worker, reference: str) -> HttpResponse:
    """Close a record that one opened oneself, or whose opening one reviews, before its time."""
    found = or_404(emergency_called, reference)
    try:
        end_emergency(found, by=worker, at=timezone.now())
    except Refused as refusal:
        messages.info(request, str(refusal))
    else:
        messages.success(request, f"{reference} is closed")
    if found.worker_id == worker.pk:
        return redirect("sharing:emergency")
    return redirect("sharing:reason", found.opening_id)
