"""Saying that a worker knows somebody outside work, and that it is over."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from alongside.access.connections import connections_of, end_connection, say_they_know
from alongside.access.deciding import Action
from alongside.kernel.period import day_of
from alongside.kernel.rules import Refused
from alongside.people.models import Person
from alongside.people.queries import known_through_for
from alongside.record import forms
from alongside.record.connected import connected_for, may_end_for
from alongside.record.views.opening import allowed, opened
from alongside.staff.models import Worker
from alongside.staff.queries import colleagues_for
from alongside.staff.signed_in import or_404, with_worker


@with_worker
@require_http_methods(["GET", "POST"])
def connections(request: HttpRequest, worker: Worker, person_id: UUID) -> HttpResponse:
    """Show who knows somebody outside work, and ask who else does."""
    person, now = opened(request, worker, person_id), timezone.now()
    form = forms.KnownOutsideWork(
        request.POST or None, oneself=worker, colleagues=_colleagues(worker, person)
    )
    if form.is_valid():
        told = form.cleaned_data
        try:
            say_they_know(person.pk, worker_id=told["who"], how=told["how"], by=worker, at=now)
        except Refused as refusal:
            form.add_error("who", str(refusal))
        else:
            return _said(request, worker, person, told["who"])
    shown = {
        "person": person,
        "today": day_of(now),
        "connected": connected_for(worker, person.pk, at=now),
        "may_end": may_end_for(worker, person.pk),
        "worker": worker,
        "form": form,
    }
    return render(request, "record/connections.jinja", shown)


def _colleagues(worker: Worker, person: Person) -> list[Worker]:
    """Return of whom this worker may say it beside themself: whoever works with the person."""
    if Action.KEEP_CONNECTIONS not in allowed(worker, person):
        return []
    circles = known_through_for(worker, person.pk)
    today = day_of(timezone.now())
    return [each for each in colleagues_for(worker, on=today, team_ids=circles) if each != worker]


def _said(request: HttpRequest, worker: Worker, person: Person, who: UUID) -> HttpResponse:
    if who != worker.pk:
        messages.success(request, "The record is closed to them from now on")
        return redirect("record:connections", person.pk)
    messages.success(
        request,
        "The record is closed to you from now on. Tell the manager of your team today,"
        " so that your visits and what you promised go to a colleague.",
    )
    return redirect("record:people")


@with_worker
@require_http_methods(["GET", "POST"])
def end(request: HttpRequest, worker: Worker, person_id: UUID, connection_id: UUID) -> HttpResponse:
    """Ask why a record may be opened again to somebody who was shut out."""
    person, now = opened(request, worker, person_id), timezone.now()
    found = or_404(connections_of(person.pk).filter(pk=connection_id, ended_at=None).first)
    if not may_end_for(worker, person.pk):
        raise Http404
    form = forms.ConnectionOver(request.POST or None)
    if form.is_valid():
        end_connection(found, because=form.cleaned_data["because"], by=worker, at=now)
        messages.success(request, "The record is open to them again")
        return redirect("record:connections", person.pk)
    [one] = [each for each in connected_for(worker, person.pk, at=now) if each.connection == found]
    shown = {"person": person, "today": day_of(now), "one": one, "form": form}
    return render(request, "record/end_connection.jinja", shown)
