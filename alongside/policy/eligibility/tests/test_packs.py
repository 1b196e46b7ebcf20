"""The five packs on every edge that they have."""

from datetime import date, timedelta
from typing import Any

import pytest

from alongside.kernel.fact import Answer
from alongside.policy.eligibility import VOCABULARY, Facts, Outcome, Spell, decide, shipped_packs
from alongside.policy.eligibility.choices import DIAGNOSES, PSYCHOTIC_DIAGNOSES
from alongside.policy.eligibility.tests.telling import (
    CANNOT_TELL,
    MET,
    NOT_MET,
    TODAY,
    all_no,
    answer_of,
    shipped,
    stay,
    stays,
    told,
)

A_DAY = timedelta(days=1)
EDGE = date(2024, 11, 23)


def days(number: int) -> tuple[Spell, ...]:
    return (stay(date(2026, 1, 1), number),) if number else ()


Row = tuple[str, dict[str, Any], Answer]

ENGLAND: list[Row] = [
    ("age", {"born_on": date(2008, 11, 23)}, NOT_MET),
    ("age", {"born_on": date(2008, 11, 22)}, MET),
    ("age", {"born_on": date(1960, 11, 23)}, MET),
    ("age", {"born_on": date(1960, 11, 22)}, NOT_MET),
    ("age", {}, CANNOT_TELL),
    ("severe-and-ongoing", {"severe_and_persistent": True, "high_disability": True}, MET),
    ("severe-and-ongoing", {"severe_and_persistent": True, "high_disability": False}, NOT_MET),
    ("severe-and-ongoing", {"severe_and_persistent": True}, CANNOT_TELL),
    ("high-use", {"inpatient_spells": stays(3)}, MET),
    ("high-use", {"inpatient_spells": stays(2), "crisis_spells": ()}, NOT_MET),
    ("high-use", {"inpatient_spells": stays(2)}, CANNOT_TELL),
    ("high-use", {"inpatient_spells": days(182), "crisis_spells": ()}, NOT_MET),
    ("high-use", {"inpatient_spells": days(183), "crisis_spells": ()}, MET),
    ("high-use", {"inpatient_spells": (), "crisis_spells": stays(1)}, CANNOT_TELL),
    (
        "high-use",
        {"inpatient_spells": (stay(EDGE - A_DAY), *stays(2)), "crisis_spells": ()},
        NOT_MET,
    ),
    ("high-use", {"inpatient_spells": (stay(EDGE), *stays(2)), "crisis_spells": ()}, MET),
    ("engagement", {"contact_difficulty": True}, MET),
    ("engagement", {"contact_difficulty": False}, NOT_MET),
    ("violence-or-offending", {"violence": False, "offending": "some"}, NOT_MET),
    ("violence-or-offending", {"violence": False, "offending": "persistent"}, MET),
    ("violence-or-offending", {"violence": True}, MET),
    ("self-harm-or-neglect", {"self_neglect": True}, MET),
    ("self-harm-or-neglect", {"self_harm": False, "self_neglect": False}, NOT_MET),
    ("treatment-response", {"poor_response": True}, MET),
    ("dual-diagnosis", {"substance_problem": True}, MET),
    ("dual-diagnosis", {"drug_use": True}, CANNOT_TELL),
    ("detained", {"inpatient_spells": stays(1, detained=True)}, MET),
    ("detained", {"inpatient_spells": stays(3, detained=False)}, NOT_MET),
    ("detained", {"inpatient_spells": stays(1)}, CANNOT_TELL),
    ("detained", {"inpatient_spells": (stay(EDGE - A_DAY, detained=True),)}, NOT_MET),
    ("detained", {"inpatient_spells": (stay(EDGE - A_DAY, 2, detained=True),)}, MET),
    ("home", {"homeless": False, "unstable_accommodation": True}, MET),
    ("home", {"homeless": False, "unstable_accommodation": False}, NOT_MET),
]
LEICESTERSHIRE: list[Row] = [
    ("high-use", {"inpatient_spells": stays(3)}, MET),
    ("high-use", {"inpatient_spells": stays(2), "crisis_spells": ()}, NOT_MET),
    ("high-use", {"inpatient_spells": (), "crisis_spells": days(182)}, NOT_MET),
    ("high-use", {"inpatient_spells": (), "crisis_spells": days(183)}, MET),
    # Months in hospital do not count here; only those with the crisis team do.
    ("high-use", {"inpatient_spells": days(300), "crisis_spells": ()}, NOT_MET),
    ("under-16", {"born_on": date(2010, 11, 23)}, MET),
    ("under-16", {"born_on": date(2010, 11, 22)}, NOT_MET),
    ("under-16", {"born_on": date(1930, 1, 1)}, NOT_MET),
    ("autism-with-learning-disability", {"autism": True, "learning_disability": True}, MET),
    ("autism-with-learning-disability", {"autism": True, "learning_disability": False}, NOT_MET),
    ("autism-with-learning-disability", {"learning_disability": True}, CANNOT_TELL),
    ("autism-with-learning-disability", {"autism": False}, NOT_MET),
    ("no-psychosis", {"primary_diagnosis": "schizophrenia"}, NOT_MET),
    (
        "no-psychosis",
        {
            "primary_diagnosis": "bipolar",
            "secondary_diagnoses": frozenset(),
            "presents_with_psychosis": False,
        },
        MET,
    ),
    ("no-psychosis", {"primary_diagnosis": "bipolar"}, CANNOT_TELL),
    ("no-psychosis", {"presents_with_psychosis": True}, NOT_MET),
    (
        "psychotic-disorder",
        {
            "severe_and_persistent": True,
            "primary_diagnosis": "personality_disorder",
            "secondary_diagnoses": frozenset({"psychotic_depression"}),
        },
        MET,
    ),
    (
        "substance-use-alone",
        {
            "substance_problem": True,
            "primary_diagnosis": "substance_use_disorder",
            "secondary_diagnoses": frozenset(),
            "presents_with_psychosis": False,
        },
        MET,
    ),
    (
        "substance-use-alone",
        {
            "substance_problem": True,
            "primary_diagnosis": "substance_use_disorder",
            "secondary_diagnoses": frozenset({"depression"}),
        },
        NOT_MET,
    ),
    ("framework", {"framework": "standard_cpa"}, MET),
    ("framework", {"framework": "none"}, NOT_MET),
    ("complex-needs", {"multiple_complex_needs": True}, MET),
    ("contact", {"contact_difficulty": False}, NOT_MET),
    (
        "long-term",
        {
            "severe_and_persistent": True,
            "poor_adherence": True,
            "needs_assertive_follow_up": False,
        },
        NOT_MET,
    ),
]
WALES: list[Row] = [
    ("framework", {"framework": "enhanced_cpa"}, MET),
    ("framework", {"framework": "care_and_treatment_plan"}, MET),
    ("framework", {"framework": "standard_cpa"}, NOT_MET),
    ("frequent-use", {"inpatient_spells": (), "crisis_spells": ()}, NOT_MET),
    ("frequent-use", {"inpatient_spells": stays(9), "crisis_spells": ()}, CANNOT_TELL),
    ("unplanned-admissions", {"inpatient_spells": stays(3, planned=True)}, NOT_MET),
    ("detained", {"inpatient_spells": (stay(date(1985, 1, 1), detained=True),)}, MET),
    ("learning-disability", {"learning_disability": True}, MET),
    ("personality-disorder", {"primary_diagnosis": "personality_disorder"}, MET),
    (
        "personality-disorder",
        {
            "primary_diagnosis": "schizophrenia",
            "secondary_diagnoses": frozenset({"personality_disorder"}),
        },
        MET,
    ),
    ("offending", {"offending": "some"}, MET),
    ("offending", {"offending": "none"}, NOT_MET),
    ("serious-risk", {"risk_to_others": True}, MET),
    ("adherence", {"poor_adherence": True}, MET),
]
LEEDS: list[Row] = [
    ("drug-use", {"drug_use": True}, MET),
    ("drug-use", {"substance_problem": True}, CANNOT_TELL),
    ("severe-illness", {"severe_and_persistent": True, "primary_diagnosis": "bipolar"}, MET),
    (
        "severe-illness",
        {
            "severe_and_persistent": True,
            "primary_diagnosis": "substance_use_disorder",
            "secondary_diagnoses": frozenset(),
        },
        NOT_MET,
    ),
    ("identified", {"identified_by_outreach": False}, NOT_MET),
    ("home", {"homeless": False, "unstable_accommodation": True}, MET),
]
NHS_ENGLAND: list[Row] = [
    ("psychosis", {"presents_with_psychosis": True}, MET),
    ("psychosis", {"primary_diagnosis": "schizophrenia"}, CANNOT_TELL),
    ("social-needs", {"social_needs": frozenset()}, NOT_MET),
    ("social-needs", {"social_needs": frozenset({"housing", "money"})}, CANNOT_TELL),
    ("other-problems", {"substance_problem": True}, MET),
    ("family-concern", {"family_concern": True}, MET),
]
ALL = {
    "england-2001": ENGLAND,
    "leicestershire": LEICESTERSHIRE,
    "wales-2007": WALES,
    "leeds-dual-diagnosis": LEEDS,
    "nhs-england-2024": NHS_ENGLAND,
}


