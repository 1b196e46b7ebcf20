"""What a referral must say before it is sent, and who may take it back."""

from __future__ import annotations

from dataclasses import dataclass

from alongside.kernel.rules import Policy, rule
from alongside.policy.sources import RETHINK_3, RETHINK_7, TO_BE_ANSWERED, WALES_1


@dataclass(frozen=True)
class ReferralFacts:
    """What is known of a referral that somebody wants to send."""

    full_name: str
    reason: str
    who_holds_care: str
    referrer_name: str
    team_takes_referrals: bool
    comes_back: bool = False
    says_how_soon: bool = True  # a file may leave it out, and is then routine by its own rule
    says_pathway: bool = True


@rule("referral.to-a-team", source=RETHINK_3)
def team_takes_referrals(facts: ReferralFacts) -> bool:
    """This team does not take referrals. Choose another team."""
    return facts.team_takes_referrals


@rule("referral.named", source=TO_BE_ANSWERED)
def person_is_named(facts: ReferralFacts) -> bool:
    """Give at least one name of the person."""
    return bool(facts.full_name.strip())


@rule("referral.reason", source=TO_BE_ANSWERED)
def reason_is_given(facts: ReferralFacts) -> bool:
    """Say why you refer them."""
    return bool(facts.reason.strip())


@rule("referral.care-held", source=RETHINK_7)
def care_is_held(facts: ReferralFacts) -> bool:
    """Say who holds their care until there is a decision, and if the answer is no."""
    return facts.comes_back or bool(facts.who_holds_care.strip())


@rule("referral.referrer-named", source=TO_BE_ANSWERED)
def referrer_is_named(facts: ReferralFacts) -> bool:
    """Give the name of whoever refers, so that they can be asked and answered."""
    return bool(facts.referrer_name.strip())


@rule("referral.how-soon", source=TO_BE_ANSWERED)
def how_soon_is_said(facts: ReferralFacts) -> bool:
    """Say how soon the team has to answer."""
    return facts.says_how_soon


@rule("referral.pathway", source=WALES_1)
def pathway_is_said(facts: ReferralFacts) -> bool:
    """Say whether it is early psychosis or established illness, or that this is not known."""
    return facts.says_pathway


may_send = Policy(
    "May this referral be sent?",
    team_takes_referrals,
    person_is_named,
    reason_is_given,
    care_is_held,
    referrer_is_named,
    how_soon_is_said,
    pathway_is_said,
)
