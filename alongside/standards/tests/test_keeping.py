"""Every promise to a person at its boundaries, without a database."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.kernel.period import LONDON, Period, end_of, start_of
from alongside.policy.due import State
from alongside.policy.frameworks import COMMUNITY_FRAMEWORK, STANDARD_CPA, WELSH_CTP
from alongside.policy.values import Nation
from alongside.standards.evidence import Evidence
from alongside.standards.keeping import (
    BY_DAY,
    BY_MOMENT,
    Now,
    contact_window,
    expected_contacts,
    promises,
    up_to_the_hour,
)
from alongside.standards.promises import Promise

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
TODAY = NOW.date()
LATE_IN_CARE = date(2025, 11, 1)


def day(days_ago: int) -> date:
    return TODAY - timedelta(days=days_ago)


def moment(days_ago: int, *, hour: int = 9) -> datetime:
    return NOW.replace(hour=hour) - timedelta(days=days_ago)


def evidence(**told: Any) -> Evidence:
    usual: dict[str, Any] = {
        "person_id": UUID(int=1),
        "nation": Nation.ENGLAND,
        "framework": COMMUNITY_FRAMEWORK,
        "began_on": LATE_IN_CARE,
    }
    return Evidence(**(usual | told))


def promise(standard: str, at: datetime = NOW, **told: Any) -> Promise | None:
    found = promises(evidence(**told), Now.at_moment(at))
    return next((each for each in found if each.standard.id == standard), None)


CASES: list[tuple[str, dict[str, Any], State | None, str]] = [
    # England gives a day, Wales fourteen.
    ("coordinator-appointed", {"began_on": TODAY}, State.DUE, "Due tomorrow"),
    ("coordinator-appointed", {"began_on": day(1)}, State.DUE, "Due today"),
    ("coordinator-appointed", {"began_on": day(2)}, State.OVERDUE, "1 day overdue"),
    (
        "coordinator-appointed",
        {"began_on": day(14), "nation": Nation.WALES, "framework": WELSH_CTP},
        State.DUE,
        "Due today",
    ),
    (
        "coordinator-appointed",
        {"began_on": day(15), "nation": Nation.WALES, "framework": WELSH_CTP},
        State.OVERDUE,
        "1 day overdue",
    ),
    (
        "coordinator-appointed",
        {"began_on": day(3), "first_coordinated_at": moment(1)},
        State.MET,
        "Done on 22 November 2026, 1 day late",
    ),
    ("coordinator-no-gap", {}, None, ""),  # there was none yet, so none has left
    (
        "coordinator-no-gap",
        {"first_coordinated_at": moment(90), "coordinated_since": moment(90)},
        State.MET,
        "Named since 25 August 2026",
    ),
    (
        "coordinator-no-gap",
        {"first_coordinated_at": moment(90), "last_coordination_ended_at": moment(1)},
        State.DUE,
        "Due today by 9am",
    ),
    (
        "coordinator-no-gap",
        {
            "first_coordinated_at": moment(90),
            "last_coordination_ended_at": moment(1) - timedelta(seconds=1),
        },
        State.OVERDUE,
        "less than an hour overdue",
    ),
    (
        "coordinator-no-gap",
        {
            "first_coordinated_at": moment(90),
            "last_coordination_ended_at": moment(10),
            "coordinated_since": moment(10),
        },
        State.MET,
        "Done on 13 November 2026",
    ),
    (
        "coordinator-no-gap",
        {
            "first_coordinated_at": moment(90),
            "last_coordination_ended_at": moment(10),
            "coordinated_since": moment(7),
        },
        State.MET,
        "Done on 16 November 2026, 2 days late",
    ),
    ("wishes-asked", {"began_on": day(14), "wishes_asked": 3}, State.DUE, "Due today"),
    ("wishes-asked", {"began_on": day(15), "wishes_asked": 3}, State.OVERDUE, "1 day overdue"),
    (
        "wishes-asked",
        {"began_on": day(15), "wishes_asked": 4, "last_wish_asked_at": moment(1)},
        State.MET,
        "Done on 22 November 2026",
    ),
    ("plan-in-time", {"began_on": day(28)}, State.DUE, "Due today"),
    ("plan-in-time", {"began_on": day(29)}, State.OVERDUE, "1 day overdue"),
    (
        "plan-in-time",
        {"began_on": day(42), "nation": Nation.WALES, "framework": WELSH_CTP},
        State.DUE,
        "Due today",
    ),
    ("plan-copy-given", {}, None, ""),  # no plan, no copy
    ("plan-copy-given", {"plan_at": moment(7)}, State.DUE, "Due today"),
    ("plan-copy-given", {"plan_at": moment(8)}, State.OVERDUE, "1 day overdue"),
    (
        "plan-copy-given",
        {"plan_at": moment(8), "copy_on": day(1)},
        State.MET,
        "Done on 22 November 2026",
    ),
    ("review-in-time", {}, None, ""),  # nothing to review yet
    (
        "review-in-time",
        {"first_plan_at": datetime(2026, 5, 23, 9, tzinfo=UTC)},
        State.DUE,
        "Due today",
    ),
    (
        "review-in-time",
        {"first_plan_at": datetime(2026, 5, 22, 9, tzinfo=UTC)},
        State.OVERDUE,
        "1 day overdue",
    ),
    (
        "review-in-time",
        {"first_plan_at": moment(400), "last_review_on": date(2026, 6, 22)},
        State.MET,
        "Next due on 22 December 2026",
    ),
    (
        "review-in-time",
        {"first_plan_at": moment(400), "last_review_on": date(2026, 6, 21)},
        State.DUE,
        "Due in 28 days",
    ),
    (
        "review-in-time",
        {
            "first_plan_at": moment(400),
            "last_review_on": date(2025, 11, 23),
            "framework": STANDARD_CPA,
        },
        State.DUE,
        "Due today",
    ),
    # The boundaries of this one are in test_keeping_contact.py.
    (
        "contact-as-agreed",
        {"agreements": ((day(100), Fraction(2, 7)),), "direct_contacts": 5},
        State.OVERDUE,
        "5 of 8 agreed contacts, 3 short",
    ),
    ("no-silence", {"last_seen_at": moment(9)}, State.MET, "Next due on 28 November 2026"),
    ("no-silence", {"last_seen_at": moment(10)}, State.DUE, "Due in 4 days"),
    ("no-silence", {"last_seen_at": moment(14)}, State.DUE, "Due today"),
    ("no-silence", {"last_seen_at": moment(15)}, State.OVERDUE, "1 day overdue"),
    ("no-silence", {"began_on": day(15)}, State.OVERDUE, "1 day overdue"),
    # Seen in an earlier episode of care only: silence is counted from the day care began.
    (
        "no-silence",
        {"began_on": day(14), "last_seen_at": moment(300)},
        State.DUE,
        "Due today",
    ),
    ("different-workers", {"began_on": day(12)}, None, ""),  # not yet a whole fortnight in care
    (
        "different-workers",
        {"began_on": day(13), "workers_met": 1},
        State.OVERDUE,
        "1 of 2 different workers, 1 short",
    ),
    ("different-workers", {"workers_met": 2}, State.MET, "2 of 2 different workers"),
    ("ladder-step-done", {}, None, ""),
    ("ladder-step-done", {"step_due_at": NOW}, State.DUE, "Due today by 9am"),
    (
        "ladder-step-done",
        {"step_due_at": NOW - timedelta(seconds=1)},
        State.OVERDUE,
        "less than an hour overdue",
    ),
    ("ladder-step-done", {"step_due_at": moment(2)}, State.OVERDUE, "2 days overdue"),
]


@pytest.mark.parametrize(("standard", "told", "state", "sentence"), CASES)
def test_how_a_promise_stands(
    standard: str, told: dict[str, Any], state: State | None, sentence: str
) -> None:
    found = promise(standard, **told)
    assert (found and found.state) == state
    if found:
        assert found.standing.sentence == sentence


def test_each_standard_of_a_person_has_a_boundary_here() -> None:
    for standard in (*BY_DAY, *BY_MOMENT):
        assert {state for told, _, state, _ in CASES if told == standard} >= {State.OVERDUE}


def test_what_is_late_by_the_hour_is_told_anew_each_hour() -> None:
    told = {"step": "same-day", "step_due_at": datetime(2026, 6, 9, 12, tzinfo=LONDON)}
    one = promise("ladder-step-done", at=datetime(2026, 6, 9, 14, 30, tzinfo=LONDON), **told)
    later = promise("ladder-step-done", at=datetime(2026, 6, 9, 16, 30, tzinfo=LONDON), **told)
    assert one
    assert later
    assert one.standing.sentence == "2 hours overdue"
    assert later.standing.sentence == "4 hours overdue"


def test_a_day_is_a_day_in_london() -> None:
    """Seen at half past midnight in June's London, which is yesterday in UTC."""
    seen = datetime(2026, 6, 9, 0, 30, tzinfo=LONDON)
    last_moment = end_of(date(2026, 6, 23)) - timedelta(seconds=1)
    still = promise("no-silence", at=last_moment, last_seen_at=seen)
    gone = promise("no-silence", at=end_of(date(2026, 6, 23)), last_seen_at=seen)
    assert still
    assert still.state is State.DUE
    assert gone
    assert gone.state is State.OVERDUE


