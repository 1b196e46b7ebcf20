"""Everybody on a team's caseload, as the board shows them, found in a few queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from alongside.contacts.figures import visits_ahead
from alongside.contacts.missed import NOT_MISSED, missed_in_a_row
from alongside.contacts.signs import signs_seen
from alongside.inpatient.queries import spells_around_for
from alongside.kernel.period import day_of, start_of
from alongside.kernel.together import Together
from alongside.policy.relapse import NONE_SEEN
from alongside.policy.zones import ZONES
from alongside.staff.models import Team, Worker
from alongside.standards.queries import Promised, promises_for
from alongside.today.figures import NOTHING, left_about
from alongside.today.queries import Met, met_lately_for
from alongside.today.rows import NO_ZONE, Beside, Only, Row, row_of


@dataclass(frozen=True, slots=True)
class Group:
    """The people of one zone, with what it stands for."""

    id: str
    name: str
    sentence: str
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Board:
    """The board of a team: everybody in board order, and the moment since which marks are set."""

    team: Team
    at: datetime
    changed_since: datetime
    rows: tuple[Row, ...]
    meeting_id: UUID | None  # of the one that goes on

    @property
    def coordinators(self) -> list[tuple[UUID, str]]:
        """Who co-ordinates the care of anybody here, by name."""
        found = {row.coordinator_id: row.coordinator for row in self.rows if row.coordinator_id}
        return sorted(found.items(), key=lambda each: each[1].casefold())

    @property
    def counts(self) -> list[tuple[Only, int]]:
        """Each number that is told above it, with the rows that it opens."""
        return [(only, sum(row.is_one_of(only) for row in self.rows)) for only in Only]

    def of(self, coordinator_id: UUID | None) -> Board:
        """Return one care co-ordinator's part of it; the whole where none is named."""
        if coordinator_id is None:
            return self
        theirs = tuple(row for row in self.rows if row.coordinator_id == coordinator_id)
        return replace(self, rows=theirs)

    def groups(self, rows: Iterable[Row]) -> list[Group]:
        """Return some rows under the zones, most contact first; without a zone at the end."""
        by_zone: dict[str, list[Row]] = defaultdict(list)
        for row in rows:
            by_zone[row.zone].append(row)
        named = [
            Group(zone.id, zone.name, zone.sentence, tuple(by_zone.pop(zone.id)))
            for zone in ZONES.values()
            if zone.id in by_zone
        ]
        rest = tuple(row for rows in by_zone.values() for row in rows)
        nothing = "Nobody has agreed a zone with them yet, so nothing says how often to be there."
        return [*named, *([Group(NO_ZONE, "No zone yet", nothing, rest)] if rest else [])]


def board_for(worker: Worker, team: Team, *, at: datetime) -> Board:
    """Return the board of a team of this worker's."""
    people = promises_for(worker, at=at, team_id=team.pk)
    met = met_lately_for(worker, team.pk)
    since = changed_since(met, at=at)
    told = _beside(worker, team, people, since=since, at=at)
    today = day_of(at)
    rows = [row_of(each, told[each.somebody.person_id], since, today) for each in people]
    order = {zone: place for place, zone in enumerate(ZONES)}
    rows.sort(key=lambda row: order.get(row.zone, len(order)))  # by name inside: sort is stable
    going_on = next((each.meeting_id for each in met if each.ended_at is None), None)
    return Board(team, at, since, tuple(rows), going_on)


_together: Together[Board] = Together()


def board_to_look_at(worker: Worker, team: Team, *, clock: Callable[[], datetime]) -> Board:
    """Return the board of a team of this worker's, for a page that has changed nothing itself.

    A team looks at its board together at nine. What it shows rests on the teams of whoever looks
    and on nothing else of theirs, so those who ask at once are told of it in one look. The moment
    is read when that begins: what one of them did a moment ago must not come after it.
    """
    asked = (team.pk, frozenset(worker.team_ids))
    return _together.ask(asked, lambda: board_for(worker, team, at=clock()))


def changed_since(met: Sequence[Met], *, at: datetime) -> datetime:
    """Return since when changes are marked: the last meeting before today, else yesterday."""
    today = day_of(at)
    before = (each.began_at for each in met if day_of(each.began_at) < today)
    last, yesterday = next(before, None), start_of(today - timedelta(days=1))
    # A meeting long ago would mark everybody.
    return last if last and last > yesterday - timedelta(days=6) else yesterday


def _beside(
    worker: Worker, team: Team, people: list[Promised], *, since: datetime, at: datetime
) -> dict[UUID, Beside]:
    ids = [each.somebody.person_id for each in people]
    spells = spells_around_for(worker, ids, since=day_of(since))
    visits = visits_ahead(ids, day=day_of(at))
    left = left_about(ids, [team.pk], at=at, done_since=since)
    last_seen = {each.somebody.person_id: each.contacts.last_seen_at for each in people}
    missed, signs = missed_in_a_row(last_seen, at=at), signs_seen(ids, at=at)
    return {
        one: Beside(
            visits=tuple(visits.get(one, ())),
            left=left.get(one, NOTHING),
            spells=spells.get(one, ()),
            missed=missed.get(one, NOT_MISSED),
            signs=signs.get(one, NONE_SEEN),
        )
        for one in ids
    }
