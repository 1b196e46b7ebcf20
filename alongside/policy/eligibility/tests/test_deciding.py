"""A decision explains itself, asks what it needs, and lets named people judge where it must."""

import json
import re
from datetime import date
from typing import Any

import pytest

from alongside.kernel.fact import Known
from alongside.kernel.rules import Refused
from alongside.policy.eligibility import (
    SUPPORTING,
    CriterionAnswer,
    Eligibility,
    Facts,
    FactValue,
    Judgement,
    Outcome,
    Pack,
    Question,
    as_stored,
    decide,
    facts_as_stored,
    facts_from_stored,
    from_stored,
    judgement_as_stored,
    judgement_from_stored,
    pack_as_data,
    pack_from_data,
)
from alongside.policy.eligibility.tests.telling import (
    CANNOT_TELL,
    MET,
    NOT_MET,
    TODAY,
    all_no,
    shipped,
    stay,
    stays,
    told,
)

ENGLAND = shipped("england-2001")
YES = Judgement(MET, "Seen by the team all winter", by="Dr Anwen Rhys", on=TODAY)
NO = Judgement(NOT_MET, "One need is not several", by="Dr Anwen Rhys", on=TODAY)
FITTING: dict[str, Any] = {
    "severe_and_persistent": True,
    "high_disability": True,
    "contact_difficulty": True,
    "inpatient_spells": stays(3, detained=True),
    "homeless": True,
}


def of(eligibility: Eligibility, criterion_id: str) -> CriterionAnswer:
    return next(one for one in eligibility.criteria if one.id == criterion_id)


def with_needed(needed: int | str) -> Pack:
    return pack_from_data(pack_as_data(ENGLAND) | {"supporting_needed": needed}, "draft")


def test_a_criterion_says_what_was_counted_and_what_was_asked() -> None:
    facts = all_no(inpatient_spells=stays(2))
    assert of(decide(ENGLAND, facts), "high-use").because == (
        "2 inpatient stays begun in the 24 months to 22 November 2026; more than 2 asked; "
        "14 days in hospital in the 24 months to 22 November 2026; more than 6 months asked "
        "(6 months is 182 days); no times with the crisis team in the 24 months to 22 November "
        "2026; no number is given."
    )


def test_only_what_decides_gives_the_reason() -> None:
    answer = of(decide(ENGLAND, all_no(inpatient_spells=stays(3))), "high-use")
    assert answer.because == (
        "3 inpatient stays begun in the 24 months to 22 November 2026; more than 2 asked."
    )


def test_evidence_names_the_stays_the_day_and_who_said_so() -> None:
    spells = (
        stay(date(2026, 1, 1), 31, detained=True, planned=False),
        *stays(1, date(2026, 5, 1), detained=False),
    )
    known: Known[FactValue] = Known(spells, as_of=date(2026, 11, 1), source="Letter of Ward 3")
    answer = of(decide(ENGLAND, Facts(TODAY, {"inpatient_spells": known})), "detained")
    (evidence,) = answer.evidence
    assert answer.answer is MET
    assert (evidence.as_of, evidence.source) == (known.as_of, known.source)
    assert evidence.rows == ("1 January 2026 to 31 January 2026 (detained, unplanned)",)


def test_what_is_not_known_becomes_a_question_to_the_referrer() -> None:
    facts = told(**(FITTING | {"inpatient_spells": stays(1)}))
    detained = of(decide(ENGLAND, facts), "detained")
    assert detained.answer is CANNOT_TELL
    assert detained.questions == (
        Question(
            "inpatient_spells",
            "Were they detained under the Mental Health Act at any time in this stay: "
            "1 January 2026 to 7 January 2026?",
        ),
    )
    assert of(decide(ENGLAND, facts), "age").questions == (
        Question("born_on", "What is their date of birth?"),
    )


def test_nothing_is_asked_once_the_outcome_is_settled() -> None:
    eligibility = decide(ENGLAND, told(born_on=date(1950, 1, 1)))
    assert eligibility.outcome is Outcome.DOES_NOT_MEET
    assert eligibility.questions == ()
    assert eligibility.to_judge == ()
    assert [one.id for one in eligibility.against] == ["age"]


def test_an_excluding_criterion_stands_against_when_it_is_met() -> None:
    eligibility = decide(shipped("leicestershire"), told(autism=True, learning_disability=True))
    assert eligibility.outcome is Outcome.DOES_NOT_MEET
    assert [one.id for one in eligibility.against] == ["autism-with-learning-disability"]


def test_every_reason_is_given_and_not_just_the_first() -> None:
    eligibility = decide(shipped("leicestershire"), all_no())
    assert {one.id for one in eligibility.against} == {
        "long-term",
        "psychotic-disorder",
        "high-use",
        "contact",
        "framework",
        "complex-needs",
        "no-psychosis",
    }


