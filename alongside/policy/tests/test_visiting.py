from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from alongside.policy.visiting import Recording, Visiting, before_planning, may_plan, may_record

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)  # a Monday
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)


@pytest.mark.parametrize(
    ("facts", "objections"),
    [
        (Recording(NOW, NOW), []),
        (Recording(NOW + 5 * MINUTE, NOW), []),
        (Recording(NOW + 6 * MINUTE, NOW), ["contact.has-begun"]),
        (Recording(NOW, NOW, born_on=NOW.date(), died_on=NOW.date()), []),
        (Recording(NOW, NOW, born_on=date(2026, 11, 24)), ["contact.in-their-life"]),
        (Recording(NOW, NOW, died_on=date(2026, 11, 22)), ["contact.in-their-life"]),
    ],
)
def test_what_may_be_recorded(facts: Recording, objections: list[str]) -> None:
    assert [rule.id for rule in may_record(facts).objections] == objections


@pytest.mark.parametrize(
    ("facts", "warnings"),
    [
        (Visiting(NOW, NOW), []),
        (Visiting(NOW + DAY, NOW, partner_kind="harm reduction"), []),
        (Visiting(NOW + 2 * DAY, NOW, partner_kind="harm reduction"), ["visit.joint-day"]),
        (Visiting(NOW + 2 * DAY, NOW, partner_kind="housing"), []),
        (
            Visiting(NOW + DAY, NOW, partner_kind="housing", joint_days=frozenset({3})),
            ["visit.joint-day"],
        ),
        (Visiting(NOW, NOW, busy=True, away=True), ["visit.worker-free", "visit.worker-there"]),
        (Visiting(NOW, NOW, others_that_day=1), []),
        (Visiting(NOW, NOW, others_that_day=2), ["visit.a-day"]),
    ],
)
def test_what_to_think_of_before_a_visit(facts: Visiting, warnings: list[str]) -> None:
    assert [rule.id for rule in before_planning(facts).objections] == warnings


@pytest.mark.parametrize(("minutes_ago", "may"), [(0, True), (4, True), (5, False)])
def test_a_visit_is_planned_for_a_time_to_come(minutes_ago: int, may: bool) -> None:
    assert bool(may_plan(Visiting(NOW - minutes_ago * MINUTE, NOW))) is may
    assert not may_plan(Visiting(NOW - minutes_ago * MINUTE, NOW, has_died=True))


def test_the_joint_day_is_tuesday_in_london() -> None:
    first_minute_of_tuesday = datetime(2026, 6, 29, 23, 0, tzinfo=UTC)
    joint = Visiting(first_minute_of_tuesday, NOW - 365 * DAY, partner_kind="harm reduction")
    assert before_planning(joint)
