"""Whether a referral is settled: one definition for every list, page, action and statement."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from alongside.referrals.models import Decision

_OF_THE_ROW = OuterRef("pk")
_FINAL = (Decision.Outcome.ACCEPTED, Decision.Outcome.REFUSED)


def settled(referral: Any = _OF_THE_ROW) -> QuerySet[Decision]:
    """Return the decision that settles a referral: accepted, or refused and not looked at again."""
    again = Decision.objects.filter(
        referral=OuterRef("referral"),
        outcome=Decision.Outcome.REOPENED,
        decided_at__gte=OuterRef("decided_at"),
    )
    return _final(referral).filter(~Exists(again))


def last_decided(referral: Any = _OF_THE_ROW) -> QuerySet[Decision]:
    """Return the final decisions on a referral, the newest first, that of one settled among them.

    For who reads what was decided: while it is looked at again, the decision before stays to be
    read, with what people judged in it.
    """
    return _final(referral).order_by("-decided_at")


def _final(referral: Any) -> QuerySet[Decision]:
    return Decision.objects.filter(referral=referral, outcome__in=_FINAL)


# The same as settled(), for a statement in which the table of referrals is called `referral`.
IS_SETTLED = """EXISTS (
    SELECT FROM referrals_decision AS decision
    WHERE decision.referral_id = referral.id AND decision.outcome IN ('accepted', 'refused')
    AND NOT EXISTS (SELECT FROM referrals_decision AS again
        WHERE again.referral_id = decision.referral_id AND again.outcome = 'reopened'
        AND again.decided_at >= decision.decided_at))"""
