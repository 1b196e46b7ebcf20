"""Pages about services: opening one, its name, its framework; and about what a team is."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms as django_forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from alongside.access.deciding import Action
from alongside.drafts import actions as drafts
from alongside.drafts.queries import draft_for
from alongside.kernel.period import day_of
from alongside.kernel.rules import Refused
from alongside.policy.frameworks import FRAMEWORKS
from alongside.policy.values import Nation
from alongside.staff import queries
from alongside.staff.models import Service, Team, Worker
from alongside.staff.own_values import in_words, own_of, shipped_of
from alongside.staff.services import actions, forms
from alongside.staff.signed_in import or_404, with_worker


def _today() -> date:
    return day_of(timezone.now())


def _managed(worker: Worker, service_id: int) -> Service:
    """Return a service that this worker may change, or the page that says nothing."""
    service = or_404(queries.service_for, worker, service_id)
    if not queries.manages_service_for(worker, service):
        raise Http404
    return service


@with_worker
@require_safe
def service(request: HttpRequest, worker: Worker, service_id: int) -> HttpResponse:
    """Show what a service is: its nation, its framework now and before, its teams."""
    found = or_404(queries.service_for, worker, service_id)
    today = _today()
    return render(
        request,
        "staff/service.jinja",
        {
            "service": found,
            "framework": FRAMEWORKS[queries.framework_of_service_for(worker, found, on=today)],
            "began_under": FRAMEWORKS[found.framework],
            "changes": queries.frameworks_for(worker, found),
            "frameworks": FRAMEWORKS,
            "may_change": queries.manages_service_for(worker, found),
            "today": today,
        },
    )


@with_worker
@require_http_methods(["GET", "POST"])
def open_service(request: HttpRequest, worker: Worker) -> HttpResponse:
    """Ask about a further service of the provider, and open it."""
    known = queries.services_for(worker)
    if not known or not worker.may(Action.MANAGE_STAFF):
        raise Http404
    form = forms.NewService(request.POST or None, kept=draft_for(worker.account_id, request.path))
    if form.is_valid():
        try:
            opened = actions.open_service(
                known[0].provider, **form.cleaned_data, by=worker, at=timezone.now()
            )
        except Refused as refusal:
            form.add_error("name", str(refusal))
        else:
            drafts.forget(request.path, by=worker.account_id, at=timezone.now())
            messages.success(request, f"{opened.name} is open. Open its first team next")
            return redirect("staff:open-team", opened.pk)
    return _ask(request, form, "Open a service", says="Open the service")


@with_worker
@require_http_methods(["GET", "POST"])
def rename(request: HttpRequest, worker: Worker, service_id: int) -> HttpResponse:
    """Ask what a service is to be called."""
    found = _managed(worker, service_id)
    form = forms.ServiceName(
        request.POST or None,
        initial={"name": found.name},
        kept=draft_for(worker.account_id, request.path),
    )
    if form.is_valid():
        actions.rename_service(found, **form.cleaned_data, by=worker, at=timezone.now())
        drafts.forget(request.path, by=worker.account_id, at=timezone.now())
        messages.success(request, "The name is kept")
        return redirect("staff:service", service_id)
    return _ask(request, form, f"Change the name of {found.name}", service=found)


@with_worker
@require_http_methods(["GET", "POST"])
def framework(request: HttpRequest, worker: Worker, service_id: int) -> HttpResponse:
    """Ask under which framework a service is to work, from which day and for whom."""
    found = _managed(worker, service_id)
    form = forms.ChooseFramework(
        request.POST or None,
        nation=Nation(found.nation),
        initial={"holds_from": _today()},
        kept=draft_for(worker.account_id, request.path),
    )
    if form.is_valid():
        try:
            actions.choose_framework(found, choice=form.choice, by=worker, at=timezone.now())
        except Refused as refusal:
            form.add_error("framework", str(refusal))
        else:
            drafts.forget(request.path, by=worker.account_id, at=timezone.now())
            messages.success(request, "The framework is kept, with the day from which it holds")
            return redirect("staff:service", service_id)
    return _ask(request, form, f"Change the framework of {found.name}", service=found)


@with_worker
@require_safe
def rules(request: HttpRequest, worker: Worker, service_id: int) -> HttpResponse:
    """List each rule whose number is a service's own: what is shipped, and what was set here."""
    found = or_404(queries.service_for, worker, service_id)
    nation, today = Nation(found.nation), _today()
    return render(
        request,
        "staff/rules.jinja",
        {
            "service": found,
            "rules": own_of(nation, on=today),
            "now": queries.values_of_service_for(worker, found),
            "nation": nation,
            "in_words": in_words,
            "set": queries.own_values_for(worker, found),
            "may_change": queries.manages_service_for(worker, found),
            "today": today,
        },
    )


@with_worker
@require_http_methods(["GET", "POST"])
def rule(request: HttpRequest, worker: Worker, service_id: int, value_id: str) -> HttpResponse:
    """Ask for a service's own number of one rule, from which day, approved by whom and why."""
    found = _managed(worker, service_id)
    today = _today()
    shipped = shipped_of(Nation(found.nation), value_id, on=today)
    if shipped is None:
        raise Http404
    form = forms.ServicesNumber(
        request.POST or None,
        unit=shipped.unit.label,
        initial={"holds_from": today},
        kept=draft_for(worker.account_id, request.path),
    )
    if form.is_valid():
        number = actions.OwnNumber(value_id=value_id, **form.cleaned_data)
        try:
            actions.set_value(found, number=number, by=worker, at=timezone.now())
        except Refused as refusal:
            form.add_error("value", str(refusal))
        else:
            drafts.forget(request.path, by=worker.account_id, at=timezone.now())
            messages.success(request, "The number is kept, with the day from which it holds")
            return redirect("staff:rules", service_id)
    tells = f"{shipped.sentence} As it is shipped: {shipped.text}."
    return _ask(request, form, "Set the service’s own number", service=found, tells=tells)


@with_worker
@require_http_methods(["GET", "POST"])
def change_team(request: HttpRequest, worker: Worker, team_id: int) -> HttpResponse:
    """Ask what has changed about a team: name, phone, address, places."""
    found = or_404(queries.team_for, worker, team_id)
    if not worker.may(Action.MANAGE_STAFF, team_id=team_id):
        raise Http404
    others = _could_hold(worker, found)
    form = forms.AboutTeam(
        request.POST or None,
        others=[(each.pk, each.name) for each in others.values()],
        initial=forms.AboutTeam.of(found),
        kept=draft_for(worker.account_id, request.path),
    )
    if form.is_valid():
        actions.change_team(found, facts=form.facts(others), by=worker, at=timezone.now())
        drafts.forget(request.path, by=worker.account_id, at=timezone.now())
        messages.success(request, "What you changed about the team is kept")
        return redirect("staff:team", team_id)
    return _ask(request, form, f"Change {found.name}", back=found)


def _could_hold(worker: Worker, team: Team) -> dict[int, Team]:
    """Return the teams inside which a team can be: on their own, and none when it holds others."""
    known = next(
        each for each in queries.services_for(worker) if each.pk == team.service_id
    ).teams.all()
    if any(each.parent_id == team.pk for each in known):
        return {}
    return {each.pk: each for each in known if each.parent_id is None and each.pk != team.pk}


def _ask(request: HttpRequest, form: django_forms.Form, title: str, **more: Any) -> HttpResponse:
    shown = {
        "form": form,
        "title": title,
        "service": None,
        "back": None,
        "tells": "",
        "says": "Save",
    } | more
    return render(request, "staff/ask_service.jinja", shown)
