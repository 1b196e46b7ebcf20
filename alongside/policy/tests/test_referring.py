"""A referral that cannot be answered, decided or returned is not sent."""

from __future__ import annotations

from dataclasses import replace

import pytest

from alongside.policy.referring import ReferralFacts, may_send

COMPLETE = ReferralFacts("Wei Zhang", "Three admissions", "Armley CMHT", "Ruth Adeyemi", True)


@pytest.mark.parametrize(
    ("facts", "objections"),
    [
        (COMPLETE, []),
        (replace(COMPLETE, full_name=" "), ["referral.named"]),
        (replace(COMPLETE, reason=""), ["referral.reason"]),
        (replace(COMPLETE, who_holds_care="  "), ["referral.care-held"]),
        (replace(COMPLETE, referrer_name=""), ["referral.referrer-named"]),
        (replace(COMPLETE, team_takes_referrals=False), ["referral.to-a-team"]),
        (replace(COMPLETE, says_how_soon=False), ["referral.how-soon"]),
        (replace(COMPLETE, says_pathway=False), ["referral.pathway"]),
        (
            ReferralFacts(
                "", "", "", "", team_takes_referrals=False, says_how_soon=False, says_pathway=False
            ),
            [rule.id for rule in may_send.rules],
        ),
    ],
)
def test_objections(facts: ReferralFacts, objections: list[str]) -> None:
    assert [rule.id for rule in may_send(facts).objections] == objections
