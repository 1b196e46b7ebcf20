"""Pages of somebody's plan: read it, write the next version, choose, give a copy."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alongside.access import actions as access
from alongside.access.deciding import Action
from alongside.careplans import actions, forms, queries
from alongside.careplans.comparing import compared
from alongside.careplans.copies import made_copy
from alongside.careplans.models import CarePlan, CopyGiven
from alongside.careplans.shape import shape_for, shape_posted
from alongside.caseload.frameworks import framework_of
from alongside.caseload.models import Episode
from alongside.caseload.queries import coordinator_for, episodes_for
from alongside.documents import actions as documents
from alongside.documents.making import Language, Made, Unprintable
from alongside.documents.models import Sent
from alongside.drafts.actions import forget
from alongside.drafts.queries import draft_for
from alongside.kernel.period import day_of
from alongside.people.models import Person
from alongside.people.queries import person_for
from alongside.policy.frameworks import FRAMEWORKS, Framework
from alongside.policy.values import Nation
from alongside.policy.zones import ZONES
from alongside.staff.models import Worker
from alongside.staff.signed_in import or_404, with_worker


def _opened(request: HttpRequest, worker: Worker, person_id: UUID) -> Person:
    """Return somebody whose plan this worker may see, and write down that it was opened."""
    person = or_404(person_for, worker, person_id)
    access.log_opening([person.pk], page=request.path, by=worker, at=timezone.now())
    return person


def _episode(worker: Worker, person: Person) -> Episode:
    """Return the open episode in which this worker may write plans, or the page of nothing."""
    teams = worker.actor.teams_where(Action.PLAN_CARE)
    found = episodes_for(worker).filter(person=person, team__in=teams)
    episode = found.select_related("team__service").order_by("began_on").first()
    if episode is None:
        raise Http404
    return episode


def _may_write(worker: Worker, person: Person) -> bool:
    teams = worker.actor.teams_where(Action.PLAN_CARE)
    return episodes_for(worker).filter(person=person, team__in=teams).exists()


def _about(person: Person) -> dict[str, Any]:
    return {"person": person, "today": day_of(timezone.now())}


@with_worker
@require_safe
def plan(request: HttpRequest, worker: Worker, person_id: UUID) -> HttpResponse:
    """Show the newest version of somebody's plan, with all earlier ones."""
    person = _opened(request, worker, person_id)
    current = queries.current_plan_for(worker, person_id)
    return _show(request, worker, person, current)


@with_worker
@require_safe
def version(request: HttpRequest, worker: Worker, person_id: UUID, plan_id: UUID) -> HttpResponse:
    """Show one version of somebody's plan, as it was written."""
    person = _opened(request, worker, person_id)
    found = or_404(queries.plan_for, worker, person_id, plan_id)
    return _show(request, worker, person, found)


def _show(
    request: HttpRequest, worker: Worker, person: Person, shown: CarePlan | None
) -> HttpResponse:
    versions = list(queries.plans_for(worker, person.pk))
    return render(
        request,
        "careplans/plan.jinja",
        _about(person)
        | {
            "plan": shown,
            "framework": FRAMEWORKS[shown.framework] if shown else None,
            "kinds": forms.KINDS,
            "areas": forms.AREAS,
            "zones": ZONES,
            "newest": versions[0] if versions else None,
            "versions": versions,
            "beside": queries.beside_for(worker, shown) if shown else [],
            "may_write": _may_write(worker, person),
        },
    )


@with_worker
@require_http_methods(["GET", "POST"])
def write(request: HttpRequest, worker: Worker, person_id: UUID) -> HttpResponse:
    """Ask for the next version of a plan, beginning with what the last one says."""
    person = _opened(request, worker, person_id)
    episode = _episode(worker, person)
    framework = framework_of(episode, on=day_of(timezone.now()))
    current = queries.current_plan_for(worker, person_id)
    if request.method == "POST":
        form = _posted(request.POST, framework)
        if "more" not in request.POST and form.is_valid():
            return _written(request, worker, episode, form)
    elif current and queries.beside_for(worker, current):
        messages.warning(request, "Choose first which of these versions goes on")
        return redirect("careplans:choice", person_id)
    else:
        form = _begun(request, worker, framework, current)
    shown = {"form": form, "framework": framework, "episode": episode, "has_version": current}
    return render(request, "careplans/write.jinja", _about(person) | shown)


def _begun(
    request: HttpRequest, worker: Worker, framework: Framework, current: CarePlan | None
) -> forms.PlanForm:
    """Return the form with what the last version says, or with what was typed and not sent."""
    text = actions.text_of(current) if current else actions.PlanText()
    kept = draft_for(worker.account_id, request.path)
    return forms.PlanForm(
        framework=framework,
        shape=shape_posted(kept.fields) if kept else shape_for(text),
        initial=forms.boxes_of(text, based_on=current.pk if current else None),
        kept=kept,
    )


def _posted(typed: QueryDict, framework: Framework) -> forms.PlanForm:
    """Read what was typed; a button that asks for more room only gives more room."""
    shape = shape_posted(typed)
    if "more" not in typed:
        return forms.PlanForm(typed, framework=framework, shape=shape)
    shape = shape.with_more(str(typed["more"]))
    return forms.PlanForm(framework=framework, shape=shape, again=typed)


