"""How soon a referral is to be answered: the team may see it otherwise than who referred."""

from __future__ import annotations

from datetime import datetime

from alongside.access.deciding import Action
from alongside.audit.trail import audited, record
from alongside.kernel.rules import Refused
from alongside.referrals.models import PriorityChange, Referral
from alongside.referrals.settled import settled
from alongside.staff.models import Worker


@audited
def change_priority(
    referral: Referral, *, priority: Referral.Priority, why: str, by: Worker, at: datetime
) -> PriorityChange:
    """Change how soon a referral that waits is to be answered; what was asked before is kept."""
    found = Referral.objects.select_for_update().get(
        pk=referral.pk,
        received_at__isnull=False,
        to_team_id__in=by.actor.teams_where(Action.SCREEN),
    )
    if found.withdrawn_at or found.ended_elsewhere_on or settled(found).exists():
        raise Refused("This referral waits for no answer any more.")
    if found.priority == priority:
        raise Refused(f"It is {priority.label.lower()} already. Choose another, or go back.")
    before, found.priority = found.priority, priority.value
    found.save(update_fields=["priority"])
    changed = PriorityChange.objects.create(
        referral=found,
        before=before,
        after=priority.value,
        why=why,
        changed_by=by,
        changed_at=at,
    )
    record(
        "referral.priority-changed",
        on=found,
        by=by,
        at=at,
        person_id=found.person_id,
        before=before,
        after=priority.value,
    )
    return changed
