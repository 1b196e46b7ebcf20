"""Every promise about a referral at its boundaries, without a database."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from alongside.policy.due import State
from alongside.policy.frameworks import COMMUNITY_FRAMEWORK
from alongside.policy.values import Nation
from alongside.standards.keeping import Now
from alongside.standards.keeping_referrals import KEEPERS, ReferralEvidence, promises

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
SECOND, DAY = timedelta(seconds=1), timedelta(days=1)

CASES: list[tuple[str, dict[str, Any], State | None, str]] = [
    ("referral-decided", {"complete_at": NOW}, None, ""),  # the referrer has a question
    ("referral-decided", {"complete_at": NOW, "decide_by": NOW}, State.DUE, "Due today by 9am"),
    (
        "referral-decided",
        {"complete_at": NOW, "decide_by": NOW - SECOND},
        State.OVERDUE,
        "less than an hour overdue",
    ),
    (
        "referral-decided",
        {"complete_at": NOW, "decide_by": NOW - DAY, "decided_at": NOW - DAY},
        State.MET,
        "Done on 22 November 2026",
    ),
    (
        "referral-decided",
        {"complete_at": NOW, "decide_by": NOW - DAY, "decided_at": NOW},
        State.MET,
        "Done on 23 November 2026, 24 hours late",
    ),
    ("screening-done", {}, None, ""),  # not screened, or somebody who comes back
    ("screening-done", {"screening_from": NOW - 28 * DAY}, State.DUE, "Due today"),
    ("screening-done", {"screening_from": NOW - 29 * DAY}, State.OVERDUE, "1 day overdue"),
    (
        "screening-done",
        {"screening_from": NOW - 29 * DAY, "screened_at": NOW - DAY},
        State.MET,
        "Done on 22 November 2026",
    ),
    ("return-in-time", {}, None, ""),
    ("return-in-time", {"asked_back_at": NOW - 7 * DAY}, State.DUE, "Due today"),
    ("return-in-time", {"asked_back_at": NOW - 8 * DAY}, State.OVERDUE, "1 day overdue"),
    (
        "return-in-time",
        {"asked_back_at": NOW - 8 * DAY, "seen_at": NOW},
        State.MET,
        "Done on 23 November 2026, 1 day late",
    ),
]


@pytest.mark.parametrize(("standard", "told", "state", "sentence"), CASES)
def test_how_a_promise_stands(
    standard: str, told: dict[str, Any], state: State | None, sentence: str
) -> None:
    evidence = ReferralEvidence(UUID(int=1), "Jo Reid", Nation.ENGLAND, COMMUNITY_FRAMEWORK, **told)
    found = {each.standard.id: each for each in promises(evidence, Now.at_moment(NOW))}
    if state is None:
        assert standard not in found
    else:
        assert (found[standard].state, found[standard].standing.sentence) == (state, sentence)
        assert found[standard].evidence


def test_each_standard_of_a_referral_has_a_boundary_here() -> None:
    for standard in KEEPERS:
        assert {state for told, _, state, _ in CASES if told == standard} == {None, *State}
