"""Reviews: who may be asked to one, and what the record of one must say."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from alongside.kernel.rules import Policy, rule
from alongside.policy.sources import (
    LEICESTERSHIRE_SERVICE,
    RETHINK_8,
    RETHINK_9,
    derived,
)
from alongside.policy.terms import Term


class TakesPart(Term):
    """As what somebody takes part in a review; some are asked only if the person agrees."""

    needs_permission: bool

    PERSON = "person", "The person", False
    FAMILY = "family", "Family or carer", True
    FRIEND = "friend", "Friend", True
    ADVOCATE = "advocate", "Advocate", True
    COORDINATOR = "coordinator", "Care co-ordinator or key worker", False
    TEAM = "team", "Worker of the team", False
    GP = "gp", "GP", False
    INTERPRETER = "interpreter", "Interpreter", True
    OTHER = "other", "Somebody from another service", True


class TookPartHow(Term):
    """How somebody took part in a review."""

    IN_PERSON = "in person", "In person"
    VIDEO = "video", "By video"
    PHONE = "phone", "By phone"
    BEFOREHAND = "beforehand", "Beforehand, by word or in writing"


class Family(Term):
    """Whether family and carers were heard in a review; where not, `asks_why` asks why."""

    asks_why: bool

    HEARD = "heard", "Yes, they said what they think", False
    NOT_AGREED = "not agreed", "No, the person does not want it", True
    NOT_REACHED = "not reached", "No, they were asked and did not take part", True
    NOBODY = "nobody", "There is no family, friend or carer to ask", False


@dataclass(frozen=True)
class Inviting:
    """As what somebody is invited to a review, and whether the person said that they may be."""

    as_what: TakesPart
    with_permission: bool = False


@rule("review.invited-with-permission", source=RETHINK_8)
def invited_with_permission(facts: Inviting) -> bool:
    """Nobody but the person, their team and their GP is invited unless the person agrees to it."""
    return facts.with_permission or not facts.as_what.needs_permission


may_invite = Policy("May they be invited to the review?", invited_with_permission)


@dataclass(frozen=True)
class Reviewed:
    """What the record of a review says of how it was held."""

    held_on: date
    today: date
    began_on: date
    took_part: int
    heard: bool  # the person's view is there, or why it is not
    family: Family | None
    family_told: bool  # what the family said is there, or why it is not


@rule("review.was-held", source=derived("what is still to come is planned, not recorded"))
def was_held(facts: Reviewed) -> bool:
    """A review is recorded on the day it was held, or later."""
    return facts.held_on <= facts.today


@rule("review.in-our-care", source=derived("a review looks back on care"))
def in_our_care(facts: Reviewed) -> bool:
    """A review is held after care began."""
    return facts.began_on <= facts.held_on


@rule("review.who-took-part", source=derived("a review that nobody took part in is none"))
def says_who_took_part(facts: Reviewed) -> bool:
    """A review says who took part."""
    return facts.took_part > 0


@rule("review.the-persons-view", source=LEICESTERSHIRE_SERVICE)
def the_person_was_heard(facts: Reviewed) -> bool:
    """A review says what the person thinks, or why they could not be asked."""
    return facts.heard


@rule("review.the-familys-view", source=RETHINK_9)
def the_family_was_heard(facts: Reviewed) -> bool:
    """A review says what family and carers think where the person agrees, or why it does not."""
    if facts.family is None:
        return False
    return facts.family is Family.NOBODY or facts.family_told


may_record_review = Policy(
    "May this review be recorded?",
    was_held,
    in_our_care,
    says_who_took_part,
    the_person_was_heard,
    the_family_was_heard,
)
