"""The page on which somebody who was discharged comes back."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from alongside.access.actions import log_opening
from alongside.drafts import actions as drafts
from alongside.drafts.queries import draft_for as kept_for
from alongside.kernel.period import day_of
from alongside.kernel.rules import Refused
from alongside.people.coming_back import EarlierCare, earlier_care_for, is_in_our_care
from alongside.people.models import Person
from alongside.people.queries import person_for, wishes_in_short_for
from alongside.policy.values import Nation
from alongside.referrals.actions.returning import come_back
from alongside.referrals.forms.returning import ComesBack
from alongside.referrals.models import Referral
from alongside.referrals.queries.referring import teams_taking_in_for
from alongside.referrals.returning import unfinished_return_of
from alongside.staff.models import Team, Worker
from alongside.staff.own_values import values_in_team_for
from alongside.staff.signed_in import or_404, with_worker


@with_worker
@require_http_methods(["GET", "POST"])
def comes_back(request: HttpRequest, worker: Worker, person_id: UUID) -> HttpResponse:
    """Ask who wants somebody back in our care and why, and put them on the way into it."""
    now = timezone.now()
    person = or_404(person_for, worker, person_id)
    log_opening([person.pk], page=request.path, by=worker, at=now)
    earlier, to_team = _coming_back(worker, person)
    going_on = unfinished_return_of(person.pk, since=earlier.ended_on)
    # A second press is the same return. What a colleague typed is shown again with why not.
    if going_on and request.POST.get("reason", going_on.reason).strip() == going_on.reason:
        return redirect("referrals:referral", going_on.pk)
    form = ComesBack(
        request.POST or None,
        nation=Nation(to_team.service.nation),
        on=day_of(now),
        values=values_in_team_for(worker, to_team.pk),
        kept=kept_for(worker.account_id, request.path),
    )
    bring_back = partial(come_back, person, to_team=to_team, earlier=earlier, by=worker, at=now)
    if form.is_valid() and (referral := _came_back(form, bring_back)):
        drafts.forget(request.path, by=worker.account_id, at=now)
        messages.success(request, f"{person.name_to_use} is on the way back into our care")
        return redirect("referrals:referral", referral.pk)
    context = {"person": person, "earlier": earlier, "to_team": to_team, "form": form}
    context["wishes"] = wishes_in_short_for(worker, person.pk)
    return render(request, "referrals/comes_back.jinja", context)


def _coming_back(worker: Worker, person: Person) -> tuple[EarlierCare, Team]:
    """Return what somebody comes back to and to which team, or the page that says nothing."""
    earlier = earlier_care_for(worker, [person]).get(person.pk)
    teams = teams_taking_in_for(worker)
    if earlier is None or not teams or person.died_on or is_in_our_care(person):
        raise Http404
    return earlier, next((one for one in teams if one.pk == earlier.team_id), teams[0])


def _came_back(form: ComesBack, bring_back: Callable[..., Referral]) -> Referral | None:
    """Return the referral that brings them back; None when the form says why not."""
    try:
        return bring_back(asked=form.asked)
    except Refused as refusal:
        for objection in refusal.objections:
            form.add_error(form.ANSWERS.get(objection.id), objection.sentence)
        if not refusal.objections:
            form.add_error(None, str(refusal))
        return None
