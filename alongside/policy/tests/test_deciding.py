"""The criteria propose and people decide; a decision says what those whom it is about must know."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.policy.deciding import (
    Deciding,
    DecisionFacts,
    may_decide,
    proposed_by,
    says_how_to_reach,
)
from alongside.policy.eligibility.deciding import Outcome

YES = DecisionFacts(
    outcome=Deciding.ACCEPTED,
    reckoned=Outcome.MEETS,
    explanation="",
    care_holder="Armley CMHT, 0113 496 0200",
    what_next="Priya will call.",
    person_is_known=True,
    has_pathway=True,
    is_screened=True,
    questions=0,
)
NO = replace(
    YES, outcome=Deciding.REFUSED, reckoned=Outcome.DOES_NOT_MEET, what_next="", has_pathway=False
)
ASK = replace(
    NO,
    outcome=Deciding.RETURNED,
    reckoned=Outcome.CANNOT_TELL,
    questions=1,
    to_ask=1,
    care_holder="",
)


@pytest.mark.parametrize(
    ("facts", "objections"),
    [
        (YES, []),
        (NO, []),
        (ASK, []),
        (replace(YES, reckoned=Outcome.DOES_NOT_MEET), ["decision.explained"]),
        (replace(YES, reckoned=Outcome.CANNOT_TELL, to_ask=2), ["decision.explained"]),
        (replace(YES, reckoned=Outcome.CANNOT_TELL), ["decision.judged"]),
        (replace(NO, reckoned=Outcome.CANNOT_TELL), ["decision.judged"]),
        (replace(YES, reckoned=Outcome.CANNOT_TELL, explanation="Clear without it"), []),
        (replace(YES, reckoned=Outcome.DOES_NOT_MEET, explanation="Agreed with the CMHT"), []),
        (replace(NO, reckoned=Outcome.MEETS), ["decision.explained"]),
        (
            replace(NO, reckoned=Outcome.CANNOT_TELL, to_ask=1, explanation=" "),
            ["decision.explained"],
        ),
        (replace(ASK, reckoned=Outcome.MEETS), []),
        (replace(ASK, questions=0), ["decision.questions"]),
        (replace(NO, care_holder=" "), ["decision.care-held"]),
        (replace(NO, care_holder="Armley CMHT, Ruth Adeyemi"), ["decision.care-reached"]),
        (replace(YES, care_holder="Armley CMHT, Ward 12"), ["decision.care-reached"]),
        (replace(ASK, care_holder="Armley CMHT"), []),
        (
            replace(YES, person_is_known=False, has_pathway=False, what_next="", care_holder=""),
            [
                "decision.person-known",
                "decision.pathway",
                "decision.next-step",
                "decision.care-held",
            ],
        ),
        (replace(NO, person_is_known=False), []),
        (replace(YES, is_screened=False), ["decision.screened"]),
        (replace(YES, is_screened=False, explanation="Met on the ward twice"), []),
        (replace(NO, is_screened=False), []),
    ],
)
def test_objections(facts: DecisionFacts, objections: list[str]) -> None:
    assert [rule.id for rule in may_decide(facts).objections] == objections


@pytest.mark.parametrize(
    ("holder", "reached"),
    [
        ("Armley CMHT, 0113 496 0200", True),
        ("Armley CMHT 01134960200", True),
        ("Armley CMHT, +44 (0)113 496 0200", True),
        ("Ruth, ruth@alongside.example", True),
        ("Armley CMHT, Ruth Adeyemi", False),
        ("Ward 4, 12 High Street, LS12 1AA", False),
        ("Since 2024, team 7", False),
        ("ruth@work", False),
        ("", False),
    ],
)
def test_who_holds_the_care_can_be_rung_or_written_to(holder: str, reached: bool) -> None:
    assert says_how_to_reach(holder) is reached


def test_what_is_not_known_is_asked_and_never_refused_by_proposal() -> None:
    assert proposed_by(Outcome.CANNOT_TELL, to_ask=1) is Deciding.RETURNED


def test_nothing_is_proposed_when_only_a_judgement_is_open() -> None:
    assert proposed_by(Outcome.CANNOT_TELL, to_ask=0) is None


@given(st.builds(DecisionFacts, outcome=st.just(Deciding.REFUSED)))
def test_nobody_who_meets_the_criteria_is_refused_without_a_reason(facts: DecisionFacts) -> None:
    if facts.reckoned is not Outcome.DOES_NOT_MEET and not facts.explanation.strip():
        assert not may_decide(facts)
