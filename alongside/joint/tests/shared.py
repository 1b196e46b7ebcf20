"""Sam consents that Jo of the harm reduction service knows of him; asking as Jo."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.test import Client

from alongside.access import context
from alongside.joint.models import VisitProposal
from alongside.partners.models import Practitioner
from alongside.people.models import Person
from alongside.policy.consent import Answer, Asked, How
from alongside.policy.joint import CalledBy
from alongside.sharing import actions as sharing
from alongside.sharing.models import Recipient
from alongside.staff.models import Worker
from tests.cast import NOW, Cast
from tests.signing_in import signed_in

AGAIN, TODAY = date(2027, 6, 1), NOW.date()


def said(
    answer: Answer = Answer.YES, *, called_by: CalledBy = CalledBy.NAME, on: date = TODAY
) -> sharing.Said:
    """Return what somebody answers about one practitioner."""
    answers = {Asked.MINIMUM: answer}
    return sharing.Said(answers, How.VERBAL, on, AGAIN, called_by.value, "Jo Marsh")


def consent(
    cast: Cast,
    practitioner: Practitioner,
    *,
    by: Worker,
    person: Person | None = None,
    called_by: CalledBy = CalledBy.NAME,
) -> Recipient:
    """Let somebody, Sam unless another is meant, consent to a practitioner; inside `asking`."""
    return sharing.name_practitioner(
        person or cast.sam,
        practitioner=practitioner,
        said=said(called_by=called_by),
        by=by,
        at=NOW,
    )


@contextmanager
def asking_as(practitioner: Practitioner, *, on: date = TODAY) -> Iterator[Practitioner]:
    """Do something as a practitioner, as one of their pages would."""
    with transaction.atomic():
        context.enter_practitioner(practitioner.pk, on=on, account_id=practitioner.account_id)
        with context.as_partner():
            yield practitioner


def asked_by_practitioner(cast: Cast, practitioner: Practitioner) -> UUID:
    """Let a practitioner have asked for a visit to Sam, inside `asking`."""
    proposal = VisitProposal.objects.create(
        person=cast.sam, team=cast.north, practitioner=practitioner, side="theirs",
        planned_for=NOW + timedelta(days=2), minutes=45, place="home", at=NOW,
    )  # fmt: skip
    return proposal.pk


def client_of_practitioner(practitioner: Practitioner) -> Client:
    """Sign a practitioner in."""
    return signed_in(practitioner.account)


def sql(statement: str, *given: Any) -> list[tuple[object, ...]]:
    """Answer a statement as whoever asks."""
    with connection.cursor() as cursor:
        cursor.execute(statement, given)
        return list(cursor.fetchall()) if cursor.description else []


def later(days: int) -> datetime:
    """Return the moment some days after the cast's."""
    return NOW + timedelta(days=days)


def text_of(client: Client, path: str) -> str:
    """Open a page that must be there, and return it."""
    answer = client.get(path)
    assert answer.status_code == 200, answer.content.decode()
    return answer.content.decode()
