"""Who may come back without starting again: whoever was here, whoever asks."""

from __future__ import annotations

from typing import Any

import pytest

from alongside.policy.deciding import Deciding, DecisionFacts, may_decide
from alongside.policy.eligibility.deciding import Outcome
from alongside.policy.returning import ReturnFacts, may_come_back


def facts(**about: Any) -> ReturnFacts:
    """Return what is known when somebody's sister rings."""
    usual: dict[str, Any] = {
        "was_in_our_care": True,
        "is_in_our_care": False,
        "has_asked_already": False,
        "asked_by": "Aoife",
        "reason": "He hears the voices again.",
    }
    return ReturnFacts(**usual | about)


@pytest.mark.parametrize(
    ("about", "objections"),
    [
        ({}, []),
        ({"was_in_our_care": False}, ["return.was-in-care"]),
        ({"is_in_our_care": True}, ["return.not-in-care"]),
        ({"has_asked_already": True}, ["return.asked-once"]),
        ({"asked_by": " ", "reason": ""}, ["return.asked-by", "return.reason"]),
    ],
)
def test_objections(about: dict[str, Any], objections: list[str]) -> None:
    assert [rule.id for rule in may_come_back(facts(**about)).objections] == objections


@pytest.mark.parametrize("reckoned", Outcome)
def test_a_yes_to_a_return_needs_no_reason_whatever_the_criteria_come_to(reckoned: Outcome) -> None:
    decision = DecisionFacts(
        outcome=Deciding.ACCEPTED,
        reckoned=reckoned,
        explanation="",
        care_holder="The GP, 0113 496 0155",
        what_next="Priya rings tomorrow",
        person_is_known=True,
        has_pathway=True,
        is_screened=True,
        questions=0,
        comes_back=True,
    )
    assert may_decide(decision)
