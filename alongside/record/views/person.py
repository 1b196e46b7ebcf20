"""One person on one page: what matters first, then everything that happened."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from alongside.access.chronology import Part, Sieve
from alongside.kernel.period import day_of, months_after
from alongside.record import forms
from alongside.record.chronology import by_day, moments_for
from alongside.record.page import page_for
from alongside.record.views.opening import allowed, opened
from alongside.staff.models import Worker
from alongside.staff.signed_in import with_worker

A_PAGE = 30
ON_PAPER = 3_000  # moments: some 150 pages
MONTHS_ON_PAPER = 6


@with_worker
@require_safe
def person(request: HttpRequest, worker: Worker, person_id: UUID) -> HttpResponse:
    """Show somebody on one page, what matters first."""
    found, now = opened(request, worker, person_id), timezone.now()
    part, before = _part(request), request.GET.get("before", "")
    # One more than is shown, to know whether there are earlier ones.
    sieve = Sieve(part=part, before=before, most=A_PAGE + 1)
    moments = moments_for(worker, found.pk, sieve, now=now)
    shown = {
        "page": page_for(worker, found, at=now),
        "person": found,
        "today": day_of(now),
        "may": allowed(worker, found),
        "days": by_day(moments[:A_PAGE]),
        "earlier": moments[A_PAGE - 1].mark if len(moments) > A_PAGE else "",
        "part": part,
        "parts": list(Part),
        "is_first": not before,
    }
    return render(request, "record/person.jinja", shown)


def _part(request: HttpRequest) -> Part | None:
    asked = request.GET.get("part", "")
    return Part(asked) if asked in set(Part) else None


@with_worker
@require_safe
def on_paper(request: HttpRequest, worker: Worker, person_id: UUID) -> HttpResponse:
    """Show the whole page with everything that happened in a period, to print."""
    found, now = opened(request, worker, person_id), timezone.now()
    today = day_of(now)
    period = {"first": months_after(today, -MONTHS_ON_PAPER), "last": today}
    form = forms.Period(request.GET if "first_day" in request.GET else None, initial=period)
    if form.is_valid():
        period = form.cleaned_data
    first, last = period["first"], period["last"]
    sieve = Sieve(first=first, last=last, most=ON_PAPER + 1, longest=100_000)
    moments = moments_for(worker, found.pk, sieve, now=now)
    shown = {
        "page": page_for(worker, found, at=now),
        "person": found,
        "today": today,
        "days": by_day(moments[:ON_PAPER]),
        "is_cut": len(moments) > ON_PAPER,
        "form": form,
        "period": period,
        "may": frozenset(),  # paper has no links
        "printed_by": worker,
        "printed_at": now,
    }
    return render(request, "record/on_paper.jinja", shown)
