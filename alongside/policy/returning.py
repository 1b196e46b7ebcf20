"""Who may come back without starting again, and who may ask for it: anybody."""

from __future__ import annotations

from dataclasses import dataclass

from alongside.kernel.rules import Policy, rule
from alongside.policy.sources import RETHINK_6, TO_BE_ANSWERED, derived


@dataclass(frozen=True)
class ReturnFacts:
    """What is known when somebody, or anybody for them, asks to come back."""

    was_in_our_care: bool
    is_in_our_care: bool
    has_asked_already: bool
    asked_by: str
    reason: str


@rule("return.was-in-care", source=RETHINK_6)
def was_in_our_care(facts: ReturnFacts) -> bool:
    """They were not in our care before. Take a referral instead."""
    return facts.was_in_our_care


@rule("return.not-in-care", source=derived("nobody comes back who has not left"))
def is_not_in_our_care(facts: ReturnFacts) -> bool:
    """They are in our care now, so nothing has to be asked."""
    return not facts.is_in_our_care


@rule("return.asked-once", source=derived("two of the same make two answers"))
def has_not_asked_already(facts: ReturnFacts) -> bool:
    """They asked to come back already, and that is not finished."""
    return not facts.has_asked_already


@rule("return.asked-by", source=TO_BE_ANSWERED)
def asker_is_named(facts: ReturnFacts) -> bool:
    """Give the name of whoever asks, so that they can be asked and answered."""
    return bool(facts.asked_by.strip())


@rule("return.reason", source=TO_BE_ANSWERED)
def reason_is_given(facts: ReturnFacts) -> bool:
    """Say what has happened, and why they need us again."""
    return bool(facts.reason.strip())


may_come_back = Policy(
    "May they come back without starting again?",
    was_in_our_care,
    is_not_in_our_care,
    has_not_asked_already,
    asker_is_named,
    reason_is_given,
)

# Of a referral that is here already, which was answered for when it came.
is_the_only_return = Policy(
    "Is this the only way back that goes on for them?", is_not_in_our_care, has_not_asked_already
)
