"""Criteria tightened or loosened: who would pass now, who under the draft."""

from dataclasses import replace
from datetime import date
from typing import Any

from alongside.policy.eligibility import (
    SUPPORTING,
    Case,
    Change,
    Judgement,
    Outcome,
    Pack,
    pack_as_data,
    pack_from_data,
    what_if,
)
from alongside.policy.eligibility.tests.telling import MET, TODAY, all_no, shipped, stays

ENGLAND = shipped("england-2001")
YES = Judgement(MET, "Several needs at once", by="Dr Anwen Rhys", on=TODAY)
FITTING: dict[str, Any] = {
    "severe_and_persistent": True,
    "high_disability": True,
    "contact_difficulty": True,
    "homeless": True,
}


def draft(**when: Any) -> Pack:
    """The 2001 criteria with another condition on the use of hospital."""
    data: Any = pack_as_data(ENGLAND)
    data["required"][2] = data["required"][2] | {"when": when}
    return pack_from_data(data, "draft")


def case(case_id: str, admissions: int) -> Case:
    facts = all_no(**FITTING, inpatient_spells=stays(admissions, detained=True))
    return Case(case_id, facts, {SUPPORTING: YES})


def test_a_loosened_number_lets_in_exactly_those_on_the_edge() -> None:
    loosened = draft(count="inpatient", at_least=2, begun_within="24 months")
    found = what_if(ENGLAND, loosened, [case(str(n), n) for n in range(5)])
    assert found.now == {Outcome.MEETS: 2, Outcome.DOES_NOT_MEET: 3, Outcome.CANNOT_TELL: 0}
    assert found.draft == {Outcome.MEETS: 3, Outcome.DOES_NOT_MEET: 2, Outcome.CANNOT_TELL: 0}
    assert found.changes == (Change("2", Outcome.DOES_NOT_MEET, Outcome.MEETS, ("high-use",)),)


def test_only_what_keeps_somebody_out_is_named_though_the_packs_share_nothing() -> None:
    data: Any = pack_as_data(ENGLAND)
    for kind in ("required", "supporting"):
        data[kind] = [one | {"id": f"new-{one['id']}"} for one in data[kind]]
    renamed = pack_from_data(data | {"supporting_needed": 1}, "draft")
    kept_out, not_told = case("a", 3), Case("b", case("b", 3).facts)
    changes = what_if(ENGLAND, renamed, [replace(kept_out, judgements={}), case("c", 3)]).changes
    assert [change.criteria for change in changes] == [(SUPPORTING,)], "a person had to judge"
    tight = pack_from_data(data | {"supporting_needed": 6}, "draft")
    (left_out, _) = what_if(ENGLAND, tight, [case("c", 3), not_told]).changes
    assert left_out.criteria == (SUPPORTING,)


def test_the_same_criteria_change_nobody() -> None:
    assert what_if(ENGLAND, ENGLAND, [case("a", 2), case("b", 3)]).changes == ()


def test_a_judgement_that_the_draft_has_no_place_for_is_left_out() -> None:
    counted = pack_from_data(pack_as_data(ENGLAND) | {"supporting_needed": 3}, "draft")
    (change,) = what_if(ENGLAND, counted, [case("a", 3)]).changes
    assert (change.was, change.becomes) == (Outcome.MEETS, Outcome.DOES_NOT_MEET)


def test_of_two_thousand_cases_each_is_judged() -> None:
    """How long it takes is measured by `make bench`."""
    tightened = draft(count="inpatient", more_than=3, begun_within="12 months")
    cases = [case(str(n), n % 8) for n in range(2000)]
    found = what_if(ENGLAND, tightened, cases)
    assert sum(found.now.values()) == 2000
    assert {change.becomes for change in found.changes} == {Outcome.DOES_NOT_MEET}


def test_cases_keep_the_day_on_which_they_were_asked() -> None:
    facts = all_no(date(2026, 1, 10), **FITTING, inpatient_spells=stays(3, detained=True))
    found = what_if(ENGLAND, ENGLAND, [Case("early", facts, {SUPPORTING: YES})])
    assert found.now[Outcome.DOES_NOT_MEET] == 1
