"""What was shared about somebody, with whom and on which ground: one place, for every page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from alongside.documents.models import Sent
from alongside.documents.queries import sent_about
from alongside.people.models import Person
from alongside.people.queries import known_through_for
from alongside.policy.consent import Answer, Asked
from alongside.sharing.queries import consents_for
from alongside.staff.models import Worker

_DECIDED = "Whoever refers somebody is told what was decided"
# On which ground a letter goes to others, where its kind alone says so.
_GROUNDS = {
    "discharge-summary": "Your GP is told, as everybody’s is",
    "handover": "The team that takes over your care has to know",
    "decision-accepted": _DECIDED,
    "decision-refused": _DECIDED,
    "decision-returned": "Whoever referred you was asked a question",
}
NOT_WRITTEN = "On which ground was not written down. Ask us"


@dataclass(frozen=True)
class Shared:
    """Something about a person was given to somebody: when, what, to whom, on which ground."""

    on: date
    what: str
    to: str
    ground: str


@dataclass(frozen=True)
class MayBeTold:
    """Somebody whom the person lets be told something, and what; their answer stands."""

    who: str
    what: tuple[str, ...]
    until: date  # then they are asked again


def shared_for(worker: Worker, person: Person) -> list[Shared]:
    """Return what was given to others about somebody, newest first.

    Letters for now. What is disclosed to the police or another service is added here.
    """
    if not known_through_for(worker, person.pk):
        return []
    return [
        Shared(each.given_on, each.title, each.addressee, ground_of(each))
        for each in sent_about(person.pk)
        if each.addressee != person.full_name
    ]


def ground_of(sent: Sent) -> str:
    """Return on which ground a letter went to somebody else."""
    return _GROUNDS.get(sent.kind, NOT_WRITTEN)


def given_to_them_for(worker: Worker, person: Person) -> list[Sent]:
    """Return the letters and papers that somebody was given themself, newest first."""
    if not known_through_for(worker, person.pk):
        return []
    return [each for each in sent_about(person.pk) if each.addressee == person.full_name]


def may_be_told_for(worker: Worker, person_id: UUID) -> list[MayBeTold]:
    """Return whom somebody lets be told what, by name. Who may not be told stands nowhere here."""
    labels = {each.value: each.label for each in Asked}
    found = []
    for recipient, standing in consents_for(worker, person_id):
        yes = [each for each in standing if each.answer == Answer.YES]
        if yes:
            what = tuple(labels.get(each.asked, each.asked) for each in yes)
            found.append(MayBeTold(recipient.name, what, min(each.look_again_on for each in yes)))
    return found
