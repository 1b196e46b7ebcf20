"""A kind no to people who ask for themselves or somebody close: a public page, and a count."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from alongside.drafts import actions as drafts
from alongside.drafts.queries import draft_for
from alongside.policy.eligibility.referring import Referrer, ask_instead
from alongside.policy.rights import RIGHTS
from alongside.referrals.actions.taking_in import turn_away as turn_somebody_away
from alongside.referrals.forms.taking_in import TurnAway
from alongside.referrals.models import TurnedAway
from alongside.referrals.queries.referring import teams_taking_in_for
from alongside.referrals.queries.turned_away import turned_away_for
from alongside.staff.models import Worker
from alongside.staff.queries import teams_for
from alongside.staff.signed_in import or_404, with_worker


@login_not_required
@require_GET
def asking_for_help(request: HttpRequest) -> HttpResponse:
    """Say kindly whom to ask, to somebody who asks for themself or somebody close."""
    context = {
        "for_yourself": ask_instead(Referrer.SELF),
        "rights": {nation.label: of_it.to_anybody for nation, of_it in RIGHTS.items()},
        "for_somebody": ask_instead(Referrer.FAMILY_OR_FRIEND),
    }
    return render(request, "referrals/asking_for_help.jinja", context)


@with_worker
@require_GET
def turned_away(request: HttpRequest, worker: Worker) -> HttpResponse:
    """Show how many asked and were turned away, month by month."""
    or_404(lambda: list(teams_for(worker)) or None)
    context = {
        "months": turned_away_for(worker),
        "kinds": TurnedAway.Asked.choices,
        "may_count": bool(teams_taking_in_for(worker)),
    }
    return render(request, "referrals/turned_away.jinja", context)


@with_worker
@require_http_methods(["GET", "POST"])
def turn_away(request: HttpRequest, worker: Worker) -> HttpResponse:
    """Ask who asked and what they were told, and count it without any name."""
    teams = or_404(lambda: teams_taking_in_for(worker) or None)
    chosen = {name: request.GET[name] for name in ("team", "asked") if name in request.GET}
    typed = request.POST if request.method == "POST" else None
    kept = draft_for(worker.account_id, request.path)
    form = TurnAway(typed, teams=teams, initial=chosen, kept=kept)
    if form.is_valid():
        turned = turn_somebody_away(
            form.chosen_team(),
            asked=TurnedAway.Asked(form.cleaned_data["asked"]),
            told=form.cleaned_data["told"],
            by=worker,
            at=timezone.now(),
        )
        drafts.forget(request.path, by=worker.account_id, at=timezone.now())
        messages.success(request, "It was counted. Nothing says who it was")
        return redirect("referrals:turned-away-letter", turned.pk)
    return render(request, "referrals/turn_away.jinja", {"form": form})
