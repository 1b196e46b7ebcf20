"""A record is kept for its time and longer: a hold wins, and whoever comes back begins anew."""

from __future__ import annotations

from datetime import date

import pytest

from alongside.policy.retention import Clock, Facts, kept
from alongside.policy.values import Nation

SEEN, DIED, TODAY = date(2004, 2, 29), date(2014, 5, 1), date(2026, 11, 23)


@pytest.mark.parametrize(
    ("facts", "clock", "until"),
    [
        (Facts(False, False, SEEN, None), Clock.CONTACT, date(2024, 2, 29)),
        (Facts(False, False, SEEN, DIED), Clock.DEATH, date(2024, 5, 1)),
        (Facts(False, True, SEEN, DIED), Clock.DEATH, date(2024, 5, 1)),
        (Facts(False, True, SEEN, None), Clock.IN_CARE, None),
        (Facts(True, False, SEEN, DIED), Clock.HELD, None),
        (Facts(False, False, None, None), Clock.NO_CONTACT, None),
    ],
)
def test_until_when(facts: Facts, clock: Clock, until: date | None) -> None:
    found = kept(facts, nation=Nation.ENGLAND, on=TODAY)
    assert (found.clock, found.until) == (clock, until)
    assert found.is_over(TODAY) is (until is not None)


def test_it_is_not_over_on_its_last_day() -> None:
    found = kept(Facts(False, False, SEEN, None), nation=Nation.ENGLAND, on=TODAY)
    assert not found.is_over(date(2024, 2, 29))
    assert found.is_over(date(2024, 3, 1))


def test_where_no_source_fixes_a_time_nothing_lets_a_record_go() -> None:
    found = kept(Facts(False, False, SEEN, None), nation=Nation.WALES, on=TODAY)
    assert found.clock is Clock.NO_RULE
    assert not found.is_over(date(2999, 1, 1))
