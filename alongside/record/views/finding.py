"""The search, and the lists of people."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from alongside.access.actions import log_opening
from alongside.access.deciding import Action
from alongside.kernel.period import day_of
from alongside.people.searching import MOST, people_found_for
from alongside.record import listing
from alongside.staff.models import Worker
from alongside.staff.signed_in import or_404, with_worker

A_PAGE = 50


@with_worker
@require_safe
def people(request: HttpRequest, worker: Worker) -> HttpResponse:
    """Show the people whom somebody searched for, or those of the worker's teams."""
    or_404(lambda: worker.team_ids or None)
    typed = request.GET.get("q", "").strip()
    return _found(request, worker, typed) if typed else _listed(request, worker)


def _found(request: HttpRequest, worker: Worker, typed: str) -> HttpResponse:
    now = timezone.now()
    found, wanted = people_found_for(worker, typed, today=day_of(now))
    rows = listing.rows_for(worker, found, now=now)
    log_opening([row.person.pk for row in rows], page="search", by=worker, at=now)
    shown = {
        "typed": typed,
        "wanted": wanted,
        "rows": rows,
        "today": day_of(now),
        "more": len(rows) == MOST,
        "may_open": worker.may(Action.OPEN_IN_EMERGENCY),
        "may_record": _may_record(worker),
    }
    return render(request, "record/found.jinja", shown)


def _listed(request: HttpRequest, worker: Worker) -> HttpResponse:
    now = timezone.now()
    asked = request.GET.get("which", "")
    which = listing.Which(asked) if asked in set(listing.Which) else listing.Which.IN_CARE
    page = Paginator(listing.listed_for(worker, which), A_PAGE).get_page(request.GET.get("page"))
    rows = listing.rows_for(worker, list(page), now=now)
    log_opening([row.person.pk for row in rows], page="people", by=worker, at=now)
    shown = {
        "rows": rows,
        "page": page,
        "which": which,
        "choices": listing.WHICH,
        "today": day_of(now),
        "may_record": _may_record(worker),
    }
    return render(request, "record/people.jinja", shown)


def _may_record(worker: Worker) -> bool:
    """Whether a worker records contacts for every team whose people the list shows."""
    return worker.team_ids <= worker.actor.teams_where(Action.RECORD_CONTACTS)
