"""The numbers and wordings of the rules as data: each with its nation, dates, kind and source."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import combinations
from pathlib import Path
from typing import Any

from alongside.kernel.period import Period, day_of, end_of, months_after
from alongside.kernel.rules import Mark, Source
from alongside.policy.sources import BY_NAME, derived
from alongside.policy.terms import Term

Amount = Decimal | str | tuple[str, ...]


class Kind(Term):
    """What a value may do: forbid, warn, start a clock, be counted, or only be shown."""

    BLOCK = "block", "Forbids"
    WARN = "warn", "Warns"
    TIMER = "timer", "Starts a clock"
    REPORT = "report", "Is counted"
    INFO = "info", "Is shown"


class Nation(Term):
    """The nation whose law and guidance a service works under."""

    ENGLAND = "England", "England"
    WALES = "Wales", "Wales"


class Unit(Term):
    """What a value counts, and the word for one of it."""

    one: str

    HOURS = "hours", "hours", "hour"
    DAYS = "days", "days", "day"
    WEEKS = "weeks", "weeks", "week"
    MONTHS = "months", "months", "month"
    YEARS = "years", "years", "year"
    PEOPLE = "people", "people", "person"
    WORKERS = "workers", "workers", "worker"
    PLACES = "places", "places on a caseload", "place on a caseload"
    AREAS = "areas", "areas of life", "area of life"
    TIMES = "times", "times", "time"
    SIGNS = "signs", "early signs", "early sign"
    TEXT = "text", "wording", "wording"
    CODES = "codes", "national codes", "national code"


class BadValues(ValueError):
    """A file of values that cannot be used; says which entry and why."""


class NotInForce(LookupError):
    """No version of a value is in force in that nation on that day."""


@dataclass(frozen=True)
class Value:
    """One version of one rule's number or wording, and the days on which it holds."""

    id: str
    sentence: str
    value: Amount
    unit: Unit
    kind: Kind
    source: Source
    nation: Nation | None = None  # None: England and Wales alike
    local: bool = False  # each service is expected to set its own
    in_force_from: date = date.min
    in_force_to: date | None = None

    def __post_init__(self) -> None:
        """Refuse a value that forbids something on the strength of a memory."""
        if self.kind is Kind.BLOCK and self.source.mark is Mark.RECALLED:
            raise BadValues(f"{self.id}: a recalled source may warn, never block")
        if isinstance(self.value, Decimal) is (self.unit in (Unit.TEXT, Unit.CODES)):
            raise BadValues(f"{self.id}: {self.value} is not a number of {self.unit.label}")

    @property
    def in_force(self) -> Period:
        """The days on which this version holds."""
        return Period(self.in_force_from, self.in_force_to)

    @property
    def number(self) -> Decimal:
        """The value as a number."""
        if not isinstance(self.value, Decimal):
            raise TypeError(f"{self.id} is no number")
        return self.value

    @property
    def whole(self) -> int:
        """The value as a whole number."""
        if self.number != int(self.number):
            raise TypeError(f"{self.id} is no whole number")
        return int(self.number)

    @property
    def text(self) -> str:
        """The value as people read it: "6 months", "1 day", or its wording."""
        if isinstance(self.value, Decimal):
            return f"{self.value:f} {self.unit.one if self.value == 1 else self.unit.label}"
        return self.value if isinstance(self.value, str) else ", ".join(self.value)

    def after(self, day: date) -> date:
        """Return the day that lies this long after another."""
        if self.unit in (Unit.MONTHS, Unit.YEARS):
            return months_after(day, self.whole * (12 if self.unit is Unit.YEARS else 1))
        if self.unit in (Unit.DAYS, Unit.WEEKS):
            return day + timedelta(days=self.whole * (7 if self.unit is Unit.WEEKS else 1))
        raise TypeError(f"{self.id} is not a length of time in days")

    def deadline(self, at: datetime) -> datetime:
        """Return the moment by which to act: hours from a moment, or the end of a London day.

        Clocks change twice a year, so hours are counted in UTC and days in London.
        """
        if self.unit is Unit.HOURS:
            return at.astimezone(UTC) + timedelta(hours=float(self.number))
        return end_of(self.after(day_of(at)))


