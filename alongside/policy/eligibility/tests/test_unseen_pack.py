"""A pack that nobody here has seen: an older referral form, put down as a file and not as code.

Two admissions are enough, the primary diagnosis has to be psychotic, "a combination" of needs is
asked without a number, papers have to come with the form, and the area is the city.
"""

from datetime import date
from typing import Any

import pytest

from alongside.kernel.fact import Answer
from alongside.policy.eligibility import (
    Facts,
    Judgement,
    Outcome,
    Spell,
    decide,
    pack_from_toml,
    pack_to_toml,
)
from alongside.policy.eligibility.tests.telling import TODAY, stay, stays, told

FORM = """
id = "leicester-city-form"
title = "Leicester city assertive outreach, older form"
nation = "England"
version = 3
in_force_from = 2005-06-01
source = { title = "Leicester city assertive outreach referral form", mark = "seen" }

[[required]]
id = "diagnosis"
says = "The primary diagnosis is a psychotic disorder"
from = "necessary conditions, first box"
when = { fact = "primary_diagnosis", among = "any_psychosis" }

[[required]]
id = "use"
says = "Two admissions, or six months in hospital, or much intensive care at home, in two years"
from = "necessary conditions, second box"
when.any = [
    { count = "inpatient", at_least = 2, within = "24 months" },
    { total = "inpatient", more_than = "6 months", within = "24 months" },
    { count = "crisis team", how_many = "a person judges", within = "24 months" },
]

[[required]]
id = "enhanced-cpa"
says = "Care is under enhanced CPA"
from = "necessary conditions, third box"
when = { fact = "framework", is = "enhanced_cpa" }

[[required]]
id = "needs"
says = "There is a combination of these needs"
from = "necessary conditions, fourth box"
when.how_many = "a person judges"
when.of = [
    { fact = "contact_difficulty", is = "yes" },
    { any = [
        { fact = "violence", is = "yes" },
        { fact = "offending", is = "persistent" },
    ] },
    { any = [
        { fact = "self_harm", is = "yes" },
        { fact = "self_neglect", is = "yes" },
    ] },
    { fact = "poor_response", is = "yes" },
    { fact = "substance_problem", is = "yes" },
    { count = "inpatient", only = "detained", at_least = 1, within = "24 months" },
]

[[required]]
id = "papers"
says = "Four papers come with the form"
from = "enclosures"
when.fact = "documents"
when.has_all = ["core_assessment", "care_plan", "risk_assessment", "contingency_plan"]

[[required]]
id = "signed"
says = "The care co-ordinator signs"
from = "signature"
when = { fact = "agreed_by", has = "care_coordinator" }

[[required]]
id = "city"
says = "They belong to the city"
from = "area"
when.area = ["LE1", "LE2", "LE3", "LE4", "LE5"]
when.by = "registration, or residence when homeless"
"""

PAPERS = frozenset({"core_assessment", "care_plan", "risk_assessment", "contingency_plan"})
FITTING: dict[str, Any] = {
    "primary_diagnosis": "schizoaffective",
    "inpatient_spells": stays(2, detained=False),
    "crisis_spells": (),
    "framework": "enhanced_cpa",
    "contact_difficulty": True,
    "violence": False,
    "offending": "none",
    "self_harm": False,
    "self_neglect": True,
    "poor_response": False,
    "substance_problem": False,
    "documents": PAPERS,
    "agreed_by": frozenset({"care_coordinator"}),
    "registered_area": "LE2 7AA",
    "homeless": False,
}
ENOUGH = {"needs": Judgement(Answer.MET, "Contact and self-neglect together", "Dr Rhys", TODAY)}
PACK = pack_from_toml(FORM, "form.toml")


def outcome(**values: Any) -> Outcome:
    return decide(PACK, told(**(FITTING | values)), ENOUGH).outcome


def test_it_is_expressed_without_code_and_written_back_as_it_was() -> None:
    assert pack_to_toml(PACK) == FORM.lstrip()


def test_a_fitting_referral_waits_only_for_the_judgement() -> None:
    eligibility = decide(PACK, told(**FITTING))
    assert eligibility.outcome is Outcome.CANNOT_TELL
    assert eligibility.to_judge == ("needs",)
    assert eligibility.questions == ()
    needs = next(one for one in eligibility.criteria if one.id == "needs")
    assert needs.because.startswith("2 of 6 met (Contact hard to keep: yes;")
    assert needs.because.endswith("; a person judges whether that is enough.")
    assert outcome() is Outcome.MEETS


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"inpatient_spells": stays(1, detained=False)}, Outcome.DOES_NOT_MEET),
        ({"inpatient_spells": (stay(date(2026, 1, 1), 182),)}, Outcome.DOES_NOT_MEET),
        ({"inpatient_spells": (stay(date(2026, 1, 1), 183),)}, Outcome.MEETS),
        ({"inpatient_spells": (Spell(date(2026, 5, 23)),)}, Outcome.MEETS),
        ({"documents": PAPERS - {"care_plan"}}, Outcome.DOES_NOT_MEET),
        ({"agreed_by": frozenset({"consultant"})}, Outcome.DOES_NOT_MEET),
        ({"primary_diagnosis": "bipolar"}, Outcome.DOES_NOT_MEET),
        ({"framework": "standard_cpa"}, Outcome.DOES_NOT_MEET),
        ({"registered_area": "LE67 1AA"}, Outcome.DOES_NOT_MEET),
        ({"homeless": True}, Outcome.CANNOT_TELL),
        ({"homeless": True, "residence_area": "LE1"}, Outcome.MEETS),
    ],
)
def test_its_edges(values: dict[str, Any], expected: Outcome) -> None:
    assert outcome(**values) is expected


def test_a_homeless_persons_area_becomes_a_question() -> None:
    eligibility = decide(PACK, told(**(FITTING | {"homeless": True})), ENOUGH)
    asks = [question.asks for question in eligibility.questions]
    assert asks == ["What is the postcode where they live, or stay most often?"]


def test_without_facts_everything_is_asked() -> None:
    eligibility = decide(PACK, Facts(TODAY))
    assert {question.fact for question in eligibility.questions} == FITTING.keys() | {
        "residence_area"
    }
