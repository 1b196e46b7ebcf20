"""Finding who is in whose care."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.db.models import OuterRef, Q, Subquery

from alongside.access.queries import people_known_to
from alongside.caseload.models import CareCoordination, Episode, EpisodeQuerySet, ZoneSetting
from alongside.staff.models import Worker


def episodes_for(worker: Worker) -> EpisodeQuerySet:
    """Return the open episodes of care that this worker may see."""
    return (
        Episode.objects.open()
        .filter(team_id__in=worker.team_ids, person__in=people_known_to(worker.team_ids))
        .select_related("person", "team")
    )


@dataclass(frozen=True)
class Agreed:
    """How often somebody is to be seen: the newest zone of the open episode, if one was set."""

    person_id: UUID
    contacts_a_week: Decimal | None


def agreed_contacts_for(worker: Worker, team_ids: Iterable[int]) -> list[Agreed]:
    """Return what is agreed with everybody in the care of some teams."""
    newest = ZoneSetting.objects.filter(episode=OuterRef("pk")).order_by("-set_at")
    rows = (
        episodes_for(worker)
        .filter(team_id__in=worker.team_ids & frozenset(team_ids))
        .annotate(agreed=Subquery(newest.values("contacts_a_week")[:1]))
        .values_list("person_id", "agreed")
    )
    return [Agreed(person_id, agreed) for person_id, agreed in rows]


def coordinator_for(
    worker: Worker, person_id: UUID, *, team_id: int, at: datetime
) -> Worker | None:
    """Return who co-ordinates somebody's care in a team at a moment, or None."""
    named = (
        CareCoordination.objects.filter(
            Q(ended_at=None) | Q(ended_at__gt=at),
            episode__in=episodes_for(worker).filter(team_id=team_id, person_id=person_id),
            began_at__lte=at,
        )
        .select_related("worker")
        .order_by("-began_at")
        .first()
    )
    return named.worker if named else None
