"""What somebody wants to plan, and what to think of first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from alongside.policy.values import SHIPPED, Nation, Values


@dataclass(frozen=True)
class Wanted:
    """Visits that somebody wants to plan: whom to see, who goes, when and how long."""

    person_id: UUID
    worker_ids: frozenset[UUID]
    moments: Sequence[datetime]
    minutes: int
    nation: Nation
    partner_kind: str = ""
    values: Values = SHIPPED  # with those of the service
    joint_days: frozenset[int] = frozenset()  # of the protocol with the partner
    but: UUID | None = None  # the visit that is being moved


@dataclass(frozen=True)
class Foreseen:
    """A rule that warns, and what it warns of."""

    sentence: str
    details: list[str] = field(default_factory=list)
