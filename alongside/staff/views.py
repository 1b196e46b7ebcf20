"""Pages about teams and those who work in them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django import forms as django_forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from alongside.access.deciding import Action, Role
from alongside.drafts import actions as drafts
from alongside.drafts.models import Draft
from alongside.drafts.queries import draft_for
from alongside.kernel.period import day_of
from alongside.kernel.rules import Refused
from alongside.staff import actions, forms, hours, queries
from alongside.staff.models import Service, Team, Worker
from alongside.staff.signed_in import freshly_signed_in, or_404, sign_in_goes_on, with_worker


def _today() -> date:
    return day_of(timezone.now())


def _managed(worker: Worker, team_id: int) -> Team:
    """Return a team whose workers this worker may manage, or the page that says nothing."""
    team = or_404(queries.team_for, worker, team_id)
    if not worker.may(Action.MANAGE_STAFF, team_id=team.pk):
        raise Http404
    return team


def _colleague(worker: Worker, team: Team, worker_id: UUID) -> Worker:
    found = queries.colleague_for(worker, team.pk, worker_id, on=_today())
    if found is None:
        raise Http404
    return found


@with_worker
@require_safe
def organisation(request: HttpRequest, worker: Worker) -> HttpResponse:
    """Show the provider's services and teams as one tree."""
    if not worker.team_ids:
        raise Http404
    services = [(service, _tree(service)) for service in queries.services_for(worker)]
    managed = worker.actor.teams_where(Action.MANAGE_STAFF)
    return render(
        request,
        "staff/organisation.jinja",
        {
            "services": services,
            "own": worker.team_ids,
            "may_open": bool(managed),
            "may_keys": worker.may(Action.MANAGE_KEYS),
        },
    )


def _tree(service: Service) -> list[tuple[Team, list[Team]]]:
    """Return the teams that stand on their own, each with the teams inside it."""
    teams = list(service.teams.all())
    return [
        (team, [part for part in teams if part.parent_id == team.pk])
        for team in teams
        if team.parent_id is None
    ]


@with_worker
@require_safe
def team(request: HttpRequest, worker: Worker, team_id: int) -> HttpResponse:
    """Show who works in a team, with what people may wish for, and who is away."""
    found = or_404(queries.team_for, worker, team_id)
    today = _today()
    members = list(queries.memberships_for(worker, team_id, on=today))
    return render(
        request,
        "staff/team.jinja",
        {
            "team": found,
            "members": members,
            "today": today,
            "whole_time": sum(
                (each.whole_time for each in members if each.role != Role.REFERRER), Decimal(0)
            ),
            "may_manage": worker.may(Action.MANAGE_STAFF, team_id=team_id),
            "asks": worker.pk,
            "hours_said": hours.said,
            "part_of_week": hours.part_of_week,
            "professions": forms.PROFESSIONS,
        },
    )


@with_worker
@require_http_methods(["GET", "POST"])
def open_team(request: HttpRequest, worker: Worker, service_id: int) -> HttpResponse:
    """Ask about a new team of a service, and open it."""
    services = {service.pk: service for service in queries.services_for(worker)}
    if service_id not in services or not worker.may(Action.MANAGE_STAFF):
        raise Http404
    every = services[service_id].teams.all()
    teams = {each.pk: each for each in every if each.parent_id is None}  # one inside another
    form = forms.NewTeam(
        request.POST or None, others=[(each.pk, each.name) for each in teams.values()]
    )
    if form.is_valid():
        said = dict(form.cleaned_data)
        said["parent"] = teams.get(said["parent"])
        opened = actions.open_team(services[service_id], **said, by=worker, at=timezone.now())
        sign_in_goes_on(request)
        messages.success(request, f"{opened.name} is open")
        return redirect("staff:organisation")
    return render(request, "staff/new_team.jinja", {"service": services[service_id], "form": form})


@with_worker
@freshly_signed_in
@require_http_methods(["GET", "POST"])
def welcome(request: HttpRequest, worker: Worker, team_id: int) -> HttpResponse:
    """Ask about somebody new in the team, and show once with what they first sign in."""
    found = _managed(worker, team_id)
    form = forms.NewWorker(request.POST or None, kept=_kept(request, worker))
    if form.is_valid():
        try:
            new, password = actions.welcome(
                found,
                about=form.about,
                post=form.post,
                email=form.cleaned_data["email"],
                by=worker,
                at=timezone.now(),
            )
        except Refused as refusal:
            form.add_error("email", str(refusal))
        else:
            drafts.forget(request.path, by=worker.account_id, at=timezone.now())
            shown = {"team": found, "new": new, "password": password}
            return render(request, "staff/welcomed.jinja", shown)
    return render(request, "staff/welcome.jinja", {"team": found, "form": form})


@with_worker
@require_http_methods(["GET", "POST"])
def describe(request: HttpRequest, worker: Worker, team_id: int, worker_id: UUID) -> HttpResponse:
    """Ask what has changed about a worker."""
    found = _managed(worker, team_id)
    colleague = _colleague(worker, found, worker_id)
    form = forms.AboutWorker(
        request.POST or None,
        initial=forms.AboutWorker.of(colleague),
        kept=_kept(request, worker),
    )
    if form.is_valid():
        actions.describe(colleague, about=form.about, team=found, by=worker, at=timezone.now())
        return _done(request, worker, found, f"What you changed about {colleague.name} is kept")
    return _ask(request, found, colleague, form, title=f"About {colleague.name}")


