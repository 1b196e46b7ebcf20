"""Sam has a sign-in of his own, and his sister Orla one that shows what she may be told."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any

from django.db import connection, transaction
from django.test import Client

from alongside.access import context
from alongside.access.second_step import steps_of, with_known_app
from alongside.own.actions.ours import give_own
from alongside.own.models import OwnSignIn
from alongside.people.models import Person
from alongside.policy.consent import Answer, Asked, How
from alongside.sharing import actions as sharing
from alongside.sharing.models import Recipient
from alongside.staff.models import Worker
from tests.cast import NOW, PASSWORD, Cast
from tests.signing_in import signed_in

TODAY, AGAIN = NOW.date(), date(2027, 6, 1)
ALL_OF_IT: Mapping[Asked, Answer] = {
    each: Answer.YES for each in Asked if each is not Asked.MINIMUM
}


def said(
    answers: Mapping[Asked, Answer] = ALL_OF_IT, *, on: date = TODAY, again: date = AGAIN
) -> sharing.Said:
    """Return what somebody answers about a carer."""
    return sharing.Said(answers, How.VERBAL, on, again)


def name_carer(
    cast: Cast,
    *,
    by: Worker,
    person: Person | None = None,
    name: str = "Orla, sister",
    **more: Any,
) -> Recipient:
    """Let somebody, Sam unless another is meant, have answered about a carer; inside `asking`."""
    return sharing.name_recipient(
        person or cast.sam, name=name, as_what="family", said=said(**more), by=by, at=NOW
    )


def given(
    cast: Cast,
    *,
    by: Worker,
    carer: Recipient | None = None,
    person: Person | None = None,
    email: str = "",
    at: datetime = NOW,
) -> OwnSignIn:
    """Give a sign-in whose first password was changed, inside `asking`."""
    whose = person or cast.sam
    address = email or f"{(carer or whose).pk.hex}@home.example"
    own, _ = give_own(whose, carer=carer, email=address, by=by, at=at)
    own.account.set_password(PASSWORD)
    own.account.must_change_password = False
    own.account.save(update_fields=["password", "must_change_password"])
    if not steps_of(own.account_id).exists():  # given again, it has one
        with_known_app(own.account_id).save()
    return own


@contextmanager
def asking_as(own: OwnSignIn, *, on: date = TODAY) -> Iterator[None]:
    """Do something with an own sign-in, as one of its pages would."""
    with transaction.atomic():
        context.enter_own(own.pk, on=on, account_id=own.account_id)
        with context.as_own():
            yield


def client_of_own(own: OwnSignIn) -> Client:
    """Sign somebody in with their own sign-in."""
    return signed_in(own.account)


def sql(statement: str, *given_: Any) -> list[tuple[Any, ...]]:
    """Answer a statement as whoever asks."""
    with connection.cursor() as cursor:
        cursor.execute(statement, given_)
        return list(cursor.fetchall()) if cursor.description else []


def text_of(client: Client, path: str) -> str:
    """Open a page that must be there, and return it."""
    answer = client.get(path)
    assert answer.status_code == 200, answer.content.decode()
    return answer.content.decode()
