"""Who co-ordinates somebody's care, and pauses of care."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from alongside.access.deciding import Action
from alongside.caseload import actions, forms, queries
from alongside.caseload.choosing import choices_for
from alongside.caseload.frameworks import framework_of
from alongside.caseload.views.finding import (
    already,
    ask,
    done,
    in_our_care,
    kept,
    opened,
    or_care_page,
    today,
)
from alongside.caseload.views.waiting import chosen
from alongside.kernel.rules import Refused
from alongside.nhsuk.words import day
from alongside.policy.allocation import ORDER
from alongside.policy.frameworks import levels_of
from alongside.staff.models import Worker
from alongside.staff.signed_in import with_worker

PERSON = "caseload:care"


@with_worker
@require_http_methods(["GET", "POST"])
@or_care_page
def coordinator(request: HttpRequest, worker: Worker, person_id: UUID) -> HttpResponse:
    """Show who could co-ordinate somebody's care next, and name the one chosen."""
    person = opened(request, worker, person_id)
    episode = in_our_care(worker, person_id, Action.ALLOCATE)
    choices = choices_for(worker, person, episode.team, on=today())
    form = forms.ChooseCoordinator(request.POST or None, choices=choices, kept=kept(request))
    if form.is_valid():
        try:
            choice = chosen(form, choices)
            actions.name_coordinator(episode, choice=choice, by=worker, at=timezone.now())
        except Refused as refusal:
            form.add_error("worker", str(refusal))
        else:
            says = f"{choice.worker.name} co-ordinates {person.name_to_use}’s care from now on"
            return done(request, says, PERSON, person_id)
    now = queries.coordinator_for(worker, person_id, team_id=episode.team_id, at=timezone.now())
    shown = {"person": person, "form": form, "choices": choices, "team": episode.team, "now": now}
    title = framework_of(episode, on=today()).coordinator_title
    return render(request, "caseload/coordinator.jinja", shown | {"called": title, "order": ORDER})


@with_worker
@require_http_methods(["GET", "POST"])
@or_care_page
def end_coordination(request: HttpRequest, worker: Worker, person_id: UUID) -> HttpResponse:
    """Ask why a care co-ordinator's part ends with nobody named yet, and end it."""
    person = opened(request, worker, person_id)
    episode = in_our_care(worker, person_id, Action.ALLOCATE)
    at = timezone.now()
    current = queries.coordinator_for(worker, person_id, team_id=episode.team_id, at=at)
    if current is None:
        says = "Nobody co-ordinates their care any more"
        return already(request, says, "caseload:coordinator", person_id)
    form = forms.EndCoordination(request.POST or None, kept=kept(request))
    if form.is_valid():
        actions.end_coordination(episode, **form.cleaned_data, by=worker, at=at)
        says = f"Nobody co-ordinates {person.name_to_use}’s care now. The board says so"
        return done(request, says, PERSON, person_id)
    title = f"{current.name} stops co-ordinating {person.name_to_use}’s care"
    return ask(request, person, form, title)


@with_worker
@require_http_methods(["GET", "POST"])
@or_care_page
def pause(request: HttpRequest, worker: Worker, person_id: UUID) -> HttpResponse:
    """Ask why care is paused, and pause it."""
    person = opened(request, worker, person_id)
    episode = in_our_care(worker, person_id, Action.PLAN_CARE)
    form = forms.PauseCare(request.POST or None, kept=kept(request))
    if form.is_valid():
        try:
            actions.pause(episode, **form.cleaned_data, by=worker, at=timezone.now())
        except Refused as refusal:
            form.add_error("why", str(refusal))
        else:
            return done(request, "Care is paused. They still count as unseen", PERSON, person_id)
    says = "A pause ends no promise: somebody still keeps in touch, and the board still counts."
    return ask(request, person, form, f"Pause {person.name_to_use}’s care", says=says)


@with_worker
@require_http_methods(["GET", "POST"])
@or_care_page
def resume(request: HttpRequest, worker: Worker, person_id: UUID) -> HttpResponse:
    """Ask for the last day of a pause, and go on."""
    person = opened(request, worker, person_id)
    episode = in_our_care(worker, person_id, Action.PLAN_CARE)
    paused = queries.pause_of_for(worker, episode, on=today())
    if paused is None:
        return already(request, "Their care is not paused any more", PERSON, person_id)
    if paused.ended_on is not None:
        says = f"Their care is paused until {day(paused.ended_on)}, as it is written down already"
        return already(request, says, PERSON, person_id)
    form = forms.ResumeCare(request.POST or None, kept=kept(request))
    if form.is_valid() and form.cleaned_data["ended_on"] < paused.began_on:
        form.add_error("ended_on", "The last day of the pause must be its first day or later")
    if form.is_valid():
        actions.resume(episode, **form.cleaned_data, by=worker, at=timezone.now())
        last = form.cleaned_data["ended_on"]
        says = f"Care goes on after {day(last)}" if last == today() else "Care goes on"
        return done(request, says, PERSON, person_id)
    return ask(request, person, form, f"Go on with {person.name_to_use}’s care")


@with_worker
@require_http_methods(["GET", "POST"])
@or_care_page
def level(request: HttpRequest, worker: Worker, person_id: UUID) -> HttpResponse:
    """Ask on which level of the Care Programme Approach somebody's care goes on, and why."""
    person = opened(request, worker, person_id)
    episode = in_our_care(worker, person_id, Action.PLAN_CARE)
    now_under = framework_of(episode, on=today())
    levels = levels_of(now_under)
    if not levels:
        raise Http404
    form = forms.ChangeLevel(
        request.POST or None, levels=levels, initial={"holds_from": today()}, kept=kept(request)
    )
    if form.is_valid():
        try:
            actions.change_level(episode, **form.cleaned_data, by=worker, at=timezone.now())
        except Refused as refusal:
            form.add_error("framework", str(refusal))
        else:
            return done(request, "The level of their care is kept", PERSON, person_id)
    says = f"Now: {now_under.name}. The level sets how often the plan is reviewed."
    title = f"Change the level of {person.name_to_use}’s care"
    return ask(request, person, form, title, says=says)
