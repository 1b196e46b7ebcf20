"""The ladder after a missed contact: one person's, and every open step of the teams."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from alongside.access.actions import log_opening
from alongside.access.deciding import Action
from alongside.contacts import actions, forms, queries
from alongside.contacts.models import LadderStep
from alongside.contacts.views.asking import about, may_record, person_opened, today
from alongside.drafts import actions as drafts
from alongside.drafts.queries import draft_for
from alongside.kernel.rules import Refused
from alongside.policy.contacts import Outcome
from alongside.policy.ladder import SHIPPED, Step
from alongside.policy.values import Nation, in_force
from alongside.staff.models import Team, Worker
from alongside.staff.signed_in import or_404, with_worker

A_PAGE = 50


def said_at(rung: Step | None, team: Team) -> str:
    """Return the wording that stands beside a rung where the team works, if it has one."""
    if rung is None or not rung.shows:
        return ""
    return in_force(rung.shows, nation=Nation(team.service.nation), on=today()).text


@with_worker
@require_safe
def of_person(request: HttpRequest, worker: Worker, person_id: UUID) -> HttpResponse:
    """Show what happened since somebody was last seen, and what is done about it."""
    person = person_opened(request, worker, person_id)
    climb = queries.climb_for(worker, person.pk)
    now = timezone.now()
    at_once: list[tuple[str, str]] = []
    if climb.missed:
        newest = climb.missed[0]
        rungs = SHIPPED.at_any_time(Outcome(newest.outcome))
        at_once = [(rung.sentence, said_at(rung, newest.team)) for rung in rungs]
    return render(
        request,
        "contacts/ladder.jinja",
        {
            "person": person,
            "today": today(),
            "now": now,
            "climb": climb,
            "at_once": at_once,
            "may_record": may_record(worker, person.pk),
        },
    )


@with_worker
@require_safe
def open_steps(request: HttpRequest, worker: Worker) -> HttpResponse:
    """Show the next step for each person who is missed, or every step, or one's own."""
    if not worker.may(Action.SEE_PEOPLE):
        raise Http404
    whose, now = request.GET.get("whose", "next"), timezone.now()
    every = queries.open_steps_for(worker)
    shown = {"mine": every.filter(owner=worker), "every": every}
    steps = shown.get(whose, queries.next_steps_for(worker))
    page = Paginator(steps, A_PAGE).get_page(request.GET.get("page"))
    people = sorted({step.person_id for step in page})
    log_opening(people, page=request.path, by=worker, at=now)
    return render(
        request,
        "contacts/open_steps.jinja",
        {
            "page": page,
            "whose": whose if whose in shown else "next",
            "later": {} if whose in shown else queries.later_steps_for(worker, people),
            "records_in": worker.actor.teams_where(Action.RECORD_CONTACTS),
            "overdue": steps.filter(due_at__lt=now).count(),
            "now": now,
            "today": today(),
        },
    )


@with_worker
@require_http_methods(["GET", "POST"])
def done(request: HttpRequest, worker: Worker, step_id: UUID) -> HttpResponse:
    """Ask what came of a step, and mark it done."""
    step = or_404(queries.step_for, worker, step_id)
    about(request, worker, step.person_id)
    form = forms.DoneForm(request.POST or None, kept=draft_for(worker.account_id, request.path))
    if form.is_valid():
        try:
            came_of_it = form.cleaned_data["came_of_it"]
            actions.do_step(step, came_of_it=came_of_it, by=worker, at=timezone.now())
        except Refused as refusal:
            form.add_error("came_of_it", str(refusal))
        else:
            drafts.forget(request.path, by=worker.account_id, at=timezone.now())
            return _climbed(request, worker, step)
    return _step_page(request, step, form)


def _climbed(request: HttpRequest, worker: Worker, step: LadderStep) -> HttpResponse:
    following = queries.climb_for(worker, step.person_id).next
    what_next = f" Next: {following.sentence}" if following else ""
    messages.success(request, f"The step is done.{what_next}")
    return redirect("contacts:climb", step.person_id)


@with_worker
@require_http_methods(["GET", "POST"])
def hand(request: HttpRequest, worker: Worker, step_id: UUID) -> HttpResponse:
    """Ask to whom a step is handed, and hand it over."""
    step = or_404(queries.step_for, worker, step_id)
    asked = about(request, worker, step.person_id)
    form = forms.HandForm(request.POST or None, choices=asked.choices, initial={"to": step.owner})
    if form.is_valid():
        try:
            to = form.cleaned_data["to"]
            actions.hand_step(step, to=to, by=worker, at=timezone.now())
        except Refused as refusal:
            form.add_error("to", str(refusal))
        else:
            messages.success(request, f"The step now belongs to {to.name}")
            return redirect("contacts:climb", step.person_id)
    return _step_page(request, step, form)


def _step_page(
    request: HttpRequest, step: LadderStep, form: forms.DoneForm | forms.HandForm
) -> HttpResponse:
    return render(
        request,
        "contacts/step.jinja",
        {
            "step": step,
            "person": step.person,
            "form": form,
            "today": today(),
            "now": timezone.now(),
            "says": said_at(step.rung, step.team),
            "is_handing": isinstance(form, forms.HandForm),
            "is_open": step.done_at is None and step.settled_by_id is None,
        },
    )
