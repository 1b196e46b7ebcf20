"""Which reviews are due, and when somebody's is planned."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from alongside.access.actions import log_opening
from alongside.careplans import actions
from alongside.careplans import queries as careplans
from alongside.careplans.models import Review
from alongside.caseload.models import Episode
from alongside.drafts import actions as drafts
from alongside.drafts.queries import draft_for
from alongside.kernel.period import day_of
from alongside.record.reviewing import forms, queries
from alongside.record.reviewing.views.asking import (
    MAY_HOLD,
    MAY_PLAN,
    about,
    in_care,
    in_care_or_404,
    opened,
)
from alongside.staff.models import Worker
from alongside.staff.signed_in import with_worker


@with_worker
@require_safe
def coming(request: HttpRequest, worker: Worker) -> HttpResponse:
    """Show the reviews of one's teams that are overdue, or due in the next weeks."""
    if not worker.team_ids:
        raise Http404
    now = timezone.now()
    due = queries.reviews_due_for(worker, at=now)
    if "mine" in request.GET:
        due = [each for each in due if each.found.somebody.coordinator_id == worker.pk]
    people = [each.found.somebody.person_id for each in due]
    log_opening(people, page=request.path, by=worker, at=now)
    shown = {"due": due, "mine": "mine" in request.GET, "weeks": queries.AHEAD.days // 7}
    return render(request, "record/reviewing/coming.jinja", shown | {"today": day_of(now)})


@with_worker
@require_safe
def of_person(request: HttpRequest, worker: Worker, person_id: UUID) -> HttpResponse:
    """Show when somebody's care is reviewed next, and all earlier reviews."""
    person = opened(request, worker, person_id)
    episode = in_care(worker, person, MAY_PLAN)
    reviews = list(careplans.reviews_for(worker, person_id))
    now = timezone.now()
    shown = {
        "planned": next((each for each in reviews if each.held_on is None), None),
        "held": [each for each in reviews if each.held_on],
        "due": queries.review_due_for(worker, episode, at=now) if episode else None,
        "may_hold": in_care(worker, person, MAY_HOLD) is not None,
    }
    return render(request, "record/reviewing/list.jinja", about(worker, person, episode) | shown)


@with_worker
@require_http_methods(["GET", "POST"])
def appoint(request: HttpRequest, worker: Worker, person_id: UUID) -> HttpResponse:
    """Ask for when the next review is planned, or to when it is moved."""
    person = opened(request, worker, person_id)
    episode = in_care_or_404(worker, person, MAY_PLAN)
    planned = careplans.planned_review_for(worker, episode)
    now = timezone.now()
    due = queries.review_due_for(worker, episode, at=now)
    form = forms.AppointmentForm(
        request.POST or None,
        today=day_of(now),
        due_on=due.standing.due_on if due else None,
        planned_for=planned.planned_for if planned else None,
        initial=_appointment(planned, due.standing.due_on if due else None),
        kept=draft_for(worker.account_id, request.path),
    )
    if form.is_valid():
        kept = _appointed(worker, episode, planned, form)
        drafts.forget(request.path, by=worker.account_id, at=timezone.now())
        messages.success(request, "The review is planned. Now invite whoever is to be there")
        return redirect("reviewing:review", person_id, kept.pk)
    shown = {"form": form, "planned": planned, "due": due}
    return render(request, "record/reviewing/appoint.jinja", about(worker, person, episode) | shown)


def _appointment(planned: Review | None, due_on: date | None) -> dict[str, Any]:
    if planned is None:
        return {"on": due_on}
    return {"on": planned.planned_for, "begins_at": planned.begins_at, "place": planned.place}


def _appointed(
    worker: Worker, episode: Episode, planned: Review | None, form: forms.AppointmentForm
) -> Review:
    now, to = timezone.now(), form.appointment
    because = form.cleaned_data["because"]
    if planned and planned.planned_for != to.on:
        return actions.put_off(planned, to=to, because=because, by=worker, at=now)
    because = because or (planned.put_off_because if planned else "")
    return actions.plan_review(episode, planned_for=to, because=because, by=worker, at=now)
