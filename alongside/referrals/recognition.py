"""Who a referral says that somebody is, as it can be compared with people who are known."""

from __future__ import annotations

from alongside.policy.matching import Identity
from alongside.referrals.models import Referral


def identity_in(referral: Referral) -> Identity:
    """Return what a referral tells of who the person is."""
    return Identity(
        given_name=referral.given_name,
        family_name=referral.family_name,
        known_as=referral.known_as,
        born_on=referral.born_on,
        nhs_number=referral.nhs_number,
        postcode=referral.postcode,
        phone=referral.phone,
    )
