"""What the letters of beginning and leaving need to know, of people whom a worker may see."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from alongside.access.deciding import Action, Role
from alongside.careplans.queries import current_goals_for, plans_for
from alongside.caseload.choosing import choices_for
from alongside.caseload.models import Episode
from alongside.caseload.queries import (
    coordinator_for,
    episode_of_for,
    met_transfer_for,
    past_discharges_for,
    transfer_of_for,
    unmet_wishes_for,
)
from alongside.contacts.coming import coming_visits_for
from alongside.documents.models import Sent
from alongside.documents.parts import Wish
from alongside.documents.queries import sent_since
from alongside.kernel.period import day_of, start_of
from alongside.nhsuk.words import moment
from alongside.people.models import Person
from alongside.people.queries import wishes_in_short_for
from alongside.record.giving.papers import Begun, Known
from alongside.referrals.needs import interpreter_told
from alongside.staff.models import Worker
from alongside.staff.queries import colleagues_for

LEAVING = ("discharge-summary", "handover", "way-back")
WELCOME = ("welcome",)


def leaving_of_for(worker: Worker, person_id: UUID) -> Episode | None:
    """Return the care that ends, or ended last, where this worker may end it; or None."""
    teams = worker.actor.teams_where(Action.DISCHARGE)
    open_one = episode_of_for(worker, person_id, team_ids=teams)
    if open_one is not None:
        return open_one
    ended = (
        past_discharges_for(worker, person_id)
        .filter(episode__team_id__in=teams)
        .select_related("episode__person__gp_practice", "episode__team__service__provider")
        .first()
    )
    return ended.episode if ended else None


def given_for(worker: Worker, episode: Episode, kinds: Sequence[str]) -> list[Sent]:
    """Return the letters of some kinds that were given since an episode of care began."""
    if episode.team_id not in worker.team_ids:
        return []
    since = start_of(episode.began_on)
    return sent_since(since, person_id=episode.person_id, team_id=episode.team_id, kinds=kinds)


def known_for(worker: Worker, episode: Episode) -> Known:
    """Return what a receiving team needs at the first visit."""
    person_id = episode.person_id
    transfer = transfer_of_for(worker, person_id)
    return Known(
        coordinator=_last_coordinator(episode),
        goals=[goal.words for goal in current_goals_for(worker, person_id)],
        wishes=wishes_in_short_for(worker, person_id),
        receiving_team=transfer.to_team if transfer else None,
        interpreter=_interpreter(worker, episode.person),
    )


def _interpreter(worker: Worker, person: Person) -> str:
    told = interpreter_told(person, team_ids=worker.team_ids)
    return told.says if told else person.interpreter


def _last_coordinator(episode: Episode) -> Worker | None:
    named = episode.coordinations.select_related("worker").order_by("-began_at").first()
    return named.worker if named else None


def told_of_leaving_for(
    worker: Worker, episode: Episode, typed: Mapping[str, Sequence[str]], *, at: datetime
) -> dict[str, Any]:
    """Return what is known of the end of care: as decided, or as typed on the page that ends it."""
    ended = getattr(episode, "discharge", None)
    plan = plans_for(worker, episode.person_id).first()
    signs = (plan.early_signs, plan.in_a_crisis) if plan else ()
    transfer = transfer_of_for(worker, episode.person_id) or met_transfer_for(worker, episode)
    moving = transfer.to if transfer else ""
    said = {name: (values or [""])[0] for name, values in typed.items()}
    return {
        "ended_on": day_of(ended.discharged_at if ended else at),
        "why": ended.explanation if ended else said.get("explanation", ""),
        "receiving_service": (
            ended.receiving_service if ended else said.get("receiving_service") or moving
        ),
        "way_back": ended.way_back if ended else said.get("way_back", ""),
        "signs": "\n".join(text for text in signs if text),
    }


def begun_of_for(worker: Worker, person_id: UUID) -> Episode | None:
    """Return the care that began, where this worker may plan or allocate it; or None."""
    actor = worker.actor
    teams = actor.teams_where(Action.PLAN_CARE) | actor.teams_where(Action.ALLOCATE)
    return episode_of_for(worker, person_id, team_ids=teams)


def begun_for(worker: Worker, episode: Episode, *, first_visit: str, at: datetime) -> Begun | None:
    """Return what the welcome tells, or None while nobody is named to co-ordinate the care."""
    coordinator = coordinator_for(worker, episode.person_id, team_id=episode.team_id, at=at)
    if coordinator is None:
        return None
    roles = (Role.CARE_COORDINATOR, Role.WORKER)
    team = colleagues_for(worker, on=day_of(at), team_ids=[episode.team_id], roles=roles)
    return Begun(
        coordinator=coordinator,
        first_visit=first_visit,
        wishes=_wishes(worker, episode, at),
        team=list(team),
    )


def _wishes(worker: Worker, episode: Episode, at: datetime) -> list[Wish]:
    unmet = unmet_wishes_for(worker, episode)
    asked = choices_for(worker, episode.person, episode.team, on=day_of(at)).wishes
    return [
        Wish(wish=str(each), met=str(each) not in unmet, reason=unmet.get(str(each), ""))
        for each in asked
    ]


def first_visit_for(worker: Worker, person: Person, *, at: datetime) -> str:
    """Return when we come first, in words, as far as it is planned; nothing while it is not."""
    coming = coming_visits_for(worker, person.pk, at=at)
    return f"{coming[0].by} comes on {moment(coming[0].planned_for)}." if coming else ""
