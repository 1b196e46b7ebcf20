"""What each letter says, as plain data: the caller fills one of these, `making` prints it."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any, ClassVar

from alongside.documents.parts import (
    About,
    Addressee,
    Agreement,
    Criterion,
    Goal,
    Group,
    Intervention,
    Looker,
    Pack,
    Question,
    Reader,
    Refers,
    Rights,
    Section,
    Sender,
    Signatory,
    WhomToAsk,
    Wish,
    plain,
)


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
        return {field.name: plain(getattr(self, field.name)) for field in fields(self)}


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
    is_to_be_screened: bool = True


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
class ReferralForm(Paper):
    """The form to print and fill in by hand, made of the same questions as the one on the web."""

    template: ClassVar[str] = "referral-form"

    pack: Pack
    who_may_refer: str
    return_to: str
    groups: tuple[Group, ...]
    documents: tuple[str, ...] = ()


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
    """Come and look at your plan with us: when, where, who, and how to change any of it.

    Others whom the person wants there are asked in words of their own; `whose` names the person.
    """

    template: ClassVar[str] = "review-invitation"

    reader: Reader = Reader.PERSON
    whose: str = ""
    plan_title: str
    begins_at: datetime
    place: str
    invited: tuple[str, ...]
    to_talk_about: tuple[str, ...]
    advocacy: WhomToAsk
    arranged: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class DischargeSummary(Letter):
    """To the GP: what there was, what is, who takes over, and the way back."""

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
class Handover(DischargeSummary):
    """To the team that takes over: the same, and what it needs to know at the first visit."""

    template: ClassVar[str] = "handover"


@dataclass(frozen=True, kw_only=True)
class WayBack(Letter):
    """To the person whose care ended: who is there for them now, and how to come back."""

    template: ClassVar[str] = "way-back"

    began_on: date
    ended_on: date
    receiving_service: WhomToAsk | None
    call: WhomToAsk
    agreed: str = ""
    signs: str = ""
    rights: Rights


@dataclass(frozen=True, kw_only=True)
class Welcome(Letter):
    """The day care begins, who co-ordinates it, what was done about wishes, what happens now."""

    template: ClassVar[str] = "welcome"

    begins_on: date
    care_coordinator_title: str
    care_coordinator: WhomToAsk
    profession: str
    wishes: tuple[Wish, ...]
    first_visit: str
    team_members: tuple[str, ...]
    rights: Rights


@dataclass(frozen=True, kw_only=True)
class OwnView(Paper):
    """What somebody is shown of their own record: their plan, who looked, what was shared."""

    template: ClassVar[str] = "own-view"

    person: About
    plan: tuple[Section, ...]
    goals: tuple[Goal, ...]
    lookers: tuple[Looker, ...]
    listed: str
    told: tuple[Section, ...]
    shared: tuple[Section, ...]
    rights: Rights
