"""What every page about reviews asks first: about whom, and what may be done for them."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone

from alongside.access.actions import log_opening
from alongside.access.deciding import Action
from alongside.caseload.frameworks import framework_of
from alongside.caseload.models import Episode
from alongside.caseload.queries import coordinator_for, episode_of_for
from alongside.kernel.period import day_of
from alongside.people.models import Person
from alongside.people.queries import person_for
from alongside.policy.values import Nation
from alongside.staff.models import Worker
from alongside.staff.signed_in import or_404

# Whoever sees the people of the team finds days and sends letters; some of them hold reviews.
MAY_PLAN, MAY_HOLD = Action.SEE_PEOPLE, Action.PLAN_CARE


def opened(request: HttpRequest, worker: Worker, person_id: UUID) -> Person:
    """Return somebody whose reviews this worker may see, and write down that they were opened."""
    person = or_404(person_for, worker, person_id)
    log_opening([person.pk], page=request.path, by=worker, at=timezone.now())
    return person


def in_care(worker: Worker, person: Person, to: Action) -> Episode | None:
    """Return the episode in which a worker may do something for somebody, or None."""
    return episode_of_for(worker, person.pk, team_ids=worker.actor.teams_where(to))


def in_care_or_404(worker: Worker, person: Person, to: Action) -> Episode:
    """Return the same, or the page that says nothing."""
    return or_404(in_care, worker, person, to)


def about(worker: Worker, person: Person, episode: Episode | None) -> dict[str, Any]:
    """Return what every page about somebody's reviews shows of them."""
    now = timezone.now()
    facts: list[tuple[str, Any]] = []
    if episode:
        title = framework_of(episode, on=day_of(now)).coordinator_title.capitalize()
        named = coordinator_for(worker, person.pk, team_id=episode.team_id, at=now)
        facts = [("Team", episode.team.name), (title, named)]
    return {"person": person, "today": day_of(now), "facts": facts, "episode": episode}


def review_by(episode: Episode) -> partial[date]:
    """Return by when an episode is to be reviewed again, as a question of the last review's day."""
    framework = framework_of(episode, on=day_of(timezone.now()))
    return partial(framework.review_due_on, nation=Nation(episode.team.service.nation))
