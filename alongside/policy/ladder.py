"""The ladder after a missed contact: what to do next, by when, and whose it is. It never ends."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from alongside.kernel.period import day_of, end_of
from alongside.kernel.rules import Source
from alongside.policy.contacts import MISSED, Outcome
from alongside.policy.sources import derived
from alongside.policy.terms import Term
from alongside.policy.values import source_of


class Owner(Term):
    """Whose a rung is."""

    VISITOR = "visitor", "The worker who went"
    DUTY = "duty", "The worker on duty"
    COORDINATOR = "coordinator", "The care co-ordinator"
    MANAGER = "manager", "The team manager"
    CONSULTANT = "consultant", "The consultant"
    TEAM = "team", "The team, at its meeting"


class BadLadder(ValueError):
    """A ladder that cannot be used; says which rung and why."""


@dataclass(frozen=True)
class Step:
    """One rung: what to do, by when after the miss, whose it is and what to write down."""

    id: str
    sentence: str
    outcomes: frozenset[Outcome]
    owner: Owner
    record: str
    source: Source
    hours: int | None = None
    days: int | None = None
    every_days: int | None = None
    at_any_time: bool = False
    shows: str = ""  # the id of a value whose wording stands beside the rung

    @property
    def waits(self) -> timedelta:
        """How long after the miss this rung is due at the latest, to put rungs in order."""
        if self.hours is not None:
            return timedelta(hours=self.hours)
        return timedelta(days=(self.days or 0) + 1)

    @property
    def when(self) -> str:
        """When this rung is due, as people read it."""
        if self.at_any_time:
            return "At any time"
        if self.hours is not None:
            return f"Within {_counted(self.hours, 'hour')}"
        days = {0: "The same day", 1: "The next day"}
        said = days.get(self.days or 0, f"Within {_counted(self.days or 0, 'day')}")
        return f"{said}, then every {_counted(self.every_days, 'day')}" if self.every_days else said

    def due_by(self, missed_at: datetime, done_at: datetime | None = None) -> datetime:
        """Return the moment by which this rung is due, first or again.

        Clocks change twice a year, so hours are counted in UTC and days in London.
        """
        if done_at is not None:
            return end_of(day_of(done_at) + timedelta(days=self.every_days or 0))
        if self.hours is not None:
            return missed_at.astimezone(UTC) + timedelta(hours=self.hours)
        return end_of(day_of(missed_at) + timedelta(days=self.days or 0))


@dataclass(frozen=True)
class StepDone:
    """The fact that a rung was done."""

    step_id: str
    done_at: datetime


@dataclass(frozen=True)
class StepDue:
    """A rung that is next, with the moment by which it is due."""

    step: Step
    due_by: datetime

    @property
    def due_on(self) -> date:
        """The London day on which it is due."""
        return day_of(self.due_by - timedelta(microseconds=1))


@dataclass(frozen=True)
class Ladder:
    """The rungs in order, and the reason for their times."""

    steps: tuple[Step, ...]
    times: Source

    def __post_init__(self) -> None:
        """Refuse a ladder that could end, skip somebody, or mention discharge."""
        for complaint in _complaints(self):
            raise BadLadder(complaint)

    def steps_for(self, outcome: Outcome) -> tuple[Step, ...]:
        """Return the rungs that answer one kind of missed contact, in order."""
        return tuple(s for s in self.steps if outcome in s.outcomes and not s.at_any_time)

    def at_any_time(self, outcome: Outcome) -> tuple[Step, ...]:
        """Return what may be needed at once, whatever rung the team is on."""
        return tuple(s for s in self.steps if outcome in s.outcomes and s.at_any_time)

    def steps_due(
        self, outcome: Outcome, *, missed_at: datetime, done: Sequence[StepDone] = ()
    ) -> tuple[StepDue, ...]:
        """Return every rung still to be done, the next one first.

        `missed_at` is the first miss since the person was last seen; `outcome` is the latest.
        """
        if outcome not in MISSED:
            raise ValueError(f"{outcome.label} is no missed contact")
        last_done = {each.step_id: each.done_at for each in sorted(done, key=_when_done)}
        return tuple(
            StepDue(step, step.due_by(missed_at, last_done.get(step.id)))
            for step in self.steps_for(outcome)
            if step.every_days or step.id not in last_done
        )

    def next_step(
        self, outcome: Outcome, *, missed_at: datetime, done: Sequence[StepDone] = ()
    ) -> StepDue:
        """Return the next rung and by when: there always is one, until the person is seen."""
        return self.steps_due(outcome, missed_at=missed_at, done=done)[0]


def _when_done(each: StepDone) -> datetime:
    return each.done_at


def _counted(number: int, unit: str) -> str:
    return f"{number} {unit}" if number == 1 else f"{number} {unit}s"


def _complaints(ladder: Ladder) -> list[str]:
    """Return what is wrong with a ladder, in sentences."""
    found = []
    ids = [step.id for step in ladder.steps]
    if len(set(ids)) < len(ids):
        found.append("Two rungs have the same id")
    for step in ladder.steps:
        if re.search(
            r"\b(discharg|clos(e|ing) (the|their) (case|episode|referral))", step.sentence
        ):
            found.append(f"{step.id}: no rung ends care")
        if step.at_any_time is (step.hours is not None or step.days is not None):
            found.append(f"{step.id}: a rung has a time, or is for any time")
    for outcome in MISSED:
        found += _complaints_about(ladder.steps_for(outcome), outcome)
    return found


def _complaints_about(steps: tuple[Step, ...], outcome: Outcome) -> list[str]:
    if not steps:
        return [f"{outcome.label}: nothing is done about it"]
    found = []
    if [step.waits for step in steps] != sorted(step.waits for step in steps):
        found.append(f"{outcome.label}: the rungs are not in the order of their times")
    if not steps[-1].every_days:
        found.append(f"{outcome.label}: the last rung must come round again (every_days)")
    return found


def read(text: str, *, name: str = "ladder.toml") -> Ladder:
    """Read a ladder from a file, or raise BadLadder with the rung and the reason."""
    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise BadLadder(f"{name}: {error}") from error
    steps = []
    for entry in content.get("step", []):
        try:
            steps.append(_step_of(entry))
        except (KeyError, TypeError, ValueError) as error:
            raise BadLadder(f"{name}, rung {entry.get('id', 'without id')}: {error}") from error
    return Ladder(tuple(steps), derived(content.get("times", "not said")))


def _step_of(entry: Mapping[str, Any]) -> Step:
    plain = {k: v for k, v in entry.items() if k not in ("for", "owner", "source", "derived")}
    return Step(
        outcomes=frozenset(Outcome(value) for value in entry["for"]),
        owner=Owner(entry["owner"]),
        source=source_of(entry),
        **plain,
    )


SHIPPED = read(Path(__file__).with_name("ladder.toml").read_text(encoding="utf-8"))


def next_step(outcome: Outcome, *, missed_at: datetime, done: Sequence[StepDone] = ()) -> StepDue:
    """Return the next rung of the shipped ladder and by when it is due."""
    return SHIPPED.next_step(outcome, missed_at=missed_at, done=done)
