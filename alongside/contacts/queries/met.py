"""Whom somebody has lately met, for the room below that chooses who co-ordinates their care."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from uuid import UUID

from alongside.contacts.queries.contacts import contacts_for
from alongside.kernel.period import end_of, start_of
from alongside.staff.models import Worker

LATELY = timedelta(days=90)


def times_met_for(worker: Worker, person_id: UUID, on: date) -> Counter[UUID]:
    """Return how often each worker saw somebody in the ninety days up to a day, alone or second."""
    seen = (
        contacts_for(worker, person_id)
        .standing()
        .filter(was_seen=True, began_at__gte=start_of(on - LATELY), began_at__lt=end_of(on))
        .values_list("worker_id", "second_worker_id")
        .order_by()
    )
    return Counter(each for pair in seen for each in pair if each is not None)
