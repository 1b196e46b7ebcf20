from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.kernel.period import LONDON
from alongside.policy.relapse import (
    LONGEST_SIGN,
    NONE_SEEN,
    Sighting,
    SignsSeen,
    signs_in,
    signs_that_call,
)
from alongside.policy.values import Nation

TODAY = date(2026, 10, 26)  # the day after the clocks went back


def seen(*days_ago: int) -> SignsSeen:
    noon = datetime(2026, 10, 26, 12, tzinfo=LONDON)
    return SignsSeen(
        tuple(Sighting(f"Sign {ago}", noon - timedelta(days=ago)) for ago in days_ago),
        response="Ring her sister",
    )


@pytest.mark.parametrize(
    ("signs", "calling"),
    [
        (seen(), 0),
        (seen(0), 0),
        (seen(0, 1), 2),
        (seen(0, 13), 2),
        (seen(0, 14), 0),
        (seen(0, 2, 40), 2),
        (seen(-1, 0), 0),
    ],
)
def test_two_signs_within_a_fortnight_call_for_what_was_agreed(
    signs: SignsSeen, calling: int
) -> None:
    called = signs_that_call(signs, on=TODAY, nation=Nation.WALES)
    assert len(called.sightings) == calling
    assert called.response == ("Ring her sister" if calling else "")


def test_nothing_seen_calls_for_nothing() -> None:
    assert signs_that_call(NONE_SEEN, on=TODAY, nation=Nation.ENGLAND) == NONE_SEEN
    assert NONE_SEEN.last_at is None


def test_an_older_text_reads_as_one_sign_after_another() -> None:
    said = "Sleep goes first. Then the curtains stay drawn.\nThe phone is off"
    assert signs_in(said) == (
        "Sleep goes first.",
        "Then the curtains stay drawn.",
        "The phone is off",
    )


@given(st.text(max_size=2000))
def test_no_letter_of_an_older_text_is_left_out(said: str) -> None:
    signs = signs_in(said)
    assert all(0 < len(sign) <= LONGEST_SIGN for sign in signs)
    assert "".join("".join(signs).split()) == "".join(said.split())
