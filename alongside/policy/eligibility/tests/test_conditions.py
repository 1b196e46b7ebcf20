"""What conditions answer, above all on their edges and where something is not known."""

from datetime import date, timedelta
from typing import Any

import pytest

from alongside.kernel.fact import NOT_KNOWN, Answer, Known
from alongside.policy.eligibility import Facts, Spell
from alongside.policy.eligibility.explaining import explain
from alongside.policy.eligibility.tests.telling import (
    CANNOT_TELL,
    MET,
    NOT_MET,
    TODAY,
    condition,
    stay,
    stays,
    told,
)

A_DAY = timedelta(days=1)
# The 24 months to 22 November 2026 begin on this day.
EDGE = date(2024, 11, 23)


@pytest.mark.parametrize(
    ("data", "value", "answer"),
    [
        ({"fact": "autism", "is": "yes"}, True, MET),
        ({"fact": "autism", "is": "no"}, True, NOT_MET),
        ({"fact": "framework", "among": ["enhanced_cpa", "key_worker"]}, "key_worker", MET),
        ({"fact": "framework", "among": ["enhanced_cpa", "key_worker"]}, "standard_cpa", NOT_MET),
        ({"fact": "primary_diagnosis", "among": "any_psychosis"}, "schizoaffective", MET),
        ({"fact": "primary_diagnosis", "among": "any_psychosis"}, "bipolar", NOT_MET),
        ({"fact": "documents", "has": "care_plan"}, frozenset({"care_plan", "history"}), MET),
        ({"fact": "documents", "has": "care_plan"}, frozenset(), NOT_MET),
        (
            {"fact": "agreed_by", "has_all": ["care_coordinator", "consultant"]},
            frozenset({"consultant"}),
            NOT_MET,
        ),
        (
            {"fact": "agreed_by", "has_all": ["care_coordinator", "consultant"]},
            frozenset({"consultant", "care_coordinator", "gp"}),
            MET,
        ),
        (
            {"fact": "agreed_by", "has_any": ["care_coordinator", "consultant"]},
            frozenset({"consultant"}),
            MET,
        ),
        ({"fact": "moves_in_two_years", "at_least": 3}, 3, MET),
        ({"fact": "moves_in_two_years", "more_than": 3}, 3, NOT_MET),
        ({"fact": "moves_in_two_years", "less_than": 3}, 3, NOT_MET),
        ({"fact": "moves_in_two_years", "at_most": 3}, 3, MET),
        ({"fact": "first_psychosis_on", "within": "3 years"}, date(2023, 11, 23), MET),
        ({"fact": "first_psychosis_on", "within": "3 years"}, date(2023, 11, 22), NOT_MET),
        ({"fact": "care_plan_on", "within": "26 weeks"}, TODAY - 181 * A_DAY, MET),
        ({"fact": "care_plan_on", "within": "26 weeks"}, TODAY - 182 * A_DAY, NOT_MET),
    ],
)
def test_a_fact_answers_and_without_it_nobody_can_tell(
    data: dict[str, Any], value: Any, answer: Answer
) -> None:
    asked = condition(**data)
    assert asked.answer(told(**{data["fact"]: value})) is answer
    assert asked.answer(told()) is CANNOT_TELL


@pytest.mark.parametrize(
    ("bounds", "answers"),
    [
        ({"more_than": 2}, [NOT_MET, NOT_MET, NOT_MET, MET, MET]),
        ({"at_least": 2}, [NOT_MET, NOT_MET, MET, MET, MET]),
        ({"less_than": 2}, [MET, MET, NOT_MET, NOT_MET, NOT_MET]),
        ({"at_most": 2}, [MET, MET, MET, NOT_MET, NOT_MET]),
        ({"more_than": 0, "less_than": 3}, [NOT_MET, MET, MET, NOT_MET, NOT_MET]),
    ],
)
def test_stays_are_counted_against_every_bound(
    bounds: dict[str, int], answers: list[Answer]
) -> None:
    asked = condition(count="inpatient", within="24 months", **bounds)
    assert [asked.answer(told(inpatient_spells=stays(n))) for n in range(5)] == answers


def test_a_stay_counts_while_any_day_of_it_lies_in_the_window() -> None:
    asked = condition(count="inpatient", at_least=1, within="24 months")
    before = stay(EDGE - 10 * A_DAY, 10)
    into = stay(EDGE - 10 * A_DAY, 11)
    assert asked.answer(told(inpatient_spells=(before,))) is NOT_MET
    assert asked.answer(told(inpatient_spells=(into,))) is MET


def test_a_stay_can_be_asked_to_have_begun_in_the_window() -> None:
    asked = condition(count="inpatient", at_least=1, begun_within="24 months")
    assert asked.answer(told(inpatient_spells=(stay(EDGE - A_DAY, 60),))) is NOT_MET
    assert asked.answer(told(inpatient_spells=(stay(EDGE, 60),))) is MET


