"""What happened since the last review, as plain data that a review keeps as it was prepared."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, is_dataclass
from datetime import date
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from alongside.documents.parts import plain


@dataclass(frozen=True)
class Met:
    """One contact that was made towards a goal."""

    id: str
    on: date
    by: str
    how_it_went: str
    next_step: str = ""


@dataclass(frozen=True)
class WorkerMet:
    """Somebody who saw or spoke to the person, and how often."""

    id: str
    name: str
    times: int


@dataclass(frozen=True)
class HelpGiven:
    """A kind of help, and in how many contacts it was given."""

    label: str
    times: int
    kind: str = ""  # of policy.contacts.Intervention; reviews kept before this had a name have none


@dataclass(frozen=True)
class Contacts:
    """The contacts of the time: given against agreed, seen, spoken to, missed, and by whom."""

    seen: int
    spoken_to: int
    missed: int
    called_off: int
    agreed: int | None  # None: no agreement held in that time
    given: int
    counted_from: date
    counted_to: date
    last_seen_on: date | None
    met_by: tuple[WorkerMet, ...]
    helps: tuple[HelpGiven, ...]


@dataclass(frozen=True)
class TowardsGoal:
    """A goal of the plan, what was to be done, and each contact that worked towards it."""

    words: str
    steps: tuple[str, ...]
    contacts: tuple[Met, ...]


@dataclass(frozen=True)
class InHospital:
    """A stay in hospital, or a time with the crisis team at home."""

    kind: str
    place: str
    began_on: date
    ended_on: date | None
    section: str
    days: int  # within the time looked at


@dataclass(frozen=True)
class ZoneHeld:
    """A zone that people decided on."""

    on: date
    zone: str
    a_week: str
    why: str
    explanation: str
    persons_view: str
    agreed: bool | None
    owner: str


@dataclass(frozen=True)
class StepTaken:
    """A step after a missed contact."""

    what: str
    due_on: date
    done_on: date | None
    settled: bool  # they were seen, so it was not needed any more
    came_of_it: str
    owner: str


@dataclass(frozen=True)
class Wished:
    """A question about wishes: the answer, and what could not be met."""

    about: str
    answer: str
    asked_on: date | None
    unmet_because: str


@dataclass(frozen=True)
class Promised:
    """A standard of the service, and how it stood for the person."""

    name: str
    state: str
    sentence: str
    evidence: str


@dataclass(frozen=True)
class CopyHad:
    """A copy of the plan that was given, or not wanted."""

    version: int
    form: str
    given_on: date
    by: str


@dataclass(frozen=True)
class Since:
    """Everything that a review looks back on."""

    first: date
    last: date
    last_review_on: date | None  # None: this is the first
    contacts: Contacts
    goals: tuple[TowardsGoal, ...]
    towards_no_goal: int
    plan_version: int | None
    spells: tuple[InHospital, ...]
    zones: tuple[ZoneHeld, ...]
    steps: tuple[StepTaken, ...]
    wishes: tuple[Wished, ...]
    promises: tuple[Promised, ...]
    copies: tuple[CopyHad, ...]
    no_goal: tuple[Met, ...] = ()  # the contacts that work towards none of these goals

    @property
    def kept(self) -> tuple[Promised, ...]:
        """The standards that are met."""
        return tuple(each for each in self.promises if each.state == "met")

    @property
    def not_kept(self) -> tuple[Promised, ...]:
        """The standards that are not met."""
        return tuple(each for each in self.promises if each.state != "met")

    @property
    def steps_that_counted(self) -> tuple[StepTaken, ...]:
        """The steps after missed contacts, without those that nobody had to take."""
        return tuple(each for each in self.steps if each.done_on or not each.settled)

    @property
    def days_in_hospital(self) -> int:
        """Days on a ward within the time looked at."""
        return sum(each.days for each in self.spells if each.kind == "inpatient")


def kept(since: Since) -> dict[str, Any]:
    """Return what was prepared, as a review keeps it."""
    found: dict[str, Any] = plain(since)
    return found


def read(found: Mapping[str, Any]) -> Since | None:
    """Return what a review keeps, or None when nothing was prepared for it."""
    return _read(Since, found) if "first" in found else None


def _read(kind: Any, found: Any) -> Any:
    """Return plain data as what it was; a part that came later has its default."""
    if get_origin(kind) in {Union, UnionType}:
        return None if found is None else _read(get_args(kind)[0], found)
    if get_origin(kind) is tuple:
        return tuple(_read(get_args(kind)[0], each) for each in found)
    if is_dataclass(kind) and isinstance(kind, type):
        parts = get_type_hints(kind)
        return kind(**{name: _read(of, found[name]) for name, of in parts.items() if name in found})
    return date.fromisoformat(found) if kind is date else found
