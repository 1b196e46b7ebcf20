"""The vocabulary is closed and typed, and says plainly what does not fit."""

import re
from datetime import UTC, date, datetime
from typing import Any

import pytest

from alongside.kernel.fact import NOT_KNOWN, Known
from alongside.policy.eligibility import VOCABULARY, Facts, Group, Spell, asked
from alongside.policy.eligibility.kinds import FactType
from alongside.policy.eligibility.saying import choice_in_sentence, listed
from alongside.policy.eligibility.tests.telling import TODAY, told


def test_every_question_can_be_put_on_a_form() -> None:
    for kind in asked():
        assert kind.asks.endswith("?")
        assert kind.label
        assert bool(kind.choices) == (kind.type in {FactType.CHOICE, FactType.CHOICES})


def test_every_part_of_the_form_has_questions() -> None:
    assert {kind.group for kind in asked()} == set(Group)


def test_what_nobody_told_is_not_known() -> None:
    facts = told(autism=True)
    assert facts["autism"] == Known(True, source="referral")
    assert facts["learning_disability"] is NOT_KNOWN
    assert facts["age"] is NOT_KNOWN


@pytest.mark.parametrize(
    ("born_on", "on", "age"),
    [
        (date(2008, 11, 22), TODAY, 18),
        (date(2008, 11, 23), TODAY, 17),
        (date(1960, 11, 22), TODAY, 66),
        (date(1960, 11, 23), TODAY, 65),
        (date(2008, 2, 29), date(2026, 2, 28), 17),
        (date(2008, 2, 29), date(2026, 3, 1), 18),
        (date(2008, 2, 29), date(2028, 2, 29), 20),
    ],
)
def test_age_is_counted_on_the_day_that_is_asked(born_on: date, on: date, age: int) -> None:
    assert told(on, born_on=born_on)["age"] == Known(age, source="referral")


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ({"autsm": True}, "There is no fact “autsm”. Did you mean “autism”?"),
        ({"autism": "yes"}, "“Autism” takes yes or no, not 'yes'."),
        (
            {"moves_in_two_years": True},
            "“Moves of home in two years” takes a whole number, not True.",
        ),
        ({"born_on": datetime(1984, 3, 27, tzinfo=UTC)}, "“Date of birth” takes a date"),
        (
            {"born_on": date(2026, 11, 23)},
            "The date of birth is after the day that is asked about.",
        ),
        ({"age": 40}, "“Age in years” is worked out from “born_on”; give that instead."),
        (
            {"primary_diagnosis": "schizofrenia"},
            "“Primary diagnosis” has no answer “schizofrenia”. Did you mean “schizophrenia”?",
        ),
        ({"primary_diagnosis": "any_psychosis"}, "has no answer “any_psychosis”."),
        ({"documents": ("care_plan",)}, "“Documents enclosed” takes any of a list"),
        ({"registered_area": "Leicester"}, "“Postcode of the GP practice” takes a postcode"),
        ({"inpatient_spells": (1,)}, "“Stays in hospital” takes a list of spells"),
    ],
)
def test_what_does_not_fit_is_refused_with_a_sentence(values: dict[str, Any], says: str) -> None:
    with pytest.raises(ValueError, match=re.escape(says)):
        told(**values)


def test_a_spell_ends_on_or_after_its_first_day() -> None:
    assert Spell(TODAY, TODAY).last == TODAY
    with pytest.raises(ValueError, match="cannot end before it begins"):
        Spell(TODAY, date(2026, 11, 21))


def test_facts_may_be_told_as_not_known() -> None:
    facts = Facts(TODAY, {"autism": NOT_KNOWN})
    assert facts["autism"] is NOT_KNOWN
    assert list(facts) == ["autism"]
    assert len(facts) == 1


def test_a_derived_fact_is_never_asked() -> None:
    assert "age" in VOCABULARY
    assert "age" not in {kind.id for kind in asked()}


@pytest.mark.parametrize(
    ("label", "said"),
    [
        ("Bipolar disorder without psychosis", "bipolar disorder without psychosis"),
        ("Care Programme Approach, enhanced", "Care Programme Approach, enhanced"),
        ("Care and Treatment Plan (Wales)", "Care and Treatment Plan (Wales)"),
        ("GP practice", "GP practice"),
        ("Condition, such as ADHD", "condition, such as ADHD"),
    ],
)
def test_a_choice_in_a_sentence_keeps_the_capitals_of_a_name(label: str, said: str) -> None:
    assert choice_in_sentence(label) == said


def test_what_has_a_comma_is_listed_with_semicolons() -> None:
    assert listed(["a", "b", "c"]) == "a, b and c"
    assert listed(["a, high", "b", "c"], "or") == "a, high; b or c"
