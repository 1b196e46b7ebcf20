"""What a decision on a referral must say; the criteria propose, people decide."""

from __future__ import annotations

import re
from dataclasses import dataclass

from alongside.kernel.rules import Policy, rule
from alongside.policy.eligibility.deciding import Outcome
from alongside.policy.sources import RETHINK_3, RETHINK_4, RETHINK_7, WALES_1, derived
from alongside.policy.terms import Term

_PEOPLE_DECIDE = derived("the criteria propose and people decide, with a reason that can be read")


# A British number has ten or eleven digits; a house or ward number is none to be rung.
_DIGITS_OF_A_NUMBER = 9
_NUMBER = re.compile(r"[+(]?[0-9][0-9 ()-]+")
_EMAIL = re.compile(r"[^\s@,;]+@[^\s@,;]+\.[^\s@,;]+")


def says_how_to_reach(holder: str) -> bool:
    """Whether a telephone number or an email address stands in who holds the care."""
    numbers = _NUMBER.findall(holder)
    rings = any(sum(map(str.isdigit, one)) >= _DIGITS_OF_A_NUMBER for one in numbers)
    return rings or bool(_EMAIL.search(holder))


class Deciding(Term):
    """What can be decided on a referral."""

    ACCEPTED = "accepted", "Accept"
    REFUSED = "refused", "Do not accept"
    RETURNED = "returned", "Ask the referrer first"


_EXPECTED = {Outcome.MEETS: Deciding.ACCEPTED, Outcome.DOES_NOT_MEET: Deciding.REFUSED}


def proposed_by(reckoned: Outcome, *, to_ask: int) -> Deciding | None:
    """Return what the criteria propose; what they cannot tell is asked.

    Nothing is proposed when nobody can be asked, because only a person's judgement is open.
    """
    return _EXPECTED.get(reckoned, Deciding.RETURNED if to_ask else None)


@dataclass(frozen=True)
class DecisionFacts:
    """What is known of a decision that somebody wants to make."""

    outcome: Deciding
    reckoned: Outcome
    explanation: str
    care_holder: str
    what_next: str
    person_is_known: bool
    has_pathway: bool
    is_screened: bool  # or comes back, and need not be
    questions: int
    comes_back: bool = False  # to our care: then no criteria are asked, and yes is proposed
    to_ask: int = 0  # what the criteria would ask the referrer

    @property
    def is_as_proposed(self) -> bool:
        """Whether people decide as the criteria propose; asking first is never against them."""
        return self._proposed in (None, self.outcome) or self.outcome is Deciding.RETURNED

    @property
    def waits_for_judgement(self) -> bool:
        """Whether only a person's judgement is open, and nobody has made it."""
        return self._proposed is None

    @property
    def _proposed(self) -> Deciding | None:
        if self.comes_back:
            return Deciding.ACCEPTED
        return proposed_by(self.reckoned, to_ask=self.to_ask)


@rule("decision.judged", source=_PEOPLE_DECIDE)
def is_judged(facts: DecisionFacts) -> bool:
    """First judge what waits for a person’s judgement, or explain why you decide without it."""
    if facts.outcome is Deciding.RETURNED or not facts.waits_for_judgement:
        return True
    return bool(facts.explanation.strip())


@rule("decision.explained", source=_PEOPLE_DECIDE)
def is_explained(facts: DecisionFacts) -> bool:
    """Explain why you decide otherwise than the criteria come to."""
    return facts.is_as_proposed or bool(facts.explanation.strip())


@rule(
    "decision.person-known",
    source=derived("nobody can be waited for, placed or met before it is said who they are"),
)
def person_is_known(facts: DecisionFacts) -> bool:
    """Take the referral in first, and say who the person is."""
    return facts.outcome is not Deciding.ACCEPTED or facts.person_is_known


@rule("decision.pathway", source=WALES_1)
def pathway_is_chosen(facts: DecisionFacts) -> bool:
    """Say whether they are early in psychosis or in established illness."""
    return facts.outcome is not Deciding.ACCEPTED or facts.has_pathway


@rule("decision.screened", source=RETHINK_4)
def screening_is_finished(facts: DecisionFacts) -> bool:
    """Finish the screening first, or explain why it is not needed."""
    if facts.outcome is not Deciding.ACCEPTED:
        return True
    return facts.is_screened or bool(facts.explanation.strip())


@rule("decision.next-step", source=RETHINK_7)
def next_step_is_told(facts: DecisionFacts) -> bool:
    """Tell the person what happens next."""
    return facts.outcome is not Deciding.ACCEPTED or bool(facts.what_next.strip())


@rule("decision.care-held", source=RETHINK_3)
def care_is_held(facts: DecisionFacts) -> bool:
    """Say who holds the care: instead of this team, or until it begins."""
    return facts.outcome is Deciding.RETURNED or bool(facts.care_holder.strip())


@rule(
    "decision.care-reached",
    source=derived("a letter that says who holds the care is of use when they can be reached"),
)
def care_is_reached(facts: DecisionFacts) -> bool:
    """Say how to reach whoever holds the care: a telephone number or an email address."""
    nobody_named = not facts.care_holder.strip()
    returned = facts.outcome is Deciding.RETURNED
    return returned or nobody_named or says_how_to_reach(facts.care_holder)


@rule(
    "decision.questions",
    source=derived("a referral that comes back without a question cannot be answered"),
)
def something_is_asked(facts: DecisionFacts) -> bool:
    """Choose at least one question for the referrer."""
    return facts.outcome is not Deciding.RETURNED or facts.questions > 0


may_decide = Policy(
    "May this be decided?",
    is_judged,
    is_explained,
    person_is_known,
    pathway_is_chosen,
    screening_is_finished,
    next_step_is_told,
    care_is_held,
    care_is_reached,
    something_is_asked,
)
