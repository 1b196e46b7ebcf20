"""REF-1: referrals come from mental health teams only; everybody else learns whom to ask."""

import pytest

from alongside.policy.eligibility import (
    REFERRERS,
    VOCABULARY,
    Referrer,
    ask_instead,
    may_refer,
)

SELF_OR_FAMILY = {Referrer.SELF, Referrer.FAMILY_OR_FRIEND}
OTHERS = {
    Referrer.GP,
    Referrer.SOCIAL_CARE,
    Referrer.SUBSTANCE_USE_SERVICE,
    Referrer.HOUSING,
    Referrer.JUSTICE,
    Referrer.OTHER,
}


@pytest.mark.parametrize("referrer", sorted(set(Referrer) - SELF_OR_FAMILY - OTHERS, key=str))
def test_mental_health_teams_may_refer(referrer: Referrer) -> None:
    assert may_refer(referrer)
    assert ask_instead(referrer) == ""


@pytest.mark.parametrize("referrer", sorted(SELF_OR_FAMILY, key=str))
def test_people_and_families_are_told_whom_to_ask(referrer: Referrer) -> None:
    decision = may_refer(referrer)
    assert [rule.id for rule in decision.objections] == ["referral.not-by-self-or-family"]
    assert "community mental health team" in ask_instead(referrer)
    assert "GP" in ask_instead(referrer)


@pytest.mark.parametrize("referrer", sorted(OTHERS, key=str))
def test_other_services_are_sent_to_the_community_team(referrer: Referrer) -> None:
    decision = may_refer(referrer)
    assert [rule.id for rule in decision.objections] == ["referral.mental-health-team"]
    assert "community mental health team" in ask_instead(referrer)


def test_the_form_offers_every_referrer_by_name() -> None:
    offered = VOCABULARY["referrer"].choices
    assert offered == {referrer.value: REFERRERS[referrer] for referrer in Referrer}
