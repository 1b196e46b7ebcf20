"""What a decision keeps: every answer as it was, and what people judged."""

from __future__ import annotations

from alongside.policy.eligibility.deciding import Eligibility, Judgement
from alongside.policy.eligibility.pack import SUPPORTING
from alongside.policy.eligibility.storing import from_stored
from alongside.referrals.models import Decision


def answers_in(decision: Decision) -> Eligibility:
    """Return every answer as it was when it was decided."""
    return from_stored(decision.eligibility)


def judgements_in(decision: Decision | None) -> dict[str, Judgement]:
    """Return what people judged in a decision, by criterion, to start the next one from."""
    if decision is None or not decision.eligibility:
        return {}
    kept = answers_in(decision)
    found = {one.id: one.judgement for one in kept.criteria if one.judgement}
    if kept.supporting and kept.supporting.judgement:
        found[SUPPORTING] = kept.supporting.judgement
    return found
