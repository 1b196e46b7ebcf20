"""What these pages find first, and what they say last."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from alongside.access import actions as access
from alongside.access.deciding import Action
from alongside.caseload import queries
from alongside.caseload.models import Episode
from alongside.drafts import actions as drafts
from alongside.drafts.models import Draft
from alongside.drafts.queries import draft_for
from alongside.kernel.rules import Refused
from alongside.nhsuk.forms import Form
from alongside.people.models import Person
from alongside.people.queries import person_for
from alongside.staff.models import Worker
from alongside.staff.signed_in import account_of, or_404


def today() -> date:
    """Return the day that it is in London."""
    return timezone.localdate()


def opened(request: HttpRequest, worker: Worker, person_id: UUID) -> Person:
    """Return somebody whom this worker may see, and write down that they were looked at."""
    person = or_404(person_for, worker, person_id)
    access.log_opening([person.pk], page=request.path, by=worker, at=timezone.now())
    return person


class LeftMeanwhile(Exception):
    """Somebody left the care of the team that could have done something here."""


OfPerson = Callable[[HttpRequest, Worker, UUID], HttpResponse]


def or_care_page(view: OfPerson) -> OfPerson:
    """Tell whoever comes too late for a page of somebody's care that they have left."""

    @wraps(view)
    def run(request: HttpRequest, worker: Worker, person_id: UUID) -> HttpResponse:
        try:
            return view(request, worker, person_id)
        except LeftMeanwhile:
            return already(request, "They are not in our care any more", "caseload:care", person_id)

    return run


def in_our_care(worker: Worker, person_id: UUID, action: Action) -> Episode:
    """Return the episode in which this worker may do something, or the page that says nothing."""
    teams = worker.actor.teams_where(action)
    episode = queries.episode_of_for(worker, person_id, team_ids=teams)
    if episode is not None:
        return episode
    left = queries.past_discharges_for(worker, person_id)
    if any(each.episode.team_id in teams for each in left):
        raise LeftMeanwhile
    raise Http404


def already(request: HttpRequest, says: str, page: str, *args: Any) -> HttpResponse:
    """Say that a colleague was faster: whoever only looks goes to the page that shows it."""
    if request.method == "POST":
        raise Refused(says)
    messages.info(request, says)
    return redirect(page, *args)


def kept(request: HttpRequest) -> Draft | None:
    """Return what was typed on this page before and not sent."""
    return draft_for(account_of(request), request.path)


def ask(request: HttpRequest, person: Person, form: Form, title: str, **more: Any) -> HttpResponse:
    """Show a page that asks one thing about a person."""
    shown = {"person": person, "form": form, "title": title, "says": ""} | more
    return render(request, "caseload/ask.jinja", shown)


def done(request: HttpRequest, says: str, page: str, *args: Any) -> HttpResponse:
    """Say what was done, forget the draft of it, and go to a page."""
    drafts.forget(request.path, by=account_of(request), at=timezone.now())
    messages.success(request, says)
    return redirect(page, *args)
