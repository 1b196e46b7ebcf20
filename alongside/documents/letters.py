"""What each letter says, as plain data: the caller fills one of these, `making` prints it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from typing import Any, ClassVar

from alongside.kernel.fact import Answer
from alongside.kernel.period import LONDON


class Reader(Enum):
    """Who reads a letter of decision; each is told the same facts in words that suit."""

    PERSON = "person"
    REFERRER = "referrer"


class Role(Enum):
    """What a criterion does in its pack."""

    REQUIRED = "required"
    SUPPORTING = "supporting"
    EXCLUDING = "excluding"


class Refers(Enum):
    """Who asked, when the team takes referrals from mental health teams only."""

    SELF = "self"
    FAMILY = "family"
    FRIEND = "friend"
    OTHER = "other"


class Agreement(Enum):
    """Whether the person agrees with their plan."""

    AGREED = "agreed"
    IN_PART = "agreed in part"
    NOT_AGREED = "not agreed"
    NOT_ASKED = "not asked"


class Space(Enum):
    """How a question of the paper form is answered by hand."""

    LINE = "line"
    LINES = "lines"
    DATE = "date"
    NUMBER = "number"
    YES_NO = "yes or no"
    ONE_OF = "one of"
    ANY_OF = "any of"


@dataclass(frozen=True, kw_only=True)
class WhomToAsk:
    """Somebody the reader can turn to, how to reach them, and how they can help."""

    name: str
    phone: str = ""
    email: str = ""
    address: str = ""
    hours: str = ""
    how_they_help: str = ""


@dataclass(frozen=True, kw_only=True)
class Sender:
    """Who writes: the organisation and its team.."""

    organisation: str
    team: str
    address: tuple[str, ...]
    phone: str
    email: str = ""
    hours: str = ""
    formats_phone: str = ""


@dataclass(frozen=True, kw_only=True)
class Addressee:
    """Whom a letter goes to, where, and how they are greeted ("Sam", "Dr Okafor")."""

    name: str
    address: tuple[str, ...]
    greeting: str


@dataclass(frozen=True, kw_only=True)
class Signatory:
    """Who signs, and what they are."""

    name: str
    role: str


@dataclass(frozen=True, kw_only=True)
class About:
    """The person a letter between professionals is about."""

    name: str
    born_on: date | None = None
    nhs_number: str = ""


@dataclass(frozen=True, kw_only=True)
class Rights:
    """Where to turn when unhappy: PALS, the complaint route, and an advocate."""

    pals: WhomToAsk
    complaints: WhomToAsk
    advocacy: WhomToAsk


@dataclass(frozen=True, kw_only=True)
class Pack:
    """The criteria in use when a decision was made, and how to get a copy of them."""

    title: str
    version: str
    in_force_from: date
    source: str = ""
    copy_from: str = ""


@dataclass(frozen=True, kw_only=True)
class Criterion:
    """One criterion with its answer, the reason, and the paragraph it comes from.

    Whether it stood in the way is said by the pack that was asked, not worked out here: a
    supporting criterion may be unmet in a referral that is accepted.
    """

    wording: str
    role: Role
    answer: Answer
    reason: str
    source: str
    stood_in_the_way: bool = False
    override: str = ""


@dataclass(frozen=True, kw_only=True)
class Question:
    """A question to the referrer, why it is asked, and the criterion that waits for it."""

    text: str
    why: str = ""
    criterion: str = ""


@dataclass(frozen=True, kw_only=True)
class Wish:
    """Something the person asked for in who works with them: met, or not and why."""

    wish: str
    met: bool
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class Section:
    """A heading and what was written under it; empty means that nothing was recorded."""

    heading: str
    text: str = ""


@dataclass(frozen=True, kw_only=True)
class Paper:
    """What every paper carries, letters and plans alike."""

    template: ClassVar[str]

    sender: Sender
    written_on: date
    reference: str
    urgent_help: tuple[WhomToAsk, ...] = ()

    def content(self) -> dict[str, Any]:
        """Return everything this paper says as plain data, ready for a template."""
        return {field.name: _plain(getattr(self, field.name)) for field in fields(self)}


@dataclass(frozen=True, kw_only=True)
class Letter(Paper):
    """A paper that goes to somebody: their address, who signs, and who gets a copy."""

    addressee: Addressee
    signed_by: Signatory
    about: About | None = None
    copies_to: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Decided(Letter):
    """What every letter of decision says: who referred, when it was decided, by which criteria."""

    reader: Reader
    referred_by: str
    referred_on: date
    decided_on: date
    pack: Pack
    criteria: tuple[Criterion, ...]
    rights: Rights


@dataclass(frozen=True, kw_only=True)
class DecisionRefused(Decided):
    """No: each reason, who holds the care instead, the way to be referred again, and rights."""

    template: ClassVar[str] = "decision-refused"

    care_holder: WhomToAsk
    in_our_words: str = ""
    instead: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class DecisionAccepted(Decided):
    """Yes: what happens next, who comes first, and how long the wait may be."""

    template: ClassVar[str] = "decision-accepted"

    next_step: str
    first_workers: tuple[str, ...] = ()
    until_then: WhomToAsk
    waiting: str = ""


@dataclass(frozen=True, kw_only=True)
class DecisionReturned(Letter):
    """Not yet: what the team must know before it can decide, asked of the referrer."""

    template: ClassVar[str] = "decision-returned"

    referred_on: date
    questions: tuple[Question, ...]
    answer_by: date | None
    still_open: bool
    pack: Pack
    in_our_words: str = ""


@dataclass(frozen=True, kw_only=True)
class TurnedAway(Letter):
    """A kind no to someone who asked for themselves or another, with whom to ask instead."""

    template: ClassVar[str] = "turned-away"

    refers: Refers
    asked_on: date
    ask_instead: tuple[WhomToAsk, ...]
    rights: Rights


@dataclass(frozen=True, kw_only=True)
class Asked:
    """One question of the paper form, with the room to answer it."""

    label: str
    space: Space = Space.LINE
    help: str = ""
    options: tuple[str, ...] = ()
    lines: int = 3
    source: str = ""


@dataclass(frozen=True, kw_only=True)
class Group:
    """Questions that belong together, under one heading."""

    heading: str
    intro: str = ""
    questions: tuple[Asked, ...]


@dataclass(frozen=True, kw_only=True)
class ReferralForm(Paper):
    """The form to print and fill in by hand, made of the same questions as the one on the web."""

    template: ClassVar[str] = "referral-form"

    pack: Pack
    who_may_refer: str
    return_to: str
    groups: tuple[Group, ...]
    documents: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Goal:
    """What the person wants, in their words, with the steps towards it."""

    in_own_words: str
    steps: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Intervention:
    """Who does what, and when or how often."""

    area: str
    what: str
    who: str
    when: str = ""


@dataclass(frozen=True, kw_only=True)
class CarePlan(Paper):
    """The person's copy of their plan, their own words first."""

    template: ClassVar[str] = "care-plan"

    plan_title: str
    person: About
    known_as: str
    version: str
    care_coordinator_title: str
    care_coordinator: WhomToAsk | None
    own_words: tuple[Section, ...]
    goals: tuple[Goal, ...]
    interventions: tuple[Intervention, ...]
    crisis: tuple[Section, ...]
    review_on: date | None
    agreement: Agreement
    agreement_words: str = ""
    made_with: tuple[str, ...] = ()
    copies_to: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ReviewInvitation(Letter):
    """Come and look at your plan with us: when, where, who, and how to change any of it."""

    template: ClassVar[str] = "review-invitation"

    plan_title: str
    begins_at: datetime
    place: str
    invited: tuple[str, ...]
    to_talk_about: tuple[str, ...]
    advocacy: WhomToAsk
    arranged: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class DischargeSummary(Letter):
    """To the GP and the service that takes over: what there was, what is, and the way back."""

    template: ClassVar[str] = "discharge-summary"

    began_on: date
    ended_on: date
    ground: str
    receiving_service: WhomToAsk | None
    accepted: str
    sections: tuple[Section, ...]
    way_back: WhomToAsk
    persons_view: str = ""


@dataclass(frozen=True, kw_only=True)
class Welcome(Letter):
    """Who the care co-ordinator is, what was done about the person's wishes, what happens now."""

    template: ClassVar[str] = "welcome"

    care_coordinator_title: str
    care_coordinator: WhomToAsk
    profession: str
    wishes: tuple[Wish, ...]
    first_visit: str
    team_members: tuple[str, ...]
    rights: Rights


def _plain(value: object) -> Any:
    """Return a value as JSON can hold it: days as 2026-11-22, moments as lived in London."""
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Mapping):
        return {key: _plain(inner) for key, inner in value.items()}
    if isinstance(value, tuple | list):
        return [_plain(inner) for inner in value]
    if isinstance(value, datetime):
        return value.astimezone(LONDON).strftime("%Y-%m-%dT%H:%M")
    if isinstance(value, date):
        return value.isoformat()
    return value.value if isinstance(value, Enum) else value
