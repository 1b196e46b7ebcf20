"""Who may do what, decided from roles in teams. Pure; deny wins; unknown denies."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Role(StrEnum):
    """What somebody is in a team."""

    WORKER = "worker"
    CARE_COORDINATOR = "care co-ordinator"
    MANAGER = "team manager"
    ADMINISTRATOR = "administrator"
    REFERRER = "referrer"


class Action(StrEnum):
    """What somebody wants to do, in the words of the pages that ask."""

    SEE_PEOPLE = "see the people of the team"
    RECORD_CONTACTS = "record contacts"
    PLAN_CARE = "write plans and hold reviews"
    RUN_MEETINGS = "run the daily meeting"
    SEE_COLLEAGUES_DAYS = "see the day of a colleague"
    TAKE_IN_REFERRALS = "take in referrals and ask questions about them"
    SCREEN = "screen people who were referred"
    DECIDE_REFERRALS = "decide on referrals"
    ALLOCATE = "allocate a care co-ordinator"
    DISCHARGE = "discharge people"
    EDIT_CRITERIA = "edit the criteria of the service"
    MANAGE_STAFF = "manage workers and teams"
    MANAGE_KEYS = "make and revoke the keys of other systems"
    IMPORT = "import referrals from a file"
    REFER = "refer people"


_CARE = frozenset({Action.SEE_PEOPLE, Action.RECORD_CONTACTS, Action.RUN_MEETINGS, Action.SCREEN})
_COORDINATION = _CARE | {
    Action.PLAN_CARE,
    Action.TAKE_IN_REFERRALS,
    Action.DECIDE_REFERRALS,
    Action.DISCHARGE,
}

ALLOWED: Mapping[Role, frozenset[Action]] = {
    Role.WORKER: _CARE | {Action.PLAN_CARE},
    Role.CARE_COORDINATOR: _COORDINATION,
    Role.MANAGER: _COORDINATION
    | {
        Action.ALLOCATE,
        Action.SEE_COLLEAGUES_DAYS,
        Action.EDIT_CRITERIA,
        Action.MANAGE_STAFF,
        Action.IMPORT,
    },
    Role.ADMINISTRATOR: frozenset(
        {
            Action.SEE_PEOPLE,
            Action.TAKE_IN_REFERRALS,
            Action.IMPORT,
            Action.MANAGE_STAFF,
            Action.MANAGE_KEYS,
            Action.EDIT_CRITERIA,
        }
    ),
    Role.REFERRER: frozenset({Action.REFER}),
}


@dataclass(frozen=True)
class Actor:
    """Somebody who asks: their id and their roles in each team, as of now."""

    worker_id: object
    roles: Mapping[int, frozenset[Role]] = field(default_factory=dict)

    def teams_where(self, action: Action) -> frozenset[int]:
        """Return the teams in which a role of theirs allows an action."""
        return frozenset(team for team in self.roles if decide(self, action, team_id=team))


def decide(actor: Actor, action: Action, *, team_id: int) -> bool:
    """Whether any role of the actor in that team allows the action; no role, no."""
    return any(action in ALLOWED.get(role, ()) for role in actor.roles.get(team_id, ()))
