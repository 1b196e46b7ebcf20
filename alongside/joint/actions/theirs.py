"""What a practitioner records and asks for, through functions of the database that ask consent."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.db import IntegrityError, connection, models, transaction

from alongside.access.actions import log_opening
from alongside.access.context import as_program
from alongside.access.deciding import Kind
from alongside.audit.trail import audited, record
from alongside.drafts.actions import forget
from alongside.joint.minimum import Exchanged
from alongside.joint.models import CaseNote, PartnerContact, VisitProposal
from alongside.joint.queries.theirs import known_for
from alongside.kernel.rules import Refused
from alongside.partners.models import Practitioner
from alongside.policy.contacts import Place
from alongside.policy.joint import what_names_somebody
from alongside.policy.visiting import CLOCKS_DIFFER

ANSWERED = "This was answered before. Nothing was changed."


def log_opened(person_ids: Sequence[UUID], *, page: str, by: Practitioner, at: datetime) -> None:
    """Write down whom a practitioner's page shows, before it is sent."""
    if person_ids:
        with as_program():
            log_opening(person_ids, page=page, by=by, at=at, kind=Kind.PARTNER_MINIMUM)


def forget_typed(path: str, *, by: Practitioner, at: datetime) -> None:
    """Forget what a practitioner typed on a page: it was sent."""
    with as_program():
        forget(path, by=by.account_id, at=at)


@audited
def record_contact(
    person_id: UUID,
    *,
    contact_id: UUID,
    began_at: datetime,
    place: Place,
    was_met: bool,
    exchanged: Sequence[Exchanged],
    by: Practitioner,
    at: datetime,
) -> None:
    """Keep that a practitioner met somebody, or tried, and what was exchanged.

    Under the id it was given where it was written: sent again it is the same contact.
    """
    if began_at > at + CLOCKS_DIFFER:
        raise Refused("A contact is recorded once it has begun.", about="began_at")
    rows = [asdict(each) for each in exchanged]
    given = [contact_id, person_id, began_at, place.value, was_met, json.dumps(rows), at]
    contact = PartnerContact(pk=contact_id, person_id=person_id)
    if _call("joint_record_contact(%s, %s, %s, %s, %s, %s::jsonb, %s)", given):
        _note("joint.contact-recorded", contact, by=by, at=at, kinds=len(exchanged))
    else:
        _note("joint.contact-sent-again", contact, by=by, at=at)


@audited
def ask_for_visit(
    person_id: UUID,
    *,
    planned_for: datetime,
    minutes: int,
    place: Place,
    by: Practitioner,
    at: datetime,
) -> UUID:
    """Ask our team for a joint visit; it is one when somebody of the team agrees."""
    if planned_for < at:
        raise Refused("A visit is asked for at a time to come.", about="planned_for")
    proposal = VisitProposal(pk=uuid4(), person_id=person_id)
    given = [proposal.pk, person_id, planned_for, minutes, place.value, at]
    _call("joint_propose_visit(%s, %s, %s, %s::integer, %s, %s)", given)
    _note("joint.visit-asked-for", proposal, by=by, at=at, planned_for=planned_for)
    return proposal.pk


@audited
def answer_visit(
    proposal_id: UUID, *, person_id: UUID, agreed: bool, by: Practitioner, at: datetime
) -> None:
    """Agree to a visit that our side asked for, which plans it, or decline."""
    if not _call("joint_answer_visit(%s, %s, %s)", [proposal_id, agreed, at]):
        raise Refused(ANSWERED)
    proposal = VisitProposal(pk=proposal_id, person_id=person_id)
    _note("joint.visit-answered", proposal, by=by, at=at, agreed=agreed)


@audited
def keep_note(text: str, *, names_nobody: bool, by: Practitioner, at: datetime) -> CaseNote:
    """Keep a note for debriefing or supervision; what names somebody is asked about first."""
    named = what_names_somebody(text, known_for(by))
    if named and not names_nobody:
        raise Refused(
            f"This holds {' and '.join(named)}. Take it out, or say below that it names nobody.",
            about="text",
        )
    with as_program():
        note = CaseNote.objects.create(practitioner=by, account_id=by.account_id, text=text, at=at)
        record("joint.note-kept", on=note, by=by, at=at, held=len(named))
    return note


def _call(function: str, given: list[Any]) -> bool:
    """Call a function of the database; False when what it makes is there already."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"SELECT {function}", given)
    except IntegrityError:
        return False
    return True


def _note(what: str, on: models.Model, *, by: Practitioner, at: datetime, **details: Any) -> None:
    with as_program():
        record(what, on=on, by=by, at=at, **details)
