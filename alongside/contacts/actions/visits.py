"""Planning visits, once or again and again; moving them and calling them off."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from alongside.audit.trail import audited, record
from alongside.contacts.models import PlannedVisit
from alongside.kernel.period import LONDON
from alongside.kernel.rules import Refused
from alongside.partners.models import Agency
from alongside.people.models import Person
from alongside.policy.contacts import Place
from alongside.policy.visiting import Visiting, may_plan
from alongside.staff.models import Worker


@dataclass(frozen=True)
class VisitText:
    """What somebody plans: whom to see, who goes, where, what for."""

    person: Person
    team_id: int
    worker: Worker
    planned_for: datetime
    place: Place = Place.HOME
    minutes: int = 45
    purpose: str = ""
    second_worker: Worker | None = None
    partner: Agency | None = None
    despite: str = ""  # why, when something was warned of


@dataclass(frozen=True)
class Again:
    """On which days of the week, at which other time of day, and for how many weeks."""

    weekdays: frozenset[int]
    weeks: int
    second_time: time | None = None

    def moments(self, first: datetime) -> Iterator[datetime]:
        """Return every moment, from the first one's day on, at its time of day in London."""
        at = first.astimezone(LONDON)
        monday = at.date() - timedelta(days=at.weekday())
        for day in (monday + timedelta(days=n) for n in range(7 * self.weeks + at.weekday())):
            if day >= at.date() and day.weekday() in self.weekdays:
                yield moment(day, at.time())
                if self.second_time:
                    yield moment(day, self.second_time)


def moment(day: date, clock: time) -> datetime:
    """Return when a clock in London shows a time on a day.

    In the hour that the clocks skip in spring, the clock shows an hour later.
    """
    return datetime.combine(day, clock.replace(fold=0), tzinfo=LONDON)


@audited
def plan_visit(text: VisitText, *, by: Worker, at: datetime) -> PlannedVisit:
    """Plan one visit, of a time to come."""
    Refused.unless(may_plan(_facts(text, at)))
    visit = _visit_of(text, text.planned_for, by=by, at=at)
    visit.save(force_insert=True)
    record("visit.planned", on=visit, by=by, at=at, planned_for=visit.planned_for)
    return visit


@audited
def plan_visits(text: VisitText, again: Again, *, by: Worker, at: datetime) -> list[PlannedVisit]:
    """Plan a visit again and again, from a time to come on."""
    Refused.unless(may_plan(_facts(text, at)))
    visits = [_visit_of(text, when, by=by, at=at) for when in again.moments(text.planned_for)]
    if not visits:
        raise Refused("No visit falls on these days. Choose at least one day of the week.")
    PlannedVisit.objects.bulk_create(visits)
    record("visits.planned", on=visits[0], by=by, at=at, visits=len(visits), weeks=again.weeks)
    return visits


def _facts(text: VisitText, at: datetime) -> Visiting:
    """Return what decides; whoever writes down a death holds the person, so this waits for them."""
    person = Person.objects.select_for_update(no_key=True).get(pk=text.person.pk)
    return Visiting(text.planned_for, at, has_died=person.died_on is not None)


def _visit_of(text: VisitText, when: datetime, *, by: Worker, at: datetime) -> PlannedVisit:
    return PlannedVisit(
        person_id=text.person.pk,
        team_id=text.team_id,
        worker=text.worker,
        second_worker=text.second_worker,
        partner=text.partner,
        planned_for=when,
        minutes=text.minutes,
        place=text.place.value,
        purpose=text.purpose,
        despite=text.despite,
        planned_by=by,
        planned_at=at,
    )


@audited
def move_visit(visit: PlannedVisit, *, text: VisitText, by: Worker, at: datetime) -> PlannedVisit:
    """Change when a visit is, who goes and where; what was planned before stays in the history."""
    visit = _standing(visit)
    before = visit.planned_for
    if text.planned_for != before:  # who should have gone may be put right afterwards
        Refused.unless(may_plan(_facts(text, at)))
    visit.worker, visit.second_worker, visit.partner = text.worker, text.second_worker, text.partner
    visit.planned_for, visit.minutes, visit.place = text.planned_for, text.minutes, text.place.value
    visit.purpose, visit.despite = text.purpose, text.despite
    visit.save()
    record("visit.moved", on=visit, by=by, at=at, planned_for=visit.planned_for, before=before)
    return visit


@audited
def call_off(visit: PlannedVisit, *, because: str, by: Worker, at: datetime) -> PlannedVisit:
    """Call a visit off; it stays to be seen, with the reason."""
    visit = _standing(visit)
    visit.called_off_at, visit.called_off_because = at, because
    visit.save(update_fields=["called_off_at", "called_off_because"])
    record("visit.called_off", on=visit, by=by, at=at, because=because)
    return visit


def _standing(visit: PlannedVisit) -> PlannedVisit:
    """Take a visit to change it, or refuse when it was called off or made meanwhile."""
    visit = PlannedVisit.objects.select_for_update(of=("self",)).get(pk=visit.pk)
    if visit.called_off_at:
        raise Refused(f"This visit was already called off: {visit.called_off_because}")
    if visit.contacts.standing().exists():
        raise Refused("This visit was made, or tried. Plan another one.")
    return visit
