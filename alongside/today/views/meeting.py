"""The daily meeting: begun, each person passed, ended; its minute makes itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from alongside.access.actions import log_opening
from alongside.access.deciding import Action
from alongside.drafts.actions import forget
from alongside.drafts.queries import draft_for
from alongside.kernel.period import day_of
from alongside.kernel.rules import Refused
from alongside.nhsuk import words
from alongside.people.models import Person
from alongside.people.queries import person_for
from alongside.policy.zones import ZONES, why_in
from alongside.staff.models import Worker
from alongside.staff.queries import team_for
from alongside.staff.signed_in import or_404, with_worker
from alongside.today import actions, forms, queries
from alongside.today.board import Board, board_for
from alongside.today.minutes import minute_for
from alongside.today.models import Meeting
from alongside.today.rows import Row
from alongside.today.views.asking import colleagues, team_that_meets, today

ZONE_NAMES = {zone.id: zone.name for zone in ZONES.values()}


@with_worker
@require_safe
def meetings(request: HttpRequest, worker: Worker, team_id: int) -> HttpResponse:
    """List a team's meetings, newest first; each opens its minute."""
    team = or_404(team_for, worker, team_id)
    found = Paginator(queries.meetings_for(worker, team.pk), 30)
    page = found.get_page(request.GET.get("page"))
    may_meet = worker.may(Action.RUN_MEETINGS, team_id=team.pk)
    context = {"team": team, "page": page, "may_meet": may_meet}
    return render(request, "today/meetings.jinja", context)


@with_worker
@require_http_methods(["GET", "POST"])
def begin(request: HttpRequest, worker: Worker, team_id: int) -> HttpResponse:
    """Ask who is here, and begin a meeting, or come into the one that goes on."""
    team = team_that_meets(worker, team_id)
    form = forms.BeginMeeting(
        request.POST or None, workers=colleagues(worker, team.pk), initial={"present": [worker.pk]}
    )
    if form.is_valid():
        present = form.cleaned_data["present"]
        meeting = actions.begin_meeting(team, present=present, by=worker, at=timezone.now())
        return redirect("today:meeting", meeting.pk)
    going_on = queries.meeting_going_on_for(worker, team.pk)
    is_todays = going_on is not None and day_of(going_on.began_at) == today()
    context = {"team": team, "form": form, "meeting": going_on, "is_todays": is_todays}
    return render(request, "today/begin.jinja", context)


def _meeting(worker: Worker, meeting_id: UUID) -> Meeting:
    """Return a meeting that this worker may run, or the page that says nothing."""
    meeting = or_404(queries.meeting_for, worker, meeting_id)
    if not worker.may(Action.RUN_MEETINGS, team_id=meeting.team_id):
        raise Http404
    return meeting


@with_worker
@require_safe
def meeting(request: HttpRequest, worker: Worker, meeting_id: UUID) -> HttpResponse:
    """Show how far a meeting has come, and what earlier ones left to be done."""
    held = _meeting(worker, meeting_id)
    if held.ended_at:
        return redirect("today:minute", held.pk)
    now = timezone.now()
    found = board_for(worker, held.team, at=now)
    passed = queries.passed_for(worker, held)
    log_opening([row.person_id for row in found.rows], page=request.path, by=worker, at=now)
    return render(
        request,
        "today/meeting.jinja",
        {
            "meeting": held,
            "groups": found.groups(found.rows),
            "passed": passed,
            "in_care": len(found.rows),
            "done": sum(row.person_id in passed for row in found.rows),
            "next": _first(found.rows, passed),
            "tasks": list(queries.undone_tasks_of_team_for(worker, held.team_id)),
            "today": today(),
        },
    )


def _first(rows: Sequence[Row], passed: set[UUID]) -> Row | None:
    return next((row for row in rows if row.person_id not in passed), None)


@dataclass(frozen=True)
class Turn:
    """Whose turn it is in a meeting, with who comes before and after in board order."""

    row: Row
    place: int
    of: int
    passed: set[UUID]
    before: Row | None
    after: Row | None
    next_not_passed: Row | None

    @classmethod
    def of_person(
        cls, board: Board, person_id: UUID, passed: set[UUID], *, then: str = ""
    ) -> Turn | None:
        """Return the turn of somebody on the board, or None when they are not on it.

        A zone that the meeting changes moves them on the board: `then` is who was next before.
        """
        rows = board.rows
        place = next((n for n, row in enumerate(rows) if row.person_id == person_id), None)
        if place is None:
            return None
        onward = [*rows[place + 1 :], *rows[:place]]
        was_next = [row for row in onward if str(row.person_id) == then]
        return cls(
            row=rows[place],
            place=place + 1,
            of=len(rows),
            passed=passed,
            before=rows[place - 1] if place else None,
            after=rows[place + 1] if place + 1 < len(rows) else None,
            next_not_passed=_first([*was_next, *onward], passed),
        )


