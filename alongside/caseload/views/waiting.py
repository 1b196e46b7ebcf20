"""The waiting list, and the way from it into care."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from alongside.access import actions as access
from alongside.access.deciding import Action
from alongside.caseload import actions, forms, queries
from alongside.caseload.choosing import Choices, Load, choices_for, loads_for
from alongside.caseload.views.finding import ask, done, kept, opened, today
from alongside.kernel.rules import Refused
from alongside.policy.allocation import ORDER as CANDIDATES
from alongside.policy.allocation import AllocationFacts
from alongside.policy.frameworks import FRAMEWORKS, levels_of
from alongside.policy.waiting import ORDER
from alongside.referrals.models import Referral
from alongside.staff.hours import part_of_week
from alongside.staff.models import Team, Worker
from alongside.staff.queries import framework_of_service_for, team_for, teams_for
from alongside.staff.signed_in import or_404, with_worker


@with_worker
@require_safe
def waiting(request: HttpRequest, worker: Worker) -> HttpResponse:
    """Show who was accepted and waits, in order, each with why they stand where they do."""
    if not worker.team_ids:
        raise Http404
    rows = queries.waiting_for(worker, today=today())
    unplaced, moving = list(queries.unplaced_for(worker)), list(queries.transfers_for(worker))
    shown = [row.person_id for row, _ in rows] + [each.person_id for each in unplaced]
    access.log_opening(
        [each for each in shown if each], page=request.path, by=worker, at=timezone.now()
    )
    return render(
        request,
        "caseload/waiting.jinja",
        {
            "rows": rows,
            "today": today(),
            "rooms": _rooms(worker),
            "moving": moving,
            "moving_to_us": sum(each.to_team_id in worker.team_ids for each in moving),
            "unplaced": unplaced,
            "order": ORDER,
            "allocates_in": worker.actor.teams_where(Action.ALLOCATE),
            "decides_in": worker.actor.teams_where(Action.DECIDE_REFERRALS),
        },
    )


def _rooms(worker: Worker) -> list[tuple[Team, list[Load], list[Load]]]:
    """Return each team with a caseload, its care co-ordinators, and those with room for one."""
    teams = [team for team in teams_for(worker) if team.keeps_caseload]
    loads = [(team, loads_for(worker, team, on=today())) for team in teams]
    return [(team, all_, [one for one in all_ if one.has_room]) for team, all_ in loads]


def _accepted(worker: Worker, referral_id: UUID, action: Action) -> Referral:
    """Return an accepted referral whose person is known, or the page that says nothing."""
    referral = or_404(queries.accepted_for, worker, referral_id)
    if not worker.may(action, team_id=referral.to_team_id):
        raise Http404
    return referral


@with_worker
@require_http_methods(["GET", "POST"])
def place(request: HttpRequest, worker: Worker, referral_id: UUID) -> HttpResponse:
    """Ask how soon somebody needs the team, and place them on the waiting list."""
    referral = _accepted(worker, referral_id, Action.DECIDE_REFERRALS)
    person = opened(request, worker, _person_of(referral))
    form = forms.PlaceInQueue(
        request.POST or None, initial={"priority": referral.priority}, kept=kept(request)
    )
    if form.is_valid():
        since = referral.received_at or timezone.now()
        actions.wait(referral, **form.cleaned_data, since=since, by=worker, at=timezone.now())
        return done(request, f"{person.name_to_use} is on the waiting list", "caseload:waiting")
    title = f"Where does {person.name_to_use} stand on the waiting list?"
    return ask(request, person, form, title, says=" ".join(ORDER))


def _person_of(referral: Referral) -> UUID:
    if referral.person_id is None:
        raise Http404
    return referral.person_id


@with_worker
@require_http_methods(["GET", "POST"])
def allocate(request: HttpRequest, worker: Worker, referral_id: UUID) -> HttpResponse:
    """Show who could co-ordinate somebody's care and why, and begin it with the one chosen."""
    referral = _accepted(worker, referral_id, Action.ALLOCATE)
    person = opened(request, worker, _person_of(referral))
    choices = choices_for(worker, person, referral.to_team, on=today())
    usual = framework_of_service_for(worker, referral.to_team.service, on=today())
    form = forms.BeginCareOnLevel(
        request.POST or None,
        choices=choices,
        levels=levels_of(FRAMEWORKS[usual]),
        initial={"pathway": referral.pathway, "began_on": today(), "framework": usual},
        kept=kept(request),
    )
    if form.is_valid():
        left = queries.past_discharges_for(worker, person.pk).filter(episode=referral.returned_from)
        try:
            actions.take_into_care(
                person,
                team=referral.to_team,
                choice=chosen(form, choices),
                pathway=form.cleaned_data["pathway"],
                began_on=form.cleaned_data["began_on"],
                framework=form.cleaned_data.get("framework", ""),
                referral=referral,
                returned_from=left.first() if referral.returned_from else None,
                by=worker,
                at=timezone.now(),
            )
        except Refused as refusal:
            form.add_error(refusal.about or "worker", str(refusal))
        else:
            says = f"{person.name_to_use} is in our care. Write them the welcome letter"
            return done(request, says, "record:welcome", person.pk)
    shown = {"person": person, "form": form, "choices": choices, "team": referral.to_team}
    return render(request, "caseload/allocate.jinja", shown | {"order": CANDIDATES})


def chosen(form: forms.ChooseCoordinator, choices: Choices) -> actions.Choice:
    """Return the choice that was made, with what it leaves unmet."""
    said = form.cleaned_data
    who, candidate = next(
        (who, each) for who, each in choices.candidates if who.pk == said["worker"]
    )
    return actions.Choice(
        worker=who,
        facts=AllocationFacts(
            may_coordinate=candidate.worker.may_coordinate,
            wishes_asked=choices.asked,
            why_not_asked=said.get("why_not_asked", ""),
            unmet=candidate.unmet,
            why_unmet=said.get("why_unmet", ""),
        ),
        candidates=choices.as_stored(),
        why=said["why"],
    )


@with_worker
@require_safe
def loads(request: HttpRequest, worker: Worker, team_id: int) -> HttpResponse:
    """Show how full each care co-ordinator of a team is, with room left and a warning before."""
    team = or_404(team_for, worker, team_id)
    found = loads_for(worker, team, on=today())
    return render(
        request,
        "caseload/loads.jinja",
        {
            "team": team,
            "may_open": worker.may(Action.ALLOCATE, team_id=team.pk),
            "loads": found,
            "part_of_week": part_of_week,
            "people": sum(load.caseload.people for load in found),
            "room": sum(load.caseload.room_left for load in found),
        },
    )
