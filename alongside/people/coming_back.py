"""Whether somebody was in our care before, and can come back without starting again."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from alongside.access.queries import people_known_to
from alongside.kernel.period import day_of
from alongside.people.models import Person
from alongside.staff.models import Worker


@dataclass(frozen=True)
class EarlierCare:
    """An episode of care that ended, and the team that gave it."""

    person_id: UUID
    episode_id: UUID
    team: str
    began_on: date
    ended_on: date


def earlier_care_for(worker: Worker, people: Iterable[Person]) -> dict[UUID, EarlierCare]:
    """Return the newest care of each person that ended, of people this worker may see."""
    ended = (
        Person.objects.filter(pk__in=people_known_to(worker.team_ids))
        .filter(pk__in=[person.pk for person in people], episodes__discharge__isnull=False)
        .order_by("pk", "episodes__discharge__discharged_at")
        .values_list(
            "pk",
            "episodes__pk",
            "episodes__team__name",
            "episodes__began_on",
            "episodes__discharge__discharged_at",
        )
    )
    return {
        person_id: EarlierCare(person_id, episode_id, team, began_on, day_of(ended_at))
        for person_id, episode_id, team, began_on, ended_at in ended
    }
