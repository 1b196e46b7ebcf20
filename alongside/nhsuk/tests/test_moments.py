from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from alongside.nhsuk.moments import Moment

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)


def field(now: datetime = NOW, *, may_be_future: bool = False) -> Moment:
    return Moment(called="time of the visit", may_be_future=may_be_future, now=lambda: now)


@pytest.mark.parametrize("typed", ["2026-06-22T14:05", "2026-06-22 14:05", "22/06/2026 14:05"])
def test_a_moment_is_read_in_london(typed: str) -> None:
    assert field().clean(typed) == datetime(2026, 6, 22, 13, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("tomorrow", "must be a real day and time"),
        ("2026-02-31T10:00", "must be a real day and time"),
        ("0001-01-01T00:00", "must be a real day and time"),
        ("2026-11-23T09:01", "must be in the past"),
        ("2026-03-29T01:30", "there was no 01:30"),
        ("2026-11-2\x003T09:00", "cannot be kept"),
        ("2026" * 20, "40 characters"),
    ],
)
def test_what_is_wrong_is_said_in_a_sentence(typed: str, sentence: str) -> None:
    with pytest.raises(ValidationError, match=sentence):
        field().clean(typed)


@pytest.mark.parametrize(
    ("now", "hour"),
    [
        (datetime(2026, 10, 25, 0, 45, tzinfo=UTC), 0),  # 01:30 has come once
        (datetime(2026, 10, 25, 1, 45, tzinfo=UTC), 1),  # and now a second time
        (NOW, 1),
    ],
)
def test_the_hour_that_comes_twice_is_never_in_the_future(now: datetime, hour: int) -> None:
    assert field(now).clean("2026-10-25T01:30") == datetime(2026, 10, 25, hour, 30, tzinfo=UTC)


def test_what_is_planned_in_the_hour_that_comes_twice_is_the_first() -> None:
    planned = field(may_be_future=True).clean("2027-10-31T01:30")
    assert planned == datetime(2027, 10, 31, 0, 30, tzinfo=UTC)


@given(st.datetimes(datetime(1950, 1, 1), datetime(2026, 11, 22), timezones=st.just(UTC)))  # noqa: DTZ001 - hypothesis adds the zone
def test_what_is_shown_is_read_again_to_the_minute(moment: datetime) -> None:
    shown = field().prepare_value(moment)
    read = field().clean(shown)
    assert field().prepare_value(read) == shown


@given(st.text(max_size=60))
def test_any_text_is_a_moment_or_a_sentence(typed: str) -> None:
    with suppress(ValidationError):
        assert field().clean(typed or "x") <= NOW  # type: ignore[operator]  # something was typed
