"""What a referral still needs, remembered: a list is read far oftener than a referral changes."""

from __future__ import annotations

import hashlib

from alongside.policy.eligibility.deciding import Outcome
from alongside.policy.eligibility.missing import outcome_and_missing
from alongside.referrals.facts import day_told, facts_of, pack_of, who_refers
from alongside.referrals.models import Criteria, Referral

Found = tuple[Outcome, tuple[str, ...]]

_MOST = 20_000
# By a digest of everything that the answer depends on, so nothing of anybody is kept here and
# nothing in it can ever be out of date.
_found: dict[bytes, Found] = {}


def missing_in(referral: Referral, criteria: Criteria) -> Found:
    """Return what the criteria come to on a referral, and the facts that nobody has told."""
    digest = _digest(referral, criteria)
    known = _found.get(digest)
    if known is None:
        known = outcome_and_missing(pack_of(criteria), facts_of(referral))
        if len(_found) >= _MOST:
            _found.clear()
        _found[digest] = known
    return known


def _digest(referral: Referral, criteria: Criteria) -> bytes:
    told = (referral.facts, referral.postcode, referral.born_on, day_told(referral))
    said = f"{told!r}\n{who_refers(referral)}\n{criteria.toml}"
    return hashlib.blake2b(said.encode()).digest()
