"""One worker's day: whom they see and what to know before knocking, and what is theirs to do.

Only the columns that the page shows are asked for: whole rows with all that belongs to them cost
three times as much.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from alongside.contacts.day import VisitOfDay, visits_of_day_for
from alongside.contacts.figures import open_steps
from alongside.joint.models import VisitProposal
from alongside.joint.queries.ours import waiting_for
from alongside.kernel.period import day_of
from alongside.kernel.text import lines_of
from alongside.people.door import interpreter_in_words
from alongside.people.figures import wishes_told
from alongside.policy.contacts import Place
from alongside.policy.due import Standing, once, once_by
from alongside.policy.ladder import SHIPPED
from alongside.referrals.figures import PlannedSession, screenings_planned
from alongside.referrals.needs import InterpreterTold, interpreters_told
from alongside.staff.models import Worker
from alongside.standards.queries import Promised, promises_for
from alongside.today.figures import NOTHING, HandedOver, left_about, owned_by

_RUNGS = {step.id: step for step in SHIPPED.steps}


@dataclass(frozen=True, slots=True)
class Call:
    """One visit of the day, with what to know before knocking."""

    visit_id: UUID
    planned_for: datetime
    minutes: int
    place: str
    purpose: str
    person_id: UUID
    name: str
    known_as: str
    before_knocking: str
    communication_needs: str
    where: str
    address: str  # for the map; empty where there is none
    phone: str
    beside: str  # who goes along
    is_done: bool
    interpreter: str = ""
    wishes: tuple[str, ...] = ()
    handovers: tuple[HandedOver, ...] = ()
    step: str = ""


@dataclass(frozen=True, slots=True)
class Own:
    """A task or a step after a miss that is theirs, with how it stands."""

    id: UUID
    what: str
    person_id: UUID | None
    name: str
    standing: Standing


@dataclass(frozen=True, slots=True)
class Day:
    """Everything that one worker's day holds."""

    who: Worker
    on: date
    calls: tuple[Call, ...]
    screenings: tuple[PlannedSession, ...]
    tasks: tuple[Own, ...]
    steps: tuple[Own, ...]
    overdue: tuple[Promised, ...]
    asked: tuple[VisitProposal, ...]  # joint visits that practitioners of partners ask for
    tomorrow_first: Call | PlannedSession | None

    @property
    def person_ids(self) -> list[UUID]:
        """Everybody whom the day shows."""
        first = [self.tomorrow_first] if self.tomorrow_first else []
        whom = (*self.calls, *self.screenings, *first)
        ids = {each.person_id for each in whom if each.person_id}
        ids |= {each.person_id for each in self.asked}
        ids |= {own.person_id for own in (*self.tasks, *self.steps) if own.person_id}
        return sorted(ids | {each.somebody.person_id for each in self.overdue})


def day_for(worker: Worker, who: Worker, on: date, *, at: datetime, today: date) -> Day:
    """Return a worker's own day, or a colleague's, as far as the asker may see the people."""
    both = visits_of_day_for(worker, on, of=who, days=2)
    visits = [visit for visit in both if day_of(visit.planned_for) == on]
    people = [visit.person_id for visit in visits]
    next_of, steps = _steps(worker, who, people, at=at)
    wishes, left = wishes_told(people), left_about(people, worker.team_ids, at=at)
    interpreters = interpreters_told(people, team_ids=worker.team_ids)
    calls = [
        _call(
            visit,
            who,
            wishes=tuple(wishes.get(person_id, ())),
            handovers=left.get(person_id, NOTHING).handovers,
            step=next_of.get(person_id, ""),
            interpreter=_interpreter(visit, interpreters),
        )
        for visit, person_id in zip(visits, people, strict=True)
    ]
    sessions = screenings_planned(on, team_ids=worker.team_ids, days=2, who=who.pk)
    tomorrow = next((visit for visit in both if day_of(visit.planned_for) > on), None)
    kept = promises_for(worker, at=at, coordinator_id=who.pk)
    return Day(
        who=who,
        on=on,
        calls=tuple(calls),
        screenings=tuple(each for each in sessions if day_of(each.planned_for) == on),
        tasks=tuple(_tasks(worker, who, today)),
        steps=tuple(steps),
        overdue=tuple(each for each in kept if each.overdue),
        asked=tuple(waiting_for(worker, on=today)) if who.pk == worker.pk and on == today else (),
        tomorrow_first=_first(_call(tomorrow, who) if tomorrow else None, sessions, on),
    )


