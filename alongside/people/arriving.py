"""Somebody whom no team of ours knew is written down, and from then on known to one."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, datetime

from alongside.access.actions import come_to_know
from alongside.access.models import Relationship
from alongside.audit.trail import audited, record
from alongside.people.models import Person, Telling
from alongside.staff.models import Worker


@dataclass(frozen=True)
class NewPerson:
    """What is told of somebody when they first become known."""

    given_name: str = ""
    family_name: str = ""
    known_as: str = ""
    born_on: date | None = None
    nhs_number: str = ""
    gender: str = Person.Gender.NOT_KNOWN
    address: str = ""
    postcode: str = ""
    phone: str = ""
    first_language: str = ""
    needs_interpreter: bool | None = None
    communication_needs: str = ""
    ethnicity: str = ""
    religion: str = ""


@audited
def write_down(
    told: NewPerson, *, team_id: int, because: Relationship.Because, by: Worker, at: datetime
) -> Person:
    """Write a person down whom a team comes to know."""
    person = Person(recorded_at=at, **asdict(told))
    # Known first: the database keeps no row about a person whom the writer may not see.
    come_to_know(person.pk, team_id=team_id, because=because, by=by, at=at)
    person.save(force_insert=True)
    facts = [name for name, value in asdict(told).items() if value not in (None, "")]
    Telling.objects.create(
        person=person, facts=facts, changed=facts, source=Telling.Source.REFERRER, by=by, at=at
    )
    record("person.written-down", on=person, by=by, at=at, team=team_id)
    return person
