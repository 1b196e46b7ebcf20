"""What a letter says to the person about each criterion: sentences to them, never a file's."""

import re
from datetime import date
from typing import Any

import pytest

from alongside.policy.eligibility import SUPPORTING, Judgement, decide, shipped_packs
from alongside.policy.eligibility.tests.telling import MET, TODAY, all_no, shipped, stays, told
from alongside.policy.eligibility.to_you import (
    asked_of_you,
    reason_to_you,
    to_you,
    together_reason_to_you,
    together_to_you,
)
from alongside.policy.eligibility.vocabulary import VOCABULARY

ENGLAND = shipped("england-2001")
THIRD = re.compile(r"\b(they|them|their|themselves)\b", re.IGNORECASE)


def reason(criterion_id: str, pack: Any = ENGLAND, **values: Any) -> str:
    facts = all_no(**values)
    one = next(one for one in decide(pack, facts).criteria if one.id == criterion_id)
    return reason_to_you(pack.criterion(criterion_id), one, facts)


@pytest.mark.parametrize(
    ("says", "to_them"),
    [
        ("They are 18 to 65 years old", "You are 18 to 65 years old"),
        ("Their care is co-ordinated", "Your care is co-ordinated"),
        ("Lasting contact, agreed with them, is hard", "Lasting contact, agreed with you, is hard"),
        ("They do not look after themselves", "You do not look after yourself"),
        ("Family have said that they are worried", "Family have said that they are worried"),
        ("They or others are at risk", "You or others are at risk"),
        ("Theory and othering stay", "Theory and othering stay"),
    ],
)
def test_a_criterion_is_said_to_the_person(says: str, to_them: str) -> None:
    assert to_you(says) == to_them


def test_no_question_to_the_person_speaks_of_somebody_else() -> None:
    found = {name for name in VOCABULARY if THIRD.search(asked_of_you(name))}
    assert found == {"family_concern"}, "there it is the family who are worried"


def test_a_reason_is_what_was_asked_and_told() -> None:
    assert reason("engagement") == (
        "We asked: Is lasting contact, agreed with you, hard to keep? We were told: no."
    )


def test_every_reason_of_every_pack_is_a_sentence_to_them() -> None:
    for pack in shipped_packs():
        for facts in (all_no(), told(TODAY)):
            for one in decide(pack, facts).criteria:
                criterion = pack.criterion(one.id)
                assert criterion
                said = reason_to_you(criterion, one, facts)
                assert said.startswith(("We asked", "We were told", "You were")), said
                assert said.endswith((".", "?")), said
                assert "a person judges" not in said
                assert " 0 " not in said
                assert ": no;" not in said


def test_a_count_of_none_is_said_as_none() -> None:
    said = reason("high-use")
    assert "told of no stays in hospital that began in the 24 months to 22 November 2026." in said
    assert "We were told of no times with the crisis team" in said
    assert "more than 2" in said


def test_an_age_is_said_with_its_day() -> None:
    said = reason("age", born_on=date(2010, 11, 22))
    assert said.startswith("You were 16 years old on 22 November 2026. The criterion says: ")


def test_the_supporting_criteria_together() -> None:
    none = decide(ENGLAND, all_no())
    assert none.supporting
    assert together_to_you(none.supporting).startswith("Whether several of the criteria")
    assert together_reason_to_you(none).endswith("None of them does.")
    judged = {SUPPORTING: Judgement(MET, "Enough", by="Dr Rhys", on=TODAY)}
    some = decide(ENGLAND, all_no(homeless=True, inpatient_spells=stays(3)), judged)
    assert some.supporting
    said = together_reason_to_you(some)
    assert "You are homeless" in said
