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
    team_id: int
    team: str
    pathway: str
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
            "episodes__team_id",
            "episodes__team__name",
            "episodes__pathway",
            "episodes__began_on",
            "episodes__discharge__discharged_at",
        )
    )
    return {row[0]: EarlierCare(*row[:-1], ended_on=day_of(row[-1])) for row in ended}


def is_in_our_care(person: Person) -> bool:
    """Whether somebody is in the care of a team of ours now, as far as the asker may see."""
    open_now = Person.objects.filter(
        pk=person.pk, episodes__isnull=False, episodes__discharge__isnull=True
    )
    return open_now.exists()
