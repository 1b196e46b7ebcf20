from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.policy.priority import Priority
from alongside.policy.values import Nation, read
from alongside.policy.waiting import Waiting, waiting_list

TODAY = date(2026, 6, 30)
SAM = Waiting("sam", Priority.ROUTINE, date(2026, 5, 1))
LENA = Waiting("lena", Priority.URGENT, date(2026, 6, 29))
OMAR = Waiting("omar", Priority.ROUTINE, date(2026, 6, 15), coming_back=True)
RHYS = Waiting("rhys", Priority.ROUTINE, date(2026, 6, 1))
ADA = Waiting("ada", Priority.VERY_URGENT, date(2026, 6, 30))
WHY_OMAR_WAITS = (
    "Routine, waiting 15 days; was here before and is coming back; 2 before them more urgent."
)
WHY_RHYS_WAITS = (
    "Routine, waiting 29 days; 2 before them more urgent; 1 before them coming back; "
    "1 before them waiting as long or longer."
)
people = st.lists(
    st.builds(
        Waiting,
        id=st.uuids().map(str),
        priority=st.sampled_from(Priority),
        since=st.dates(date(2026, 1, 1), TODAY),
        coming_back=st.booleans(),
    ),
    unique_by=lambda waiting: waiting.id,
)


def test_urgency_then_those_coming_back_then_time_waited() -> None:
    places = waiting_list([SAM, LENA, OMAR, RHYS, ADA], today=TODAY)
    assert [place.waiting.id for place in places] == ["ada", "lena", "omar", "sam", "rhys"]
    assert [place.days_waited for place in places] == [0, 1, 15, 60, 29]


@pytest.mark.parametrize(
    ("who", "why"),
    [
        ("ada", "Very urgent, waiting 0 days; nobody before them."),
        ("lena", "Urgent, waiting 1 day; 1 before them more urgent."),
        ("omar", WHY_OMAR_WAITS),
        ("rhys", WHY_RHYS_WAITS),
    ],
)
def test_each_place_says_why_and_names_nobody_else(who: str, why: str) -> None:
    places = waiting_list([SAM, LENA, OMAR, RHYS, ADA], today=TODAY)
    assert next(place.why for place in places if place.waiting.id == who) == why


def test_an_empty_list_is_empty() -> None:
    assert waiting_list([], today=TODAY) == ()


@given(people)
def test_everybody_has_one_place_and_a_reason(everybody: list[Waiting]) -> None:
    places = waiting_list(everybody, today=TODAY)
    assert [place.number for place in places] == list(range(1, len(everybody) + 1))
    assert {place.waiting for place in places} == set(everybody)
    assert all(place.why.endswith(".") for place in places)


@given(people)
def test_nobody_stands_before_somebody_more_urgent(everybody: list[Waiting]) -> None:
    urgencies = [place.waiting.priority.place for place in waiting_list(everybody, today=TODAY)]
    assert urgencies == sorted(urgencies)


@pytest.mark.parametrize(
    ("priority", "answer_by"),
    [
        (Priority.EMERGENCY, datetime(2026, 3, 29, 1, 30, tzinfo=UTC)),
        (Priority.VERY_URGENT, datetime(2026, 3, 29, 4, 30, tzinfo=UTC)),
        (Priority.URGENT, datetime(2026, 3, 30, 0, 30, tzinfo=UTC)),
        # The end of the seventh London day, an hour earlier in UTC since the clocks went forward.
        (Priority.ROUTINE, datetime(2026, 4, 5, 23, tzinfo=UTC)),
    ],
)
def test_a_referral_is_answered_in_the_time_of_its_priority(
    priority: Priority, answer_by: datetime
) -> None:
    received_at = datetime(2026, 3, 29, 0, 30, tzinfo=UTC)
    assert priority.answer_by(received_at, nation=Nation.ENGLAND) == answer_by


def test_priorities_are_stored_as_the_national_codes() -> None:
    assert {p.value: p.label for p in Priority} == {
        "1": "Emergency",
        "4": "Very urgent",
        "2": "Urgent",
        "3": "Routine",
    }


def test_the_rule_is_that_of_the_london_day_on_which_it_came_in() -> None:
    entry = """
    [[value]]
    id = "priority.urgent"
    sentence = "Answered."
    value = {hours}
    unit = "hours"
    kind = "timer"
    source = "RCPSYCH_URGENCY"
    {dates}
    """
    values = read(
        entry.format(hours=24, dates="in_force_to = 2026-06-01")
        + entry.format(hours=12, dates="in_force_from = 2026-06-02")
    )
    # 23:30 UTC on 1 June is half past midnight on 2 June in London.
    received_at = datetime(2026, 6, 1, 23, 30, tzinfo=UTC)
    by = Priority.URGENT.answer_by(received_at, nation=Nation.ENGLAND, values=values)
    assert by == datetime(2026, 6, 2, 11, 30, tzinfo=UTC)
