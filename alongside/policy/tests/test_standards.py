from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.kernel.period import end_of
from alongside.kernel.rules import Mark
from alongside.policy.due import State, again, counted, once, once_by
from alongside.policy.frameworks import COMMUNITY_FRAMEWORK, STANDARD_CPA, WELSH_CTP, Framework
from alongside.policy.standards import (
    COORDINATOR_NO_GAP,
    LADDER_STEP_DONE,
    NO_SILENCE,
    PLAN_IN_TIME,
    REVIEW_IN_TIME,
    STANDARDS,
    Standard,
    due_by,
    due_on,
)
from alongside.policy.values import SHIPPED, Nation, read

ENGLAND, WALES = Nation.ENGLAND, Nation.WALES
TODAY = date(2026, 6, 10)
days = st.dates(date(2020, 1, 1), date(2040, 1, 1))


@pytest.mark.parametrize(
    ("due", "done", "state", "sentence", "in_time"),
    [
        (date(2026, 6, 10), None, State.DUE, "Due today", False),
        (date(2026, 6, 11), None, State.DUE, "Due tomorrow", False),
        (date(2026, 6, 13), None, State.DUE, "Due in 3 days", False),
        (date(2026, 6, 9), None, State.OVERDUE, "1 day overdue", False),
        (date(2026, 5, 1), None, State.OVERDUE, "40 days overdue", False),
        (date(2026, 6, 9), date(2026, 6, 9), State.MET, "Done on 9 June 2026", True),
        (date(2026, 6, 9), date(2026, 6, 1), State.MET, "Done on 1 June 2026", True),
        (date(2026, 6, 7), date(2026, 6, 9), State.MET, "Done on 9 June 2026, 2 days late", False),
    ],
)
def test_done_once_by_a_day(
    due: date, done: date | None, state: State, sentence: str, in_time: bool
) -> None:
    standing = once(due, done_on=done, today=TODAY)
    assert (standing.state, standing.sentence) == (state, sentence)
    assert standing.was_in_time is in_time


@pytest.mark.parametrize(
    ("next_due", "state", "sentence"),
    [
        (date(2026, 7, 9), State.MET, "Next due on 9 July 2026"),
        (date(2026, 7, 8), State.DUE, "Due in 28 days"),
        (date(2026, 6, 10), State.DUE, "Due today"),
        (date(2026, 6, 9), State.OVERDUE, "1 day overdue"),
    ],
)
def test_what_comes_round_is_due_four_weeks_ahead(
    next_due: date, state: State, sentence: str
) -> None:
    standing = again(next_due, today=TODAY)
    assert (standing.state, standing.sentence) == (state, sentence)


def test_a_short_interval_is_shown_as_due_later() -> None:
    assert again(date(2026, 6, 20), today=TODAY, soon=3).state is State.MET
    assert again(date(2026, 6, 13), today=TODAY, soon=3).state is State.DUE


@pytest.mark.parametrize(
    ("found", "state", "sentence"),
    [
        (0, State.OVERDUE, "0 of 2 different workers, 2 short"),
        (1, State.OVERDUE, "1 of 2 different workers, 1 short"),
        (2, State.MET, "2 of 2 different workers"),
        (5, State.MET, "5 of 2 different workers"),
    ],
)
def test_what_is_counted(found: int, state: State, sentence: str) -> None:
    standing = counted(found, needed=2, what="different workers")
    assert (standing.state, standing.sentence) == (state, sentence)


@pytest.mark.parametrize(
    ("found", "state", "sentence"),
    [
        (5, State.OVERDUE, "5 of 8 contacts, 3 short"),
        (6, State.DUE, "6 of 8 contacts, 2 to make good this week"),
        (7, State.DUE, "7 of 8 contacts, 1 to make good this week"),
        (8, State.MET, "8 of 8 contacts"),
    ],
)
def test_what_can_be_made_good_is_due(found: int, state: State, sentence: str) -> None:
    standing = counted(found, needed=8, what="contacts", make_good=2, until=TODAY)
    assert (standing.state, standing.sentence) == (state, sentence)
    assert standing.short == 8 - found


@given(due=days, done=st.none() | days, today=days)
def test_overdue_is_exactly_not_done_and_past_its_day(
    due: date, done: date | None, today: date
) -> None:
    standing = once(due, done_on=done, today=today)
    assert (standing.state is State.OVERDUE) is (done is None and today > due)
    assert standing.days_over >= 0


