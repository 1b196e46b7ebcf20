"""Who may do what, and who may see what of whom. Pure; deny wins; unknown denies."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import Enum, StrEnum
from uuid import UUID

from alongside.policy.consent import Asked
from alongside.policy.terms import Term


class Role(StrEnum):
    """What somebody is in a team."""

    WORKER = "worker"
    CARE_COORDINATOR = "care co-ordinator"
    MANAGER = "team manager"
    ADMINISTRATOR = "administrator"
    REFERRER = "referrer"
    PRIVACY_OFFICER = "privacy officer"
    EMERGENCY = "opened in an emergency"  # of one person, by the hour; given by nobody


GIVEN = tuple(role for role in Role if role is not Role.EMERGENCY)  # with a membership of a team


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
    DECIDE_WHAT_LEAVES = "decide what is given to those who ask for information"
    MANAGE_STAFF = "manage workers and teams"
    MANAGE_KEYS = "make and revoke the keys of other systems"
    IMPORT = "import referrals from a file"
    REFER = "refer people"
    AGREE_PROTOCOLS = "agree joint working protocols with partners"
    REVIEW_REASONS = "review why what is kept apart was opened"
    OPEN_IN_EMERGENCY = "open the record of somebody else in an emergency"
    FOLLOW_BREACHES = "follow up a breach of confidentiality"
    GIVE_COPIES = "give somebody a copy of their record"
    GIVE_OWN_SIGN_INS = "give somebody in care, or a carer, a sign-in of their own, and end it"
    KEEP_RECORDS = "hold records, and decide on those whose time is over"
    KEEP_CONNECTIONS = "say that a colleague knows somebody outside work, and that it is over"


class Kind(StrEnum):
    """What sort of information about somebody it is."""

    IDENTITY = "who somebody is"
    CLINICAL = "their care"
    RESTRICTED = "restricted contact details"
    THIRD_PARTY = "what others said in confidence"
    PARTNER_MINIMUM = "the minimum for a partner"
    TOLD = "what a carer may be told"


class Purpose(Term):
    """What somebody needs restricted information for."""

    VISIT = "visit", "To get to them on a visit"
    DANGER = "danger", "Somebody may be in danger"
    UPKEEP = "upkeep", "To check or correct what is written"
    REQUEST = "request", "They asked for it to be used or passed on"
    EMERGENCY = "emergency", "In an emergency, from outside the teams that know them"


# What opens that which is kept apart. That a record was opened in an emergency is no reason for it.
WHY_APART = tuple(each for each in Purpose if each is not Purpose.EMERGENCY)


class Finding(Term):
    """What a privacy officer found about a reason that somebody gave."""

    EXPLAINED = "explained", "Their work explains it"
    ASKED = "asked", "I asked them, and wait for the answer"
    UNEXPLAINED = "unexplained", "Nothing explains it: it is looked into as a breach"


class ShutOut(Exception):
    """Whoever asks knows the person outside work. They are told so: they are no stranger."""


class NotLogged(Exception):
    """Nobody could write down who looked, so nothing is shown."""


class Verdict(Enum):
    """The answer to somebody who asks for information."""

    ALLOW = "seen"
    NEEDS_REASON = "seen with a reason"
    DENY = "not seen"


_CARE = frozenset(
    {
        Action.SEE_PEOPLE,
        Action.RECORD_CONTACTS,
        Action.RUN_MEETINGS,
        Action.SCREEN,
        Action.OPEN_IN_EMERGENCY,
    }
)
_COORDINATION = _CARE | {
    Action.PLAN_CARE,
    Action.TAKE_IN_REFERRALS,
    Action.DECIDE_REFERRALS,
    Action.DISCHARGE,
    Action.DECIDE_WHAT_LEAVES,
    Action.GIVE_COPIES,
    Action.GIVE_OWN_SIGN_INS,
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
        Action.KEEP_CONNECTIONS,
        Action.KEEP_RECORDS,
        Action.FOLLOW_BREACHES,
        Action.AGREE_PROTOCOLS,
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
    Role.PRIVACY_OFFICER: frozenset({Action.REVIEW_REASONS, Action.FOLLOW_BREACHES}),
    Role.EMERGENCY: frozenset({Action.SEE_PEOPLE, Action.RECORD_CONTACTS}),
}


_ALL_OF_IT = {
    Kind.IDENTITY: Verdict.ALLOW,
    Kind.CLINICAL: Verdict.ALLOW,
    Kind.RESTRICTED: Verdict.NEEDS_REASON,
    Kind.THIRD_PARTY: Verdict.NEEDS_REASON,
    Kind.PARTNER_MINIMUM: Verdict.ALLOW,
    Kind.TOLD: Verdict.ALLOW,
}
# What a role shows of the people whom its team knows. What stands nowhere is not seen.
SEEN: Mapping[Role, Mapping[Kind, Verdict]] = {
    Role.WORKER: _ALL_OF_IT,
    Role.CARE_COORDINATOR: _ALL_OF_IT,
    Role.MANAGER: _ALL_OF_IT,
    Role.ADMINISTRATOR: {
        Kind.IDENTITY: Verdict.ALLOW,
        Kind.CLINICAL: Verdict.ALLOW,
        Kind.PARTNER_MINIMUM: Verdict.ALLOW,
        Kind.TOLD: Verdict.ALLOW,
    },
    Role.REFERRER: {},
    Role.PRIVACY_OFFICER: {},
    Role.EMERGENCY: _ALL_OF_IT,
}
# What somebody sees of themself with their own sign-in, or on a screen that a worker turns. What
# others said in confidence, and what opens a door to whoever holds their phone, is not among it.
SEEN_OF_THEMSELF = frozenset({Kind.IDENTITY, Kind.CLINICAL})
# Whoever opened a record in an emergency has until then to reach the team, and no longer.
LONGEST_EMERGENCY = timedelta(hours=4)


@dataclass(frozen=True)
class OpenNow:
    """What somebody opened in an emergency and may still see: whom, until when, as what circle."""

    circle: int
    person_id: UUID
    until: datetime
    reference: str


@dataclass(frozen=True)
class Actor:
    """Somebody who asks: their id and their roles in each circle, as of now.

    A circle is a team, or what one worker opened in an emergency: that one has a number below
    nought, the role of an emergency alone, and a moment at which it is over.
    """

    worker_id: object
    roles: Mapping[int, frozenset[Role]] = field(default_factory=dict)
    until: Mapping[int, datetime] = field(default_factory=dict)

    def teams_where(self, action: Action) -> frozenset[int]:
        """Return the circles in which a role of theirs allows an action."""
        return frozenset(team for team in self.roles if holds(self, action, team_id=team))

    def roles_at(self, circle: int, at: datetime) -> frozenset[Role]:
        """Return their roles in a circle at a moment; none where it is over by then."""
        over = circle in self.until and self.until[circle] <= at
        return frozenset() if over else self.roles.get(circle, frozenset())


@dataclass(frozen=True)
class Subject:
    """Whom information is about, as far as deciding asks.

    The circles that know them now, and the workers who know them outside work. Also what they
    consent that practitioners of partners see, by the id of each practitioner; which own sign-ins
    are theirs; and what they let be told to those who have another, by its id.
    """

    known_to: frozenset[int]
    shut_to: frozenset[object] = frozenset()
    shared_with: Mapping[object, frozenset[Kind]] = field(default_factory=dict)
    themself: frozenset[object] = frozenset()
    told_to: Mapping[object, frozenset[Asked]] = field(default_factory=dict)


def decide(
    actor: Actor,
    *,
    subject: Subject,
    kind: Kind,
    at: datetime,
    purpose: Purpose | None = None,
    asked: Asked | None = None,
) -> Verdict:
    """Whether the actor sees one kind of information about somebody, at a moment, for a purpose.

    Of what a carer may be told, `asked` says which kind the person was asked about.

    Whoever knows somebody outside work sees nothing of them, whatever else they may do.
    """
    if actor.worker_id in subject.shut_to:
        return Verdict.DENY
    if _seen_without_a_role(actor.worker_id, subject, kind, asked):
        return Verdict.ALLOW
    roles = {role for circle in subject.known_to for role in actor.roles_at(circle, at)}
    verdicts = {SEEN.get(role, {}).get(kind, Verdict.DENY) for role in roles}
    if Verdict.ALLOW in verdicts:
        return Verdict.ALLOW
    if Verdict.NEEDS_REASON in verdicts:
        return Verdict.ALLOW if purpose in WHY_APART else Verdict.NEEDS_REASON
    return Verdict.DENY


def _seen_without_a_role(who: object, subject: Subject, kind: Kind, asked: Asked | None) -> bool:
    """Whether they are the person themself, or somebody whom the person lets see it or be told."""
    if kind is Kind.PARTNER_MINIMUM:
        return kind in subject.shared_with.get(who, ())
    if kind is Kind.TOLD:
        return asked in subject.told_to.get(who, ())
    return kind in SEEN_OF_THEMSELF and who in subject.themself


def holds(actor: Actor, action: Action, *, team_id: int) -> bool:
    """Whether any role of the actor in that team allows the action; no role, no."""
    return any(action in ALLOWED.get(role, ()) for role in actor.roles.get(team_id, ()))