class Values:
    """Every version of every value, looked up by nation and day."""

    def __init__(self, versions: Iterable[Value]) -> None:
        self._versions: dict[str, list[Value]] = {}
        for version in versions:
            self._versions.setdefault(version.id, []).append(version)
        for same in self._versions.values():
            for one, other in combinations(same, 2):
                _refuse_overlap(one, other)

    def __iter__(self) -> Iterator[Value]:
        """Every version, in the order in which the file has them."""
        return (version for same in self._versions.values() for version in same)

    def __contains__(self, value_id: object) -> bool:
        """Whether any version of a value is known."""
        return value_id in self._versions

    def in_force(self, value_id: str, *, nation: Nation, on: date) -> Value:
        """Return the version in force; the nation's own comes before the one for both."""
        found = [
            version
            for version in self._versions.get(value_id, [])
            if version.nation in (nation, None) and on in version.in_force
        ]
        if not found:
            raise NotInForce(f"No {value_id} is in force in {nation.label} on {on:%-d %B %Y}")
        return min(found, key=lambda version: version.nation is None)

    def with_own(self, own: Iterable[Value]) -> Values:
        """Return these values with a service's own versions, each from its first day on.

        Before that day holds what held before; of two of one day, the later in the row.
        """
        known = list(self)
        for version in sorted(own, key=lambda each: each.in_force_from):
            known = [*_up_to(known, version), version]
        return Values(known)


def _up_to(known: Iterable[Value], own: Value) -> Iterator[Value]:
    """Give the versions that were known, those of the same rule up to the day before another."""
    for version in known:
        if (version.id, version.nation) != (own.id, own.nation):
            yield version
        elif version.in_force_from < own.in_force_from:
            last = own.in_force_from - timedelta(days=1)
            yield replace(version, in_force_to=min(last, version.in_force_to or last))


def _refuse_overlap(one: Value, other: Value) -> None:
    if one.nation is not other.nation:
        return
    first, second = sorted((one, other), key=lambda version: version.in_force_from)
    if first.in_force_to is None or first.in_force_to >= second.in_force_from:
        raise BadValues(f"{one.id}: two versions are in force on {second.in_force_from}")


_REQUIRED = {"id", "sentence", "value", "unit", "kind"}
_OPTIONAL = {"source", "derived", "nation", "local", "in_force_from", "in_force_to"}


def read(text: str, *, name: str = "values.toml") -> Values:
    """Read a file of values, or raise BadValues with the entry and the reason."""
    try:
        entries = tomllib.loads(text, parse_float=Decimal).get("value", [])
    except tomllib.TOMLDecodeError as error:
        raise BadValues(f"{name}: {error}") from error
    versions = []
    for number, entry in enumerate(entries, start=1):
        try:
            versions.append(_value_of(entry))
        except ValueError as error:
            who = entry.get("id", "no id")
            raise BadValues(f"{name}, entry {number} ({who}): {error}") from error
    return Values(versions)


def _value_of(entry: Mapping[str, Any]) -> Value:
    if missing := _REQUIRED - entry.keys():
        raise BadValues(f"{', '.join(sorted(missing))} is missing")
    if unknown := entry.keys() - _REQUIRED - _OPTIONAL:
        raise BadValues(f"nothing here is called {', '.join(sorted(unknown))}")
    return Value(
        id=entry["id"],
        sentence=entry["sentence"],
        value=_amount(entry["value"]),
        unit=Unit(entry["unit"]),
        kind=Kind(entry["kind"]),
        source=source_of(entry),
        nation=Nation(entry["nation"]) if "nation" in entry else None,
        local=entry.get("local", False),
        in_force_from=entry.get("in_force_from", date.min),
        in_force_to=entry.get("in_force_to"),
    )


def _amount(written: object) -> Amount:
    if isinstance(written, bool) or not isinstance(written, int | Decimal | str | list):
        raise BadValues(f"{written!r} is no number, wording or list")
    if isinstance(written, list):
        return tuple(str(part) for part in written)
    return written if isinstance(written, str) else Decimal(written)


def source_of(entry: Mapping[str, Any]) -> Source:
    """Return the source that an entry names, or the reasoning that it gives instead."""
    if "derived" in entry:
        return derived(entry["derived"])
    if entry.get("source") not in BY_NAME:
        raise BadValues(f"no source is called {entry.get('source')!r}")
    return BY_NAME[entry["source"]]


SHIPPED = read(Path(__file__).with_name("values.toml").read_text(encoding="utf-8"))


def in_force(value_id: str, *, nation: Nation, on: date) -> Value:
    """Return the shipped version of a value that is in force in a nation on a day."""
    return SHIPPED.in_force(value_id, nation=nation, on=on)
