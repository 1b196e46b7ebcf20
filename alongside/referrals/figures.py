"""The screening sessions that are planned for some days, in one look."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection

from alongside.kernel.period import end_of, start_of
from alongside.kernel.text import lines_of
from alongside.referrals.needs import AtTheDoor, Needs
from alongside.referrals.settled import IS_SETTLED


@dataclass(frozen=True, slots=True)
class PlannedSession:
    """A screening session to come, or held since: whom, where, and who goes."""

    referral_id: UUID
    person_id: UUID | None
    name: str
    known_as: str
    planned_for: datetime
    place: str
    address: str
    phone: str
    door: AtTheDoor
    worker_ids: tuple[UUID, ...]
    goers: tuple[str, ...]
    is_done: bool

    def beside(self, worker_id: UUID) -> str:
        """Return who goes along with a worker."""
        named = zip(self.worker_ids, self.goers, strict=True)
        return " and ".join(name for one, name in named if one != worker_id)


# The newest plan of each referral counts; where it is settled, what was not held is called off.
_PLANNED = f"""
SELECT referral.id, referral.person_id, trim(referral.given_name || ' ' || referral.family_name),
    referral.known_as, plan.planned_for, plan.place,
    referral.address || E'\\n' || referral.postcode,
    referral.phone, referral.first_language,
    CASE referral.needs_interpreter WHEN 'yes' THEN true WHEN 'no' THEN false END,
    referral.communication_needs, person.first_language, person.needs_interpreter,
    person.communication_needs, array_remove(ARRAY[worker.id, second.id], NULL),
    array_remove(ARRAY[worker.name, second.name]::text[], NULL), held.done
FROM referrals_screeningplan AS plan
JOIN referrals_referral AS referral ON referral.id = plan.referral_id
JOIN staff_worker AS worker ON worker.id = plan.worker_id
LEFT JOIN staff_worker AS second ON second.id = plan.second_worker_id
LEFT JOIN people_person AS person ON person.id = referral.person_id
CROSS JOIN LATERAL (SELECT EXISTS (SELECT FROM referrals_screeningsession AS session
    WHERE session.referral_id = plan.referral_id AND session.written_at >= plan.planned_at)
    AS done) AS held
WHERE plan.planned_for >= %(start)s AND plan.planned_for < %(end)s
    AND referral.to_team_id = ANY(%(teams)s) AND referral.withdrawn_at IS NULL
    AND (%(who)s::uuid IS NULL OR plan.worker_id = %(who)s OR plan.second_worker_id = %(who)s)
    AND NOT EXISTS (SELECT FROM referrals_screeningplan AS newer
        WHERE newer.referral_id = plan.referral_id
        AND (newer.planned_at, newer.id) > (plan.planned_at, plan.id))
    AND (held.done OR NOT {IS_SETTLED})
ORDER BY plan.planned_for, 3
"""  # noqa: S608 - made of parts of our own


def screenings_planned(
    first: date, *, team_ids: Collection[int], days: int = 1, who: UUID | None = None
) -> list[PlannedSession]:
    """Return the sessions planned from a day on in some teams of the asker's, earliest first.

    Of one worker, alone or as the second, where one is named.
    """
    asked: dict[str, Any] = {
        "start": start_of(first),
        "end": end_of(first + timedelta(days=days - 1)),
        "teams": sorted(team_ids),
        "who": who,
    }
    with connection.cursor() as cursor:
        cursor.execute(_PLANNED, asked)
        return [_session(row) for row in cursor.fetchall()]


def _session(row: tuple[Any, ...]) -> PlannedSession:
    (*identity, planned_for, place, address, phone) = row[:8]
    (*needs, ids, names, is_done) = row[8:]
    referral_id, person_id, name, known_as = identity
    return PlannedSession(
        referral_id=referral_id,
        person_id=person_id,
        name=name or "Name not given",
        known_as=known_as,
        planned_for=planned_for,
        place=place,
        address=", ".join(lines_of(address)),
        phone=phone,
        door=AtTheDoor.of(_needs(needs[:3]), _needs(needs[3:])),
        worker_ids=tuple(ids),
        goers=tuple(names),
        is_done=is_done,
    )


def _needs(found: list[Any]) -> Needs:
    """Return what a referral or a record says; nobody's record says nothing."""
    language, needs_interpreter, communication = found
    return Needs(language or "", needs_interpreter, communication or "")
