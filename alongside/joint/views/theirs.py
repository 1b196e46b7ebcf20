"""A practitioner's own pages: their day, their people, what they record and ask for."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from alongside.joint import forms, returning
from alongside.joint.actions import theirs as actions
from alongside.joint.minimum import Minimum, visits_of_day
from alongside.joint.queries import theirs as queries
from alongside.kernel.period import day_of, months_after
from alongside.kernel.rules import Refused
from alongside.partners.models import Practitioner
from alongside.partners.signed_in import with_practitioner
from alongside.partners.views import as_file
from alongside.staff.signed_in import freshly_signed_in, or_404


@with_practitioner
@require_safe
def day(request: HttpRequest, practitioner: Practitioner, on: str = "") -> HttpResponse:
    """Show the joint visits of a day, what waits for an answer, and what was agreed."""
    today = _today()
    shown_on = _day(on) if on else today
    people = queries.people_for(practitioner)
    visits = visits_of_day(people, shown_on)
    waiting = [(each, who) for who in people for each in who.proposals if each.waits_for_them]
    asked = [(each, who) for who in people for each in who.proposals if each.waits_for_us]
    _log(request, practitioner, [who for _, who in [*visits, *waiting, *asked]])
    shown = {
        "on": shown_on,
        "today": today,
        "before": shown_on - timedelta(days=1),
        "after": shown_on + timedelta(days=1),
        "visits": visits,
        "waiting": waiting,
        "asked": asked,
        "protocols": queries.protocols_for(practitioner),
    }
    return render(request, "joint/day.jinja", shown)


@with_practitioner
@require_safe
def people(request: HttpRequest, practitioner: Practitioner) -> HttpResponse:
    """Show everybody who consents that this practitioner knows of them."""
    found = queries.people_for(practitioner)
    _log(request, practitioner, found)
    return render(request, "joint/people.jinja", {"people": found})


@with_practitioner
@require_safe
def person(request: HttpRequest, practitioner: Practitioner, person_id: UUID) -> HttpResponse:
    """Show the minimum of one person, and nothing more."""
    found = _opened(request, practitioner, person_id)
    return render(request, "joint/person.jinja", {"person": found, "now": timezone.now()})


@with_practitioner
@require_http_methods(["GET", "POST"])
def record(request: HttpRequest, practitioner: Practitioner, person_id: UUID) -> HttpResponse:
    """Ask when and where they met, and what was exchanged."""
    found = _opened(request, practitioner, person_id)
    now = timezone.now()
    form = forms.RecordContact(
        request.POST or None, initial={"contact_id": uuid4(), "began_at": now}
    )
    if form.is_valid():
        try:
            actions.record_contact(person_id, **form.told, by=practitioner, at=now)
        except Refused as refusal:
            form.add_error(refusal.about or "began_at", str(refusal))
        else:
            messages.success(request, "The contact is recorded")
            return redirect("joint:person", person_id)
    return render(request, "joint/record.jinja", {"person": found, "form": form})


@with_practitioner
@require_http_methods(["GET", "POST"])
def ask_visit(request: HttpRequest, practitioner: Practitioner, person_id: UUID) -> HttpResponse:
    """Ask the team for a joint visit."""
    found = _opened(request, practitioner, person_id)
    form = forms.AskVisit(request.POST or None)
    if form.is_valid():
        try:
            actions.ask_for_visit(
                person_id, **form.cleaned_data, by=practitioner, at=timezone.now()
            )
        except Refused as refusal:
            form.add_error(refusal.about or "planned_for", str(refusal))
        else:
            messages.success(request, "The team is asked. The visit is planned when they agree")
            return redirect("joint:person", person_id)
    return render(request, "joint/ask_visit.jinja", {"person": found, "form": form})


@with_practitioner
@require_http_methods(["GET", "POST"])
def answer(request: HttpRequest, practitioner: Practitioner, proposal_id: UUID) -> HttpResponse:
    """Ask whether the practitioner agrees to a visit that our side asked for."""
    found = or_404(queries.proposal_for, practitioner, proposal_id)
    _log(request, practitioner, [found])
    form = forms.AnswerVisit(request.POST or None)
    if form.is_valid():
        agreed = form.cleaned_data["agreed"]
        actions.answer_visit(
            proposal_id,
            person_id=found.person_id,
            agreed=agreed,
            by=practitioner,
            at=timezone.now(),
        )
        says = "The visit is planned" if agreed else "The team reads that you declined"
        messages.success(request, says)
        return redirect("joint:my-day")
    asked = next(each for each in found.proposals if each.id == proposal_id)
    return render(request, "joint/answer.jinja", {"person": found, "asked": asked, "form": form})


@with_practitioner
@require_http_methods(["GET", "POST"])
def notes(request: HttpRequest, practitioner: Practitioner) -> HttpResponse:
    """Show what was written for debriefing and supervision, and ask for more."""
    form = forms.KeepNote(request.POST or None, kept=queries.kept_for(practitioner, request.path))
    if form.is_valid():
        now = timezone.now()
        try:
            actions.keep_note(**form.cleaned_data, by=practitioner, at=now)
        except Refused as refusal:
            form.add_error(refusal.about or "text", str(refusal))
        else:
            actions.forget_typed(request.path, by=practitioner, at=now)
            messages.success(request, "The note is kept. Nobody but you reads it here")
            return redirect("joint:notes")
    shown = {"form": form, "notes": queries.notes_for(practitioner)}
    return render(request, "joint/notes.jinja", shown)


@with_practitioner
@require_safe
def protocols(request: HttpRequest, practitioner: Practitioner) -> HttpResponse:
    """Show what was agreed between our teams and the practitioner's agency."""
    shown = {
        "protocols": queries.protocols_for(practitioner),
        "policies": queries.policies_for(practitioner),
    }
    return render(request, "joint/protocols.jinja", shown)


