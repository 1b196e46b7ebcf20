"""The minimum that a practitioner sees of somebody, as the view gives it, and nothing beside it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from alongside.kernel.period import day_of
from alongside.policy.contacts import Place
from alongside.policy.joint import Equipment, Side


@dataclass(frozen=True)
class Visit:
    """A visit that a worker of ours makes together with the partner."""

    id: UUID
    planned_for: datetime
    minutes: int
    place: str
    by: str


@dataclass(frozen=True)
class Exchanged:
    """Equipment of one kind that was given, and used that came back."""

    kind: Equipment
    given: int
    returned: int

    def __str__(self) -> str:
        """Return it as people read it."""
        back = f", {self.returned} back" if self.returned else ""
        return f"{self.kind.label} {self.given}{back}"


@dataclass(frozen=True)
class Met:
    """A contact that the practitioner wrote down."""

    id: UUID
    began_at: datetime
    place: str
    was_met: bool
    exchanged: tuple[Exchanged, ...]


@dataclass(frozen=True)
class Proposed:
    """A visit that one side asked the other for, and what became of it."""

    id: UUID
    side: Side
    planned_for: datetime
    minutes: int
    place: str
    by: str
    agreed: bool | None

    @property
    def waits_for_us(self) -> bool:
        """Whether our team has not answered yet."""
        return self.agreed is None and self.side is Side.THEIRS

    @property
    def waits_for_them(self) -> bool:
        """Whether the practitioner has not answered yet."""
        return self.agreed is None and self.side is Side.OURS


@dataclass(frozen=True)
class Minimum:
    """What a practitioner sees of one person."""

    person_id: UUID
    name: str  # or an initial, as the person chose
    gender: str
    ethnicity: str
    ward: str
    born_on: date | None
    risk: str
    risk_by: str
    risk_at: datetime | None
    visits: tuple[Visit, ...]
    contacts: tuple[Met, ...]
    proposals: tuple[Proposed, ...]


def visits_of_day(people: list[Minimum], on: date) -> list[tuple[Visit, Minimum]]:
    """Return the joint visits of a day to some people, earliest first."""
    found = [
        (visit, each) for each in people for visit in each.visits if day_of(visit.planned_for) == on
    ]
    return sorted(found, key=lambda pair: (pair[0].planned_for, pair[0].id))


def exchanged_of(told: Any) -> tuple[Exchanged, ...]:
    """Return what was exchanged, of rows in JSON."""
    return tuple(
        Exchanged(Equipment(each["kind"]), each["given"], each["returned"]) for each in told
    )


def visit_of(told: Mapping[str, Any]) -> Visit:
    """Return a visit, of a row in JSON."""
    return Visit(
        UUID(told["id"]),
        datetime.fromisoformat(told["planned_for"]),
        told["minutes"],
        Place(told["place"]).label,
        told["by"],
    )


def met_of(told: Mapping[str, Any]) -> Met:
    """Return a contact, of a row in JSON."""
    return Met(
        UUID(told["id"]),
        datetime.fromisoformat(told["began_at"]),
        Place(told["place"]).label,
        told["was_met"],
        exchanged_of(told["exchanged"]),
    )


def proposed_of(told: Mapping[str, Any]) -> Proposed:
    """Return a visit that was asked for, of a row in JSON."""
    return Proposed(
        UUID(told["id"]),
        Side(told["side"]),
        datetime.fromisoformat(told["planned_for"]),
        told["minutes"],
        Place(told["place"]).label,
        told["by"],
        told["agreed"],
    )
