"""Everybody on a team's caseload, as the board shows them, found in a few queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any
from uuid import UUID

from alongside.contacts.figures import VisitAhead, visits_ahead
from alongside.contacts.missed import missed_in_a_row
from alongside.inpatient.models import Spell
from alongside.inpatient.queries import spells_around_for
from alongside.kernel.period import day_of, monday_of, start_of
from alongside.nhsuk.words import clock, short_day
from alongside.policy.due import once_by
from alongside.policy.intensity import Intensity
from alongside.policy.ladder import SHIPPED
from alongside.policy.terms import Term
from alongside.policy.zones import ZONES, why_in, zone_name
from alongside.staff.models import Team, Worker
from alongside.standards.promises import Promise
from alongside.standards.queries import Promised, promises_for
from alongside.today.changes import changes
from alongside.today.figures import Left, left_about
from alongside.today.proposing import question_about
from alongside.today.queries import Met, met_lately_for

NO_ZONE = ""
NOTHING_LEFT = Left()
_NOT_AGREED = {True: "", False: "they do not agree", None: "they were not asked yet"}
_RUNGS = {step.id: step for step in SHIPPED.steps}


class Only(Term):
    """Whom the board shows, beside a zone and a care co-ordinator."""

    ALL = "", "Everybody"
    OVERDUE = "overdue", "Something overdue"
    CHANGED = "changed", "Changed"
    QUESTION = "question", "Zone in question"
    TODAY = "today", "Visit today"
    STEPS = "missed", "Missed and looked for"
    HOSPITAL = "hospital", "In hospital"
    ALONE = "alone", "No care co-ordinator"


@dataclass(frozen=True, slots=True)
class Visit:
    """A visit of today: at what time, by whom, and whether a contact was written about it."""

    time: str
    by: str
    is_done: bool


@dataclass(frozen=True, slots=True)
class Row:
    """One person on the board: plain values, ready to be shown."""

    person_id: UUID
    name: str
    known_as: str
    coordinator_id: UUID | None
    coordinator: str
    zone: str
    reason: str
    since: date | None
    agreed: str
    not_agreed: str  # that they do not agree to it, or were not asked
    their_view: str  # of the zone, in their words
    owner: str  # who looks after the zone
    review_on: date | None
    review: str  # of the zone; only when it is due
    question: str  # what rules ask about the zone, and why
    question_because: str
    days_unseen: int | None
    seen_by: str
    seen: int
    planned: int
    monday: date  # from which both are counted
    too_few: str  # when fewer visits are planned this week than contacts were agreed
    overdue: tuple[Promise, ...]
    due: tuple[Promise, ...]
    visits: tuple[Visit, ...]
    next_visit: str
    step: str
    step_told: str
    step_is_late: bool
    handovers: tuple[tuple[str, str], ...]  # what, and by whom until when
    tasks: tuple[str, ...]
    flags: tuple[str, ...]
    changes: tuple[str, ...]
    in_hospital: bool

    @property
    def zone_name(self) -> str:
        """The zone as people call it; empty when none was agreed."""
        return zone_name(self.zone)

    @property
    def worst(self) -> Promise | None:
        """What is overdue for longest; else what is due soonest."""
        first = (*self.overdue, *self.due)
        return first[0] if first else None

    @property
    def others(self) -> tuple[Promise, ...]:
        """What else is overdue or due."""
        return (*self.overdue, *self.due)[1:]

    @property
    def unseen_for(self) -> str:
        """How long nobody has seen them, in a word or two."""
        if self.days_unseen is None:
            return "Never"
        return {0: "Today", 1: "Yesterday"}.get(self.days_unseen, f"{self.days_unseen} days")

    def is_one_of(self, only: Only) -> bool:
        """Whether this person is one of those that are asked for."""
        return _IS_ONE_OF[only](self)


_IS_ONE_OF: dict[Only, Callable[[Row], bool]] = {
    Only.ALL: lambda _row: True,
    Only.OVERDUE: lambda row: bool(row.overdue),
    Only.CHANGED: lambda row: bool(row.changes),
    Only.QUESTION: lambda row: bool(row.question),
    Only.TODAY: lambda row: bool(row.visits),
    Only.STEPS: lambda row: bool(row.step),
    Only.HOSPITAL: lambda row: row.in_hospital,
    Only.ALONE: lambda row: row.coordinator_id is None,
}


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
    def counts(self) -> list[tuple[Only, int]]:
        """Each number that is told above it, with the rows that it opens."""
        return [(only, sum(row.is_one_of(only) for row in self.rows)) for only in Only]

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


@dataclass
class Found:
    """What the rooms tell beside the promises, by person."""

    visits: dict[UUID, list[VisitAhead]]
    left: dict[UUID, Left]
    spells: dict[UUID, list[Spell]]
    misses: dict[UUID, int]


def board_for(
    worker: Worker, team: Team, *, at: datetime, coordinator_id: UUID | None = None
) -> Board:
    """Return the board of a team of this worker's, or one care co-ordinator's part of it."""
    people = promises_for(worker, at=at, team_id=team.pk, coordinator_id=coordinator_id)
    met = met_lately_for(worker, team.pk)
    since = changed_since(met, at=at)
    found = _found(worker, team, people, since=since, at=at)
    rows = [_row(each, found, since=since, at=at) for each in people]
    order = {zone: place for place, zone in enumerate(ZONES)}
    rows.sort(key=lambda row: order.get(row.zone, len(order)))  # by name inside: sort is stable
    going_on = next((each.meeting_id for each in met if each.ended_at is None), None)
    return Board(team, at, since, tuple(rows), going_on)


def changed_since(met: Sequence[Met], *, at: datetime) -> datetime:
    """Return since when changes are marked: the last meeting before today, else yesterday."""
    today = day_of(at)
    before = (each.began_at for each in met if day_of(each.began_at) < today)
    last, yesterday = next(before, None), start_of(today - timedelta(days=1))
    # A meeting long ago would mark everybody.
    return last if last and last > yesterday - timedelta(days=6) else yesterday


def _found(
    worker: Worker, team: Team, people: list[Promised], *, since: datetime, at: datetime
) -> Found:
    today = day_of(at)
    ids = [each.somebody.person_id for each in people]
    spells: dict[UUID, list[Spell]] = defaultdict(list)
    for spell in spells_around_for(worker, ids, since=day_of(since)):
        spells[spell.person_id].append(spell)
    return Found(
        visits=visits_ahead(ids, day=today),
        left=left_about(ids, [team.pk], at=at, done_since=since),
        spells=spells,
        misses=missed_in_a_row(
            {
                each.somebody.person_id: each.contacts.last_seen_at
                for each in people
                if each.contacts.last_missed_at
            },
            at=at,
        ),
    )


def _row(each: Promised, found: Found, *, since: datetime, at: datetime) -> Row:
    somebody, contacts, zone = each.somebody, each.contacts, each.somebody.zone
    person_id, today = somebody.person_id, day_of(at)
    spells = found.spells.get(person_id, ())
    left = found.left.get(person_id, NOTHING_LEFT)
    visits = [(day_of(one.planned_for), one) for one in found.visits.get(person_id, ())]
    step, step_told, step_is_late = _step(each, at)
    asked = question_about(
        somebody,
        spells,
        misses=found.misses.get(person_id, 0),
        missed_at=contacts.last_missed_at,
        on=today,
        values=each.evidence.values,
    )
    return Row(
        person_id=person_id,
        name=somebody.name,
        known_as=somebody.known_as if somebody.known_as != somebody.given_name else "",
        coordinator_id=somebody.coordinator_id,
        coordinator=somebody.coordinator,
        zone=zone.zone if zone else NO_ZONE,
        reason=why_in(zone.reason, zone.explanation) if zone else "",
        since=day_of(zone.since) if zone else None,
        agreed=_agreed(zone.contacts_a_week) if zone else "",
        not_agreed=_NOT_AGREED[zone.agreed_with_person] if zone else "",
        their_view=zone.persons_view if zone else "",
        owner=zone.owner if zone else "",
        review_on=zone.review_on if zone else None,
        review=_review(zone.review_on, today) if zone else "",
        question=asked.told_of(zone_name(zone.zone if zone else NO_ZONE)) if asked else "",
        question_because=" ".join(asked.sentences) if asked else "",
        days_unseen=(today - day_of(contacts.last_seen_at)).days if contacts.last_seen_at else None,
        seen_by=contacts.last_seen_by,
        seen=contacts.seen_this_week,
        planned=contacts.planned_this_week,
        monday=monday_of(today),
        too_few=each.too_few,
        overdue=each.overdue,
        due=each.due,
        visits=tuple(_visit(one) for day, one in visits if day == today),
        next_visit=next((_next(day, one) for day, one in visits if day > today), ""),
        step=step,
        step_told=step_told,
        step_is_late=step_is_late,
        handovers=tuple(
            (one.says, f"{one.by}, until {_short(one.last_day)}") for one in left.handovers
        ),
        tasks=tuple(f"{one.what} ({one.owner}, by {_short(one.due_on)})" for one in left.tasks),
        flags=tuple(_flags(each, spells)),
        changes=tuple(changes(each, spells, left, since=since)),
        in_hospital=any(_is_open(spell, "inpatient") for spell in spells),
    )


def _step(each: Promised, at: datetime) -> tuple[str, str, bool]:
    """Return the next step after a miss: what, by whom and when, and whether it is late."""
    contacts = each.contacts
    if contacts.step_due_at is None:
        return "", "", False
    standing = once_by(contacts.step_due_at, done_at=None, now=at)
    rung = _RUNGS.get(contacts.step)
    owner = contacts.step_owner or "nobody yet"
    return (
        rung.sentence if rung else contacts.step,
        f"{standing.sentence}, {owner}",
        standing.days_over > 0,
    )


def _review(review_on: date, today: date) -> str:
    if review_on > today:
        return ""
    return "Zone to be looked at today" if review_on == today else "Zone review overdue"


def _visit(one: VisitAhead) -> Visit:
    return Visit(clock(one.planned_for), _goers(one), one.is_written_up)


def _next(day: date, one: VisitAhead) -> str:
    """Return who sees them next after today, and when."""
    return f"{_short(day)} {clock(one.planned_for)}, {_goers(one)}"


def _goers(one: VisitAhead) -> str:
    return f"{one.by} and {one.beside}" if one.beside else one.by


def _is_open(spell: Spell, kind: str) -> bool:
    return spell.ended_on is None and spell.kind == kind


def _flags(each: Promised, spells: Iterable[Spell]) -> Iterable[str]:
    """Say where somebody is and what state their care is in, when it is not the usual."""
    for spell in spells:
        if spell.ended_on is None:
            where = f", {spell.place}" if spell.place else ""
            yield f"{spell.get_kind_display()} since {_short(spell.began_on)}{where}"
    somebody = each.somebody
    if somebody.paused_on:
        yield f"Paused since {_short(somebody.paused_on)}"
    if somebody.transfer_since:
        yield f"Moving to {somebody.transfer_to or 'another team'}"
    if somebody.coordinator_id is None:
        yield "No care co-ordinator"


@lru_cache(maxsize=256)
def _agreed(contacts_a_week: Any) -> str:
    return str(Intensity.a_week(contacts_a_week)) if contacts_a_week else "no contact agreed"


@lru_cache(maxsize=1024)
def _short(day: date) -> str:
    return short_day(day)
