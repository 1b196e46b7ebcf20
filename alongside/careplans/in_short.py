"""Somebody's plan in a few lines: what they want, what to do in a crisis, which version it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from alongside.access.plain import KNOWN
from alongside.careplans.models import CarePlan
from alongside.staff.models import Worker


@dataclass(frozen=True, slots=True)
class PlanInShort:
    """The newest version of somebody's plan."""

    number: int
    written_at: datetime
    written_by: str
    agreed: str
    in_a_crisis: str
    goals: list[str]  # in the person's words, in their order

    @property
    def agreed_in_words(self) -> str:
        """Whether the plan is agreed with the person."""
        return CarePlan.Agreed(self.agreed).label


# The newest version is the first of queries.plans_for.
_NEWEST = f"""
SELECT plan.number, plan.written_at, worker.name, plan.agreed, plan.in_a_crisis, ARRAY(
    SELECT words FROM careplans_goal AS goal WHERE goal.plan_id = plan.id ORDER BY place)
FROM careplans_careplan AS plan JOIN staff_worker AS worker ON worker.id = plan.written_by_id
WHERE plan.person_id = %(person)s AND {KNOWN}
ORDER BY plan.written_at DESC, plan.number DESC LIMIT 1
"""  # noqa: S608 - made of parts of our own


def plan_in_short_for(worker: Worker, person_id: UUID) -> PlanInShort | None:
    """Return the newest version of somebody's plan in a few lines, or None when there is none."""
    given: dict[str, Any] = {"person": person_id, "teams": sorted(worker.team_ids)}
    with connection.cursor() as cursor:
        cursor.execute(_NEWEST, given)
        found = cursor.fetchone()
    return PlanInShort(*found) if found else None