def test_the_day_without_a_co_ordinator_has_its_hours_when_the_clocks_change() -> None:
    """Twenty-four hours after Saturday noon is Sunday at one, British Summer Time."""
    left = datetime(2026, 3, 28, 12, tzinfo=LONDON)
    told = {"first_coordinated_at": left, "last_coordination_ended_at": left}
    in_time = promise("coordinator-no-gap", at=datetime(2026, 3, 29, 13, tzinfo=LONDON), **told)
    late = promise("coordinator-no-gap", at=datetime(2026, 3, 29, 13, 1, tzinfo=LONDON), **told)
    assert in_time
    assert in_time.state is State.DUE
    assert late
    assert late.state is State.OVERDUE


def test_a_rule_that_was_not_yet_law_promises_nothing() -> None:
    long_ago: dict[str, Any] = {
        "began_on": date(2010, 1, 4),
        "nation": Nation.WALES,
        "framework": WELSH_CTP,
    }
    assert promise("coordinator-appointed", **long_ago) is None
    assert promise("plan-in-time", **long_ago) is None
    assert promise("no-silence", **long_ago)


def test_the_worst_comes_first() -> None:
    found = promises(
        evidence(step_due_at=moment(2), last_seen_at=moment(20), workers_met=2),
        Now.at_moment(NOW),
    )
    states = [each.state for each in found]
    assert states == sorted(states, key=[State.OVERDUE, State.DUE, State.MET].index)
    late = [each.standing.days_over for each in found if each.state is State.OVERDUE]
    assert late == sorted(late, reverse=True)