@pytest.mark.parametrize(
    ("pack_id", "criterion", "values", "answer"),
    [(pack_id, *row) for pack_id, rows in ALL.items() for row in rows],
)
def test_edges(pack_id: str, criterion: str, values: dict[str, Any], answer: Answer) -> None:
    assert answer_of(shipped(pack_id), criterion, told(**values)) is answer


@pytest.mark.parametrize("diagnosis", sorted(DIAGNOSES))
def test_leicestershire_wants_a_psychotic_disorder(diagnosis: str) -> None:
    facts = all_no(primary_diagnosis=diagnosis, severe_and_persistent=True)
    pack = shipped("leicestershire")
    psychotic = diagnosis in PSYCHOTIC_DIAGNOSES
    assert answer_of(pack, "psychotic-disorder", facts) is (MET if psychotic else NOT_MET)
    assert answer_of(pack, "no-psychosis", facts) is (NOT_MET if psychotic else MET)


# Everything that any of the packs requires, so that only the differences are left.
FITTING: dict[str, Any] = {
    "primary_diagnosis": "schizophrenia",
    "severe_and_persistent": True,
    "high_disability": True,
    "poor_adherence": True,
    "needs_assertive_follow_up": True,
    "contact_difficulty": True,
    "multiple_complex_needs": True,
    "framework": "enhanced_cpa",
    "inpatient_spells": stays(3),
    "identified_by_outreach": True,
    "drug_use": True,
}


