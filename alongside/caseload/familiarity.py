"""How often somebody has met each worker, told by rooms above that know it.

Contacts stand above this room, so they cannot be asked from here; they register themselves instead.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from datetime import date
from uuid import UUID

from alongside.staff.models import Worker

Times = Mapping[UUID, int]
TELLS: list[Callable[[Worker, UUID, date], Times]] = []


def times_met_for(worker: Worker, person_id: UUID, *, on: date) -> Times:
    """Return how often a person has lately met each worker, as far as anybody here knows."""
    met: Counter[UUID] = Counter()
    for tell in TELLS:
        met.update(tell(worker, person_id, on))
    return met
