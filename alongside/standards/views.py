"""Pages of the standards: what the service promises, how far it is kept, and for whom it is not."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from alongside.access.actions import log_opening
from alongside.access.deciding import Action
from alongside.kernel.period import day_of, monday_of
from alongside.policy.standards import STANDARDS
from alongside.policy.values import Nation
from alongside.staff.models import Team, Worker
from alongside.staff.own_values import values_in_team_for
from alongside.staff.queries import team_for, teams_for
from alongside.staff.signed_in import or_404, with_worker
from alongside.standards import queries
from alongside.standards.over_time import WEEKS, WIDTH, mondays, over_time
from alongside.standards.tallies import Show, by_subject
from alongside.standards.terms import looked_back_since


@with_worker
@require_safe
def teams(request: HttpRequest, worker: Worker) -> HttpResponse:
    """Let somebody with several teams choose; show the only one at once."""
    found = [team for team in teams_for(worker) if team.keeps_caseload]
    if not worker.team_ids:
        raise Http404
    if len(found) == 1:
        return redirect("standards:team", found[0].pk)
    return render(request, "standards/teams.jinja", {"teams": found})


@with_worker
@require_safe
def team(request: HttpRequest, worker: Worker, team_id: int) -> HttpResponse:
    """Show every standard with its source, and how far a team keeps it today."""
    found = or_404(team_for, worker, team_id)
    now = timezone.now()
    subjects = by_subject(queries.tallies_for(worker, found, at=now))
    return render(
        request,
        "standards/team.jinja",
        {
            "team": found,
            "subjects": subjects,
            "now": now,
            **_weeks(worker, found, now),
            "since": looked_back_since(
                Nation(found.service.nation), day_of(now), values_in_team_for(worker, found.pk)
            ),
        },
    )


@with_worker
@require_safe
def standard(request: HttpRequest, worker: Worker, team_id: int, standard_id: str) -> HttpResponse:
    """Show for whom one standard is met, due or overdue, with what that rests on."""
    found = or_404(team_for, worker, team_id)
    asked = or_404(STANDARDS.get, standard_id)
    now = timezone.now()
    show = _show(request)
    everybody = queries.rows_for(worker, found, asked, at=now)
    rows = [row for row in everybody if show.has(row.promise)]
    people = [row.person_id for row in rows if row.person_id]
    if people:
        log_opening(people, page=request.path, by=worker, at=now)
    return render(
        request,
        "standards/standard.jinja",
        {
            "team": found,
            "standard": asked,
            "rows": rows,
            "show": show,
            "choices": [(each, sum(each.has(r.promise) for r in everybody)) for each in Show],
            "now": now,
            "may_record": worker.may(Action.RECORD_CONTACTS, team_id=found.pk),
            **_weeks(worker, found, now),
            "since": looked_back_since(
                Nation(found.service.nation), day_of(now), values_in_team_for(worker, found.pk)
            ),
        },
    )


def _weeks(worker: Worker, team: Team, now: datetime) -> dict[str, Any]:
    """Return the last weeks of each standard in a team, and in its service for who may see that."""
    monday = monday_of(day_of(now))
    service = queries.service_of_for(worker, team)
    shares = queries.shares_for(worker, {team, *service}, since=mondays(monday)[0])
    own = [each for each in shares if each.team_id == team.pk]
    return {
        "weeks": over_time(own, monday=monday, teams=1),
        "in_service": over_time(shares, monday=monday, teams=len(service)) if service else {},
        "service": team.service.name,
        "number_of_weeks": WEEKS,
        "trend_width": WIDTH,
    }


def _show(request: HttpRequest) -> Show:
    try:
        return Show(request.GET.get("show", Show.ALL))
    except ValueError:
        return Show.ALL
