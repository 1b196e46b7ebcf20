"""Pages of shadowing and skills sharing, for our team and for practitioners."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from alongside.access.deciding import Action
from alongside.drafts.actions import forget
from alongside.drafts.queries import draft_for
from alongside.joint import forms
from alongside.joint.actions import learning as actions
from alongside.joint.actions.theirs import forget_typed
from alongside.joint.queries import learning as queries
from alongside.joint.queries.learning import Shared
from alongside.joint.queries.theirs import kept_for, protocols_for
from alongside.kernel.rules import Refused
from alongside.partners.models import Practitioner
from alongside.partners.queries import practitioners_of_teams_for
from alongside.partners.signed_in import with_practitioner
from alongside.policy.joint import Became, Side
from alongside.staff.models import Worker
from alongside.staff.queries import team_for
from alongside.staff.signed_in import account_of, or_404, with_worker


@with_worker
@require_safe
def learning(request: HttpRequest, worker: Worker, team_id: int) -> HttpResponse:
    """Show what the team and practitioners offer each other to learn."""
    team = or_404(team_for, worker, team_id)
    shown = {
        "team": team,
        "found": queries.learning_for(worker, team_id),
        "may_begin": worker.may(Action.PLAN_CARE, team_id=team_id)
        and bool(practitioners_of_teams_for(worker, [team_id], on=timezone.localdate())),
    }
    return render(request, "joint/learning.jinja", shown)


@with_worker
@require_http_methods(["GET", "POST"])
def begin(request: HttpRequest, worker: Worker, team_id: int) -> HttpResponse:
    """Ask what one of ours offers or asks for."""
    team = or_404(team_for, worker, team_id)
    others = list(practitioners_of_teams_for(worker, [team_id], on=timezone.localdate()))
    if not others or not worker.may(Action.PLAN_CARE, team_id=team_id):
        raise Http404
    form = forms.BeginLearning(request.POST or None, others=others)
    if form.is_valid():
        actions.begin_learning(
            team_id=team.pk,
            practitioner_id=form.practitioner_id,
            **form.told,
            by=worker,
            at=timezone.now(),
        )
        messages.success(request, "They read it on their page")
        return redirect("joint:learning", team.pk)
    return render(request, "joint/begin_learning.jinja", {"team": team, "form": form})


@with_worker
@require_http_methods(["GET", "POST"])
def one(request: HttpRequest, worker: Worker, learning_id: UUID) -> HttpResponse:
    """Show an offer or a request, and ask what becomes of it."""
    found = or_404(queries.one_for, worker, learning_id)
    may = worker.may(Action.PLAN_CARE, team_id=found.learning.team_id)
    kept = draft_for(account_of(request), request.path)
    form = forms.Learned(request.POST if "learned" in request.POST else None, kept=kept)
    became = _went_on(request, form, found, by=worker) if may else ""
    if became:
        forget(request.path, by=account_of(request), at=timezone.now())
        messages.success(request, became)
        return redirect("joint:one-learning", learning_id)
    shown = {"found": found, "form": form, "next": found.may(Side.OURS) if may else []}
    return render(request, "joint/one_learning.jinja", shown | {"team": found.learning.team})


@with_practitioner
@require_safe
def own(request: HttpRequest, practitioner: Practitioner) -> HttpResponse:
    """Show a practitioner what they and our teams offer each other."""
    found = queries.learning_of_for(practitioner)
    shown = {"team": None, "found": found, "may_begin": bool(protocols_for(practitioner))}
    return render(request, "joint/learning.jinja", shown)


@with_practitioner
@require_http_methods(["GET", "POST"])
def begin_own(request: HttpRequest, practitioner: Practitioner) -> HttpResponse:
    """Ask what a practitioner offers or asks for."""
    others = protocols_for(practitioner)
    if not others:
        raise Http404
    form = forms.BeginLearning(request.POST or None, others=others)
    if form.is_valid():
        actions.begin_learning(
            team_id=form.team_id,
            practitioner_id=practitioner.pk,
            **form.told,
            by=practitioner,
            at=timezone.now(),
        )
        messages.success(request, "The team reads it on its page")
        return redirect("joint:own-learning")
    return render(request, "joint/begin_learning.jinja", {"team": None, "form": form})


@with_practitioner
@require_http_methods(["GET", "POST"])
def one_own(request: HttpRequest, practitioner: Practitioner, learning_id: UUID) -> HttpResponse:
    """Show a practitioner an offer or a request, and ask what becomes of it."""
    found = or_404(queries.one_of_for, practitioner, learning_id)
    kept = kept_for(practitioner, request.path)
    form = forms.Learned(request.POST if "learned" in request.POST else None, kept=kept)
    became = _went_on(request, form, found, by=practitioner)
    if became:
        forget_typed(request.path, by=practitioner, at=timezone.now())
        messages.success(request, became)
        return redirect("joint:one-own-learning", learning_id)
    shown = {"found": found, "form": form, "next": found.may(Side.THEIRS), "team": None}
    return render(request, "joint/one_learning.jinja", shown)


def _went_on(
    request: HttpRequest, form: forms.Learned, found: Shared, *, by: actions.Either
) -> str:
    """Do what was chosen and return what to say; nothing where the form says what is wrong."""
    typed = request.POST.get("became", "")
    if typed not in set(Became) or (typed == Became.DONE and not form.is_valid()):
        return ""
    became = Became(typed)
    learned = form.cleaned_data["learned"] if became is Became.DONE else ""
    try:
        actions.go_on(found.learning, became=became, learned=learned, by=by, at=timezone.now())
    except Refused as refusal:
        return str(refusal)
    return became.label