@pytest.mark.parametrize(
    ("standard", "framework", "nation", "start", "due"),
    [
        (PLAN_IN_TIME, COMMUNITY_FRAMEWORK, ENGLAND, date(2026, 1, 1), date(2026, 1, 29)),
        (PLAN_IN_TIME, WELSH_CTP, WALES, date(2026, 1, 1), date(2026, 2, 12)),
        (REVIEW_IN_TIME, COMMUNITY_FRAMEWORK, ENGLAND, date(2025, 12, 31), date(2026, 6, 30)),
        (REVIEW_IN_TIME, STANDARD_CPA, ENGLAND, date(2025, 12, 31), date(2026, 12, 31)),
        (REVIEW_IN_TIME, WELSH_CTP, WALES, date(2025, 12, 31), date(2026, 12, 31)),
        (NO_SILENCE, WELSH_CTP, WALES, date(2026, 1, 1), date(2026, 1, 15)),
    ],
)
def test_the_framework_sets_the_day(
    standard: Standard, framework: Framework, nation: Nation, start: date, due: date
) -> None:
    assert due_on(standard, start=start, framework=framework, nation=nation) == due


def test_the_rule_in_force_when_it_started_is_the_one_that_counts() -> None:
    entry = """
    [[value]]
    id = "review.plan"
    sentence = "Reviewed."
    value = {months}
    unit = "months"
    kind = "timer"
    source = "RETHINK_1"
    {dates}
    """
    values = read(
        entry.format(months=12, dates="in_force_to = 2026-03-31")
        + entry.format(months=6, dates="in_force_from = 2026-04-01")
    )

    def reviewed(on: date) -> date:
        return due_on(
            REVIEW_IN_TIME, start=on, framework=COMMUNITY_FRAMEWORK, nation=ENGLAND, values=values
        )

    assert reviewed(date(2026, 3, 31)) == date(2027, 3, 31)
    assert reviewed(date(2026, 4, 1)) == date(2026, 10, 1)


def test_nobody_is_without_a_co_ordinator_for_longer_than_a_day_of_hours() -> None:
    by = due_by(
        COORDINATOR_NO_GAP,
        start=datetime(2026, 3, 28, 12, tzinfo=UTC),
        framework=COMMUNITY_FRAMEWORK,
        nation=ENGLAND,
    )
    assert by == datetime(2026, 3, 29, 12, tzinfo=UTC)


def test_a_rung_brings_its_own_date() -> None:
    assert LADDER_STEP_DONE.value_ids == ()
    with pytest.raises(LookupError, match="no interval of its own"):
        due_on(LADDER_STEP_DONE, start=TODAY, framework=COMMUNITY_FRAMEWORK, nation=ENGLAND)


@pytest.mark.parametrize("standard", STANDARDS.values(), ids=STANDARDS)
def test_every_standard_is_declared_whole(standard: Standard) -> None:
    assert standard.sentence.endswith(".")
    assert standard.applies_to.endswith(".")
    assert standard.starts_from.endswith(".")
    assert standard.kept_by.endswith(".")
    assert standard.source.mark is not Mark.RECALLED
    assert all(value_id in SHIPPED for value_id in (*standard.value_ids, *standard.other_values))


def test_silence_is_counted_in_every_state() -> None:
    for state in ("paused", "hospital", "transfer"):
        assert state in NO_SILENCE.applies_to


def test_the_standards_that_were_asked_for_are_all_there() -> None:
    assert set(STANDARDS) == {
        "plan-in-time",
        "review-in-time",
        "coordinator-appointed",
        "coordinator-no-gap",
        "contact-as-agreed",
        "no-silence",
        "different-workers",
        "referral-decided",
        "screening-done",
        "caseload-within",
        "wishes-asked",
        "plan-copy-given",
        "return-in-time",
        "ladder-step-done",
    }


NOON = datetime(2026, 6, 16, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("due", "done", "said", "over"),
    [
        (NOON, None, "Due today by 1pm", 0),
        (NOON + timedelta(hours=12), None, "Due tomorrow by 1am", 0),
        (NOON + timedelta(days=4), None, "Due in 4 days, by 1pm", 0),
        (NOON - timedelta(seconds=1), None, "less than an hour overdue", 1),
        (NOON - timedelta(hours=1), None, "1 hour overdue", 1),
        (NOON - timedelta(hours=47), None, "47 hours overdue", 2),
        (NOON - timedelta(hours=48), None, "2 days overdue", 2),
        (NOON, NOON, "Done on 16 June 2026", 0),
        (NOON, NOON + timedelta(hours=3), "Done on 16 June 2026, 3 hours late", 1),
        # A term of days ends with its day in London, and is late by days.
        (end_of(date(2026, 6, 16)), None, "Due today", 0),
        (end_of(date(2026, 6, 15)), None, "1 day overdue", 1),
    ],
)
def test_done_once_by_a_moment(due: datetime, done: datetime | None, said: str, over: int) -> None:
    standing = once_by(due, done_at=done, now=NOON)
    assert (standing.sentence, standing.days_over) == (said, over)
    assert standing.was_in_time is (done is not None and over == 0)
