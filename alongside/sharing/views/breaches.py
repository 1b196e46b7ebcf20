"""Pages of breaches of confidentiality."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from alongside.drafts.actions import forget
from alongside.drafts.queries import draft_for
from alongside.kernel.rules import Refused
from alongside.people.for_a_reason import in_clear
from alongside.policy.disclosing import BreachStep
from alongside.sharing import breaches, forms
from alongside.staff.models import Worker
from alongside.staff.queries import own_teams_for
from alongside.staff.signed_in import account_of, or_404, with_worker


@with_worker
@require_safe
def listed(request: HttpRequest, worker: Worker) -> HttpResponse:
    """Show the breaches that somebody follows up or reported."""
    _works_here(worker)
    found = breaches.breaches_for(worker)
    shown = {
        "open": [each for each in found if not each.is_closed],
        "closed": [each for each in found if each.is_closed],
    }
    return render(request, "sharing/breaches.jinja", shown)


@with_worker
@require_http_methods(["GET", "POST"])
def report(request: HttpRequest, worker: Worker) -> HttpResponse:
    """Ask what came to those who had no right to it: anybody who works here may report it."""
    _works_here(worker)
    teams = own_teams_for(worker)
    form = forms.ReportBreach(
        request.POST or None,
        teams=list(teams),
        initial={"about_whom": request.GET.get("about", ""), "happened_on": _asked_day(request)},
        kept=draft_for(account_of(request), request.path),
    )
    if form.is_valid():
        told, now = form.cleaned_data, timezone.now()
        kept = breaches.report_breach(
            teams.get(pk=told["team"]), happened_on=told["happened_on"],
            about_whom=told["about_whom"], what=told["what"], by=worker, at=now,
        )  # fmt: skip
        forget(request.path, by=account_of(request), at=now)
        messages.success(request, "It is reported to the manager and the privacy officer")
        return redirect("sharing:breach", kept.pk)
    return render(request, "sharing/report_breach.jinja", {"form": form})


@with_worker
@require_http_methods(["GET", "POST"])
def followed(request: HttpRequest, worker: Worker, breach_id: UUID) -> HttpResponse:
    """Show one breach with what was done, and ask for the next step."""
    found = or_404(breaches.breach_for, worker, breach_id)
    form = None
    if breaches.may_follow(worker, found.breach) and not found.is_closed:
        kept = draft_for(account_of(request), request.path)
        form = forms.FollowBreach(request.POST or None, kept=kept)
    if form and form.is_valid():
        now = timezone.now()
        try:
            breaches.follow_up(found.breach, **form.cleaned_data, by=worker, at=now)
        except Refused as refusal:
            form.add_error(refusal.about, str(refusal))
        else:
            forget(request.path, by=account_of(request), at=now)
            messages.success(request, "It is kept")
            return redirect("sharing:breach", breach_id)
    shown = {
        "found": found,
        "what": in_clear(found.breach, "what"),
        "form": form,
        "labels": {each.value: each.label.split(":", maxsplit=1)[0] for each in BreachStep},
    }
    return render(request, "sharing/breach.jinja", shown)


def _asked_day(request: HttpRequest) -> date | None:
    """Return the day that another page knows already."""
    try:
        return date.fromisoformat(request.GET.get("on", ""))
    except ValueError:
        return None


def _works_here(worker: Worker) -> None:
    """Hold it to those with a role in a team; whoever left rings up."""
    if not any(team > 0 for team in worker.roles):
        raise Http404
