"""What our team sees of joint work with practitioners: of a person, and what waits for us."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Prefetch, QuerySet

from alongside.access.deciding import Action
from alongside.access.queries import people_known_to, teams_that_know
from alongside.joint.minimum import Exchanged, Met, Minimum
from alongside.joint.models import Exchange, PartnerContact, RiskStatement, VisitProposal
from alongside.kernel.period import start_of
from alongside.partners.models import Practitioner
from alongside.partners.queries import practitioners_of_teams_for
from alongside.people.models import Person
from alongside.people.told import in_words
from alongside.policy.consent import Answer
from alongside.policy.contacts import Place
from alongside.policy.joint import CalledBy, Equipment, Side
from alongside.sharing.models import Consent
from alongside.sharing.queries import consents_to_agency_for, practitioners_told_for
from alongside.staff.models import Worker


@dataclass(frozen=True)
class Shared:
    """What one practitioner may know of somebody, and what passed between us about them."""

    practitioner: Practitioner
    consent: Consent
    risk: RiskStatement | None
    contacts: Sequence[PartnerContact]
    proposals: Sequence[VisitProposal]
    is_there: bool  # still with us, and their agency still in agreement with a team of theirs

    @property
    def is_in_force(self) -> bool:
        """Whether the practitioner sees them: the person said yes last, and neither has ended."""
        return self.consent.answer == Answer.YES and self.is_there

    @property
    def met(self) -> list[Met]:
        """The contacts of theirs, as people read them."""
        return [_met(each) for each in self.contacts]

    @property
    def called(self) -> str:
        """How the person wants to be named."""
        return CalledBy(self.consent.called_by).label if self.consent.called_by else ""


def shared_for(worker: Worker, person_id: UUID, *, on: date) -> list[Shared]:
    """Return each practitioner about whom somebody was asked, with what passed between us."""
    teams = teams_that_know(person_id, worker.team_ids)
    there = {each.pk for each in practitioners_of_teams_for(worker, teams, on=on)}
    told = practitioners_told_for(worker, person_id)
    of_person = {"person_id": person_id, "person__in": people_known_to(worker.team_ids)}
    risks = RiskStatement.objects.filter(**of_person).select_related("written_by")
    newest = {each.practitioner_id: each for each in risks.order_by("written_at", "pk")}
    contacts = _contacts().filter(**of_person)
    proposals = _proposals().filter(**of_person).order_by("-planned_for")
    return [
        Shared(
            practitioner,
            consent,
            newest.get(practitioner.pk),
            [each for each in contacts if each.practitioner_id == practitioner.pk],
            [each for each in proposals if each.practitioner_id == practitioner.pk],
            is_there=practitioner.pk in there,
        )
        for consent in told
        if (practitioner := consent.recipient.practitioner)
    ]


def shared_with_for(
    worker: Worker, person_id: UUID, practitioner_id: UUID, *, on: date
) -> Shared | None:
    """Return what one practitioner sees of somebody, or None when they see nothing."""
    found = (each for each in shared_for(worker, person_id, on=on) if each.is_in_force)
    return next((each for each in found if each.practitioner.pk == practitioner_id), None)


def proposal_for(worker: Worker, proposal_id: UUID) -> VisitProposal | None:
    """Return a visit that a practitioner asked for, to somebody whom this worker meets, or None."""
    may = worker.actor.teams_where(Action.PLAN_CARE)
    found = _proposals().filter(person__in=people_known_to(may), team_id__in=may)
    return found.filter(pk=proposal_id, side=Side.THEIRS).first()


def waiting_for(worker: Worker, *, on: date) -> list[VisitProposal]:
    """Return the visits that practitioners asked this worker's teams for and nobody answered."""
    may = sorted(worker.actor.teams_where(Action.PLAN_CARE))
    with connection.cursor() as cursor:  # each day's page asks, and mostly there is none
        cursor.execute(_WAITING, {"teams": may, "since": start_of(on), "most": MOST_WAITING})
        ids = [proposal_id for (proposal_id,) in cursor.fetchall()]
    return list(_proposals().filter(pk__in=ids).order_by("planned_for", "pk")) if ids else []


MOST_WAITING = 20
_WAITING = """
SELECT proposal.id FROM joint_visitproposal AS proposal
WHERE proposal.team_id = ANY(%(teams)s) AND proposal.side = 'theirs'
  AND proposal.planned_for >= %(since)s
  AND NOT EXISTS (SELECT FROM joint_proposalanswer WHERE proposal_id = proposal.id)
  AND EXISTS (SELECT FROM access_relationship AS known WHERE known.person_id = proposal.person_id
    AND known.team_id = ANY(%(teams)s) AND known.ended_at IS NULL)
ORDER BY proposal.planned_for, proposal.id LIMIT %(most)s
"""


def minimum_for(worker: Worker, team_id: int, agency_id: int) -> list[Minimum]:
    """Return the minimum of everybody of a team who consents to a practitioner of an agency.

    Of each what the practitioners recorded; a row for each practitioner.
    """
    consents = consents_to_agency_for(worker, team_id, agency_id)
    people = [consent.person_id for consent in consents]
    contacts = list(_contacts().filter(person_id__in=people))
    return [_minimum(each, contacts) for each in consents]


def _minimum(consent: Consent, contacts: list[PartnerContact]) -> Minimum:
    person, practitioner_id = consent.person, consent.recipient.practitioner_id
    own = (
        each
        for each in contacts
        if (each.person_id, each.practitioner_id) == (person.pk, practitioner_id)
    )
    return Minimum(
        person.pk,
        called(person, consent.called_by),
        in_words("gender", person.gender),
        in_words("ethnicity", person.ethnicity),
        person.ward,
        person.born_on,
        "",
        "",
        None,
        visits=(),
        contacts=tuple(map(_met, own)),
        proposals=(),
    )


def called(person: Person, called_by: str) -> str:
    """Return how a person wants to be named, as the view of the database says it too."""
    if called_by == CalledBy.NAME:
        return person.full_name
    first = (person.given_name + person.family_name)[:1].upper()
    return f"{first}." if first else person.full_name


def _met(contact: PartnerContact) -> Met:
    exchanged = tuple(
        Exchanged(Equipment(each.kind), each.given, each.returned)
        for each in contact.exchanges.all()
    )
    where = Place(contact.place).label
    return Met(contact.pk, contact.began_at, where, contact.was_met, exchanged)


def _contacts() -> QuerySet[PartnerContact]:
    exchanges = Prefetch("exchanges", Exchange.objects.order_by("pk"))
    return PartnerContact.objects.prefetch_related(exchanges).order_by("-began_at", "pk")


def _proposals() -> QuerySet[VisitProposal, Any]:
    return VisitProposal.objects.select_related(
        "person", "practitioner__agency", "worker", "team", "answer"
    )
