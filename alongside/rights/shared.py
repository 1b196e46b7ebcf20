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
from alongside.policy.disclosing import Ground, PersonTold
from alongside.sharing.disclosures import disclosures_for
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
# As the person is told on which ground something was disclosed.
_WHY: dict[str, str] = {
    Ground.CONSENT: "You said that it may be told",
    Ground.GP: "Your GP works alongside us",
    Ground.BEST_INTEREST: "You could not decide it then, and it was in your interest",
    Ground.SAFEGUARDING: "To protect a child or an adult at risk",
    Ground.LIFE: "To save a life or prevent serious harm",
    Ground.LAW: "A law or a court requires it",
}
_KNOWN = {PersonTold.BEFORE, PersonTold.AFTER}
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
    """Return what was given to others about somebody, newest first: letters and disclosures.

    Without what they are not to be told, or have not been told yet: somebody tells them that, and
    not a screen.
    """
    if not known_through_for(worker, person.pk):
        return []
    letters = [
        Shared(each.given_on, each.title, each.addressee, ground_of_letter(each.kind))
        for each in sent_about(person.pk)
        if each.addressee != person.full_name
    ]
    told = [each for each in disclosures_for(worker, person.pk) if each.person_told in _KNOWN]
    disclosed = [
        Shared(
            each.given_on, each.what, f"{each.to_whom}, {each.of_what}", why_disclosed(each.ground)
        )
        for each in told
    ]
    return sorted([*letters, *disclosed], key=lambda each: each.on, reverse=True)


def not_told_yet_for(worker: Worker, person_id: UUID) -> int:
    """Return how much was given of which somebody has still to be told, and is shown nothing."""
    given = disclosures_for(worker, person_id)
    return sum(each.person_told == PersonTold.NOT_YET for each in given)


def ground_of_letter(kind: str) -> str:
    """Return on which ground a letter of some kind went to somebody else."""
    return _GROUNDS.get(kind, NOT_WRITTEN)


def why_disclosed(ground: str) -> str:
    """Return on which ground something was disclosed, as the person is told it."""
    return _WHY[ground]


def given_to_them_for(worker: Worker, person: Person) -> list[Sent]:
    """Return the letters and papers that somebody was given themself, newest first."""
    if not known_through_for(worker, person.pk):
        return []
    return [each for each in sent_about(person.pk) if each.addressee == person.full_name]


def may_be_told_for(worker: Worker, person_id: UUID) -> list[MayBeTold]:
    """Return whom somebody lets be told what, by name. Who may not be told stands nowhere here."""
    labels = {each.value: each.to_them for each in Asked}
    found = []
    for recipient, standing in consents_for(worker, person_id):
        yes = [each for each in standing if each.answer == Answer.YES]
        if yes:
            what = tuple(labels.get(each.asked, each.asked) for each in yes)
            found.append(MayBeTold(recipient.name, what, min(each.look_again_on for each in yes)))
    return found