@with_worker
@freshly_signed_in
@require_http_methods(["GET", "POST"])
def renew_password(
    request: HttpRequest, worker: Worker, team_id: int, worker_id: UUID
) -> HttpResponse:
    """Ask whether somebody is to have a new first password, and show it once."""
    found = _managed(worker, team_id)
    colleague = _colleague(worker, found, worker_id)
    if colleague.pk == worker.pk or colleague.account is None:
        raise Http404
    shown = {"team": found, "colleague": colleague, "password": "", "refused": ""}
    if request.method == "POST":
        try:
            shown["password"] = actions.renew_password(
                colleague, team=found, by=worker, at=timezone.now()
            )
        except Refused as refusal:
            shown["refused"] = str(refusal)
    return render(request, "staff/renew_password.jinja", shown)


@with_worker
@freshly_signed_in
@require_http_methods(["GET", "POST"])
def take_second_step(
    request: HttpRequest, worker: Worker, team_id: int, worker_id: UUID
) -> HttpResponse:
    """Ask whether somebody is to set up the second step of their sign-in anew."""
    found = _managed(worker, team_id)
    colleague = _colleague(worker, found, worker_id)
    if colleague.pk == worker.pk or colleague.account is None:
        raise Http404
    shown = {"team": found, "colleague": colleague, "refused": ""}
    if request.method == "POST":
        try:
            actions.take_second_step(colleague, team=found, by=worker, at=timezone.now())
        except Refused as refusal:
            shown["refused"] = str(refusal)
        else:
            says = f"{colleague.name} sets up a second step anew at the next sign-in"
            messages.success(request, says)
            return redirect("staff:team", found.pk)
    return render(request, "staff/take_second_step.jinja", shown)


@with_worker
@freshly_signed_in
@require_http_methods(["GET", "POST"])
def join(request: HttpRequest, worker: Worker, team_id: int, worker_id: UUID) -> HttpResponse:
    """Ask for a further role of somebody in the team."""
    found = _managed(worker, team_id)
    colleague = _colleague(worker, found, worker_id)
    form = forms.RoleInTeam(request.POST or None, kept=_kept(request, worker))
    if form.is_valid():
        try:
            actions.join(colleague, team=found, post=form.post, by=worker, at=timezone.now())
        except Refused as refusal:
            form.add_error("role", str(refusal))
        else:
            return _done(
                request, worker, found, f"{colleague.name} has a further role in {found.name}"
            )
    return _ask(request, found, colleague, form, title=f"A further role for {colleague.name}")


@with_worker
@require_http_methods(["GET", "POST"])
def leave(request: HttpRequest, worker: Worker, team_id: int, membership_id: int) -> HttpResponse:
    """Ask for somebody's last day in a role."""
    found = _managed(worker, team_id)
    membership = or_404(queries.membership_for, worker, team_id, membership_id)
    form = forms.Leaving(request.POST or None, kept=_kept(request, worker))
    if form.is_valid():
        try:
            actions.leave(membership, **form.cleaned_data, by=worker, at=timezone.now())
        except Refused as refusal:
            form.add_error("ended_on", str(refusal))
        else:
            return _done(
                request, worker, found, f"The last day of {membership.worker.name} is kept"
            )
    title = f"When does {membership.worker.name} leave as {membership.role}?"
    return _ask(request, found, membership.worker, form, title=title)


@with_worker
@require_http_methods(["GET", "POST"])
def working_hours(
    request: HttpRequest, worker: Worker, team_id: int, worker_id: UUID
) -> HttpResponse:
    """Ask for the hours that somebody works on each day of the week."""
    found = _managed(worker, team_id)
    colleague = _colleague(worker, found, worker_id)
    known: dict[str, object] = {}
    for day in colleague.working_days.all():
        known |= {f"starts_{day.weekday}": day.starts, f"ends_{day.weekday}": day.ends}
    form = forms.Hours(request.POST or None, initial=known, kept=_kept(request, worker))
    if form.is_valid():
        actions.set_hours(colleague, hours=form.hours, team=found, by=worker, at=timezone.now())
        return _done(request, worker, found, f"The hours of {colleague.name} are kept")
    title = f"Working hours of {colleague.name}"
    says = "Write a time like 9am or 5.30pm. Leave a day empty when they do not work."
    return _ask(request, found, colleague, form, title=title, says=says)


@with_worker
@require_http_methods(["GET", "POST"])
def away(request: HttpRequest, worker: Worker, team_id: int, worker_id: UUID) -> HttpResponse:
    """Ask when a worker is away: their own absence, or a colleague's that they manage."""
    found = or_404(queries.team_for, worker, team_id)
    if worker.pk != worker_id:
        found = _managed(worker, team_id)
    colleague = _colleague(worker, found, worker_id)
    form = forms.Away(request.POST or None, kept=_kept(request, worker))
    if form.is_valid():
        actions.note_absence(colleague, **form.cleaned_data, by=worker, at=timezone.now())
        return _done(request, worker, found, f"{colleague.name} is noted as away")
    return _ask(request, found, colleague, form, title=f"When is {colleague.name} away?")


def _ask(
    request: HttpRequest, team: Team, colleague: Worker, form: django_forms.Form, **more: Any
) -> HttpResponse:
    shown = {"says": "", "team": team, "colleague": colleague, "form": form, **more}
    return render(request, "staff/ask.jinja", shown)


def _kept(request: HttpRequest, worker: Worker) -> Draft | None:
    return draft_for(worker.account_id, request.path)


def _done(request: HttpRequest, worker: Worker, team: Team, says: str) -> HttpResponse:
    drafts.forget(request.path, by=worker.account_id, at=timezone.now())
    messages.success(request, says)
    return redirect("staff:team", team.pk)