@with_worker
@require_http_methods(["GET", "POST"])
def person(request: HttpRequest, worker: Worker, meeting_id: UUID, person_id: UUID) -> HttpResponse:
    """Show one person to the meeting; keep what it says about them, and go on to the next."""
    held = _meeting(worker, meeting_id)
    somebody = or_404(person_for, worker, person_id)
    turn = Turn.of_person(
        board_for(worker, held.team, at=timezone.now()),
        person_id,
        queries.passed_for(worker, held),
        then=request.GET.get("then", ""),
    )
    if turn is None:
        raise Http404
    form = forms.SaidForm(
        request.POST or None,
        workers=colleagues(worker, held.team_id),
        today=today(),
        initial={"due_on": today() + timedelta(days=1)},
        kept=_kept(request, worker),
    )
    if form.is_valid():
        try:
            actions.pass_person(held, somebody, said=form.said(), by=worker, at=timezone.now())
        except Refused as refusal:
            form.add_error("note", str(refusal))
        else:
            return _onward(request, worker, held, turn)
    return _person_page(request, worker, held, somebody, turn=turn, form=form)


def _kept(request: HttpRequest, worker: Worker) -> Any:
    return draft_for(worker.account_id, request.path)


def _onward(request: HttpRequest, worker: Worker, held: Meeting, turn: Turn) -> HttpResponse:
    """Go on to the next who was not passed; stay where that was asked; else to the overview."""
    forget(request.path, by=worker.account_id, at=timezone.now())
    if "stay" in request.POST:
        messages.success(request, "Kept")
        return redirect(_here(held, turn))
    if turn.next_not_passed:
        return redirect("today:meeting-person", held.pk, turn.next_not_passed.person_id)
    messages.success(request, "Everybody has been passed")
    return redirect("today:meeting", held.pk)


def _person_page(
    request: HttpRequest,
    worker: Worker,
    held: Meeting,
    somebody: Person,
    *,
    turn: Turn,
    form: forms.SaidForm,
) -> HttpResponse:
    now = timezone.now()
    log_opening([somebody.pk], page=request.path, by=worker, at=now)
    tasks = queries.tasks_of_person_for(worker, somebody.pk).filter(done_at=None)
    return render(
        request,
        "today/person.jinja",
        {
            "meeting": held,
            "person": somebody,
            "turn": turn,
            "row": turn.row,
            "here": (here := _here(held, turn)),
            "facts": _facts(turn.row, here),
            "form": form,
            "tasks": list(tasks),
            "said": list(queries.said_for(worker, held, somebody.pk)),
            "today": today(),
        },
    )


def _here(held: Meeting, turn: Turn) -> str:
    """Return where to come back to from another page, with the place in the meeting kept."""
    path = reverse("today:meeting-person", args=[held.pk, turn.row.person_id])
    return f"{path}?then={turn.next_not_passed.person_id}" if turn.next_not_passed else path


def _facts(row: Row, here: str) -> list[dict[str, Any]]:
    """Return what the meeting reads of somebody at a glance."""
    since = f"{row.agreed.capitalize()}, since {words.day(row.since)}" if row.zone else ""
    since += f"; {row.not_agreed}" if row.not_agreed else ""
    visits = [f"Today {each.time}, {each.by}" for each in row.visits]
    change = f"{reverse('today:zone', args=[row.person_id])}?next={here}"
    return [
        words.row("Zone", row.zone_name, change=change, hint=since),
        words.row("Why", row.reason),
        words.row("Their own view", row.their_view),
        words.row("Who looks after it", row.owner),
        words.row("Looked at again", row.review_on, hint=row.review),
        words.row("Co-ordinated by", row.coordinator),
        words.row("Last seen", row.unseen_for, hint=row.seen_by),
        words.row("This week", f"{row.seen} seen of {row.planned} planned", hint=row.too_few),
        words.row("Who sees them", [*visits, *([row.next_visit] if row.next_visit else [])]),
    ]


@with_worker
@require_http_methods(["GET", "POST"])
def end(request: HttpRequest, worker: Worker, meeting_id: UUID) -> HttpResponse:
    """Show who was not passed, and end a meeting."""
    held = _meeting(worker, meeting_id)
    now = timezone.now()
    if held.ended_at:
        return redirect("today:minute", held.pk)
    if request.method == "POST":
        try:
            actions.end_meeting(held, by=worker, at=now)
        except Refused as refusal:
            messages.info(request, str(refusal))
        return redirect("today:minute", held.pk)
    passed = queries.passed_for(worker, held)
    missing = [r for r in board_for(worker, held.team, at=now).rows if r.person_id not in passed]
    log_opening([row.person_id for row in missing], page=request.path, by=worker, at=now)
    context = {"meeting": held, "missing": missing, "passed": len(passed)}
    return render(request, "today/end.jinja", context)


@with_worker
@require_safe
def minute(request: HttpRequest, worker: Worker, meeting_id: UUID) -> HttpResponse:
    """Show the minute of a meeting, to read and to print."""
    now = timezone.now()
    found = minute_for(worker, meeting_id, at=now)
    if found is None:
        raise Http404
    log_opening(found.person_ids, page=request.path, by=worker, at=now)
    return render(
        request,
        "today/minute.jinja",
        {
            "minute": found,
            "meeting": found.meeting,
            "zone_names": ZONE_NAMES,
            "zone_why": why_in,
            "may_meet": worker.may(Action.RUN_MEETINGS, team_id=found.meeting.team_id),
        },
    )