def test_what_lies_after_the_day_asked_does_not_count() -> None:
    asked = condition(count="inpatient", at_least=1)
    assert asked.answer(told(inpatient_spells=(stay(TODAY + A_DAY),))) is NOT_MET
    assert asked.answer(told(inpatient_spells=(stay(TODAY),))) is MET


def test_without_a_window_all_that_is_on_record_counts() -> None:
    asked = condition(count="inpatient", at_least=1)
    assert asked.answer(told(inpatient_spells=(stay(date(1971, 5, 1)),))) is MET


def test_an_open_stay_lasts_until_the_day_asked() -> None:
    asked = condition(total="inpatient", at_least="10 days", within="24 months")
    assert asked.answer(told(inpatient_spells=(Spell(TODAY - 9 * A_DAY),))) is MET
    assert asked.answer(told(inpatient_spells=(Spell(TODAY - 8 * A_DAY),))) is NOT_MET


def test_a_move_between_wards_is_one_stay() -> None:
    asked = condition(count="inpatient", at_least=2, within="24 months")
    first = stay(date(2026, 1, 1), 10)
    moved = Spell(date(2026, 1, 10), date(2026, 1, 20))
    again = Spell(date(2026, 1, 11), date(2026, 1, 20))
    assert asked.answer(told(inpatient_spells=(first, moved))) is NOT_MET
    assert asked.answer(told(inpatient_spells=(first, again))) is MET


def test_a_stay_of_which_any_part_was_detained_is_a_detained_stay() -> None:
    asked = condition(count="inpatient", only="detained", at_least=1, within="24 months")
    informal = stay(date(2026, 1, 1), 10, detained=False)
    detained = Spell(date(2026, 1, 10), date(2026, 1, 20), detained=True)
    assert asked.answer(told(inpatient_spells=(informal, detained))) is MET
    assert asked.answer(told(inpatient_spells=(informal,))) is NOT_MET


def test_days_that_two_stays_share_are_counted_once() -> None:
    asked = condition(total="inpatient or crisis team", more_than="20 days", within="24 months")
    ward, crisis = stay(date(2026, 1, 1), 20), stay(date(2026, 1, 11), 10)
    assert asked.answer(told(inpatient_spells=(ward,), crisis_spells=(crisis,))) is NOT_MET
    longer = stay(date(2026, 1, 11), 11)
    assert asked.answer(told(inpatient_spells=(ward,), crisis_spells=(longer,))) is MET


@pytest.mark.parametrize(
    ("days", "more", "least"), [(181, NOT_MET, NOT_MET), (182, NOT_MET, MET), (183, MET, MET)]
)
def test_six_months_are_182_days(days: int, more: Answer, least: Answer) -> None:
    facts = told(inpatient_spells=(stay(date(2026, 1, 1), days),))
    more_than = condition(total="inpatient", more_than="6 months", within="24 months")
    at_least = condition(total="inpatient", at_least="6 months", within="24 months")
    assert (more_than.answer(facts), at_least.answer(facts)) == (more, least)


def test_only_days_inside_the_window_are_added_up() -> None:
    asked = condition(total="inpatient", at_least="10 days", within="24 months")
    assert asked.answer(told(inpatient_spells=(stay(EDGE - 100 * A_DAY, 110),))) is MET
    assert asked.answer(told(inpatient_spells=(stay(EDGE - 100 * A_DAY, 109),))) is NOT_MET


def test_consecutive_days_run_on_from_one_stay_into_the_next() -> None:
    asked = condition(longest="inpatient", at_least="20 days", within="24 months")
    first, next_day = stay(date(2026, 1, 1), 10), stay(date(2026, 1, 11), 10)
    a_day_late = stay(date(2026, 1, 12), 10)
    assert asked.answer(told(inpatient_spells=(first, next_day))) is MET
    assert asked.answer(told(inpatient_spells=(first, a_day_late))) is NOT_MET


def test_two_windows_make_alternative_routes() -> None:
    asked = condition(
        any=[
            {"count": "inpatient", "at_least": 2, "within": "12 months"},
            {"count": "inpatient", "at_least": 3, "within": "24 months"},
        ]
    )
    old = stays(2, date(2025, 2, 1))
    assert asked.answer(told(inpatient_spells=old)) is NOT_MET
    assert asked.answer(told(inpatient_spells=old + stays(1))) is MET
    assert asked.answer(told(inpatient_spells=stays(2))) is MET


def test_what_is_known_can_be_enough_without_the_rest() -> None:
    asked = condition(count="inpatient or crisis team", more_than=2, within="24 months")
    assert asked.answer(told(inpatient_spells=stays(3))) is MET
    assert asked.answer(told(inpatient_spells=stays(2))) is CANNOT_TELL
    assert asked.answer(told(inpatient_spells=stays(2), crisis_spells=())) is NOT_MET
    few = condition(count="inpatient or crisis team", at_most=2, within="24 months")
    assert few.answer(told(inpatient_spells=stays(3))) is NOT_MET


