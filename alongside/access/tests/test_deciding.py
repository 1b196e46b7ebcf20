from __future__ import annotations

from uuid import uuid4

import pytest

from alongside.access.deciding import ALLOWED, Action, Actor, Role, decide


def _actor(*roles: Role, team: int = 1) -> Actor:
    return Actor(worker_id=uuid4(), roles={team: frozenset(roles)})


@pytest.mark.parametrize("action", list(Action))
def test_nobody_may_do_anything_without_a_role_in_that_team(action: Action) -> None:
    everything = _actor(*Role)
    assert not decide(everything, action, team_id=2)
    assert not decide(Actor(worker_id=uuid4()), action, team_id=1)


def test_every_role_has_its_answer_and_every_action_somebody_who_may() -> None:
    assert set(ALLOWED) == set(Role)
    assert frozenset().union(*ALLOWED.values()) == set(Action)


def test_a_referrer_refers_and_sees_nobody() -> None:
    referrer = _actor(Role.REFERRER)
    assert [action for action in Action if decide(referrer, action, team_id=1)] == [Action.REFER]
    assert referrer.teams_where(Action.SEE_PEOPLE) == frozenset()


def test_roles_add_up_inside_one_team_only() -> None:
    actor = Actor(
        worker_id=uuid4(),
        roles={1: frozenset({Role.REFERRER, Role.WORKER}), 2: frozenset({Role.MANAGER})},
    )
    assert actor.teams_where(Action.ALLOCATE) == {2}
    assert actor.teams_where(Action.SEE_PEOPLE) == {1, 2}
    assert actor.teams_where(Action.REFER) == {1}
