"""Pages about one person, and the search that finds them."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from alongside.access.actions import log_opening
from alongside.access.deciding import Action
from alongside.kernel.period import day_of
from alongside.partners.models import Agency
from alongside.partners.queries import gp_practices_for
from alongside.people.actions import Overtaken, tell
from alongside.people.models import Person
from alongside.people.queries import known_through_for, person_for
from alongside.people.searching import MOST, people_found_for
from alongside.people.told import SECTIONS, facts_of, mark_of, one_line
from alongside.record import forms, listing
from alongside.record.page import page_for
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
    }
    return render(request, "record/people.jinja", shown)


def _opened(request: HttpRequest, worker: Worker, person_id: UUID) -> Person:
    """Return whom a page is about, with the opening logged, or the page that says nothing."""
    person = or_404(person_for, worker, person_id)
    log_opening([person.pk], page=request.path, by=worker, at=timezone.now())
    return person


@with_worker
@require_safe
def person(request: HttpRequest, worker: Worker, person_id: UUID) -> HttpResponse:
    """Show somebody on one page, what matters first."""
    found, now = _opened(request, worker, person_id), timezone.now()
    shown = {
        "page": page_for(worker, found, at=now),
        "person": found,
        "today": day_of(now),
        "may": _allowed(worker, found),
    }
    return render(request, "record/person.jinja", shown)


def _allowed(worker: Worker, person: Person) -> frozenset[Action]:
    """Return what a worker may do in any of the teams that know somebody."""
    teams = known_through_for(worker, person.pk)
    return frozenset(
        action for action in Action if any(worker.may(action, team_id=team) for team in teams)
    )


@with_worker
@require_http_methods(["GET", "POST"])
def practice(request: HttpRequest, worker: Worker, person_id: UUID) -> HttpResponse:
    """Ask with which GP practice somebody is registered."""
    found, now = _opened(request, worker, person_id), timezone.now()
    section, typed = SECTIONS["gp"], one_line(request.GET.get("q", ""))
    practices = _practices(worker, found, typed)
    form = forms.Practice(
        request.POST or None,
        practices=practices,
        initial={
            "practice": found.gp_practice_id or "",
            "seen": mark_of(facts_of(found, section)),
        },
    )
    if form.is_valid():
        try:
            tell(
                found,
                section,
                told={"gp_practice_id": form.chosen()},
                source=form.cleaned_data["source"],
                seen=form.cleaned_data["seen"],
                by=worker,
                at=now,
            )
        except Overtaken as overtaken:
            form.add_error("practice", f"{overtaken}: open the page again")
        else:
            messages.success(request, "The GP practice is kept")
            return redirect("people:identity", found.pk)
    shown = {
        "person": found,
        "form": form,
        "typed": typed,
        "found": practices,
        "today": day_of(now),
    }
    return render(request, "record/practice.jinja", shown)


def _practices(worker: Worker, person: Person, typed: str) -> list[Agency]:
    """Return the practices to choose from: those that fit what was typed, and the one now."""
    found = list(gp_practices_for(worker, typed)[:MOST])
    now = person.gp_practice
    return found if now is None or now in found else [*found, now]
