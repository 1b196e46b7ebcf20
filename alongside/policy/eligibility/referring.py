"""Who may refer to assertive outreach, and whom everybody else may ask instead."""

from __future__ import annotations

from enum import Enum

from alongside.kernel.rules import Policy, rule
from alongside.policy.sources import RETHINK_3


class Referrer(Enum):
    """What kind of team, service or person refers."""

    CMHT = "cmht"
    COMMUNITY_TEAM = "community_team"
    CRISIS_TEAM = "crisis_team"
    INPATIENT_WARD = "inpatient_ward"
    EARLY_INTERVENTION = "early_intervention"
    REHABILITATION = "rehabilitation"
    FORENSIC = "forensic"
    OLDER_ADULTS = "older_adults"
    YOUNG_PEOPLE = "young_people"
    LIAISON = "liaison"
    ASSERTIVE_OUTREACH = "assertive_outreach"
    GP = "gp"
    SOCIAL_CARE = "social_care"
    SUBSTANCE_USE_SERVICE = "substance_use_service"
    HOUSING = "housing"
    JUSTICE = "justice"
    SELF = "self"
    FAMILY_OR_FRIEND = "family_or_friend"
    OTHER = "other"


REFERRERS = {
    Referrer.CMHT: "Community mental health team",
    Referrer.COMMUNITY_TEAM: "Another community mental health service",
    Referrer.CRISIS_TEAM: "Crisis or home treatment team",
    Referrer.INPATIENT_WARD: "Mental health ward",
    Referrer.EARLY_INTERVENTION: "Early intervention in psychosis team",
    Referrer.REHABILITATION: "Rehabilitation team",
    Referrer.FORENSIC: "Forensic mental health team",
    Referrer.OLDER_ADULTS: "Older adults’ mental health team",
    Referrer.YOUNG_PEOPLE: "Children and young people’s mental health team",
    Referrer.LIAISON: "Liaison psychiatry team",
    Referrer.ASSERTIVE_OUTREACH: "Another assertive outreach team",
    Referrer.GP: "GP practice",
    Referrer.SOCIAL_CARE: "Social care",
    Referrer.SUBSTANCE_USE_SERVICE: "Drug and alcohol service",
    Referrer.HOUSING: "Housing or homelessness service",
    Referrer.JUSTICE: "Police, probation or prison",
    Referrer.SELF: "The person themselves",
    Referrer.FAMILY_OR_FRIEND: "Family or a friend",
    Referrer.OTHER: "Somebody else",
}

NOT_A_TEAM = frozenset({Referrer.SELF, Referrer.FAMILY_OR_FRIEND})
OTHER_SERVICES = frozenset(
    {
        Referrer.GP,
        Referrer.SOCIAL_CARE,
        Referrer.SUBSTANCE_USE_SERVICE,
        Referrer.HOUSING,
        Referrer.JUSTICE,
        Referrer.OTHER,
    }
)


@rule("referral.mental-health-team", source=RETHINK_3)
def comes_from_a_mental_health_team(referrer: Referrer) -> bool:
    """Referrals come from community mental health teams and other mental health teams."""
    return referrer not in OTHER_SERVICES


@rule("referral.not-by-self-or-family", source=RETHINK_3)
def is_not_from_self_or_family(referrer: Referrer) -> bool:
    """People cannot refer themselves, and family and friends cannot refer for them."""
    return referrer not in NOT_A_TEAM


may_refer = Policy(
    "May they refer to assertive outreach?",
    comes_from_a_mental_health_team,
    is_not_from_self_or_family,
)


def ask_instead(referrer: Referrer) -> str:
    """Return whom to ask instead, in words for the one who was turned down; empty if nobody was."""
    if referrer is Referrer.SELF:
        return (
            "Ask your care co-ordinator or community mental health team to refer you. "
            "If you have neither, your GP can refer you to the community mental health team."
        )
    if referrer is Referrer.FAMILY_OR_FRIEND:
        return (
            "Tell their care co-ordinator or community mental health team what worries you, or "
            "their GP if they have neither. They can refer, and can listen to you at any time."
        )
    if referrer in OTHER_SERVICES:
        return (
            "Ask the person’s community mental health team to refer, or refer the person to them."
        )
    return ""
