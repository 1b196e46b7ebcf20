"""Who may do what, and who may see what of whom. Pure; deny wins; unknown denies."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum, StrEnum

from alongside.policy.terms import Term


class Role(StrEnum):
    """What somebody is in a team."""

    WORKER = "worker"
    CARE_COORDINATOR = "care co-ordinator"
    MANAGER = "team manager"
    ADMINISTRATOR = "administrator"
    REFERRER = "referrer"
    PRIVACY_OFFICER = "privacy officer"


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
    REVIEW_REASONS = "review why what is kept apart was opened"


class Kind(StrEnum):
    """What sort of information about somebody it is."""

    IDENTITY = "who somebody is"
    CLINICAL = "their care"
    RESTRICTED = "restricted contact details"
    THIRD_PARTY = "what others said in confidence"


class Purpose(Term):
    """What somebody needs restricted information for."""

    VISIT = "visit", "To get to them on a visit"
    DANGER = "danger", "Somebody may be in danger"
    UPKEEP = "upkeep", "To check or correct what is written"
    REQUEST = "request", "They asked for it to be used or passed on"


class Finding(Term):
    """What a privacy officer found about a reason that somebody gave."""

    EXPLAINED = "explained", "Their work explains it"
    ASKED = "asked", "I asked them, and wait for the answer"
    UNEXPLAINED = "unexplained", "Nothing explains it: it is looked into as a breach"


class Verdict(Enum):
    """The answer to somebody who asks for information."""

    ALLOW = "seen"
    NEEDS_REASON = "seen with a reason"
    DENY = "not seen"


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
    Role.PRIVACY_OFFICER: frozenset({Action.REVIEW_REASONS}),
}


_ALL_OF_IT = {
    Kind.IDENTITY: Verdict.ALLOW,
    Kind.CLINICAL: Verdict.ALLOW,
    Kind.RESTRICTED: Verdict.NEEDS_REASON,
    Kind.THIRD_PARTY: Verdict.NEEDS_REASON,
}
# What a role shows of the people whom its team knows. What stands nowhere is not seen.
SEEN: Mapping[Role, Mapping[Kind, Verdict]] = {
    Role.WORKER: _ALL_OF_IT,
    Role.CARE_COORDINATOR: _ALL_OF_IT,
    Role.MANAGER: _ALL_OF_IT,
    Role.ADMINISTRATOR: {Kind.IDENTITY: Verdict.ALLOW, Kind.CLINICAL: Verdict.ALLOW},
    Role.REFERRER: {},
    Role.PRIVACY_OFFICER: {},
}


@dataclass(frozen=True)
class Actor:
    """Somebody who asks: their id and their roles in each team, as of now."""

    worker_id: object
    roles: Mapping[int, frozenset[Role]] = field(default_factory=dict)

    def teams_where(self, action: Action) -> frozenset[int]:
        """Return the teams in which a role of theirs allows an action."""
        return frozenset(team for team in self.roles if holds(self, action, team_id=team))


@dataclass(frozen=True)
class Subject:
    """Whom information is about, as far as deciding asks: the teams that know them now."""

    known_to: frozenset[int]


def decide(
    actor: Actor, *, subject: Subject, kind: Kind, purpose: Purpose | None = None
) -> Verdict:
    """Whether the actor sees one kind of information about somebody, now, for a purpose."""
    roles = {role for team in subject.known_to for role in actor.roles.get(team, ())}
    verdicts = {SEEN.get(role, {}).get(kind, Verdict.DENY) for role in roles}
    if Verdict.ALLOW in verdicts:
        return Verdict.ALLOW
    if Verdict.NEEDS_REASON in verdicts:
        return Verdict.ALLOW if purpose else Verdict.NEEDS_REASON
    return Verdict.DENY


def holds(actor: Actor, action: Action, *, team_id: int) -> bool:
    """Whether any role of the actor in that team allows the action; no role, no."""
    return any(action in ALLOWED.get(role, ()) for role in actor.roles.get(team_id, ()))
