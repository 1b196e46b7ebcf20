from __future__ import annotations

from uuid import uuid4

import pytest

from alongside.access.deciding import (
    ALLOWED,
    SEEN,
    Action,
    Actor,
    Kind,
    Purpose,
    Role,
    Subject,
    Verdict,
    decide,
    holds,
)
from alongside.access.table import COMMAND, PAGE, page


def _actor(*roles: Role, team: int = 1) -> Actor:
    return Actor(worker_id=uuid4(), roles={team: frozenset(roles)})


@pytest.mark.parametrize("action", list(Action))
def test_nobody_may_do_anything_without_a_role_in_that_team(action: Action) -> None:
    everything = _actor(*Role)
    assert not holds(everything, action, team_id=2)
    assert not holds(Actor(worker_id=uuid4()), action, team_id=1)


def test_every_role_has_its_answer_and_every_action_somebody_who_may() -> None:
    assert set(ALLOWED) == set(Role)
    assert frozenset().union(*ALLOWED.values()) == set(Action)


def test_a_referrer_refers_and_sees_nobody() -> None:
    referrer = _actor(Role.REFERRER)
    assert [action for action in Action if holds(referrer, action, team_id=1)] == [Action.REFER]
    assert referrer.teams_where(Action.SEE_PEOPLE) == frozenset()


def test_roles_add_up_inside_one_team_only() -> None:
    actor = Actor(
        worker_id=uuid4(),
        roles={1: frozenset({Role.REFERRER, Role.WORKER}), 2: frozenset({Role.MANAGER})},
    )
    assert actor.teams_where(Action.ALLOCATE) == {2}
    assert actor.teams_where(Action.SEE_PEOPLE) == {1, 2}
    assert actor.teams_where(Action.REFER) == {1}


OURS, ELSEWHERE = Subject(frozenset({1})), Subject(frozenset({2}))


@pytest.mark.parametrize("kind", list(Kind))
@pytest.mark.parametrize("purpose", [None, *Purpose])
def test_nothing_is_seen_of_those_whom_no_team_of_ours_knows(
    kind: Kind, purpose: Purpose | None
) -> None:
    everything = _actor(*Role)
    for subject in (ELSEWHERE, Subject(frozenset())):
        verdict = decide(everything, subject=subject, kind=kind, purpose=purpose)
        assert verdict is Verdict.DENY


def test_every_role_says_what_it_shows() -> None:
    assert set(SEEN) == set(Role)
    assert {kind for shown in SEEN.values() for kind in shown} == set(Kind)


@pytest.mark.parametrize(
    ("role", "kind", "unasked", "asked"),
    [
        (Role.WORKER, Kind.CLINICAL, Verdict.ALLOW, Verdict.ALLOW),
        (Role.WORKER, Kind.RESTRICTED, Verdict.NEEDS_REASON, Verdict.ALLOW),
        (Role.MANAGER, Kind.THIRD_PARTY, Verdict.NEEDS_REASON, Verdict.ALLOW),
        (Role.ADMINISTRATOR, Kind.CLINICAL, Verdict.ALLOW, Verdict.ALLOW),
        (Role.ADMINISTRATOR, Kind.RESTRICTED, Verdict.DENY, Verdict.DENY),
        (Role.REFERRER, Kind.IDENTITY, Verdict.DENY, Verdict.DENY),
    ],
)
def test_restricted_information_is_seen_for_a_reason_by_those_who_visit(
    role: Role, kind: Kind, unasked: Verdict, asked: Verdict
) -> None:
    actor = _actor(role)
    assert decide(actor, subject=OURS, kind=kind) is unasked
    assert decide(actor, subject=OURS, kind=kind, purpose=Purpose.VISIT) is asked


def test_the_table_for_people_says_what_the_program_decides() -> None:
    assert PAGE.read_text("utf-8") == page(), f"run {COMMAND}"
