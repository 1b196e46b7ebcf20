"""Who of the people known to a worker's teams somebody may be; nobody else is ever compared."""

from __future__ import annotations

from dataclasses import dataclass

from alongside.access.queries import people_known_to
from alongside.people.models import Person
from alongside.policy.matching import Identity, Likeness, Register
from alongside.staff.models import Worker


@dataclass(frozen=True)
class Alike:
    """Somebody known to the team who may be the same person, with what speaks for it."""

    person: Person
    likeness: Likeness


def identity_of(person: Person) -> Identity:
    """Return what tells a person from others."""
    return Identity(
        given_name=person.given_name,
        family_name=person.family_name,
        known_as=person.known_as,
        former_names=person.former_names,
        born_on=person.born_on,
        nhs_number=person.nhs_number,
        postcode=person.postcode,
        phone=person.phone,
    )


def names_and_register_for(worker: Worker) -> tuple[dict[str, str], Register]:
    """Return everybody known to this worker's teams by name, ready to be compared; one query."""
    known = _known_to(worker)
    names = {str(person.pk): person.full_name for person in known}
    return names, Register((str(person.pk), identity_of(person)) for person in known)


def people_like_for(worker: Worker, identity: Identity) -> list[Alike]:
    """Return the people known to this worker's teams who may be this one, the likeliest first."""
    known = {str(person.pk): person for person in _known_to(worker)}
    register = Register((key, identity_of(person)) for key, person in known.items())
    return [Alike(known[key], likeness) for key, likeness in register.like(identity)]


def _known_to(worker: Worker) -> list[Person]:
    return list(Person.objects.filter(pk__in=people_known_to(worker.team_ids)))