def test_not_knowing_whether_a_stay_was_detained_leaves_it_open() -> None:
    asked = condition(count="inpatient", only="detained", at_least=2, within="24 months")
    sure = stays(1, detained=True)
    perhaps = stays(1, date(2026, 6, 1))
    never = stays(1, date(2026, 8, 1), detained=False)
    assert asked.answer(told(inpatient_spells=sure + perhaps)) is CANNOT_TELL
    assert asked.answer(told(inpatient_spells=sure + never)) is NOT_MET


def test_what_is_not_known_of_a_part_of_a_stay_is_asked_when_days_are_counted() -> None:
    asked = condition(total="inpatient", only="unplanned", at_least="20 days", within="24 months")
    begun = stay(date(2026, 1, 1), 14)
    moved = stay(date(2026, 1, 14), 14, planned=False)
    finding = explain(asked, told(inpatient_spells=(begun, moved)))
    assert finding.answer is CANNOT_TELL
    assert [one.fact for one in finding.questions] == ["inpatient_spells"]


@pytest.mark.parametrize(("only", "answer"), [("planned", NOT_MET), ("unplanned", MET)])
def test_planned_and_unplanned_admissions_are_told_apart(only: str, answer: Answer) -> None:
    asked = condition(count="inpatient", only=only, at_least=1, within="24 months")
    assert asked.answer(told(inpatient_spells=stays(1, planned=False))) is answer


MARKERS = [{"fact": name, "is": "yes"} for name in ("autism", "violence", "self_harm")]


@pytest.mark.parametrize(
    ("values", "answer"),
    [
        ((True, True, None), MET),
        ((True, False, None), CANNOT_TELL),
        ((False, False, None), NOT_MET),
        ((None, None, None), CANNOT_TELL),
        ((True, True, True), MET),
    ],
)
def test_some_of_several_with_a_number(values: tuple[bool | None, ...], answer: Answer) -> None:
    assert condition(at_least=2, of=MARKERS).answer(marked(values)) is answer


def marked(values: tuple[bool | None, ...]) -> Facts:
    names = ("autism", "violence", "self_harm")
    known = zip(names, values, strict=True)
    return Facts(TODAY, {name: NOT_KNOWN if v is None else Known(v) for name, v in known})


def test_some_of_several_without_a_number_is_judged_unless_there_is_none() -> None:
    asked = condition(how_many="a person judges", of=MARKERS)
    assert asked.answer(marked((True, True, True))) is CANNOT_TELL
    assert asked.answer(marked((True, True, True)), MET) is MET
    assert asked.answer(marked((True, False, None)), NOT_MET) is NOT_MET
    assert asked.answer(marked((False, False, False))) is NOT_MET


LEEDS = ["LS", "WF3 1"]
EITHER = "registration, or residence when homeless"


@pytest.mark.parametrize(
    ("by", "facts", "answer"),
    [
        ("registration", {"registered_area": "LS12 3QE"}, MET),
        ("registration", {"registered_area": "ls123qe"}, MET),
        ("registration", {"registered_area": "L12"}, NOT_MET),
        ("registration", {"registered_area": "WF3"}, CANNOT_TELL),
        ("registration", {"registered_area": "WF3 1AB"}, MET),
        ("registration", {"registered_area": "WF3 2AB"}, NOT_MET),
        ("registration", {"registered_area": "WF31"}, NOT_MET),
        ("registration", {"residence_area": "LS1"}, CANNOT_TELL),
        ("residence", {"residence_area": "LS1"}, MET),
        ("residence", {"residence_area": "ZZ99 3VZ"}, CANNOT_TELL),
        (EITHER, {"registered_area": "LS1"}, CANNOT_TELL),
        (EITHER, {"registered_area": "LS1", "homeless": False}, MET),
        (EITHER, {"registered_area": "LS1", "homeless": True}, CANNOT_TELL),
        (EITHER, {"registered_area": "BD1", "homeless": True, "residence_area": "LS2"}, MET),
        (EITHER, {"registered_area": "LS1", "homeless": True, "residence_area": "BD2"}, NOT_MET),
        (EITHER, {"registered_area": "LS1", "residence_area": "LS2"}, MET),
        (EITHER, {"registered_area": "LS1", "residence_area": "BD2"}, CANNOT_TELL),
        (EITHER, {"registered_area": "BD1", "residence_area": "BD2"}, NOT_MET),
    ],
)
def test_whose_area_somebody_is_in(by: str, facts: dict[str, Any], answer: Answer) -> None:
    assert condition(area=LEEDS, by=by).answer(told(**facts)) is answer
