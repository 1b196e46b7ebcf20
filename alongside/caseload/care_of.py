"""The care that somebody was ever in: which team, from when to when, who co-ordinated it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Prefetch

from alongside.access.queries import people_known_to
from alongside.caseload.models import CareCoordination, Episode
from alongside.policy.discharge import Ground
from alongside.staff.models import Worker


@dataclass(frozen=True)
class Spent:
    """A time in the care of a team, and everybody who co-ordinated it, in order."""

    episode_id: UUID
    team: str
    began_on: date
    coordinators: tuple[str, ...]
    ended_at: datetime | None = None
    ended_because: str = ""


def care_of_for(worker: Worker, person_id: UUID) -> list[Spent]:
    """Return the times in which somebody was in the care of any team, the newest first."""
    named = CareCoordination.objects.select_related("worker").order_by("began_at")
    episodes = (
        Episode.objects.filter(person_id=person_id, person__in=people_known_to(worker.team_ids))
        .select_related("team", "discharge")
        .prefetch_related(Prefetch("coordinations", named))
        .order_by("-began_on", "pk")
    )
    return [_spent(episode) for episode in episodes]


def _spent(episode: Episode) -> Spent:
    discharge = getattr(episode, "discharge", None)
    names = dict.fromkeys(each.worker.name for each in episode.coordinations.all())
    return Spent(
        episode.pk,
        episode.team.name,
        episode.began_on,
        tuple(names),
        discharge.discharged_at if discharge else None,
        Ground(discharge.ground).label if discharge else "",
    )
