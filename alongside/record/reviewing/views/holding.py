"""A review as it is prepared, recorded and read again."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from alongside.careplans import actions
from alongside.careplans import queries as careplans
from alongside.careplans.models import Review
from alongside.caseload.queries import coordinator_for
from alongside.drafts.actions import forget
from alongside.drafts.queries import draft_for
from alongside.kernel.period import day_of
from alongside.kernel.rules import Refused
from alongside.people.models import Person
from alongside.policy.reviewing import TakesPart, TookPartHow
from alongside.record.reviewing import forms, queries
from alongside.record.reviewing import since as told
from alongside.record.reviewing.views.asking import (
    MAY_HOLD,
    MAY_PLAN,
    about,
    in_care,
    in_care_or_404,
    opened,
    review_by,
)
from alongside.staff.models import Worker
from alongside.staff.signed_in import or_404, with_worker


@with_worker
@require_safe
def review(request: HttpRequest, worker: Worker, person_id: UUID, review_id: UUID) -> HttpResponse:
    """Show a review: prepared while it is planned; as it was recorded once it was held."""
    person = opened(request, worker, person_id)
    found = or_404(careplans.review_for, worker, person_id, review_id)
    episode = in_care(worker, person, MAY_PLAN)
    shown = about(worker, person, episode) | {"review": found}
    shown["may_hold"] = in_care(worker, person, MAY_HOLD) is not None
    if found.held_on:
        shown |= {"since": told.read(found.since_last), "took_part": _took_part(found)}
        return render(request, "record/reviewing/held.jinja", shown)
    now = timezone.now()
    shown["since"] = queries.since_for(worker, found.episode, on=day_of(now), at=now)
    return render(request, "record/reviewing/prepared.jinja", shown)


def _took_part(review: Review) -> list[tuple[str, str, str]]:
    """Return who took part, as what and how, in the words that people read."""
    as_what = {each.value: each.label for each in TakesPart}
    how = {each.value: each.label for each in TookPartHow}
    return [
        (
            each.get("name", ""),
            as_what.get(each.get("as", ""), each.get("as", "")),
            how.get(each.get("how", ""), each.get("how", "")),
        )
        for each in review.who_took_part
    ]


@with_worker
@require_http_methods(["GET", "POST"])
def hold(request: HttpRequest, worker: Worker, person_id: UUID, review_id: UUID) -> HttpResponse:
    """Ask what a review found, record it, and plan the next one."""
    person = opened(request, worker, person_id)
    episode = in_care_or_404(worker, person, MAY_HOLD)
    found = or_404(careplans.review_for, worker, person_id, review_id)
    if found.held_on:
        messages.warning(request, "This review is recorded already. Here it is")
        return redirect("reviewing:review", person_id, review_id)
    form = _held_form(request, worker, found)
    if form.is_valid() and "more" not in request.POST:
        try:
            _held(worker, found, form)
        except Refused as refusal:
            form.add_error("held_on", str(refusal))
        else:
            return _after_holding(request, worker, person, form)
    shown = about(worker, person, episode) | {"review": found, "form": form}
    return render(request, "record/reviewing/hold.jinja", shown)


def _held_form(request: HttpRequest, worker: Worker, review: Review) -> forms.HeldForm:
    today, by = day_of(timezone.now()), review_by(review.episode)
    if request.method == "POST":
        rows, typed = forms.rows_of(request.POST), request.POST
        if "more" not in typed:
            return forms.HeldForm(typed, rows=rows, review_by=by, today=today)
        rows = min(rows + 1, forms.MOST_ROWS)
        return forms.HeldForm(rows=rows, review_by=by, today=today, again=typed)
    kept = draft_for(worker.account_id, request.path)
    people = _expected(worker, review)
    rows = max(len(people) + 1, forms.rows_of(kept.fields) if kept else 0)
    begins = {"held_on": min(review.planned_for, today), "next_on": by(today)}
    return forms.HeldForm(
        rows=rows,
        review_by=by,
        today=today,
        initial=begins | forms.boxes_of(people),
        kept=kept,
    )


def _expected(worker: Worker, review: Review) -> list[tuple[str, str]]:
    """Return who is likely to take part: the person, their co-ordinator, whoever was invited."""
    team_id, now = review.episode.team_id, timezone.now()
    named = coordinator_for(worker, review.person_id, team_id=team_id, at=now)
    people = {review.person.full_name: TakesPart.PERSON.value}
    if named:
        people[named.name] = TakesPart.COORDINATOR.value
    for each in review.invitations.all():
        people.setdefault(each.name, each.as_what)
    people.setdefault(worker.name, TakesPart.TEAM.value)
    return list(people.items())[: forms.MOST_ROWS - 1]


def _held(worker: Worker, review: Review, form: forms.HeldForm) -> Review:
    now, held_on = timezone.now(), form.cleaned_data["held_on"]
    prepared = queries.since_for(worker, review.episode, on=held_on, at=now)
    return actions.hold_review(
        review,
        text=actions.ReviewText(**form.text, since_last=told.kept(prepared)),
        plan=careplans.current_plan_for(worker, review.person_id),
        next_one=actions.Appointment(form.cleaned_data["next_on"]),
        why_later=form.cleaned_data["why_later"],
        by=worker,
        at=now,
    )


def _after_holding(
    request: HttpRequest, worker: Worker, person: Person, form: forms.HeldForm
) -> HttpResponse:
    forget(request.path, by=worker.account_id, at=timezone.now())
    if form.cleaned_data["plan_stands"]:
        messages.success(request, "The review is recorded, and the next one is planned")
        return redirect("reviewing:list", person.pk)
    messages.success(
        request, "The review is recorded, and the next one is planned. Now write what changes"
    )
    return redirect("careplans:write", person.pk)
