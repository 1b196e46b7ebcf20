"""The invitation to a review, in words for the person or for whoever else is asked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from alongside.careplans.models import Review
from alongside.caseload.frameworks import framework_of
from alongside.documents import letters, parts
from alongside.documents.making import Made, make
from alongside.people.models import Person
from alongside.policy.reviewing import TakesPart
from alongside.staff.letterhead import rights_of, sender_of, signatory_of
from alongside.staff.models import Worker

TO_OTHERS = (
    "What has gone well, and what has not",
    "What would help next",
    "What you yourself need",
)


@dataclass(frozen=True)
class Asked:
    """Who is asked, where the letter goes, and what is to be talked about."""

    name: str
    as_what: TakesPart
    address: tuple[str, ...] = ()
    to_talk_about: tuple[str, ...] = ()
    arranged: tuple[str, ...] = ()


def invitation(
    review: Review,
    person: Person,
    asked: Asked,
    *,
    begins_at: datetime,
    coordinator: Worker | None,
    large_print: bool,
    by: Worker,
    on: date,
) -> Made:
    """Return the letter that invites somebody, in ordinary or large print.

    What the person wants to talk about stands in their own letter and in nobody else's.
    """
    framework = framework_of(review.episode, on=on)
    team = review.episode.team
    to_person = asked.as_what is TakesPart.PERSON
    letter = letters.ReviewInvitation(
        sender=sender_of(team),
        written_on=on,
        reference=f"Review {review.planned_for:%d/%m/%Y}",
        addressee=parts.Addressee(
            name=asked.name,
            address=asked.address,
            greeting=person.name_to_use if to_person else asked.name,
        ),
        signed_by=signatory_of(by),
        reader=parts.Reader.PERSON if to_person else parts.Reader.INVITED,
        whose=person.full_name,
        plan_title=framework.plan_title,
        begins_at=begins_at,
        place=review.place,
        invited=_invited(review, asked, coordinator, framework.coordinator_title),
        to_talk_about=asked.to_talk_about if to_person else TO_OTHERS,
        advocacy=rights_of(team).advocacy,
        arranged=asked.arranged,
    )
    return make(letter, large_print=large_print)


def _invited(
    review: Review, asked: Asked, coordinator: Worker | None, title: str
) -> tuple[str, ...]:
    """Return who is invited, the reader first; each once."""
    others = {each.name: each.as_what_label.lower() for each in review.invitations.all()}
    if coordinator:
        others[coordinator.name] = title
    others.pop(asked.name, None)
    return ("You", *(f"{name}, {what}" for name, what in others.items()))
