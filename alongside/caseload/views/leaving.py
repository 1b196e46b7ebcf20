"""Moving to another team, and leaving."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from alongside.access import actions as access
from alongside.access.deciding import Action
from alongside.caseload import forms, leaving, queries
from alongside.caseload.frameworks import framework_of
from alongside.caseload.models import Discharge, Transfer
from alongside.caseload.views.finding import (
    ask,
    done,
    in_our_care,
    kept,
    opened,
    or_care_page,
    today,
)
from alongside.kernel.period import day_of
from alongside.kernel.rules import Refused
from alongside.nhsuk.forms import Form
from alongside.people.coming_back import is_in_our_care
from alongside.people.models import Person
from alongside.policy.discharge import Ground, may_discharge
from alongside.policy.frameworks import FRAMEWORKS, levels_of
from alongside.staff.models import Worker
from alongside.staff.queries import services_for
from alongside.staff.signed_in import or_404, with_worker

CARE = "caseload:care"


@with_worker
@require_safe
def care(request: HttpRequest, worker: Worker, person_id: UUID) -> HttpResponse:
    """Show somebody's episodes of care here: who co-ordinates, pauses, transfers, discharges."""
    person = opened(request, worker, person_id)
    episode = queries.episode_of_for(worker, person_id, team_ids=worker.team_ids)
    team_id = episode.team_id if episode else None
    left = list(queries.past_discharges_for(worker, person_id))
    ends = worker.actor.teams_where(Action.DISCHARGE)
    transfer = queries.transfer_of_for(worker, person_id)
    framework = framework_of(episode, on=day_of(timezone.now())) if episode else None
    return render(
        request,
        "caseload/care.jinja",
        {
            "person": person,
            "episode": episode,
            "coordinator": queries.coordinator_for(
                worker, person_id, team_id=team_id, at=timezone.now()
            )
            if team_id
            else None,
            "framework": framework,
            "has_levels": framework is not None and bool(levels_of(framework)),
            "levels": queries.levels_for(worker, episode) if episode else [],
            "frameworks": FRAMEWORKS,
            "pause": queries.pause_of_for(worker, episode, on=today()) if episode else None,
            "discharges": left,
            "may_tell": any(each.episode.team_id in ends for each in left),
            "may_return": episode is None and _may_return(worker, person, left),
            "transfer": transfer,
            "met_by": queries.met_transfer_for(worker, episode) if episode else None,
            "may_answer": transfer is not None and _may_answer(worker, transfer),
            "may_give_up": transfer is not None and _may_give_up(worker, transfer),
            "grounds": {each.value: each.label for each in Ground},
            "may": {
                action.name: team_id is not None and worker.may(action, team_id=team_id)
                for action in (Action.ALLOCATE, Action.PLAN_CARE, Action.DISCHARGE)
            },
        },
    )


@with_worker
@require_http_methods(["GET", "POST"])
@or_care_page
def offer(request: HttpRequest, worker: Worker, person_id: UUID) -> HttpResponse:
    """Ask to which team care is to move, and offer it."""
    person = opened(request, worker, person_id)
    episode = in_our_care(worker, person_id, Action.DISCHARGE)
    teams = {
        team.pk: team
        for service in services_for(worker)
        for team in service.teams.all()
        if team.keeps_caseload and team.pk != episode.team_id
    }
    named = [(team.pk, team.name) for team in teams.values()]
    form = forms.OfferTransfer(request.POST or None, teams=named, kept=kept(request))
    if form.is_valid():
        said = form.cleaned_data
        try:
            leaving.offer_transfer(
                episode,
                to_team=teams.get(said.get("to_team") or 0),
                to_service=said["to_service"],
                why=said["why"],
                by=worker,
                at=timezone.now(),
            )
        except Refused as refusal:
            form.add_error("to_service", str(refusal))
        else:
            says = "The transfer is offered. Care stays with us until they have met"
            return done(request, says, CARE, person_id)
    return ask(request, person, form, f"Move {person.name_to_use}’s care to another team")


@with_worker
@require_safe
def transfers(request: HttpRequest, worker: Worker) -> HttpResponse:
    """Show the transfers on their way, from this worker's teams and to them."""
    if not worker.team_ids:
        raise Http404
    found = list(queries.transfers_for(worker))
    people = {transfer.person_id for transfer in found}
    access.log_opening(sorted(people), page=request.path, by=worker, at=timezone.now())
    return render(request, "caseload/transfers.jinja", {"transfers": found, "own": worker.team_ids})


