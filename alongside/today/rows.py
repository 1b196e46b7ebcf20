"""One person on the board: what is known of them, as plain words ready to be shown. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any, NamedTuple
from uuid import UUID

from alongside.contacts.figures import VisitAhead
from alongside.contacts.missed import NOT_MISSED, Missed
from alongside.inpatient.queries import SpellAround
from alongside.kernel.period import day_of, monday_of
from alongside.nhsuk.words import clock, short_day
from alongside.policy.intensity import Intensity
from alongside.policy.ladder import SHIPPED
from alongside.policy.relapse import NONE_SEEN, SignsSeen, signs_that_call
from alongside.policy.standards import LADDER_STEP_DONE
from alongside.policy.terms import Term
from alongside.policy.values import Nation
from alongside.policy.zones import why_in, zone_name
from alongside.standards.promises import Promise
from alongside.standards.queries import Promised
from alongside.today.changes import changes
from alongside.today.figures import NOTHING, Left
from alongside.today.proposing import question_about

NO_ZONE = ""
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
    ALONE = "alone", "Nobody co-ordinates"


@dataclass(frozen=True, slots=True)
class Visit:
    """A visit of today: at what time, by whom, and whether a contact was written about it."""

    time: str
    by: str
    is_done: bool


@dataclass(frozen=True, slots=True, eq=False, weakref_slot=True)
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
    signs: tuple[str, ...]  # early signs that were seen lately, where they call for something
    response: str  # what was agreed to be done then
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


class Beside(NamedTuple):
    """What the rooms tell of one person beside the promises."""

    visits: tuple[VisitAhead, ...] = ()
    left: Left = NOTHING
    spells: tuple[SpellAround, ...] = ()
    missed: Missed = NOT_MISSED
    signs: SignsSeen = NONE_SEEN


# A team opens its board dozens of times in a morning, and between two looks few rows change. The
# key is all that a row rests on, so that what is kept here cannot be out of date.
@lru_cache(maxsize=4096)
def row_of(each: Promised, beside: Beside, since: datetime, today: date) -> Row:
    """Return how somebody stands on the board of a day, with what is new since a moment."""
    somebody, contacts, zone = each.somebody, each.contacts, each.somebody.zone
    spells, left = beside.spells, beside.left
    visits = [(day_of(one.planned_for), one) for one in beside.visits]
    step, step_told, step_is_late = _step(each)
    asked = question_about(
        somebody,
        spells,
        missed=beside.missed,
        signs=beside.signs,
        on=today,
        values=each.evidence.values,
    )
    signs = signs_that_call(
        beside.signs, on=today, nation=Nation(somebody.nation), values=each.evidence.values
    )
    return Row(
        person_id=somebody.person_id,
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
        signs=tuple(f"{one.words} ({_short(day_of(one.last_at))})" for one in signs.sightings),
        response=signs.response,
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
        in_hospital=any(spell.is_in_hospital_now for spell in spells),
    )


def _step(each: Promised) -> tuple[str, str, bool]:
    """Return the next step after a miss: what, by whom and when, and whether it is late."""
    contacts = each.contacts
    promised = next((one for one in each.promises if one.standard is LADDER_STEP_DONE), None)
    if promised is None:
        return "", "", False
    standing, rung = promised.standing, _RUNGS.get(contacts.step)
    return (
        rung.sentence if rung else contacts.step,
        f"{standing.sentence}, {contacts.step_owner or 'nobody yet'}",
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


def _flags(each: Promised, spells: Iterable[SpellAround]) -> Iterable[str]:
    """Say where somebody is and what state their care is in, when it is not the usual."""
    for spell in spells:
        if spell.goes_on:
            where = f", {spell.place}" if spell.place else ""
            yield f"{spell.kind.label} since {_short(spell.began_on)}{where}"
    somebody = each.somebody
    if somebody.paused_on:
        yield f"Paused since {_short(somebody.paused_on)}"
    if somebody.transfer_since:
        yield f"Moving to {somebody.transfer_to or 'another team'}"
    if somebody.coordinator_id is None:
        yield "Nobody co-ordinates"


@lru_cache(maxsize=256)
def _agreed(contacts_a_week: Any) -> str:
    return str(Intensity.a_week(contacts_a_week)) if contacts_a_week else "no contact agreed"


@lru_cache(maxsize=1024)
def _short(day: date) -> str:
    return short_day(day)
