"""Finding where a person turned, what came of it, and what still waits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection

from alongside.access.plain import KNOWN
from alongside.access.queries import people_known_to
from alongside.people.queries import known_through_for
from alongside.policy.due import Standing, once
from alongside.policy.recourse import Happened, Way, answer_due, settles
from alongside.policy.values import Nation, Value
from alongside.rights.models import Recourse
from alongside.staff.models import Team, Worker
from alongside.staff.queries import teams_called


@dataclass(frozen=True)
class Asking:
    """Something that a person asked for, what followed, and by when it is to be answered."""

    asked: Recourse
    after: tuple[Recourse, ...]
    settled_by: Recourse | None
    rule: Value | None  # that says by when; None where no source fixes it
    due: Standing | None

    @property
    def waits(self) -> bool:
        """Whether nothing has come of it yet that settles it."""
        return self.settled_by is None


@dataclass(frozen=True)
class Stands:
    """How it stands with one way to turn."""

    way: Way
    called: str
    told: Recourse | None  # last
    askings: tuple[Asking, ...]  # the newest first
    helped: tuple[Recourse, ...]  # without having been asked for

    @property
    def waiting(self) -> list[Asking]:
        """What they asked for and nobody has settled, the longest first."""
        return [each for each in reversed(self.askings) if each.waits]


def team_about_for(worker: Worker, person_id: UUID) -> Team | None:
    """Return a team of this worker's that knows somebody; None where it is only an emergency."""
    teams = teams_called(known_through_for(worker, person_id))
    return next((team for _, team in sorted(teams.items())), None)


def recourses_for(worker: Worker, person_id: UUID) -> list[Recourse]:
    """Return everything that is written about where somebody turned, the oldest first."""
    known = people_known_to(worker.team_ids)
    found = Recourse.objects.filter(person_id=person_id, person__in=known)
    return list(found.select_related("by").order_by("on_day", "at", "pk"))


def ways_for(worker: Worker, person_id: UUID, *, nation: Nation, today: date) -> list[Stands]:
    """Return how it stands with each way to turn."""
    rows = recourses_for(worker, person_id)
    return [_stands(way, [each for each in rows if each.way == way], nation, today) for way in Way]


def asking_for(worker: Worker, person_id: UUID, asking_id: UUID) -> Recourse | None:
    """Return something that somebody asked for, or None."""
    found = recourses_for(worker, person_id)
    asked = (each for each in found if each.happened == Happened.ASKED)
    return next((each for each in asked if each.pk == asking_id), None)


def _stands(way: Way, rows: Sequence[Recourse], nation: Nation, today: date) -> Stands:
    of_kind = {kind: [each for each in rows if each.happened == kind] for kind in Happened}
    told = of_kind[Happened.TOLD]
    return Stands(
        way,
        way.called(nation),
        told[-1] if told else None,
        tuple(_asking(each, rows, nation, today) for each in reversed(of_kind[Happened.ASKED])),
        tuple(each for each in reversed(of_kind[Happened.HELPED]) if each.asking_id is None),
    )


def _asking(asked: Recourse, rows: Sequence[Recourse], nation: Nation, today: date) -> Asking:
    way = Way(asked.way)
    after = tuple(each for each in rows if each.asking_id == asked.pk)
    settled = next((each for each in after if settles(way, Happened(each.happened))), None)
    due = answer_due(way, nation=nation, asked_on=asked.on_day)
    done_on = settled.on_day if settled else None
    return Asking(
        asked,
        after,
        settled,
        due[1] if due else None,
        once(due[0], done_on=done_on, today=today) if due else None,
    )


@dataclass(frozen=True)
class Waits:
    """Something of a person's rights that waits: what, and since when."""

    says: str
    since: date


def waits_for(worker: Worker, person_id: UUID) -> list[Waits]:
    """Return what somebody asked for and nobody has settled, the longest first.

    One plain statement: the page of a person asks it each time.
    """
    settling = [[way.value, each.value] for way in Way for each in Happened if settles(way, each)]
    given: dict[str, Any] = {
        "person": person_id,
        "teams": sorted(worker.team_ids),
        "settling": [" ".join(pair) for pair in settling],
    }
    with connection.cursor() as cursor:
        cursor.execute(_WAITS, given)
        return [Waits(_SAYS[what], since) for what, since in cursor.fetchall()]


_SAYS: dict[str, str] = {
    Way.LISTENS: "what they asked PALS or Llais",
    Way.ADVOCATE: "an advocate, whom they asked for",
    Way.COMPLAINT: "a complaint",
    "copy": "a copy of the record",
}
_WAITS = f"""
SELECT what, since FROM (
    SELECT asked.way AS what, asked.on_day AS since, asked.at FROM rights_recourse AS asked
    WHERE asked.person_id = %(person)s AND asked.happened = 'asked'
    AND NOT EXISTS (SELECT FROM rights_recourse AS later WHERE later.asking_id = asked.id
        AND later.way || ' ' || later.happened = ANY(%(settling)s))
    UNION ALL
    SELECT 'copy', asked_on, at FROM rights_copyrequest AS request
    WHERE request.person_id = %(person)s
    AND NOT EXISTS (SELECT FROM rights_copyanswer WHERE request_id = request.id)) AS asked
WHERE {KNOWN} ORDER BY since, at
"""  # noqa: S608 - made of parts of our own