def _written(
    request: HttpRequest, worker: Worker, episode: Episode, form: forms.PlanForm
) -> HttpResponse:
    based_on, now = form.cleaned_data["based_on"], timezone.now()
    before = queries.plan_for(worker, episode.person_id, based_on) if based_on else None
    new = actions.write_plan(episode, text=form.text, based_on=before, by=worker, at=now)
    forget(request.path, by=worker.account_id, at=now)
    if queries.beside_for(worker, new):
        messages.warning(
            request,
            "Somebody else wrote a version while you were writing. Both are kept: choose one",
        )
        return redirect("careplans:choice", episode.person_id)
    messages.success(request, f"Version {new.number} of the plan is kept")
    return redirect("careplans:plan", episode.person_id)


@with_worker
@require_safe
def choice(request: HttpRequest, worker: Worker, person_id: UUID) -> HttpResponse:
    """Show the versions that were written at the same time, part by part, to choose from."""
    person = _opened(request, worker, person_id)
    current = queries.current_plan_for(worker, person_id)
    others = queries.beside_for(worker, current) if current else []
    if not current or not others:
        return redirect("careplans:plan", person_id)
    versions = [*others, current]
    shown = {
        "versions": versions,
        "parts": compared(versions),
        "may_write": _may_write(worker, person),
    }
    return render(request, "careplans/choice.jinja", _about(person) | shown)


@with_worker
@require_POST
def choose(request: HttpRequest, worker: Worker, person_id: UUID, plan_id: UUID) -> HttpResponse:
    """Choose one of the versions that were written side by side."""
    person = _opened(request, worker, person_id)
    _episode(worker, person)
    chosen = or_404(queries.plan_for, worker, person_id, plan_id)
    others = queries.beside_for(worker, chosen)
    if others:
        new = actions.choose(chosen, instead_of=others, by=worker, at=timezone.now())
        messages.success(request, f"Version {chosen.number} goes on as version {new.number}")
    return redirect("careplans:plan", person_id)


def _made(worker: Worker, person: Person, shown: CarePlan, wanted: Mapping[str, Any]) -> Made:
    episode = shown.episode
    framework = FRAMEWORKS[shown.framework]
    nation = Nation(episode.team.service.nation)
    now = timezone.now()
    return made_copy(
        shown,
        person,
        coordinator=coordinator_for(worker, person.pk, team_id=episode.team_id, at=now),
        review_on=framework.review_due_on(day_of(shown.written_at), nation=nation),
        large_print=wanted.get("print") == "large",
        language=Language.WELSH if wanted.get("in") == "welsh" else Language.ENGLISH,
    )


@with_worker
@require_safe
def paper(request: HttpRequest, worker: Worker, person_id: UUID, plan_id: UUID) -> HttpResponse:
    """Print a version: `?print=large` for 16 point, `?in=welsh` for Welsh."""
    person = _opened(request, worker, person_id)
    found = or_404(queries.plan_for, worker, person_id, plan_id)
    try:
        made = _made(worker, person, found, request.GET)
    except Unprintable as reason:
        messages.warning(request, str(reason))
        return redirect("careplans:version", person_id, plan_id)
    named = {"Content-Disposition": 'inline; filename="plan.pdf"'}  # of nobody
    return HttpResponse(made.pdf, content_type="application/pdf", headers=named)


_ON_PAPER = {
    CopyGiven.Form.PRINT: {},
    CopyGiven.Form.LARGE_PRINT: {"print": "large"},
    CopyGiven.Form.WELSH: {"in": "welsh"},
}


@with_worker
@require_http_methods(["GET", "POST"])
def give_copy(request: HttpRequest, worker: Worker, person_id: UUID, plan_id: UUID) -> HttpResponse:
    """Ask how the person was given a copy, and keep what was given as it was."""
    person = _opened(request, worker, person_id)
    _episode(worker, person)
    found = or_404(queries.plan_for, worker, person_id, plan_id)
    kept = draft_for(worker.account_id, request.path)
    today = {"given_on": day_of(timezone.now())}
    form = forms.CopyForm(request.POST or None, kept=kept, initial=today)
    if form.is_valid() and _given(worker, person, found, form):
        forget(request.path, by=worker.account_id, at=timezone.now())
        messages.success(request, "What they were given is recorded")
        return redirect("careplans:plan", person_id)
    shown = {"plan": found, "form": form}
    return render(request, "careplans/copy.jinja", _about(person) | shown)


def _given(worker: Worker, person: Person, plan: CarePlan, form: forms.CopyForm) -> bool:
    """Record what was given, or say in the form why the paper cannot be printed."""
    try:
        sent = _kept(worker, person, plan, form.cleaned_data)
    except Unprintable as reason:
        form.add_error("form", str(reason))
        return False
    document_id, now = sent.pk if sent else None, timezone.now()
    actions.give_copy(plan, **form.cleaned_data, document_id=document_id, by=worker, at=now)
    return True


def _kept(worker: Worker, person: Person, plan: CarePlan, said: Mapping[str, Any]) -> Sent | None:
    """Keep the paper that was given; none for what was shown, read aloud or not wanted."""
    if said["form"] not in _ON_PAPER:
        return None
    return documents.keep(
        _made(worker, person, plan, _ON_PAPER[said["form"]]),
        team_id=plan.episode.team_id,
        person_id=person.pk,
        addressee=person.full_name,
        how_given=Sent.HowGiven.BY_HAND,
        given_on=said["given_on"],
        by=worker,
        at=timezone.now(),
    )
