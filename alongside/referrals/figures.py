"""When the referrals of a team came, were answered, decided and screened, in one look."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from alongside.referrals.models import Decision


@dataclass(frozen=True, slots=True)
class ReferralFigures:
    """The moments of one referral that was sent and neither withdrawn nor ended elsewhere."""

    referral_id: UUID
    given_name: str
    family_name: str
    priority: str
    received_at: datetime
    person_id: UUID | None
    is_return: bool
    questions_open: int
    last_answer_at: datetime | None
    outcome: str  # of the first decision that ended it; none yet: empty
    decided_at: datetime | None
    skipped_screening: bool
    first_session_at: datetime | None
    screened_at: datetime | None

    @property
    def name(self) -> str:
        """The name that the referrer gave."""
        return f"{self.given_name} {self.family_name}".strip() or "Name not given"


_REFERRALS = """
SELECT referral.id, referral.given_name, referral.family_name, referral.priority,
    referral.received_at, referral.person_id, referral.returned_from IS NOT NULL,
    asked.still_open, asked.last_answer, coalesce(decision.outcome, ''), decision.decided_at,
    coalesce(decision.skipped_screening, false), session.first_at, session.last_at
FROM referrals_referral AS referral
LEFT JOIN LATERAL (
    SELECT outcome, decided_at, skipped_screening FROM referrals_decision
    WHERE referral_id = referral.id AND outcome = ANY(%(final)s) AND decided_at <= %(at)s
    ORDER BY decided_at LIMIT 1
) AS decision ON true
LEFT JOIN LATERAL (
    SELECT count(*) FILTER (WHERE answered_at IS NULL) AS still_open,
        max(answered_at) FILTER (WHERE answered_at <= coalesce(decision.decided_at, %(at)s))
            AS last_answer
    FROM referrals_question WHERE referral_id = referral.id
) AS asked ON true
LEFT JOIN LATERAL (
    SELECT min(held_at) AS first_at, min(held_at) FILTER (WHERE is_last) AS last_at
    FROM referrals_screeningsession WHERE referral_id = referral.id
) AS session ON true
WHERE referral.to_team_id = %(team)s AND referral.received_at <= %(at)s
    AND referral.withdrawn_at IS NULL AND referral.ended_elsewhere_on IS NULL
    AND (decision.decided_at IS NULL OR referral.received_at >= %(since)s)
ORDER BY referral.received_at, referral.id
"""


def referral_figures(team_id: int, *, since: datetime, at: datetime) -> list[ReferralFigures]:
    """Return those a team received since a moment, and all it has not decided yet.

    For a team whose referrals somebody may see already.
    """
    asked: dict[str, Any] = {
        "team": team_id,
        "since": since,
        "at": at,
        "final": [Decision.Outcome.ACCEPTED.value, Decision.Outcome.REFUSED.value],
    }
    with connection.cursor() as cursor:
        cursor.execute(_REFERRALS, asked)
        return [ReferralFigures(*row) for row in cursor.fetchall()]
