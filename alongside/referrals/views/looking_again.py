"""The page on which a team says why it looks again at a referral that it refused."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from alongside.access.actions import log_opening
from alongside.drafts import actions as drafts
from alongside.drafts.queries import draft_for
from alongside.kernel.rules import Refused
from alongside.referrals.actions.looking_again import look_again as actions_look_again
from alongside.referrals.forms.deciding import LookAgain
from alongside.referrals.queries import deciding as queries
from alongside.staff.models import Worker
from alongside.staff.signed_in import or_404, with_worker


@with_worker
@require_http_methods(["GET", "POST"])
def look_again(request: HttpRequest, worker: Worker, referral_id: UUID) -> HttpResponse:
    """Ask why a referral that was refused is looked at again, and let it wait again."""
    now = timezone.now()
    referral = or_404(queries.to_decide_for, worker, referral_id)
    people = [referral.person_id] if referral.person_id else []
    log_opening(people, page=request.path, by=worker, at=now)
    typed = request.POST if request.method == "POST" else None
    form = LookAgain(typed, kept=draft_for(worker.account_id, request.path))
    if form.is_valid():
        try:
            actions_look_again(referral, why=form.cleaned_data["why"], by=worker, at=now)
        except Refused as refusal:
            form.add_error("why", str(refusal))
        else:
            drafts.forget(request.path, by=worker.account_id, at=now)
            messages.success(request, "It waits for a decision again. The old decision is kept")
            return redirect("deciding:decide", referral.pk)
    context = {"referral": referral, "form": form}
    return render(request, "referrals/deciding/look_again.jinja", context)
