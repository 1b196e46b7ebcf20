"""The pages of screening: what was heard so far, the next session, and writing one down."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from alongside.access.actions import log_opening
from alongside.access.deciding import Action, Role
from alongside.drafts import actions as drafts
from alongside.drafts.models import Draft
from alongside.drafts.queries import draft_for as kept_for
from alongside.kernel.period import day_of
from alongside.kernel.rules import Refused
from alongside.nhsuk.forms import Form
from alongside.referrals.actions import screening as actions
from alongside.referrals.forms import screening as forms
from alongside.referrals.models import Referral
from alongside.referrals.needs import at_the_door_of
from alongside.referrals.queries import screening as queries
from alongside.referrals.queries.receiving import referral_for
from alongside.staff.models import Worker
from alongside.staff.queries import colleagues_for
from alongside.staff.signed_in import account_of, or_404, with_worker

_WORKERS = (Role.CARE_COORDINATOR, Role.WORKER, Role.MANAGER)


@with_worker
@require_GET
def screening(request: HttpRequest, worker: Worker, referral_id: UUID) -> HttpResponse:
    """Show what was heard in each session, what is planned, and what can be done next."""
    referral = or_404(referral_for, worker, referral_id)
    _opened(request, worker, referral)
    found = queries.screening_for(worker, referral)
    context = {
        "referral": referral,
        "screening": found,
        "door": at_the_door_of(referral),
        "told": forms.told_so_far(found.sessions),
        "about": forms.ABOUT,
        "return_sentence": queries.RETURN_SENTENCE,
        "may_screen": queries.to_screen_for(worker, referral_id) is not None,
        "may_decide": worker.may(Action.DECIDE_REFERRALS, team_id=referral.to_team_id),
    }
    return render(request, "referrals/screening/screening.jinja", context)


@with_worker
@require_http_methods(["GET", "POST"])
def plan(request: HttpRequest, worker: Worker, referral_id: UUID) -> HttpResponse:
    """Ask when, where and with whom the next session is."""
    referral = or_404(queries.to_screen_for, worker, referral_id)
    _opened(request, worker, referral)
    form = forms.PlanSession(
        request.POST or None,
        workers=_workers(worker, referral),
        initial={"worker": worker.pk},
        kept=_kept(request),
    )
    if form.is_valid():
        try:
            actions.plan_session(referral, meeting=form.meeting(), by=worker, at=timezone.now())
        except Refused as refusal:
            form.add_error(refusal.about or "second_worker", str(refusal))
        else:
            return _done(request, referral, "The session is planned")
    return _asked(request, referral, form, title="Plan a session", press="Plan it")


@with_worker
@require_http_methods(["GET", "POST"])
def call_off(request: HttpRequest, worker: Worker, referral_id: UUID) -> HttpResponse:
    """Ask why the planned session is called off."""
    referral = or_404(queries.to_screen_for, worker, referral_id)
    _opened(request, worker, referral)
    form = forms.CallOff(request.POST or None, kept=_kept(request))
    if form.is_valid():
        try:
            actions.call_off_session(referral, **form.cleaned_data, by=worker, at=timezone.now())
        except Refused as refusal:
            form.add_error("why", str(refusal))
        else:
            return _done(request, referral, "The session is called off")
    return _asked(request, referral, form, title="Call the session off", press="Call it off")


@with_worker
@require_http_methods(["GET", "POST"])
def session(request: HttpRequest, worker: Worker, referral_id: UUID) -> HttpResponse:
    """Ask what was heard in a session, from what was told before, and write it down."""
    referral = or_404(queries.to_screen_for, worker, referral_id)
    _opened(request, worker, referral)
    found = queries.screening_for(worker, referral)
    form = forms.Session(
        request.POST or None,
        workers=_workers(worker, referral),
        earlier=forms.told_so_far(found.sessions),
        initial={"worker": worker.pk},
        kept=_kept(request),
    )
    if form.is_valid():
        try:
            actions.record_session(
                referral,
                meeting=form.meeting(),
                heard=form.heard(),
                is_last=form.cleaned_data["is_last"],
                by=worker,
                at=timezone.now(),
            )
        except Refused as refusal:
            form.add_error(refusal.about or "is_last", str(refusal))
        else:
            return _done(request, referral, "The session is written down")
    context = {
        "referral": referral,
        "form": form,
        "about": forms.ABOUT,
        "door": at_the_door_of(referral),
    }
    return render(request, "referrals/screening/session.jinja", context)


def _workers(worker: Worker, referral: Referral) -> list[Worker]:
    on = day_of(timezone.now())
    team = [referral.to_team_id]
    return list(colleagues_for(worker, on=on, team_ids=team, roles=_WORKERS))


def _opened(request: HttpRequest, worker: Worker, referral: Referral) -> None:
    people = [referral.person_id] if referral.person_id else []
    log_opening(people, page=request.path, by=worker, at=timezone.now())


def _kept(request: HttpRequest) -> Draft | None:
    return kept_for(account_of(request), request.path)


def _done(request: HttpRequest, referral: Referral, says: str) -> HttpResponse:
    drafts.forget(request.path, by=account_of(request), at=timezone.now())
    messages.success(request, says)
    return redirect("deciding:screening", referral.pk)


def _asked(
    request: HttpRequest, referral: Referral, form: Form, *, title: str, press: str
) -> HttpResponse:
    door = at_the_door_of(referral)
    context = {"referral": referral, "form": form, "title": title, "press": press, "door": door}
    return render(request, "referrals/screening/ask.jinja", context)
