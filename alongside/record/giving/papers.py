"""What the letters say when care begins and when it ends, from the record and what was typed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from alongside.caseload.models import Episode
from alongside.documents import letters, parts
from alongside.kernel.rules import Refused
from alongside.kernel.text import lines_of
from alongside.people.models import Person
from alongside.policy.frameworks import FRAMEWORKS
from alongside.policy.terms import Term
from alongside.referrals.letters import URGENT_HELP, called
from alongside.staff.letterhead import rights_of, sender_of, signatory_of
from alongside.staff.models import Team, Worker


class Reader(Term):
    """Who gets a letter when care ends."""

    PERSON = "person", "The person: the way back"
    GP = "gp", "Their GP practice: the discharge summary"
    RECEIVING = "receiving", "The team that takes over: the handover"


@dataclass(frozen=True)
class Left:
    """What is told about the end of somebody's care."""

    ended_on: date
    why: str
    did: str = ""
    medication: str = ""
    physical_health: str = ""
    signs: str = ""
    their_view: str = ""
    receiving_service: str = ""
    accepted: str = ""
    way_back: str = ""


@dataclass(frozen=True)
class Known:
    """What the record knows that a receiving team needs at the first visit."""

    coordinator: Worker | None
    goals: Sequence[str] = ()
    wishes: Sequence[str] = ()
    receiving_team: Team | None = None
    interpreter: str = ""  # also where only a referrer said so


def letter_of(
    reader: Reader, episode: Episode, left: Left, known: Known, *, by: Worker, on: date
) -> letters.Letter:
    """Return the letter about the end of care that one reader gets."""
    if reader is Reader.PERSON:
        return _way_back(episode, left, by, on)
    summary = _summary(episode, left, by, on)
    if reader is Reader.GP:
        return letters.DischargeSummary(
            **summary, addressee=_practice_of(episode.person), sections=_sections(left)
        )
    return letters.Handover(
        **summary,
        addressee=_receiver(left, known),
        sections=(*_for_the_first_visit(episode.person, known), *_sections(left)),
    )


def _letter(episode: Episode, by: Worker, on: date) -> dict[str, Any]:
    return {
        "sender": sender_of(episode.team),
        "written_on": on,
        "reference": f"Care {str(episode.pk)[:8].upper()}",
        "urgent_help": URGENT_HELP,
        "signed_by": signatory_of(by),
    }


def _summary(episode: Episode, left: Left, by: Worker, on: date) -> dict[str, Any]:
    person, team = episode.person, episode.team
    receiver = left.receiving_service.strip()
    return _letter(episode, by, on) | {
        "about": parts.About(
            name=person.full_name, born_on=person.born_on, nhs_number=person.nhs_number_spaced
        ),
        "began_on": episode.began_on,
        "ended_on": left.ended_on,
        "ground": left.why,
        "receiving_service": parts.WhomToAsk.read(receiver, name=receiver) if receiver else None,
        "accepted": left.accepted,
        "way_back": parts.WhomToAsk(name=team.name, phone=team.phone),
        "persons_view": left.their_view,
    }


def _sections(left: Left) -> tuple[parts.Section, ...]:
    return (
        parts.Section(heading="What we did together", text=left.did),
        parts.Section(heading="Medication, and who prescribes it", text=left.medication),
        parts.Section(heading="Physical health", text=left.physical_health),
        parts.Section(heading="Early signs, and what helps", text=left.signs),
    )


def _for_the_first_visit(person: Person, known: Known) -> tuple[parts.Section, ...]:
    who = known.coordinator
    coordinator = f"{who.name}, {who.phone}" if who else ""
    return (
        parts.Section(heading="Who co-ordinated their care", text=coordinator.strip(", ")),
        parts.Section(heading="What they want, in their own words", text="\n".join(known.goals)),
        parts.Section(heading="Whom they would like to work with", text="\n".join(known.wishes)),
        parts.Section(heading="Before you knock", text=_at_the_door(person, known)),
    )


def _at_the_door(person: Person, known: Known) -> str:
    interpreter = f"{known.interpreter}." if known.interpreter else ""
    said = (interpreter, person.communication_needs, person.before_knocking)
    return "\n".join(one for one in said if one)


def _way_back(episode: Episode, left: Left, by: Worker, on: date) -> letters.Letter:
    receiver, team = left.receiving_service.strip(), episode.team
    return letters.WayBack(
        **_letter(episode, by, on),
        addressee=themself(episode.person),
        began_on=episode.began_on,
        ended_on=left.ended_on,
        receiving_service=parts.WhomToAsk.read(receiver, name=receiver) if receiver else None,
        call=parts.WhomToAsk(name=team.name, phone=team.phone),
        agreed=left.way_back,
        signs=left.signs,
        rights=rights_of(team),
    )


def themself(person: Person) -> parts.Addressee:
    """Return the person as a letter greets them."""
    return parts.Addressee(
        name=person.full_name,
        address=lines_of(person.address, person.postcode),
        greeting=person.name_to_use,
    )


def _practice_of(person: Person) -> parts.Addressee:
    practice = person.gp_practice
    if practice is None:
        raise Refused("Their GP practice is not recorded. Record it first, under “Who they are”.")
    return parts.Addressee(
        name=practice.name,
        address=lines_of(practice.address, practice.postcode),
        greeting="doctor",
    )


def _receiver(left: Left, known: Known) -> parts.Addressee:
    if not left.receiving_service.strip():
        raise Refused("Say which service takes over: the handover goes to it.")
    team = known.receiving_team
    address = lines_of(team.address) if team else ()
    name = parts.WhomToAsk.read(left.receiving_service, name=left.receiving_service).name
    return parts.Addressee(name=name, address=address, greeting="colleague")


@dataclass(frozen=True)
class Begun:
    """What is told when care begins."""

    coordinator: Worker
    first_visit: str
    wishes: Sequence[parts.Wish] = ()
    team: Sequence[Worker] = ()


def welcome(episode: Episode, begun: Begun, *, by: Worker, on: date) -> letters.Letter:
    """Return the letter that welcomes somebody: from which day, and who co-ordinates their care."""
    who = begun.coordinator
    return letters.Welcome(
        **_letter(episode, by, on),
        addressee=themself(episode.person),
        begins_on=episode.began_on,
        care_coordinator_title=FRAMEWORKS[episode.framework].coordinator_title,
        care_coordinator=parts.WhomToAsk(name=who.name, phone=who.phone or episode.team.phone),
        profession=_lower(called(who)),
        wishes=tuple(begun.wishes),
        first_visit=begun.first_visit,
        team_members=tuple(
            f"{one.name}, {_lower(called(one))}" for one in begun.team if one.pk != who.pk
        ),
        rights=rights_of(episode.team),
    )


def _lower(words: str) -> str:
    return words[:1].lower() + words[1:]