@pytest.mark.parametrize(
    ("needed", "values", "outcome"),
    [
        (2, {"homeless": True, "inpatient_spells": stays(3, detained=True)}, Outcome.MEETS),
        (3, {"homeless": True}, Outcome.DOES_NOT_MEET),
        (3, {"homeless": True, "violence": True, "self_harm": True}, Outcome.MEETS),
        ("for information", {"homeless": False}, Outcome.MEETS),
        ("a person judges", {"homeless": True}, Outcome.CANNOT_TELL),
        (
            "a person judges",
            {"homeless": False, "inpatient_spells": stays(3, detained=False)},
            Outcome.DOES_NOT_MEET,
        ),
    ],
)
def test_supporting_criteria_together(
    needed: int | str, values: dict[str, Any], outcome: Outcome
) -> None:
    facts = all_no(**(FITTING | {"homeless": False} | values))
    assert decide(with_needed(needed), facts).outcome is outcome


def test_supporting_criteria_say_how_many_are_met() -> None:
    together = decide(with_needed(2), told(homeless=True, violence=False)).supporting
    assert together is not None
    assert together.asked == "at least 2"
    assert together.because == (
        "1 of 6 met (They are homeless, or their home is not secure), 5 not known; 2 asked."
    )
    assert decide(with_needed("for information"), told()).supporting is None


@pytest.mark.parametrize(
    ("judgement", "outcome"), [(YES, Outcome.MEETS), (NO, Outcome.DOES_NOT_MEET)]
)
def test_a_named_person_judges_a_number_of_needs(judgement: Judgement, outcome: Outcome) -> None:
    facts = all_no(**FITTING)
    waiting = decide(ENGLAND, facts)
    assert waiting.to_judge == (SUPPORTING,)
    eligibility = decide(ENGLAND, facts, {SUPPORTING: judgement})
    assert eligibility.outcome is outcome
    assert eligibility.supporting is not None
    assert eligibility.supporting.judgement == judgement
    assert eligibility.supporting.reckoned is CANNOT_TELL


def test_an_example_threshold_is_set_aside_by_a_named_person_and_both_are_shown() -> None:
    facts = all_no(**(FITTING | {"inpatient_spells": stays(2, detained=True)}))
    eligibility = decide(ENGLAND, facts, {"high-use": YES, SUPPORTING: YES})
    answer = of(eligibility, "high-use")
    assert eligibility.outcome is Outcome.MEETS
    assert (answer.answer, answer.reckoned) == (MET, NOT_MET)
    assert answer.judgement == YES
    assert answer.because.startswith("2 inpatient stays")


def test_a_page_can_offer_to_judge_only_where_a_person_may() -> None:
    eligibility = decide(ENGLAND, told())
    assert [one.id for one in eligibility.criteria if one.open_to_judgement] == ["high-use"]


@pytest.mark.parametrize(
    ("criterion_id", "judgement", "says"),
    [
        ("age", YES, "Only a criterion with an example threshold, or without a number"),
        ("nothing", YES, "Only a criterion with an example threshold, or without a number"),
        ("high-use", Judgement(MET, " ", by="Dr Rhys", on=TODAY), "carries the name of who made"),
        ("high-use", Judgement(MET, "Because", by="", on=TODAY), "carries the name of who made"),
        ("high-use", Judgement(CANNOT_TELL, "Hm", by="Dr Rhys", on=TODAY), "says met or not met"),
    ],
)
def test_a_judgement_that_is_not_asked_for_is_refused(
    criterion_id: str, judgement: Judgement, says: str
) -> None:
    with pytest.raises(Refused, match=re.escape(says)):
        decide(ENGLAND, told(), {criterion_id: judgement})


def test_supporting_criteria_that_are_counted_are_not_judged() -> None:
    with pytest.raises(Refused):
        decide(with_needed(2), told(), {SUPPORTING: YES})


def test_a_judgement_fills_only_the_number_that_is_missing() -> None:
    """“A person judges” one of the parts; the others still have to be met."""
    data: Any = pack_as_data(ENGLAND)
    data["required"][2] = data["required"][2] | {
        "example": False,
        "when": {
            "all": [
                {"count": "inpatient", "how_many": "a person judges"},
                {"fact": "contact_difficulty", "is": "yes"},
            ]
        },
    }
    pack = pack_from_data(data, "draft")
    refusing = decide(pack, told(contact_difficulty=False), {"high-use": YES})
    assert of(refusing, "high-use").answer is NOT_MET
    agreeing = decide(pack, told(contact_difficulty=True), {"high-use": YES})
    assert of(agreeing, "high-use").answer is MET


def test_a_decision_is_kept_as_json_and_read_back_the_same() -> None:
    facts = all_no(**(FITTING | {"inpatient_spells": stays(2, detained=True)}))
    eligibility = decide(ENGLAND, facts, {"high-use": YES, SUPPORTING: NO})
    kept = json.loads(json.dumps(as_stored(eligibility)))
    assert from_stored(kept) == eligibility
    assert kept["pack"] == {
        "id": "england-2001",
        "title": "Assertive outreach in England, 2001",
        "version": 1,
    }


def test_facts_and_judgements_are_kept_by_themselves() -> None:
    facts = all_no(**FITTING, registered_area="LE1")
    assert facts_from_stored(json.loads(json.dumps(facts_as_stored(facts)))) == facts
    assert judgement_from_stored(json.loads(json.dumps(judgement_as_stored(YES)))) == YES
