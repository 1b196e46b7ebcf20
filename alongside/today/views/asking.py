"""What several pages ask first: which team, which person, what day."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.http import Http404
from django.utils import timezone

from alongside.access.deciding import Action
from alongside.caseload.models import Episode
from alongside.caseload.queries import episode_of_for
from alongside.kernel.period import day_of
from alongside.staff.models import Team, Worker
from alongside.staff.queries import colleagues_for, team_for
from alongside.staff.signed_in import or_404


def today() -> date:
    """Return the day in London."""
    return day_of(timezone.now())


def team_that_meets(worker: Worker, team_id: int) -> Team:
    """Return a team whose meetings this worker may run, or the page that says nothing."""
    team = or_404(team_for, worker, team_id)
    if not worker.may(Action.RUN_MEETINGS, team_id=team.pk):
        raise Http404
    return team


def in_our_care(worker: Worker, person_id: UUID) -> Episode:
    """Return somebody's episode of care in a team whose meetings this worker may run, or 404."""
    teams = worker.actor.teams_where(Action.RUN_MEETINGS)
    found = episode_of_for(worker, person_id, team_ids=teams)
    if found is None:
        raise Http404
    return found


def colleagues(worker: Worker, team_id: int) -> list[Worker]:
    """Return who works in a team today, by name."""
    return list(colleagues_for(worker, on=today(), team_ids=[team_id]))
