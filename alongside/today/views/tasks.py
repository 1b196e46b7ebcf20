"""Tasks and handovers: given, done, handed on."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from alongside.access.actions import log_opening
from alongside.access.deciding import Action
from alongside.caseload.queries import episode_of_for
from alongside.drafts import actions as drafts
from alongside.drafts.queries import draft_for
from alongside.kernel.rules import Refused
from alongside.nhsuk.addresses import back_to
from alongside.people.queries import person_for
from alongside.staff.models import Worker
from alongside.staff.signed_in import or_404, with_worker
from alongside.today import actions, forms, queries
from alongside.today.models import Task
from alongside.today.views.asking import (
    colleagues,
    in_our_care,
    team_that_meets,
    today,
)


@with_worker
@require_safe
def of_team(request: HttpRequest, worker: Worker, team_id: int) -> HttpResponse:
    """Show everything that is still to be done in a team, whoever owns it."""
    team = team_that_meets(worker, team_id)
    found = list(queries.undone_tasks_of_team_for(worker, team.pk))
    people = sorted({task.person_id for task in found if task.person_id})
    log_opening(people, page=request.path, by=worker, at=timezone.now())
    context = {"team": team, "tasks": found, "today": today()}
    return render(request, "today/tasks_of_team.jinja", context)


@with_worker
@require_http_methods(["GET", "POST"])
def new_of_team(request: HttpRequest, worker: Worker, team_id: int) -> HttpResponse:
    """Ask for a task that is about nobody in particular, and give it."""
    team = team_that_meets(worker, team_id)
    form = _task_form(request, worker, team.pk)
    if form.is_valid():
        task = actions.add_task(form.text(), team=team, person=None, by=worker, at=timezone.now())
        messages.success(request, f"{task.owner.name} has the task")
        return redirect(back_to(request, reverse("today:tasks-of-team", args=[team.pk])))
    return render(request, "today/new_task.jinja", {"form": form, "team": team, "person": None})


def _task_form(request: HttpRequest, worker: Worker, team_id: int) -> forms.TaskForm:
    return forms.TaskForm(
        request.POST or None,
        workers=colleagues(worker, team_id),
        today=today(),
        initial={"owner": worker, "due_on": today() + timedelta(days=1)},
    )


@with_worker
@require_safe
def of_person(request: HttpRequest, worker: Worker, person_id: UUID) -> HttpResponse:
    """Show the tasks about somebody, those done too, and what is handed over."""
    person = or_404(person_for, worker, person_id)
    now = timezone.now()
    log_opening([person.pk], page=request.path, by=worker, at=now)
    found = list(queries.tasks_of_person_for(worker, person.pk))
    handed = queries.handovers_of_people_for(worker, [person.pk], at=now)
    meets_in = worker.actor.teams_where(Action.RUN_MEETINGS)
    context = {
        "person": person,
        "undone": [task for task in found if not task.done_at],
        "done": [task for task in found if task.done_at],
        "handovers": handed.get(person.pk, []),
        "today": today(),
        "meets_in": meets_in,
        "may_give": episode_of_for(worker, person.pk, team_ids=meets_in) is not None,
    }
    return render(request, "today/tasks_of_person.jinja", context)


@with_worker
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, worker: Worker, person_id: UUID) -> HttpResponse:
    """Ask for a task about somebody, and give it."""
    episode = in_our_care(worker, person_id)
    person, team = episode.person, episode.team
    log_opening([person.pk], page=request.path, by=worker, at=timezone.now())
    form = _task_form(request, worker, team.pk)
    if form.is_valid():
        task = actions.add_task(form.text(), team=team, person=person, by=worker, at=timezone.now())
        messages.success(request, f"{task.owner.name} has the task")
        return redirect(back_to(request, reverse("today:tasks", args=[person.pk])))
    return render(request, "today/new_task.jinja", {"form": form, "team": team, "person": person})


@with_worker
@require_http_methods(["GET", "POST"])
def handover(request: HttpRequest, worker: Worker, person_id: UUID) -> HttpResponse:
    """Ask what the next ones need to know, and hand it over until it expires."""
    episode = in_our_care(worker, person_id)
    person, now = episode.person, timezone.now()
    log_opening([person.pk], page=request.path, by=worker, at=now)
    form = forms.HandoverForm(request.POST or None, kept=draft_for(worker.account_id, request.path))
    if form.is_valid():
        until = form.cleaned_data["until"].after(today())
        says = form.cleaned_data["says"]
        actions.hand_over(person, team=episode.team, says=says, until=until, by=worker, at=now)
        drafts.forget(request.path, by=worker.account_id, at=timezone.now())
        messages.success(request, "Handed over")
        return redirect(back_to(request, reverse("today:tasks", args=[person.pk])))
    return render(request, "today/handover.jinja", {"form": form, "person": person})


def _task(request: HttpRequest, worker: Worker, task_id: UUID) -> Task:
    """Return a task that this worker may change, and write down about whom it was opened."""
    task = or_404(queries.task_for, worker, task_id)
    if not worker.may(Action.RUN_MEETINGS, team_id=task.team_id):
        raise Http404
    if task.person_id:
        log_opening([task.person_id], page=request.path, by=worker, at=timezone.now())
    return task


@with_worker
@require_http_methods(["GET", "POST"])
def done(request: HttpRequest, worker: Worker, task_id: UUID) -> HttpResponse:
    """Show a task, ask what came of it, and mark it done."""
    task = _task(request, worker, task_id)
    kept = draft_for(worker.account_id, request.path)
    is_over = task.done_at and request.method == "GET"  # what was sent meanwhile is given back
    form = None if is_over else forms.DoneForm(request.POST or None, kept=kept)
    if form and form.is_valid():
        try:
            came_of_it = form.cleaned_data["came_of_it"]
            actions.do_task(task, came_of_it=came_of_it, by=worker, at=timezone.now())
        except Refused as refusal:
            form.add_error("came_of_it", str(refusal))
        else:
            drafts.forget(request.path, by=worker.account_id, at=timezone.now())
            messages.success(request, "The task is done")
            return redirect(back_to(request, reverse("today:my-day")))
    return render(request, "today/task.jinja", {"task": task, "form": form, "today": today()})


@with_worker
@require_http_methods(["GET", "POST"])
def hand(request: HttpRequest, worker: Worker, task_id: UUID) -> HttpResponse:
    """Ask whose a task is from now on and by when, and hand it on."""
    task = _task(request, worker, task_id)
    form = forms.HandForm(
        request.POST or None,
        workers=colleagues(worker, task.team_id),
        initial={"to": task.owner, "due_on": task.due_on},
    )
    if form.is_valid():
        try:
            actions.hand_task(task, **form.cleaned_data, by=worker, at=timezone.now())
        except Refused as refusal:
            form.add_error("to", str(refusal))
        else:
            messages.success(request, f"The task belongs to {form.cleaned_data['to'].name}")
            return redirect(back_to(request, reverse("today:my-day")))
    return render(request, "today/hand.jinja", {"task": task, "form": form, "today": today()})
