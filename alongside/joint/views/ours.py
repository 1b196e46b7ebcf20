"""Our team's pages of joint work: what a practitioner sees of somebody, risk, visits, returns."""

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
from alongside.access.deciding import Action
from alongside.drafts.actions import forget
from alongside.drafts.queries import draft_for
from alongside.joint import forms, returning
from alongside.joint.actions import ours as actions
from alongside.joint.queries import ours as queries
from alongside.joint.views.theirs import as_csv, last_quarter
from alongside.kernel.period import day_of
from alongside.kernel.rules import Refused
from alongside.partners.queries import protocol_for
from alongside.people.for_a_reason import opened
from alongside.people.models import Person
from alongside.people.queries import known_through_for
from alongside.policy.contacts import Place
from alongside.staff.models import Worker
from alongside.staff.signed_in import account_of, freshly_signed_in, or_404, with_worker


@with_worker
@require_safe
def shared(request: HttpRequest, worker: Worker, person_id: UUID) -> HttpResponse:
    """Show what each practitioner may know of somebody, and what passed between us."""
    person = opened(request, worker, person_id)
    shown = {
        "found": queries.shared_for(worker, person_id, on=_today()),
        "may": bool(_teams(worker, person_id)),
    }
    return render(request, "joint/shared.jinja", _about(person) | shown)


@with_worker
@require_http_methods(["GET", "POST"])
def risk(
    request: HttpRequest, worker: Worker, person_id: UUID, practitioner_id: UUID
) -> HttpResponse:
    """Ask for the risk that bears on one practitioner's work with somebody."""
    person, _ = _met(request, worker, person_id)
    found = _shared_with(worker, person_id, practitioner_id)
    form = forms.WriteRisk(
        request.POST or None,
        initial={"says": found.risk.says if found.risk else ""},
        kept=draft_for(account_of(request), request.path),
    )
    if form.is_valid():
        now = timezone.now()
        says = form.cleaned_data["says"]
        actions.write_risk(person, practitioner=found.practitioner, says=says, by=worker, at=now)
        forget(request.path, by=account_of(request), at=now)
        messages.success(request, f"{found.practitioner.name} reads it from now on")
        return redirect("joint:shared", person_id)
    shown = {"found": found, "form": form}
    return render(request, "joint/risk.jinja", _about(person) | shown)


@with_worker
@require_http_methods(["GET", "POST"])
def offer(
    request: HttpRequest, worker: Worker, person_id: UUID, practitioner_id: UUID
) -> HttpResponse:
    """Ask a practitioner for a joint visit."""
    person, team_id = _met(request, worker, person_id)
    found = _shared_with(worker, person_id, practitioner_id)
    form = forms.AskVisit(request.POST or None)
    if form.is_valid():
        try:
            actions.offer_visit(
                person,
                team_id=team_id,
                practitioner=found.practitioner,
                asked=form.asked,
                by=worker,
                at=timezone.now(),
            )
        except Refused as refusal:
            form.add_error(refusal.about or "planned_for", str(refusal))
        else:
            messages.success(request, f"{found.practitioner.name} is asked")
            return redirect("joint:shared", person_id)
    shown = {"found": found, "form": form}
    return render(request, "joint/offer.jinja", _about(person) | shown)


@with_worker
@require_http_methods(["GET", "POST"])
def proposal(request: HttpRequest, worker: Worker, proposal_id: UUID) -> HttpResponse:
    """Ask whether somebody of the team agrees to a visit that a practitioner asked for."""
    found = or_404(queries.proposal_for, worker, proposal_id)
    log_opening([found.person_id], page=request.path, by=worker, at=timezone.now())
    form = forms.AnswerVisit(request.POST or None)
    if form.is_valid():
        agreed = form.cleaned_data["agreed"]
        try:
            actions.answer_visit(found, agreed=agreed, by=worker, at=timezone.now())
        except Refused as refusal:
            form.add_error("agreed", str(refusal))
        else:
            says = "The visit is planned, with you" if agreed else "They read that you declined"
            messages.success(request, says)
            return redirect("joint:shared", found.person_id)
    shown = {"proposal": found, "place": Place(found.place).label, "form": form}
    return render(request, "joint/proposal.jinja", _about(found.person) | shown)


@with_worker
@require_safe
@freshly_signed_in
def minimum(request: HttpRequest, worker: Worker, agreement: UUID) -> HttpResponse:
    """Ask for a period, and give the minimum return of a partner as a file."""
    protocol = or_404(protocol_for, worker, agreement)
    if not worker.may(Action.AGREE_PROTOCOLS, team_id=protocol.team_id):
        raise Http404
    form = forms.PeriodOfReturn(request.GET if "first_day" in request.GET else None)
    if form.is_valid():
        first, last = form.days
        found = queries.minimum_for(worker, protocol.team_id, protocol.agency_id)
        ids = sorted({each.person_id for each in found})
        log_opening(ids, page=request.path, by=worker, at=timezone.now())
        return as_csv(returning.return_of(found, first, last), first, last)
    before = last_quarter(_today())
    shown = {"protocol": protocol, "columns": returning.COLUMNS, "before": before, "form": form}
    return render(request, "joint/return_of_team.jinja", shown)


def _met(request: HttpRequest, worker: Worker, person_id: UUID) -> tuple[Person, int]:
    """Return somebody whom this worker meets, and the team in which they do."""
    person = opened(request, worker, person_id)
    teams = _teams(worker, person_id)
    if not teams:
        raise Http404
    return person, teams[0]


def _shared_with(worker: Worker, person_id: UUID, practitioner_id: UUID) -> queries.Shared:
    today = _today()
    return or_404(lambda: queries.shared_with_for(worker, person_id, practitioner_id, on=today))


def _teams(worker: Worker, person_id: UUID) -> list[int]:
    known = known_through_for(worker, person_id)
    return [each for each in known if worker.may(Action.PLAN_CARE, team_id=each)]


def _today() -> date:
    return day_of(timezone.now())


def _about(person: Person) -> dict[str, Any]:
    return {"person": person, "today": _today()}
