"""One worker's day: whom they see and what to know before knocking, and what is theirs to do."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q

from alongside.contacts.models import LadderStep, PlannedVisit
from alongside.contacts.queries import open_steps_for, visits_of_day_for
from alongside.kernel.period import day_of
from alongside.people.figures import wishes_told
from alongside.people.models import Person
from alongside.policy.due import Standing, once, once_by
from alongside.staff.models import Worker
from alongside.standards.queries import Promised, promises_for
from alongside.today.figures import HandedOver, left_about
from alongside.today.models import Task
from alongside.today.queries import undone_tasks_of_worker_for


@dataclass(frozen=True)
class Call:
    """One visit of the day, with what to know before knocking."""

    visit: PlannedVisit
    is_done: bool
    beside: str  # who goes along
    wishes: tuple[str, ...]
    handovers: tuple[HandedOver, ...]
    step: LadderStep | None

    @property
    def person(self) -> Person:
        """Who is seen."""
        return self.visit.person


@dataclass(frozen=True)
class Own:
    """A task or a step that is theirs, with how it stands."""

    task: Task | None
    step: LadderStep | None
    standing: Standing

    @property
    def person_id(self) -> UUID | None:
        """About whom it is, if about anybody."""
        return self.task.person_id if self.task else self.step.person_id if self.step else None


@dataclass(frozen=True)
class Day:
    """Everything that one worker's day holds."""

    who: Worker
    on: date
    calls: tuple[Call, ...]
    tasks: tuple[Own, ...]
    steps: tuple[Own, ...]
    overdue: tuple[Promised, ...]
    tomorrow_first: PlannedVisit | None

    @property
    def still_to_see(self) -> int:
        """How many visits nobody has written about yet."""
        return sum(not call.is_done for call in self.calls)

    @property
    def person_ids(self) -> list[UUID]:
        """Everybody whom the day shows."""
        ids = {call.person.pk for call in self.calls}
        ids |= {own.person_id for own in (*self.tasks, *self.steps) if own.person_id}
        ids |= {each.somebody.person_id for each in self.overdue}
        if self.tomorrow_first:
            ids.add(self.tomorrow_first.person_id)
        return sorted(ids)


def day_for(worker: Worker, who: Worker, on: date, *, at: datetime, today: date) -> Day:
    """Return a worker's own day, or a colleague's, as far as the asker may see the people."""
    both = visits_of_day_for(worker, on, of=who, days=2)
    visits = [visit for visit in both if day_of(visit.planned_for) == on]
    people = [visit.person_id for visit in visits]
    steps = list(
        open_steps_for(worker).filter(Q(owner=who) | Q(person__in=people)).order_by("due_at", "pk")
    )
    next_of: dict[UUID, LadderStep] = {}
    for step in steps:
        next_of.setdefault(step.person_id, step)
    return Day(
        who=who,
        on=on,
        calls=tuple(_calls(worker, who, visits, next_of, at=at)),
        tasks=tuple(
            Own(task, None, once(task.due_on, done_on=None, today=today))
            for task in undone_tasks_of_worker_for(worker, who.pk)
        ),
        steps=tuple(
            Own(None, step, once_by(step.due_at, done_at=None, now=at))
            for step in steps
            if step.owner_id == who.pk
        ),
        overdue=tuple(
            each for each in promises_for(worker, at=at, coordinator_id=who.pk) if each.overdue
        ),
        tomorrow_first=next((visit for visit in both if day_of(visit.planned_for) > on), None),
    )


def _calls(
    worker: Worker,
    who: Worker,
    visits: list[PlannedVisit],
    next_of: dict[UUID, LadderStep],
    *,
    at: datetime,
) -> list[Call]:
    people = [visit.person_id for visit in visits]
    wishes, left = wishes_told(people), left_about(people, worker.team_ids, at=at)
    return [
        Call(
            visit=visit,
            is_done=visit.is_written_up,  # type: ignore[attr-defined]  # visits_for annotates it
            beside=_beside(visit, who),
            wishes=tuple(wishes.get(visit.person_id, ())),
            handovers=tuple(left[visit.person_id].handovers if visit.person_id in left else ()),
            step=next_of.get(visit.person_id),
        )
        for visit in visits
    ]


def _beside(visit: PlannedVisit, who: Worker) -> str:
    """Return who goes along: the other worker, the partner's, or both."""
    others = [each for each in (visit.worker, visit.second_worker) if each and each.pk != who.pk]
    names = [each.name for each in others]
    if visit.partner:
        names.append(visit.partner.name)
    return " and ".join(names)
