"""Planning visits, moving them, calling them off; a team's day."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from alongside.access.actions import log_opening
from alongside.access.deciding import Action
from alongside.contacts import actions, forms, queries
from alongside.contacts.foreseeing import Foreseen, Wanted
from alongside.contacts.models import PlannedVisit
from alongside.contacts.views.asking import (
    About,
    about,
    interpreter_of,
    may_record,
    person_opened,
    today,
)
from alongside.kernel.period import day_of
from alongside.kernel.rules import Refused
from alongside.nhsuk.addresses import back_to
from alongside.nhsuk.words import plural
from alongside.partners.queries import joint_days_for
from alongside.people.queries import wishes_in_short_for
from alongside.policy.values import Nation
from alongside.referrals.figures import screenings_planned
from alongside.referrals.needs import interpreters_told
from alongside.staff.models import Worker
from alongside.staff.own_values import values_in_team_for
from alongside.staff.queries import colleagues_for, teams_where_for
from alongside.staff.signed_in import or_404, with_worker

A_DAY, PAST_SHOWN = timedelta(days=1), 50


@with_worker
@require_safe
def of_person(request: HttpRequest, worker: Worker, person_id: UUID) -> HttpResponse:
    """Show the visits planned to somebody, those to come first."""
    person = person_opened(request, worker, person_id)
    visits, now = queries.visits_of_person_for(worker, person.pk), timezone.now()
    return render(
        request,
        "contacts/visits.jinja",
        {
            "person": person,
            "today": today(),
            "now": now,
            "coming": list(visits.filter(planned_for__gte=now)),
            "past": list(visits.filter(planned_for__lt=now).order_by("-planned_for")[:PAST_SHOWN]),
            "past_shown": PAST_SHOWN,
            "may_record": may_record(worker, person.pk),
        },
    )


@with_worker
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, worker: Worker, person_id: UUID) -> HttpResponse:
    """Ask when somebody is to be seen and by whom, and plan it, once or again and again."""
    asked = about(request, worker, person_id)
    form = forms.VisitForm(
        request.POST or None,
        choices=asked.choices,
        initial={"worker": worker, "planned_for": _next_hour()},
    )
    foreseen: list[Foreseen] = []
    if form.is_valid():
        foreseen = _foreseen(asked, form)
        if (not foreseen or form.cleaned_data["despite"]) and (told := _planned(asked, form)):
            messages.success(request, told)
            return redirect("contacts:visits", person_id)
    return render(request, "contacts/plan.jinja", _page(asked, form, foreseen))


def _planned(asked: About, form: forms.VisitForm) -> str:
    """Plan one visit or many, and say so; or say in the form why that cannot be."""
    text, again, now = form.text(asked.person, asked.team_id), form.again, timezone.now()
    try:
        if again:
            visits = actions.plan_visits(text, again, by=asked.worker, at=now)
            return f"{plural(len(visits), 'visit was', 'visits were')} planned"
        actions.plan_visit(text, by=asked.worker, at=now)
    except Refused as refusal:
        form.add_error("planned_for", str(refusal))
        return ""
    return "The visit was planned"


def _foreseen(
    asked: About, form: forms.MoveForm, but: PlannedVisit | None = None
) -> list[Foreseen]:
    cleaned = form.cleaned_data
    goes = [each for each in (cleaned["worker"], cleaned["second_worker"]) if each]
    wanted = Wanted(
        person_id=asked.person.pk,
        worker_ids=frozenset(each.pk for each in goes),
        moments=form.moments,
        minutes=cleaned["minutes"],
        nation=Nation(asked.team.service.nation),
        partner_kind=cleaned["partner"].kind if cleaned["partner"] else "",
        values=values_in_team_for(asked.worker, asked.team_id),
        joint_days=joint_days_for(asked.worker, asked.team_id, cleaned["partner"], on=today()),
        but=but.pk if but else None,
    )
    return queries.foreseen_for(asked.worker, wanted, now=timezone.now())


def _page(asked: About, form: forms.MoveForm, foreseen: list[Foreseen]) -> dict[str, Any]:
    return {
        "form": form,
        "person": asked.person,
        "facts": asked.facts,
        "told": asked.told,
        "today": today(),
        "foreseen": foreseen,
    }


def _next_hour() -> Any:
    return timezone.now().replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)


@with_worker
@require_safe
def one(request: HttpRequest, worker: Worker, visit_id: UUID) -> HttpResponse:
    """Show one planned visit."""
    visit = or_404(queries.visit_for, worker, visit_id)
    person = person_opened(request, worker, visit.person_id)
    contacts = queries.contacts_for(worker, person.pk).standing().filter(visit=visit)
    context = {
        "visit": visit,
        "person": person,
        "told": interpreter_of(worker, person),
        "today": today(),
        "now": timezone.now(),
        "contacts": list(contacts),
        "wishes": wishes_in_short_for(worker, person.pk),
        "may_record": may_record(worker, person.pk),
        "is_todays": day_of(visit.planned_for) <= today(),
    }
    return render(request, "contacts/visit.jinja", context)


@with_worker
@require_http_methods(["GET", "POST"])
def move(request: HttpRequest, worker: Worker, visit_id: UUID) -> HttpResponse:
    """Ask what changes about a visit, and change it."""
    visit = or_404(queries.visit_for, worker, visit_id)
    asked = about(request, worker, visit.person_id)
    form = forms.MoveForm(request.POST or None, choices=asked.choices, initial=_as_planned(visit))
    foreseen: list[Foreseen] = []
    if form.is_valid():
        foreseen = _foreseen(asked, form, but=visit)
        if (not foreseen or form.cleaned_data["despite"]) and _moved(worker, visit, form):
            messages.success(request, "The visit was changed")
            return redirect("contacts:visit", visit.pk)
    context = _page(asked, form, foreseen) | {"visit": visit}
    return render(request, "contacts/move.jinja", context)


def _as_planned(visit: PlannedVisit) -> dict[str, Any]:
    names = [name for name in forms.MoveForm.base_fields if name != "despite"]
    return {name: getattr(visit, name) for name in names}


def _moved(worker: Worker, visit: PlannedVisit, form: forms.MoveForm) -> bool:
    text = form.text(visit.person, visit.team_id)
    try:
        actions.move_visit(visit, text=text, by=worker, at=timezone.now())
    except Refused as refusal:
        form.add_error("planned_for", str(refusal))
        return False
    return True


@with_worker
@require_http_methods(["GET", "POST"])
def call_off(request: HttpRequest, worker: Worker, visit_id: UUID) -> HttpResponse:
    """Ask why a visit is called off, and call it off."""
    visit = or_404(queries.visit_for, worker, visit_id)
    asked = about(request, worker, visit.person_id)
    form = forms.CallOffForm(request.POST or None)
    if form.is_valid():
        try:
            because = form.cleaned_data["because"]
            actions.call_off(visit, because=because, by=worker, at=timezone.now())
        except Refused as refusal:
            form.add_error("because", str(refusal))
        else:
            messages.success(request, "The visit was called off")
            return redirect(back_to(request, reverse("contacts:visit", args=[visit.pk])))
    context = {"form": form, "visit": visit, "person": asked.person, "today": today()}
    return render(request, "contacts/call_off.jinja", context)


@with_worker
@require_safe
def day(request: HttpRequest, worker: Worker) -> HttpResponse:
    """Show what a team, or one worker of it, visits on a day."""
    teams = list(teams_where_for(worker, Action.SEE_PEOPLE))
    team = next((t for t in teams if str(t.pk) == request.GET.get("team")), None) or (
        teams[0] if teams else None
    )
    if team is None:
        raise Http404
    shown, now = _day_asked(request), timezone.now()
    visits = queries.visits_of_team_for(worker, team.pk, shown)
    colleagues = list(colleagues_for(worker, on=shown, team_ids=[team.pk]))
    of = next((c for c in colleagues if str(c.pk) == request.GET.get("worker")), None)
    found = [v for v in visits if of is None or of.pk in (v.worker_id, v.second_worker_id)]
    sessions = screenings_planned(shown, team_ids=[team.pk], who=of.pk if of else None)
    people = {v.person_id for v in found} | {s.person_id for s in sessions if s.person_id}
    log_opening(sorted(people), page=request.path, by=worker, at=now)
    return render(
        request,
        "contacts/day.jinja",
        {
            "teams": teams,
            "team": team,
            "colleagues": colleagues,
            "of": of,
            "day": shown,
            "yesterday": shown - A_DAY,
            "tomorrow": shown + A_DAY,
            "today": today(),
            "now": now,
            "visits": found,
            "sessions": sessions,
            "told": interpreters_told({v.person_id for v in found}, team_ids=[team.pk]),
            "may_record": worker.may(Action.RECORD_CONTACTS, team_id=team.pk),
        },
    )


def _day_asked(request: HttpRequest) -> date:
    """Return the day that the address asks for; today when it asks for none that there is."""
    try:
        asked = date.fromisoformat(request.GET.get("day", ""))
    except ValueError:
        return today()
    return asked if 1950 <= asked.year <= 2200 else today()