def _first(
    call: Call | None, sessions: list[PlannedSession], on: date
) -> Call | PlannedSession | None:
    """Return what comes first on the next day, a visit or a screening session."""
    session = next((each for each in sessions if day_of(each.planned_for) > on), None)
    coming = [each for each in (call, session) if each is not None]
    return min(coming, key=lambda each: each.planned_for, default=None)


def _steps(
    worker: Worker, who: Worker, people: list[UUID], *, at: datetime
) -> tuple[dict[UUID, str], list[Own]]:
    """Return what is next for each of some people after a miss, and the steps that are theirs."""
    next_of: dict[UUID, str] = {}
    own = []
    for step in open_steps(who.pk, people, team_ids=worker.team_ids):
        rung = _RUNGS.get(step.step)
        sentence = rung.sentence if rung else step.step
        next_of.setdefault(step.person_id, sentence)
        if step.owner_id == who.pk:
            standing = once_by(step.due_at, done_at=None, now=at)
            name = _name(step.given_name, step.family_name)
            own.append(Own(step.id, sentence, step.person_id, name, standing))
    return next_of, own


def _tasks(worker: Worker, who: Worker, today: date) -> Iterator[Own]:
    for task in owned_by(who.pk, team_ids=worker.team_ids):
        standing = once(task.due_on, done_on=None, today=today)
        yield Own(task.id, task.what, task.person_id, task.name, standing)


def _call(visit: VisitOfDay, who: Worker, **told: Any) -> Call:
    is_somewhere = not visit.no_fixed_address and visit.address
    address = f"{visit.address}, {visit.postcode}" if is_somewhere else ""
    known_as = visit.known_as
    return Call(
        visit_id=visit.id,
        planned_for=visit.planned_for,
        minutes=visit.minutes,
        place=Place(visit.place).label,
        purpose=visit.purpose,
        person_id=visit.person_id,
        name=_name(visit.given_name, visit.family_name),
        known_as=known_as if known_as != visit.given_name else "",
        before_knocking=visit.before_knocking,
        communication_needs=visit.communication_needs,
        where=_where(visit, address),
        address=_on_a_line(address),
        phone=visit.phone,
        beside=_beside(visit, who),
        is_done=visit.is_written_up,
        **told,
    )


def _interpreter(visit: VisitOfDay, told: Mapping[UUID, InterpreterTold]) -> str:
    """Say that one is needed: by our record or, while that holds no answer, by the referrer."""
    recorded = interpreter_in_words(
        is_needed=visit.needs_interpreter, language=visit.first_language
    )
    at_referral = told.get(visit.person_id)
    return recorded or (at_referral.says if at_referral else "")


def _where(visit: VisitOfDay, address: str) -> str:
    """Say where somebody is found; that it is not recorded too."""
    if visit.no_fixed_address:
        found = visit.where_to_find or "Where to find them is not recorded."
        return f"No fixed address. {found}"
    home = _on_a_line(address)
    if home and visit.place != Place.HOME.value:
        return f"Lives at {home}"
    return home or "Address not recorded"


def _on_a_line(address: str) -> str:
    return ", ".join(lines_of(address)).strip(", ")


def _beside(visit: VisitOfDay, who: Worker) -> str:
    """Return who goes along: the other worker, the partner's, or both."""
    goers = (
        (visit.worker_id, visit.by),
        (visit.second_worker_id, visit.beside),
    )
    names = [name for worker_id, name in goers if worker_id and worker_id != who.pk]
    return " and ".join([*names, *([visit.partner] if visit.partner else [])])


def _name(given: str, family: str) -> str:
    return f"{given} {family}".strip() or "Name not known"
