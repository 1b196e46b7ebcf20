"""The referrals of somebody, each with where it stands, and the wishes that were told with them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection

from alongside.referrals.stages import Stage, stage_of
from alongside.staff.models import Worker


@dataclass(frozen=True, slots=True)
class Referred:
    """A referral of somebody: to which team, from whom, when, and where it stands."""

    id: UUID
    to_team: str
    referred_by: str
    received_at: datetime
    withdrawn_at: datetime | None
    ended_elsewhere_on: date | None
    outcome: str | None  # of the newest decision
    decided_at: datetime | None
    open_questions: int

    @property
    def stage(self) -> Stage:
        """Where it stands."""
        return stage_of(self, outcome=self.outcome, open_questions=self.open_questions)


_REFERRALS = """
SELECT referral.id, team.name,
    coalesce(from_team.name, worker.name, nullif(referral.referrer_name, ''), 'Not recorded'),
    referral.received_at, referral.withdrawn_at, referral.ended_elsewhere_on,
    newest.outcome, newest.decided_at, (
        SELECT count(*) FROM referrals_question AS question
        WHERE question.referral_id = referral.id AND question.answered_at IS NULL)
FROM referrals_referral AS referral
JOIN staff_team AS team ON team.id = referral.to_team_id
LEFT JOIN staff_team AS from_team ON from_team.id = referral.from_team_id
LEFT JOIN staff_worker AS worker ON worker.id = referral.referred_by_id
LEFT JOIN LATERAL (
    SELECT outcome, decided_at FROM referrals_decision WHERE referral_id = referral.id
    ORDER BY decided_at DESC, id DESC LIMIT 1
) AS newest ON true
WHERE referral.person_id = %(person)s AND referral.to_team_id = ANY(%(teams)s)
    AND referral.received_at IS NOT NULL
ORDER BY referral.received_at DESC
"""


def referrals_of_for(worker: Worker, person_id: UUID) -> list[Referred]:
    """Return the referrals of somebody to this worker's teams, the newest first."""
    given: dict[str, Any] = {"person": person_id, "teams": sorted(worker.team_ids)}
    with connection.cursor() as cursor:
        cursor.execute(_REFERRALS, given)
        return [Referred(*row) for row in cursor.fetchall()]


@dataclass(frozen=True, slots=True)
class WishesAtReferral:
    """What a referrer told of whom somebody would like to work with; they were not asked by it."""

    referral_id: UUID
    words: str
    told_by: str
    received_at: datetime


_WISHES = """
SELECT referral.id, referral.wishes,
    concat_ws(', ', nullif(referral.referrer_name, ''), from_team.name), referral.received_at
FROM referrals_referral AS referral
LEFT JOIN staff_team AS from_team ON from_team.id = referral.from_team_id
WHERE referral.person_id = %(person)s AND referral.to_team_id = ANY(%(teams)s)
    AND referral.received_at IS NOT NULL AND referral.wishes <> ''
ORDER BY referral.received_at DESC
"""


def wishes_at_referrals_for(worker: Worker, person_id: UUID) -> list[WishesAtReferral]:
    """Return what was told of somebody's wishes with referrals to this worker's teams."""
    given: dict[str, Any] = {"person": person_id, "teams": sorted(worker.team_ids)}
    with connection.cursor() as cursor:
        cursor.execute(_WISHES, given)
        return [WishesAtReferral(*row) for row in cursor.fetchall()]
