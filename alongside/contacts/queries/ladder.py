"""Finding steps of the ladder."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, OuterRef, Subquery

from alongside.access.queries import people_known_to
from alongside.contacts.models import Contact, LadderStep, LadderStepQuerySet
from alongside.contacts.queries.contacts import Sieve, contacts_asked_for, last_seen_for
from alongside.staff.models import Worker


def open_steps_for(worker: Worker, *, team_ids: Iterable[int] = ()) -> LadderStepQuerySet:
    """Return every step still to be done in this worker's teams, the longest overdue first."""
    wanted = worker.team_ids & frozenset(team_ids) if team_ids else worker.team_ids
    return (
        LadderStep.objects.open()
        .filter(
            team_id__in=wanted,
            person__in=people_known_to(worker.team_ids),
            person__died_on=None,
        )
        .select_related("person", "owner", "team", "missed")
        .in_order()
    )


def next_steps_for(worker: Worker, *, team_ids: Iterable[int] = ()) -> LadderStepQuerySet:
    """Return the next step for each person who is missed, the longest overdue first."""
    steps = open_steps_for(worker, team_ids=team_ids)
    first = open_steps_for(worker, team_ids=team_ids).filter(person=OuterRef("person"))
    return steps.filter(pk=Subquery(first.values("pk")[:1]))


def later_steps_for(worker: Worker, person_ids: Iterable[UUID]) -> dict[UUID, int]:
    """Count the steps after the next one, for each of some people who have any."""
    counted = (
        open_steps_for(worker)
        .order_by()
        .filter(person_id__in=list(person_ids))
        .values_list("person_id")
        .annotate(Count("pk"))
    )
    return {person_id: steps - 1 for person_id, steps in counted if steps > 1}


def step_for(worker: Worker, step_id: UUID) -> LadderStep | None:
    """Return one step that this worker may see, or None."""
    return (
        LadderStep.objects.filter(pk=step_id, person__in=people_known_to(worker.team_ids))
        .select_related("person", "owner", "done_by", "team__service", "missed__worker")
        .first()
    )


@dataclass(frozen=True)
class Climb:
    """What happened since somebody was last seen, and what is done about it."""

    last_seen: Contact | None
    missed: list[Contact]
    steps: list[LadderStep]

    @property
    def open(self) -> list[LadderStep]:
        """The steps still to be done, the next one first."""
        return [step for step in self.steps if not step.done_at and not step.settled_by_id]

    @property
    def next(self) -> LadderStep | None:
        """The step that is next."""
        return self.open[0] if self.open else None

    @property
    def done(self) -> list[LadderStep]:
        """The steps done, the newest first."""
        done = [step for step in self.steps if step.done_at]
        return sorted(done, key=lambda step: step.done_at or step.due_at, reverse=True)


def climb_for(worker: Worker, person_id: UUID) -> Climb:
    """Return a person's ladder since they were last seen."""
    last_seen = last_seen_for(worker, person_id)
    missed = contacts_asked_for(worker, person_id, Sieve("missed"))
    steps = (
        LadderStep.objects.filter(person_id=person_id, person__in=people_known_to(worker.team_ids))
        .select_related("person", "owner", "done_by", "missed", "settled_by", "team__service")
        .in_order()
    )
    if last_seen:
        missed = missed.filter(began_at__gt=last_seen.began_at)
        steps = steps.filter(missed__began_at__gt=last_seen.began_at)
    return Climb(last_seen, list(missed), list(steps))


def steps_of_person_for(worker: Worker, person_id: UUID) -> LadderStepQuerySet:
    """Return every step there ever was after a missed contact with somebody, oldest first."""
    return (
        LadderStep.objects.filter(person_id=person_id, person__in=people_known_to(worker.team_ids))
        .select_related("owner", "done_by", "missed", "settled_by")
        .order_by("due_at", "pk")
    )
