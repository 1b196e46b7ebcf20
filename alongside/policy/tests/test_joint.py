"""The agreed days, the reminder before a review, and what in a text says who somebody is."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.policy.joint import (
    Known,
    days_in_words,
    joint_days_shipped,
    reminded_from,
    weeks_of_notice_shipped,
    what_names_somebody,
)

SAM = Known("Samuel Ó Briain", date(1984, 2, 29))
S = Known("S.", date(1984, 2, 29))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Endings are hard, and I was late", []),
        ("I saw Samuel on Tuesday", ["a name: samuel"]),
        ("SAMUEL O'BRIAIN", ["a name: briain, samuel"]),
        ("o briain again", ["a name: briain"]),
        ("Sam is not the whole of the name", []),
        ("born 29 Feb 1984", ["a date of birth"]),
        ("born on 29 February, 1984", ["a date of birth"]),
        ("29/02/84", ["a date of birth"]),
        ("1984-02-29", ["a date of birth"]),
        ("on 28/02/1984", []),
        ("999 983 6909", ["an NHS number"]),
        ("9999836909", ["an NHS number"]),
        ("call 0113 496 0101", []),
        ("999 983 6900", []),
        ("Samuel, 29.2.1984", ["a name: samuel", "a date of birth"]),
        ("", []),
    ],
)
def test_what_in_a_text_says_who_it_is_about(text: str, found: list[str]) -> None:
    assert what_names_somebody(text, [SAM]) == found


def test_an_initial_names_nobody_and_a_date_of_birth_does() -> None:
    assert what_names_somebody("S. was well", [S]) == []
    assert what_names_somebody("29.2.1984", [S]) == ["a date of birth"]


@given(st.text(), st.text())
def test_any_text_and_any_name_are_answered(text: str, name: str) -> None:
    what_names_somebody(text, [Known(name, None), SAM])


def test_what_is_shipped_is_what_leeds_agreed() -> None:
    on = date(2026, 11, 23)
    assert joint_days_shipped(on) == (1,)
    assert weeks_of_notice_shipped(on) == 2


@pytest.mark.parametrize(
    ("review_on", "first_day"),
    [
        (date(2027, 1, 31), date(2026, 11, 30)),
        (date(2027, 4, 30), date(2027, 2, 28)),
        (date(2028, 4, 30), date(2028, 2, 29)),
    ],
)
def test_a_review_is_shown_from_two_months_before(review_on: date, first_day: date) -> None:
    assert reminded_from(review_on) == first_day


def test_days_read_as_people_say_them() -> None:
    assert [days_in_words(days) for days in ([1], [3, 1], [4, 0, 2], [])] == [
        "Tuesday", "Tuesday and Thursday", "Monday, Wednesday and Friday", "No day of the week",
    ]  # fmt: skip
