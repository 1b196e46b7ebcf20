"""The page on which a team changes how soon a referral is to be answered."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from alongside.access.actions import log_opening
from alongside.access.deciding import Action
from alongside.drafts import actions as drafts
from alongside.drafts.queries import draft_for
from alongside.kernel.period import day_of
from alongside.kernel.rules import Refused
from alongside.policy.values import Nation
from alongside.referrals.actions import urgency as actions
from alongside.referrals.forms.urgency import ChangePriority
from alongside.referrals.models import Referral
from alongside.referrals.queries.receiving import referral_for
from alongside.staff.models import Worker
from alongside.staff.own_values import values_in_team_for
from alongside.staff.signed_in import or_404, with_worker


@with_worker
@require_http_methods(["GET", "POST"])
def change_priority(request: HttpRequest, worker: Worker, referral_id: UUID) -> HttpResponse:
    """Ask how soon a referral is to be answered and why, and keep what was asked before."""
    now = timezone.now()
    referral = or_404(_to_change, worker, referral_id)
    people = [referral.person_id] if referral.person_id else []
    log_opening(people, page=request.path, by=worker, at=now)
    form = ChangePriority(
        request.POST if request.method == "POST" else None,
        nation=Nation(referral.to_team.service.nation),
        on=day_of(now),
        values=values_in_team_for(worker, referral.to_team_id),
        comes_back=referral.returned_from is not None,
        kept=draft_for(worker.account_id, request.path),
    )
    if form.is_valid():
        try:
            changed = actions.change_priority(referral, **form.cleaned_data, by=worker, at=now)
        except Refused as refusal:
            form.add_error("priority", str(refusal))
        else:
            drafts.forget(request.path, by=worker.account_id, at=now)
            messages.success(request, f"How soon: {changed.get_after_display().lower()}")
            return redirect("referrals:referral", referral.pk)
    return render(request, "referrals/priority.jinja", {"referral": referral, "form": form})


def _to_change(worker: Worker, referral_id: UUID) -> Referral | None:
    """Return a referral of a team for which this worker screens."""
    referral = referral_for(worker, referral_id)
    if referral is None or not worker.may(Action.SCREEN, team_id=referral.to_team_id):
        return None
    return referral
