"""The referrals of somebody, each with where it stands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, OuterRef, Q, Subquery

from alongside.referrals.models import Decision, Referral
from alongside.referrals.stages import Stage, stage_of
from alongside.staff.models import Worker


@dataclass(frozen=True)
class Referred:
    """A referral of somebody: to which team, from whom, when, and where it stands."""

    id: UUID
    to_team: str
    referred_by: str
    received_at: datetime
    stage: Stage
    decided_at: datetime | None


def referrals_of_for(worker: Worker, person_id: UUID) -> list[Referred]:
    """Return the referrals of somebody to this worker's teams, the newest first."""
    newest = Decision.objects.filter(referral=OuterRef("pk")).order_by("-decided_at", "-pk")
    found = (
        Referral.objects.filter(
            person_id=person_id, to_team_id__in=worker.team_ids, received_at__isnull=False
        )
        .select_related("to_team", "from_team", "referred_by")
        .annotate(
            outcome=Subquery(newest.values("outcome")[:1]),
            decided_at=Subquery(newest.values("decided_at")[:1]),
            open_questions=Count("questions", filter=Q(questions__answered_at=None)),
        )
        .order_by("-received_at")
    )
    return [_referred(each) for each in found]


def _referred(referral: Referral) -> Referred:
    stage = stage_of(referral, outcome=referral.outcome, open_questions=referral.open_questions)  # type: ignore[attr-defined]  # annotated above
    by = referral.from_team or referral.referred_by or referral.referrer_name or "Not recorded"
    at = referral.received_at or referral.begun_at
    decided_at = referral.decided_at  # type: ignore[attr-defined]  # annotated above
    return Referred(referral.pk, str(referral.to_team), str(by), at, stage, decided_at)