def outcomes(**values: Any) -> dict[str, Outcome]:
    facts = all_no(**(FITTING | values))
    return {pack.id: decide(pack, facts).outcome for pack in shipped_packs()}


def test_a_fitting_person_meets_the_numbers_and_people_judge_the_rest() -> None:
    assert outcomes(self_harm=True, homeless=True) == {
        "england-2001": Outcome.CANNOT_TELL,
        "leicestershire": Outcome.MEETS,
        "wales-2007": Outcome.CANNOT_TELL,
        "leeds-dual-diagnosis": Outcome.CANNOT_TELL,
        "nhs-england-2024": Outcome.CANNOT_TELL,
    }


def test_autism_with_a_learning_disability_excludes_in_leicestershire_alone() -> None:
    both = outcomes(autism=True, learning_disability=True, homeless=True)
    against = {pack for pack, outcome in both.items() if outcome is Outcome.DOES_NOT_MEET}
    assert against == {"leicestershire"}


@pytest.mark.parametrize(
    ("born_on", "against"),
    [
        (date(2010, 11, 23), {"england-2001", "leicestershire"}),
        (date(2009, 1, 1), {"england-2001"}),
        (date(1955, 1, 1), {"england-2001"}),
        (date(1984, 1, 1), set()),
    ],
)
def test_the_packs_differ_about_age(born_on: date, against: set[str]) -> None:
    found = outcomes(born_on=born_on, homeless=True)
    assert {pack for pack, one in found.items() if one is Outcome.DOES_NOT_MEET} == against


def test_nobody_is_turned_away_by_what_is_only_recalled() -> None:
    eligibility = decide(shipped("nhs-england-2024"), all_no())
    assert eligibility.outcome is Outcome.CANNOT_TELL
    assert eligibility.to_judge == ("supporting",)


def test_no_wording_grades_a_person() -> None:
    words = [kind.label + kind.asks + kind.help for kind in VOCABULARY.values()]
    words += [one.says for pack in shipped_packs() for one in pack.criteria]
    graded = ("high risk", "low risk", "medium risk", "non-compliant", "chaotic", "abuse", "misuse")
    assert not [text for text in words if any(word in text.lower() for word in graded)]


def test_a_day_in_the_life_of_a_window() -> None:
    """A third admission stops counting on the day after its two years are over."""
    spells = (stay(EDGE), *stays(2))
    for on, answer in ((TODAY, MET), (TODAY + A_DAY, NOT_MET)):
        facts: Facts = told(on, inpatient_spells=spells, crisis_spells=())
        assert answer_of(shipped("england-2001"), "high-use", facts) is answer
