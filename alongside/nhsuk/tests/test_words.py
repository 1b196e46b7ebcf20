"""What a value reads like on a page."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.kernel.fact import NOT_KNOWN, Known
from alongside.nhsuk import words


def test_days_and_moments_read_as_people_write_them_in_london() -> None:
    winter = datetime(2026, 11, 22, 14, 5, tzinfo=UTC)
    summer = datetime(2026, 6, 30, 23, 30, tzinfo=UTC)
    assert words.day(date(2026, 11, 22)) == "22 November 2026"
    assert words.moment(winter) == "22 November 2026 at 2.05pm"
    assert words.moment(summer) == "1 July 2026 at 12.30am"


@pytest.mark.parametrize(
    ("hour", "minute", "said"),
    [(0, 0, "midnight"), (12, 0, "midday"), (9, 0, "9am"), (12, 1, "12.01pm"), (17, 30, "5.30pm")],
)
def test_the_clock_is_the_one_people_read(hour: int, minute: int, said: str) -> None:
    assert words.clock(datetime(2026, 1, 10, hour, minute, tzinfo=UTC)) == said


@pytest.mark.parametrize(
    ("seen_on", "said"),
    [
        (date(2026, 11, 22), "today"),
        (date(2026, 11, 21), "yesterday"),
        (date(2026, 11, 10), "12 days ago"),
        (date(2026, 11, 23), "tomorrow"),
        (date(2026, 11, 25), "in 3 days"),
        (datetime(2026, 11, 21, 23, 59, tzinfo=UTC), "yesterday"),
        (None, "Not recorded"),
    ],
)
def test_days_ago(seen_on: date | None, said: str) -> None:
    assert words.ago_days(seen_on, date(2026, 11, 22)) == said


@pytest.mark.parametrize("nothing", [None, "", "  \n", [], (), {}, NOT_KNOWN, Known("")])
def test_absence_is_said_aloud(nothing: Any) -> None:
    assert "Not recorded" in words.or_not_recorded(nothing)


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (0, 0),
        (False, "No"),
        (True, "Yes"),
        ("Ngozi", "Ngozi"),
        (Known(date(2026, 1, 2)), "2 January 2026"),
        (["Somali", "<b>"], "Somali<br>&lt;b&gt;"),
    ],
)
def test_what_is_there_is_shown(value: Any, said: Any) -> None:
    assert words.or_not_recorded(value) == said


def test_an_nhs_number_stays_on_one_line_and_a_wrong_one_is_shown_as_it_is() -> None:
    assert words.nhs_number("9991234560") in {"999\u00a0123\u00a04560", "9991234560"}
    assert words.nhs_number("abc") == "abc"
    assert words.nhs_number(None) == "Not recorded"


@given(st.one_of(st.none(), st.datetimes(timezones=st.just(UTC)), st.dates()))
def test_every_day_can_be_written(value: date | None) -> None:
    assert words.day(value)
    assert words.short_day(value)