def test_evidence_is_told_in_words() -> None:
    found = promise(
        "no-silence", last_seen_at=moment(3), last_seen_by="Priya Nair", coordinator="Ngozi Okafor"
    )
    assert found
    assert found.evidence == "Last seen 20 November 2026 by Priya Nair"


days_ago = st.integers(min_value=0, max_value=1500)
moments = st.none() | days_ago.map(lambda days: NOW - timedelta(days=days, hours=days % 24))
days = st.none() | days_ago.map(day)
evidences = st.builds(
    Evidence,
    person_id=st.just(UUID(int=1)),
    nation=st.just(Nation.ENGLAND),
    framework=st.sampled_from([COMMUNITY_FRAMEWORK, STANDARD_CPA]),
    began_on=days_ago.map(day),
    first_coordinated_at=moments,
    coordinated_since=moments,
    last_coordination_ended_at=moments,
    wishes_asked=st.integers(0, 4),
    last_wish_asked_at=moments,
    first_plan_at=moments,
    plan_at=moments,
    copy_on=days,
    last_review_on=days,
    agreements=st.lists(
        st.tuples(days_ago.map(day), st.fractions(min_value=0, max_value=2)),
        max_size=3,
        unique_by=lambda agreement: agreement[0],
    ).map(lambda each: tuple(sorted(each))),
    direct_contacts=st.integers(0, 60),
    workers_met=st.integers(0, 6),
    last_seen_at=moments,
    step_due_at=moments,
)


@given(evidences)
def test_whatever_is_known_every_promise_is_told_whole(case: Evidence) -> None:
    for each in promises(case, Now.at_moment(NOW)):
        assert each.standing.sentence
        assert each.evidence or each.standard.id == "coordinator-no-gap"
        assert (each.standing.days_over > 0) <= (each.state is not State.DUE)
        broken = each.state is State.OVERDUE or each.is_late or each.standing.short > 0
        assert each.is_kept is not broken


@given(evidences, st.integers(min_value=0, max_value=24 * 60 - 1))
def test_only_what_is_told_by_the_hour_changes_within_a_day(case: Evidence, minute: int) -> None:
    """Whatever else is said of a day is worked out once for the day."""
    begins = start_of(TODAY)
    first = promises(case, Now(begins, TODAY))
    now = Now(begins + timedelta(minutes=minute), TODAY)
    assert up_to_the_hour(first, case, now) == promises(case, now)
    if not case.is_told_by_the_hour:
        assert promises(case, now) == first


@given(evidences, st.integers(min_value=0, max_value=400))
def test_being_seen_later_never_makes_the_silence_longer(case: Evidence, later: int) -> None:
    before = _silence(case)
    seen = replace(case, last_seen_at=(case.last_seen_at or moment(2000)) + timedelta(days=later))
    after = _silence(seen) if seen.last_seen_at and seen.last_seen_at <= NOW else before
    assert after <= before


def _silence(case: Evidence) -> int:
    found = promises(case, Now.at_moment(NOW))
    return next(p.standing.days_over for p in found if p.standard.id == "no-silence")


@given(evidences)
def test_agreed_contacts_are_the_sum_of_what_each_agreement_asks(case: Evidence) -> None:
    window = contact_window(TODAY, Nation.ENGLAND)
    by_day = Fraction(0)
    for each in (window.first + timedelta(days=n) for n in range(28)):
        held = [a_day for first, a_day in case.agreements if first <= each]
        by_day += held[-1] if held else 0
    assert expected_contacts(case, window) == int(by_day)


def test_the_window_is_the_four_weeks_that_have_passed() -> None:
    assert contact_window(TODAY, Nation.ENGLAND) == Period(day(28), day(1))
    assert start_of(day(28)) < NOW
