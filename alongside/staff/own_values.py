"""The values under which each team works: those that are shipped, with its service's own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import lru_cache
from itertools import groupby

from django.db import connection

from alongside.policy.sources import derived
from alongside.policy.values import SHIPPED, Nation, NotInForce, Unit, Value, Values
from alongside.staff.models import Worker

OWN = derived("the service's own value")
# Which rule, which number, from which day; the one that was decided on last comes last.
Own = tuple[str, Decimal, date]

_OF_TEAMS = """
SELECT team.id, service.nation, own.value_id, own.value, own.holds_from
FROM staff_ownvalue AS own
JOIN staff_service AS service ON service.id = own.service_id
JOIN staff_team AS team ON team.service_id = own.service_id
WHERE team.id = ANY(%(teams)s)
ORDER BY team.id, own.holds_from, own.set_at, own.id
"""


def values_of_teams(team_ids: Iterable[int]) -> Mapping[int, Values]:
    """Return the values of those teams whose service has any of its own; the rest has SHIPPED."""
    with connection.cursor() as cursor:
        cursor.execute(_OF_TEAMS, {"teams": sorted(team_ids)})
        found = cursor.fetchall()
    return {
        team_id: with_own(Nation(nation), tuple((row[2], row[3], row[4]) for row in rows))
        for (team_id, nation), rows in groupby(found, key=lambda row: (row[0], row[1]))
    }


def values_for(worker: Worker) -> Mapping[int, Values]:
    """Return the same for the teams of a worker, asked once while they act."""
    if worker.values is None:
        worker.values = values_of_teams(worker.team_ids)
    return worker.values


def values_in_team_for(worker: Worker, team_id: int) -> Values:
    """Return the values under which one team of a worker's works."""
    return values_for(worker).get(team_id, SHIPPED)


# The same values are one object, and what rests on them can be looked up by it.
@lru_cache(maxsize=1024)
def with_own(nation: Nation, own: tuple[Own, ...]) -> Values:
    """Return the shipped values with a service's own, each from its day on."""
    told = (_version(nation, *each) for each in own)
    return SHIPPED.with_own(each for each in told if each)


def _version(nation: Nation, value_id: str, number: Decimal, holds_from: date) -> Value | None:
    """Return an own value as a version of its rule; None of a rule that is no longer shipped."""
    shipped = shipped_of(nation, value_id, on=holds_from)
    if shipped is None:
        return None
    own = replace(
        shipped,
        value=Decimal(f"{number.normalize():f}"),
        source=OWN,
        in_force_from=holds_from,
        in_force_to=None,
    )
    # The sentence of a rule says its shipped number.
    return replace(own, sentence=f"{shipped.sentence} In this service: {own.text}.")


def shipped_of(nation: Nation, value_id: str, *, on: date) -> Value | None:
    """Return the shipped version of a rule whose number is each service's own, or None."""
    try:
        found = SHIPPED.in_force(value_id, nation=nation, on=on)
    except NotInForce:
        return None
    return found if found.local and found.unit not in (Unit.TEXT, Unit.CODES) else None


def in_words(rule: Value, number: Decimal) -> str:
    """Return a number that was set for a rule, with what the rule counts: 5 days."""
    return replace(rule, value=Decimal(f"{number.normalize():f}")).text


def own_of(nation: Nation, *, on: date) -> list[Value]:
    """Return every shipped version whose number a service may set for itself, in their order."""
    ids = dict.fromkeys(each.id for each in SHIPPED)
    found = (shipped_of(nation, value_id, on=on) for value_id in ids)
    return [each for each in found if each]
