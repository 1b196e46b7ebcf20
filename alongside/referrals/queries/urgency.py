"""How soon a referral is to be answered, as its team changed it."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from alongside.referrals.models import PriorityChange, Referral
from alongside.staff.models import Worker


def priority_changes_for(worker: Worker, referral: Referral) -> QuerySet[PriorityChange]:
    """Return the changes on a referral that this worker's teams received, or that is their own."""
    mine = Q(referral__to_team_id__in=worker.team_ids) | Q(referral__referred_by=worker)
    return (
        PriorityChange.objects.filter(mine, referral=referral)
        .select_related("changed_by")
        .order_by("-changed_at", "-pk")
    )
