"""Contact as agreed at its boundaries: kept, to be made good this week, overdue."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from alongside.policy.due import State
from alongside.standards.tests.test_keeping import TODAY, day, promise

CASES: list[tuple[dict[str, Any], State | None, str]] = [
    ({}, None, ""),  # nothing agreed yet
    (
        {"agreements": ((day(100), Fraction(2, 7)),), "direct_contacts": 8},
        State.MET,
        "8 of 8 agreed contacts",
    ),
    (
        {"agreements": ((day(100), Fraction(2, 7)),), "direct_contacts": 7},
        State.DUE,
        "7 of 8 agreed contacts, 1 to make good this week",
    ),
    # A week's agreed contacts can be made good this week, and more than that cannot.
    (
        {"agreements": ((day(100), Fraction(2, 7)),), "direct_contacts": 6},
        State.DUE,
        "6 of 8 agreed contacts, 2 to make good this week",
    ),
    (
        {"agreements": ((day(100), Fraction(2, 7)),), "direct_contacts": 5},
        State.OVERDUE,
        "5 of 8 agreed contacts, 3 short",
    ),
    # Less than once a week: one contact all the same.
    (
        {"agreements": ((day(100), Fraction(1, 14)),), "direct_contacts": 1},
        State.DUE,
        "1 of 2 agreed contacts, 1 to make good this week",
    ),
    (
        {"agreements": ((day(100), Fraction(1, 14)),), "direct_contacts": 0},
        State.OVERDUE,
        "0 of 2 agreed contacts, 2 short",
    ),
    # Agreed a week ago: seven days of it, whatever the window.
    (
        {"agreements": ((day(7), Fraction(1)),), "direct_contacts": 7},
        State.MET,
        "7 of 7 agreed contacts",
    ),
    # Agreed today: no whole day has passed.
    ({"agreements": ((TODAY, Fraction(1)),)}, None, ""),
    # Weekly for three weeks, then daily for one.
    (
        {"agreements": ((day(100), Fraction(1, 7)), (day(7), Fraction(1))), "direct_contacts": 9},
        State.DUE,
        "9 of 10 agreed contacts, 1 to make good this week",
    ),
]


@pytest.mark.parametrize(("told", "state", "sentence"), CASES)
def test_contact_as_agreed(told: dict[str, Any], state: State | None, sentence: str) -> None:
    found = promise("contact-as-agreed", **told)
    assert (found.state if found else None) is state
    assert (found.standing.sentence if found else "") == sentence
