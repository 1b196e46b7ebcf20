"""Who has seen somebody's record, how often and why, in the words in which they are told it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import connection

from alongside.access.deciding import Purpose
from alongside.nhsuk.words import day
from alongside.partners.queries import practitioners_called
from alongside.people.queries import person_for
from alongside.sharing.queries import recipients_called
from alongside.staff.letterhead import role_of
from alongside.staff.models import Worker
from alongside.staff.queries import workers_called

# As the person is told it. Which of what is kept apart was opened is not said: that others said
# something in confidence is itself in confidence.
_APART = "Opened what is kept apart from the rest,"
_WHY = {
    Purpose.VISIT: f"{_APART} to get to you on a visit",
    Purpose.DANGER: f"{_APART} because somebody might have been in danger",
    Purpose.UPKEEP: f"{_APART} to check or correct what is written",
    Purpose.REQUEST: f"{_APART} because you asked for it to be used or passed on",
    Purpose.EMERGENCY: "Opened your record in an emergency, from outside the team that knows you."
    " Each of these is looked into by somebody who protects people’s privacy",
}
_OPENED, _LISTED = "opened", "in a list"
_SAYS = {
    "the minimum": "Saw only the few things that you let them see",
    "told": "Read what you let them be told, with a sign-in of their own",
    "themself": "Read your record with your own sign-in",
}
Row = tuple[UUID, str, date, date, int]  # who, how, the first and last day, on how many days
Called = Mapping[UUID, tuple[str, str]]  # their name, and what they are
YOU = ("You", "With your own sign-in")
LET_BE_TOLD = "Whom you let be told"


@dataclass(frozen=True)
class Times:
    """From when to when, and on how many days."""

    first_on: date
    last_on: date
    days: int

    @property
    def says(self) -> str:
        """The same, as people say it."""
        if self.days == 1:
            return f"once, on {day(self.first_on)}"
        return f"on {self.days} days, from {day(self.first_on)} to {day(self.last_on)}"


@dataclass(frozen=True)
class Looker:
    """A worker who has opened somebody's record: who, how often, and what they said why."""

    name: str
    role: str
    times: Times
    reasons: tuple[str, ...]  # of what asks for one


@dataclass(frozen=True)
class Looked:
    """Everybody who has seen a record, and in whose lists the person merely stood."""

    lookers: Sequence[Looker]  # the last to look first
    listed: Sequence[str]  # names, by name
    listed_until: date | None


def looked_for(worker: Worker, person_id: UUID) -> Looked | None:
    """Return who has seen the record of somebody whom this worker knows, or None."""
    if person_for(worker, person_id) is None:
        return None
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM alongside_who_looked(%s)", [person_id])
        rows: list[Row] = cursor.fetchall()
    return looked_of(rows, _called({row[0] for row in rows}, person_id))


def _called(ids: set[UUID], person_id: UUID) -> Called:
    """Return the name of each who looked, and what they are."""
    called = {pk: (each.name, role_of(each.profession)) for pk, each in workers_called(ids).items()}
    for pk, practitioner in practitioners_called(ids - set(called)).items():
        called[pk] = (practitioner.name, f"Of {practitioner.agency.name}")
    for pk, carer in recipients_called(ids - set(called)).items():
        called[pk] = (carer.name, LET_BE_TOLD)
    return called | {person_id: YOU}


def looked_of(rows: Iterable[Row], called: Called) -> Looked:
    """Return who looked, and who merely had the person in a list, of rows that say how and when."""
    of_each: defaultdict[UUID, dict[str, Times]] = defaultdict(dict)
    for who, how, first, last, days in rows:
        of_each[who][how] = Times(first, last, days)
    lookers = [
        _looker(*called.get(each, _GONE), times)
        for each, times in of_each.items()
        if set(times) - {_LISTED}
    ]
    listed = {each: times[_LISTED] for each, times in of_each.items() if _LISTED in times}
    return Looked(
        sorted(lookers, key=lambda one: (one.times.last_on, one.name), reverse=True),
        sorted(called.get(each, _GONE)[0] for each in listed),
        max((times.last_on for times in listed.values()), default=None),
    )


_GONE = ("Somebody whose name is not kept any more", "Ask us")


def _looker(name: str, role: str, of_them: dict[str, Times]) -> Looker:
    opened = [times for how, times in of_them.items() if how != _LISTED]
    # What asks for a reason is opened on a page that was opened the same day: days are not added.
    whole = of_them.get(_OPENED) or max(opened, key=lambda times: times.days)
    times = Times(
        min(each.first_on for each in opened), max(each.last_on for each in opened), whole.days
    )
    why = [f"{_WHY[purpose]}: {of_them[purpose].says}" for purpose in Purpose if purpose in of_them]
    said = [says for how, says in _SAYS.items() if how in of_them]
    return Looker(name, role[:1].lower() + role[1:], times, (*said, *why))
