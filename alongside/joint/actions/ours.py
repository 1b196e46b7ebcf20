"""What our team tells a practitioner about somebody, asks them for and answers them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction

from alongside.audit.trail import audited, record
from alongside.contacts.actions import VisitText, plan_visit
from alongside.joint.models import ProposalAnswer, RiskStatement, VisitProposal
from alongside.joint.queries.ours import shared_with_for
from alongside.kernel.period import day_of
from alongside.kernel.rules import Refused
from alongside.partners.models import Practitioner
from alongside.people.models import Person
from alongside.policy.contacts import Place
from alongside.policy.joint import Side
from alongside.staff.models import Worker

NO_CONSENT = (
    "This practitioner does not see them: they do not consent, or the joint work has ended."
    " The page of what practitioners see says which."
)
ANSWERED = "A colleague answered this before. Nothing was changed."


@dataclass(frozen=True)
class Asked:
    """When, for how long and where a joint visit is to be."""

    planned_for: datetime
    minutes: int
    place: Place


@audited
def write_risk(
    person: Person, *, practitioner: Practitioner, says: str, by: Worker, at: datetime
) -> RiskStatement:
    """Write for one practitioner what risk bears on their work with somebody, and only that."""
    _refuse_unless_shared(person, practitioner, by, at)
    statement = RiskStatement.objects.create(
        person=person, practitioner=practitioner, says=says, written_by=by, written_at=at
    )
    record("joint.risk-written", on=statement, by=by, at=at, practitioner=practitioner.pk)
    return statement


@audited
def offer_visit(
    person: Person,
    *,
    team_id: int,
    practitioner: Practitioner,
    asked: Asked,
    by: Worker,
    at: datetime,
) -> VisitProposal:
    """Ask a practitioner for a joint visit with whoever asks; it is one when they agree."""
    _refuse_unless_shared(person, practitioner, by, at)
    if asked.planned_for < at:
        raise Refused("A visit is asked for at a time to come.", about="planned_for")
    proposal = VisitProposal.objects.create(
        person=person, team_id=team_id, practitioner=practitioner, side=Side.OURS, worker=by,
        planned_for=asked.planned_for, minutes=asked.minutes, place=asked.place.value, at=at,
    )  # fmt: skip
    record("joint.visit-offered", on=proposal, by=by, at=at, planned_for=asked.planned_for)
    return proposal


@audited
def answer_visit(proposal: VisitProposal, *, agreed: bool, by: Worker, at: datetime) -> None:
    """Agree to a visit that a practitioner asked for, which plans it for who agrees; or decline."""
    _refuse_unless_shared(proposal.person, proposal.practitioner, by, at)
    visit = plan_visit(_text(proposal, by), by=by, at=at) if agreed else None
    answer = ProposalAnswer(
        proposal=proposal, person_id=proposal.person_id, agreed=agreed, visit=visit, by_id=by.pk,
        at=at,
    )  # fmt: skip
    try:
        with transaction.atomic():
            answer.save(force_insert=True)
    except IntegrityError as taken:
        raise Refused(ANSWERED) from taken
    record("joint.visit-answered", on=answer, by=by, at=at, proposal=proposal.pk, agreed=agreed)


def _text(proposal: VisitProposal, by: Worker) -> VisitText:
    return VisitText(
        person=proposal.person,
        team_id=proposal.team_id,
        worker=by,
        planned_for=proposal.planned_for,
        place=Place(proposal.place),
        minutes=proposal.minutes,
        purpose="Joint visit",
        partner=proposal.practitioner.agency,
        despite="Both practitioners agreed",
    )


def _refuse_unless_shared(
    person: Person, practitioner: Practitioner, by: Worker, at: datetime
) -> None:
    if shared_with_for(by, person.pk, practitioner.pk, on=day_of(at)) is None:
        raise Refused(NO_CONSENT)
