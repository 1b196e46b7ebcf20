"""Who has seen somebody's record, how often and why, in the words in which they are told it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import connection

from alongside.access.deciding import Purpose
from alongside.nhsuk.words import day
from alongside.people.queries import person_for
from alongside.staff.letterhead import signatory_of
from alongside.staff.models import Worker
from alongside.staff.queries import workers_called

# As the person is told it. Which of what is kept apart was opened is not said: that others said
# something in confidence is itself in confidence.
_WHY = {
    Purpose.VISIT: "to get to you on a visit",
    Purpose.DANGER: "because somebody might have been in danger",
    Purpose.UPKEEP: "to check or correct what is written",
    Purpose.REQUEST: "because you asked for it to be used or passed on",
    Purpose.EMERGENCY: "in an emergency, from outside the team that knows you. Each of these is "
    "looked into by somebody who protects people’s privacy",
}
_OPENED, _LISTED = "opened", "in a list"


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
        rows: list[tuple[UUID, str, date, date, int]] = cursor.fetchall()
    workers = workers_called(row[0] for row in rows)
    of_each: defaultdict[UUID, dict[str, Times]] = defaultdict(dict)
    for worker_id, how, first, last, days in rows:
        of_each[worker_id][how] = Times(first, last, days)
    lookers = [
        _looker(workers[each], times) for each, times in of_each.items() if set(times) - {_LISTED}
    ]
    listed = {each: times[_LISTED] for each, times in of_each.items() if _LISTED in times}
    return Looked(
        sorted(lookers, key=lambda one: (one.times.last_on, one.name), reverse=True),
        sorted(workers[each].name for each in listed),
        max((times.last_on for times in listed.values()), default=None),
    )


def _looker(worker: Worker, of_them: dict[str, Times]) -> Looker:
    signs = signatory_of(worker)
    opened = [times for how, times in of_them.items() if how != _LISTED]
    # What asks for a reason is opened on a page that was opened the same day: days are not added.
    whole = of_them.get(_OPENED) or max(opened, key=lambda times: times.days)
    times = Times(
        min(each.first_on for each in opened), max(each.last_on for each in opened), whole.days
    )
    reasons = tuple(
        f"{_WHY[purpose]}: {of_them[purpose].says}" for purpose in Purpose if purpose in of_them
    )
    role = signs.role[:1].lower() + signs.role[1:]
    return Looker(signs.name, role, times, reasons)
