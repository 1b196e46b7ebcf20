from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest

from alongside.access.deciding import (
    ALLOWED,
    LONGEST_EMERGENCY,
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
from tests.cast import NOW


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
        verdict = decide(everything, subject=subject, kind=kind, at=NOW, purpose=purpose)
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
    assert decide(actor, subject=OURS, kind=kind, at=NOW) is unasked
    assert decide(actor, subject=OURS, kind=kind, at=NOW, purpose=Purpose.VISIT) is asked


@pytest.mark.parametrize("kind", list(Kind))
def test_whoever_knows_them_outside_work_sees_nothing_whatever_else_they_may_do(kind: Kind) -> None:
    everything = _actor(*Role)
    shut = Subject(known_to=frozenset({1}), shut_to=frozenset({everything.worker_id}))
    others = Subject(known_to=frozenset({1}), shut_to=frozenset({uuid4()}))

    def decided(subject: Subject) -> Verdict:
        return decide(everything, subject=subject, kind=kind, at=NOW, purpose=Purpose.DANGER)

    assert decided(shut) is Verdict.DENY
    assert decided(others) is Verdict.ALLOW


@pytest.mark.parametrize("kind", list(Kind))
def test_a_practitioner_sees_the_minimum_of_who_consents_and_nothing_else(kind: Kind) -> None:
    jo, kit = _actor(), _actor()  # in no team
    everything = frozenset(Kind)  # whatever were written down as shared
    subject = Subject(known_to=frozenset({1}), shared_with={jo.worker_id: everything})
    is_minimum = kind is Kind.PARTNER_MINIMUM
    assert (decide(jo, subject=subject, kind=kind, at=NOW) is Verdict.ALLOW) is is_minimum
    assert decide(kit, subject=subject, kind=kind, at=NOW) is Verdict.DENY
    shut = Subject(frozenset(), frozenset({jo.worker_id}), {jo.worker_id: everything})
    assert decide(jo, subject=shut, kind=kind, at=NOW) is Verdict.DENY


def test_an_emergency_is_over_at_its_minute_and_gives_no_reason_for_what_is_kept_apart() -> None:
    until = NOW + LONGEST_EMERGENCY
    opened = Actor(uuid4(), {-7: frozenset({Role.EMERGENCY})}, until={-7: until})
    person = Subject(known_to=frozenset({2, -7}))
    for at, care, code in [
        (NOW, Verdict.ALLOW, Verdict.NEEDS_REASON),
        (until - timedelta(seconds=1), Verdict.ALLOW, Verdict.NEEDS_REASON),
        (until, Verdict.DENY, Verdict.DENY),
    ]:
        assert decide(opened, subject=person, kind=Kind.CLINICAL, at=at) is care
        assert decide(opened, subject=person, kind=Kind.RESTRICTED, at=at) is code
        for_nothing = decide(
            opened, subject=person, kind=Kind.RESTRICTED, at=at, purpose=Purpose.EMERGENCY
        )
        assert for_nothing is code


def test_the_table_for_people_says_what_the_program_decides() -> None:
    assert PAGE.read_text("utf-8") == page(), f"run {COMMAND}"
