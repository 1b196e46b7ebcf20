"""People in a list: who they are, where they stand with us, when they were last seen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.db.models import Func, QuerySet

from alongside.caseload.queries import episodes_for
from alongside.caseload.standing import Standing, standings_for
from alongside.contacts.seen import last_seen_of_people_for
from alongside.people.models import Person
from alongside.people.queries import people_for
from alongside.staff.models import Worker


class Which(StrEnum):
    """Whom a list shows."""

    MINE = "mine"
    IN_CARE = "care"
    FORMERLY = "formerly"
    ALL = "all"


WHICH = {
    Which.IN_CARE: "In our care",
    Which.MINE: "I co-ordinate",
    Which.FORMERLY: "Not in our care now",
    Which.ALL: "Everybody we know",
}


@dataclass(frozen=True)
class Row:
    """One person of a list."""

    person: Person
    standing: Standing | None  # None: known, and never in our care
    last_seen_at: datetime | None


def rows_for(worker: Worker, people: Sequence[Person], *, now: datetime) -> list[Row]:
    """Return people with where they stand and when they were last seen, in the order given."""
    ids = [person.pk for person in people]
    standings = standings_for(worker, ids)
    seen = last_seen_of_people_for(worker, ids, now=now)
    return [Row(each, standings.get(each.pk), seen.get(each.pk)) for each in people]


def listed_for(worker: Worker, which: Which) -> QuerySet[Person]:
    """Return the people of this worker's teams whom a list shows, by family name."""
    people = people_for(worker)
    in_care = episodes_for(worker)
    mine = in_care.filter(coordinations__worker=worker, coordinations__ended_at=None)
    chosen = {
        Which.MINE: people.filter(pk__in=mine.values("person")),
        Which.IN_CARE: people.filter(pk__in=in_care.values("person")),
        Which.FORMERLY: people.exclude(pk__in=in_care.values("person")),
        Which.ALL: people,
    }[which]
    return chosen.order_by(_plain("family_name"), _plain("given_name"), "pk")


def _plain(name: str) -> Func:
    """Order Ŵyn between Ward and Yates."""
    return Func(Func(name, function="unaccent"), function="lower")
