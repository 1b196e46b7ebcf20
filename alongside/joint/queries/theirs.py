"""What a practitioner sees: of people through the one view, and what is about nobody."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import fields
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils import timezone

from alongside.access.context import as_program
from alongside.access.deciding import Actor, Kind, Subject, Verdict, decide
from alongside.drafts.models import Draft
from alongside.drafts.queries import draft_for
from alongside.joint.minimum import Minimum, met_of, proposed_of, visit_of
from alongside.joint.models import CaseNote
from alongside.partners.models import AttachedPolicy, Practitioner, Protocol
from alongside.partners.queries import agreed_with, policies_agreed_with
from alongside.people.told import in_words
from alongside.policy.joint import Known

_ALL = """
SELECT shared_with, person_id, name, gender, ethnicity, ward, born_on, risk, risk_by, risk_at,
    visits, contacts, proposals
FROM joint_minimum ORDER BY name, person_id
"""
_ONE = _ALL.replace("ORDER BY", "WHERE person_id = %s ORDER BY")


def people_for(practitioner: Practitioner) -> list[Minimum]:
    """Return everybody who consents that this practitioner knows of them, by name."""
    return _found(practitioner, _ALL, [])


def person_for(practitioner: Practitioner, person_id: UUID) -> Minimum | None:
    """Return one of them, or None."""
    return next(iter(_found(practitioner, _ONE, [person_id])), None)


def proposal_for(practitioner: Practitioner, proposal_id: UUID) -> Minimum | None:
    """Return whom a visit that waits for this practitioner's answer is to, or None."""
    waiting = (
        each
        for each in people_for(practitioner)
        if any(one.id == proposal_id and one.waits_for_them for one in each.proposals)
    )
    return next(waiting, None)


def protocols_for(practitioner: Practitioner) -> list[Protocol]:
    """Return what was agreed between our teams and this practitioner's agency, as it stands."""
    with as_program():
        return agreed_with(practitioner.agency_id)


def policies_for(practitioner: Practitioner) -> list[AttachedPolicy]:
    """Return the policies that were attached to it, unread."""
    with as_program():
        return list(policies_agreed_with(practitioner.agency_id))


def policy_for(practitioner: Practitioner, policy_id: UUID) -> AttachedPolicy | None:
    """Return one of them with what is in it, or None."""
    with as_program():
        return policies_agreed_with(practitioner.agency_id, whole=True).filter(pk=policy_id).first()


def notes_for(practitioner: Practitioner) -> list[CaseNote]:
    """Return what this practitioner wrote for debriefing and supervision, newest first."""
    with as_program():
        return list(CaseNote.objects.filter(practitioner=practitioner).order_by("-at"))


def known_for(practitioner: Practitioner) -> list[Known]:
    """Return how those whom this practitioner sees could be recognised in a text."""
    return [Known(each.name, each.born_on) for each in people_for(practitioner)]


def kept_for(practitioner: Practitioner, path: str) -> Draft | None:
    """Return what this practitioner typed on a page and has not sent."""
    with as_program():
        return draft_for(practitioner.account_id, path)


def _found(practitioner: Practitioner, statement: str, given: list[Any]) -> list[Minimum]:
    with connection.cursor() as cursor:
        cursor.execute(statement, given)
        rows = cursor.fetchall()
    return [_minimum(row[1:]) for row in rows if _may_see(practitioner, shared_with=row[0])]


def _may_see(practitioner: Practitioner, *, shared_with: UUID) -> bool:
    """Ask what decides, as every page does: with whom the view says that somebody is shared."""
    minimum = frozenset({Kind.PARTNER_MINIMUM})
    subject = Subject(known_to=frozenset(), shared_with={shared_with: minimum})
    verdict = decide(
        Actor(practitioner.pk), subject=subject, kind=Kind.PARTNER_MINIMUM, at=timezone.now()
    )
    return verdict is Verdict.ALLOW


def _minimum(row: Sequence[Any]) -> Minimum:
    facts = dict(zip((field.name for field in fields(Minimum)), row, strict=True))
    return Minimum(
        **facts
        | {
            "gender": in_words("gender", facts["gender"]),
            "ethnicity": in_words("ethnicity", facts["ethnicity"]),
            "visits": tuple(map(visit_of, _read(facts["visits"]))),
            "contacts": tuple(map(met_of, _read(facts["contacts"]))),
            "proposals": tuple(map(proposed_of, _read(facts["proposals"]))),
        }
    )


def _read(told: Any) -> Any:
    return json.loads(told) if isinstance(told, str) else told