@with_practitioner
@require_safe
def policy(
    request: HttpRequest,  # noqa: ARG001 - what every view is given
    practitioner: Practitioner,
    policy_id: UUID,
) -> HttpResponse:
    """Give a policy that was attached."""
    found = or_404(queries.policy_for, practitioner, policy_id)
    return as_file(found.name, found.media_type, bytes(found.content))


@with_practitioner
@require_safe
@freshly_signed_in
def minimum(request: HttpRequest, practitioner: Practitioner) -> HttpResponse:
    """Ask for a period, and give the minimum return of one's own people as a file."""
    form = forms.PeriodOfReturn(request.GET if "first_day" in request.GET else None)
    if form.is_valid():
        first, last = form.days
        found = queries.people_for(practitioner)
        _log(request, practitioner, found)
        return as_csv(returning.return_of(found, first, last), first, last)
    shown = {"form": form, "columns": returning.COLUMNS, "before": last_quarter(_today())}
    return render(request, "joint/return.jinja", shown)


def as_csv(rows: list[tuple[str, ...]], first: date, last: date) -> HttpResponse:
    """Return a file whose name says the period and nobody."""
    answer = HttpResponse(returning.as_csv(rows), content_type="text/csv; charset=utf-8")
    name = f"minimum-{first}-to-{last}.csv"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def last_quarter(today: date) -> tuple[date, date]:
    """Return the first and the last day of the three months before this one."""
    first = today.replace(day=1)
    return months_after(first, -3), first - timedelta(days=1)


def _opened(request: HttpRequest, practitioner: Practitioner, person_id: UUID) -> Minimum:
    """Return whom a page is about, with the opening logged, or the page that says nothing."""
    found = or_404(queries.person_for, practitioner, person_id)
    _log(request, practitioner, [found])
    return found


def _log(request: HttpRequest, practitioner: Practitioner, people: Sequence[Minimum]) -> None:
    ids = sorted({each.person_id for each in people})
    actions.log_opened(ids, page=request.path, by=practitioner, at=timezone.now())


def _today() -> date:
    return day_of(timezone.now())


def _day(on: str) -> date:
    try:
        found = date.fromisoformat(on)
    except ValueError as wrong:
        raise Http404 from wrong
    if not _today() - timedelta(days=3660) < found < _today() + timedelta(days=3660):
        raise Http404
    return found
