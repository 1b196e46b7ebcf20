"""A person's early signs over the weeks: how often each was looked for, and how often seen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID

from alongside.careplans.queries import current_signs_for, signs_for
from alongside.contacts.models import Contact
from alongside.contacts.queries import contacts_for
from alongside.kernel.period import day_of, monday_of, start_of
from alongside.staff.models import Worker

WEEKS = 12


@dataclass
class Sign:
    """One early sign: how often it was seen in each week, by its Monday, and when last."""

    words: str
    is_in_plan: bool
    seen: Counter[date] = field(default_factory=Counter)
    last: Contact | None = None


@dataclass(frozen=True)
class OverTime:
    """The signs of somebody, and in how many contacts of each week anybody looked for them."""

    weeks: Sequence[date]  # their Mondays, the oldest first
    looked: Counter[date]
    signs: Sequence[Sign]


def signs_over_time_for(worker: Worker, person_id: UUID, *, on: date) -> OverTime:
    """Return the signs of the newest plan, then former ones that were seen, over twelve weeks."""
    weeks = [monday_of(on) - timedelta(weeks=back) for back in reversed(range(WEEKS))]
    now = [sign.thread for sign in current_signs_for(worker, person_id)]
    words = {sign.thread: sign.words for sign in signs_for(worker, person_id)}
    signs = {thread: Sign(words[thread], thread in now) for thread in (*now, *words)}
    looked: Counter[date] = Counter()
    asked = contacts_for(worker, person_id).standing().exclude(signs=None)
    for contact in asked.filter(began_at__gte=start_of(weeks[0])):
        week = monday_of(day_of(contact.began_at))
        looked[week] += 1
        for thread in contact.signs or ():
            if sign := signs.get(thread):
                sign.seen[week] += 1
                sign.last = sign.last or contact  # the newest comes first
    return OverTime(
        weeks, looked, [sign for sign in signs.values() if sign.is_in_plan or sign.seen]
    )