def _step(
    title: str,
    form: type[Form],
    act: Callable[..., object],
    says: str,
    *,
    may: Callable[[Worker, Transfer], bool],
) -> Callable[..., HttpResponse]:
    """Make the page of one step of a transfer: what it asks, and the action that it calls."""

    @with_worker
    @require_http_methods(["GET", "POST"])
    def page(request: HttpRequest, worker: Worker, person_id: UUID) -> HttpResponse:
        person = opened(request, worker, person_id)
        transfer: Transfer = or_404(queries.transfer_of_for, worker, person_id)
        if not may(worker, transfer):
            raise Http404
        asked = form(request.POST or None, kept=kept(request))
        if asked.is_valid():
            try:
                act(transfer, **asked.cleaned_data, by=worker, at=timezone.now())
            except Refused as refusal:
                asked.add_error(next(iter(asked.fields)), str(refusal))
            else:
                # The team it was offered to may not see the person any more.
                about = [person_id] if transfer.episode.team_id in worker.team_ids else []
                return done(request, says, CARE if about else "caseload:transfers", *about)
        return ask(request, person, asked, title, transfer=transfer)

    return page


def _may_give_up(worker: Worker, transfer: Transfer) -> bool:
    """Whether one of the two teams is this worker's."""
    teams = worker.actor.teams_where(Action.DISCHARGE)
    return transfer.to_team_id in teams or transfer.episode.team_id in teams


def _may_answer(worker: Worker, transfer: Transfer) -> bool:
    """Whether this worker speaks for the new team: a team of ours speaks for itself."""
    team_id = transfer.to_team_id or transfer.episode.team_id
    return worker.may(Action.DISCHARGE, team_id=team_id)


accept = _step(
    "Another team takes over",
    forms.AcceptTransfer,
    leaving.accept_transfer,
    "The new team has accepted. Care stays with us until they have met",
    may=_may_answer,
)
met = _step(
    "The new team has met them",
    forms.FirstMeeting,
    leaving.record_first_meeting,
    "They have met. Our care may end now",
    may=_may_answer,
)
abandon = _step(
    "Care stays here",
    forms.AbandonTransfer,
    leaving.abandon_transfer,
    "Care goes on here",
    may=_may_give_up,
)


@with_worker
@require_http_methods(["GET", "POST"])
@or_care_page
def discharge(request: HttpRequest, worker: Worker, person_id: UUID) -> HttpResponse:
    """Ask why care ends and what was done before, and end it or say every reason why not."""
    person = opened(request, worker, person_id)
    episode = in_our_care(worker, person_id, Action.DISCHARGE)
    met_by = queries.met_transfer_for(worker, episode)
    summaries = queries.summaries_for(worker, episode)
    known = {
        "gp_informed": bool(summaries),
        "receiving_service": met_by.to if met_by else "",
        "receiving_service_accepted": met_by is not None,
        "first_contact_made": met_by is not None,
    }
    form = forms.DischargeForm(request.POST or None, initial=known, kept=kept(request))
    if form.is_valid():
        said = form.cleaned_data
        about = leaving.Leaving(said["explanation"], said["receiving_service"], said["way_back"])
        try:
            left = leaving.discharge(
                episode, facts=form.facts, leaving=about, by=worker, at=timezone.now()
            )
        except Refused as refusal:
            for objection in refusal.objections:
                form.add_error(form.ANSWERS[objection.id], objection.sentence)
            if not refusal.objections:  # somebody else has ended this care meanwhile
                form.add_error("ground", str(refusal))
        else:
            has_died = form.cleaned_data["ground"] is Ground.DIED
            way_back = "" if has_died else ". The way back is open"
            says = ". ".join([f"Our care has ended{way_back}", *left.also])
            return done(request, says, CARE, person_id)
    shown = {"person": person, "form": form, "episode": episode, "policy": may_discharge}
    return render(request, "caseload/discharge.jinja", shown | {"summaries": summaries})


def _may_return(worker: Worker, person: Person, left: list[Discharge]) -> bool:
    """Whether a worker takes in referrals, and somebody who left is in nobody's care here."""
    has_died = person.died_on or any(each.ground == Ground.DIED.value for each in left)
    if not left or has_died or not worker.may(Action.TAKE_IN_REFERRALS):
        return False
    return not is_in_our_care(person)
