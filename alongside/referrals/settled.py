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


def settled_as(*outcomes: str) -> str:
    """Return the same as settled() with some outcomes, as the condition of a statement.

    In it the table of referrals is called `referral`. The outcomes are ours, typed by nobody.
    """
    return f"""EXISTS (
    SELECT FROM referrals_decision AS decision
    WHERE decision.referral_id = referral.id
    AND decision.outcome IN ({", ".join(f"'{each}'" for each in outcomes)})
    AND NOT EXISTS (SELECT FROM referrals_decision AS again
        WHERE again.referral_id = decision.referral_id AND again.outcome = 'reopened'
        AND again.decided_at >= decision.decided_at))"""  # noqa: S608 - see above


IS_SETTLED = settled_as("accepted", "refused")
# Since when one that was refused is looked at again, in the same statements.
LOOKED_AGAIN_AT = """(SELECT max(again.decided_at) FROM referrals_decision AS again
    WHERE again.referral_id = referral.id AND again.outcome = 'reopened')"""
