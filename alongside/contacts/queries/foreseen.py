"""What is in the way of visits that somebody wants to plan."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Q

from alongside.access.queries import people_known_to
from alongside.contacts.foreseeing import Foreseen, Wanted
from alongside.contacts.models import PlannedVisit
from alongside.kernel.period import day_of
from alongside.nhsuk.words import clock, short_day
from alongside.policy.visiting import Visiting, before_planning
from alongside.staff.models import Absence, Worker
from alongside.staff.queries import absences_of

A_DAY = timedelta(days=1)


@dataclass(frozen=True)
class _Around:
    """What is planned around some visits already, and who is away."""

    visits: list[PlannedVisit]
    absences: list[Absence]


def foreseen_for(worker: Worker, wanted: Wanted, *, now: datetime) -> list[Foreseen]:
    """Return what to think of before these visits are planned; nothing here forbids them."""
    around = _around(worker, wanted)
    found: dict[str, Foreseen] = {}
    for number, planned_for in enumerate(wanted.moments):
        clashes = list(_clashes(wanted, planned_for, around))
        away = _away(day_of(planned_for), around)
        facts = Visiting(
            planned_for=planned_for,
            now=now,
            nation=wanted.nation,
            partner_kind=wanted.partner_kind,
            busy=bool(clashes),
            away=bool(away),
            others_that_day=_others(wanted, number, around),
            values=wanted.values,
            joint_days=wanted.joint_days,
        )
        told = {"visit.worker-free": clashes, "visit.worker-there": away}
        for rule in before_planning(facts).objections:
            warning = found.setdefault(rule.id, Foreseen(rule.sentence))
            when = f"{short_day(planned_for)} at {clock(planned_for)}"
            warning.details.extend(told.get(rule.id) or [when])
    return list(found.values())


def _around(worker: Worker, wanted: Wanted) -> _Around:
    first, last = min(wanted.moments), max(wanted.moments)
    visits = (
        PlannedVisit.objects.standing()
        .between(first - A_DAY, last + A_DAY)
        .filter(
            Q(worker__in=wanted.worker_ids)
            | Q(second_worker__in=wanted.worker_ids)
            | Q(person=wanted.person_id),
            person__in=people_known_to(worker.team_ids),
        )
        .exclude(pk=wanted.but or UUID(int=0))
        .select_related("person", "worker", "second_worker")
        .order_by("planned_for")
    )
    absences = absences_of(wanted.worker_ids, first=day_of(first), last=day_of(last))
    return _Around(list(visits), list(absences))


def _clashes(wanted: Wanted, planned_for: datetime, around: _Around) -> Iterator[str]:
    """Tell each visit that whoever goes makes at the same time."""
    ends = planned_for + timedelta(minutes=wanted.minutes)
    for visit in around.visits:
        if visit.planned_for >= ends:
            continue
        if visit.planned_for + timedelta(minutes=visit.minutes) <= planned_for:
            continue
        for who in (visit.worker, visit.second_worker):
            if who and who.pk in wanted.worker_ids:
                when = f"{short_day(visit.planned_for)} at {clock(visit.planned_for)}"
                yield f"{who.name} sees {visit.person.full_name} on {when}"


def _away(day: date, around: _Around) -> list[str]:
    """Tell who is away on a day, and until when."""
    return [
        f"{each.worker.name} is away on {short_day(day)} ({each.why})"
        for each in around.absences
        if each.began_on <= day and (each.ended_on is None or day <= each.ended_on)
    ]


def _others(wanted: Wanted, number: int, around: _Around) -> int:
    """Count the other visits to the person on the same day, these before it included."""
    day = day_of(wanted.moments[number])
    others = [v for v in around.visits if v.person_id == wanted.person_id]
    same = [v for v in others if day_of(v.planned_for) == day]
    return len(same) + sum(day_of(each) == day for each in wanted.moments[:number])
