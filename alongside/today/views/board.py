"""The board: everybody on a team's caseload."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from alongside.access.actions import log_opening
from alongside.access.deciding import Action
from alongside.kernel.period import day_of
from alongside.partners.queries import to_be_reviewed_for
from alongside.policy.zones import ZONES
from alongside.staff.models import Worker
from alongside.staff.queries import team_for, teams_for
from alongside.staff.signed_in import or_404, with_worker
from alongside.today.board import Board, board_to_look_at
from alongside.today.drawing import drawn
from alongside.today.rows import NO_ZONE, Only, Row


@with_worker
@require_safe
def teams(request: HttpRequest, worker: Worker) -> HttpResponse:
    """Let somebody with several teams choose a board; show the only one at once."""
    if not worker.team_ids:
        raise Http404
    found = [team for team in teams_for(worker) if team.keeps_caseload]
    if len(found) == 1:
        return redirect("today:board", found[0].pk)
    return render(request, "today/teams.jinja", {"teams": found})


@with_worker
@require_safe
def board(request: HttpRequest, worker: Worker, team_id: int) -> HttpResponse:
    """Show everybody on a team's caseload, or those who are asked for."""
    team = or_404(team_for, worker, team_id)
    asked = _asked(request)
    whole = board_to_look_at(worker, team, clock=timezone.now)
    found = whole.of(asked["coordinator"])
    rows = [row for row in found.rows if _is_asked_for(row, asked)]
    log_opening([row.person_id for row in rows], page=request.path, by=worker, at=whole.at)
    context = _context(worker, found, rows, asked) | _whose(whole, asked)
    return render(request, "today/board.jinja", context)


def _context(
    worker: Worker, found: Board, rows: list[Row], asked: dict[str, Any]
) -> dict[str, Any]:
    return {
        "team": found.team,
        "board": found,
        "drawn": drawn,
        "groups": found.groups(rows),
        "shown": len(rows),
        "asked": asked,
        "is_filtered": any((asked["zone"], asked["coordinator"], asked["only"])),
        "zones": [*((zone.id, zone.name) for zone in ZONES.values()), ("none", "No zone yet")],
        "to_be_reviewed": to_be_reviewed_for(worker, found.team.pk, on=day_of(found.at)),
        "may_meet": worker.may(Action.RUN_MEETINGS, team_id=found.team.pk),
    }


def _whose(whole: Board, asked: dict[str, Any]) -> dict[str, Any]:
    """Return whose part of the board can be asked for, and whose is."""
    coordinators = whole.coordinators
    return {
        "coordinators": coordinators,
        "whose": dict(coordinators).get(asked["coordinator"], ""),
    }


def _asked(request: HttpRequest) -> dict[str, Any]:
    """Return which rows are asked for; what makes no sense asks for nothing."""
    only = request.GET.get("only", "")
    return {
        "zone": request.GET.get("zone", "")[:30],
        "coordinator": _id(request.GET.get("coordinator", "")),
        "only": Only(only) if only in Only.__members__.values() else Only.ALL,
        "large": request.GET.get("size") == "large",
    }


def _id(typed: str) -> UUID | None:
    try:
        return UUID(typed)
    except ValueError:
        return None


def _is_asked_for(row: Row, asked: dict[str, Any]) -> bool:
    zone = NO_ZONE if asked["zone"] == "none" else asked["zone"]
    if asked["zone"] and row.zone != zone:
        return False
    return row.is_one_of(asked["only"])
