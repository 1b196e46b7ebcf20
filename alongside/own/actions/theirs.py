"""What somebody does with their own sign-in: ask for a copy of their record, and end it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from django.db import IntegrityError, connection, transaction

from alongside.access.actions import close_account, log_opening
from alongside.access.context import as_program
from alongside.access.deciding import Kind
from alongside.audit.trail import audited, record
from alongside.kernel.rules import Refused
from alongside.own.asking import Own
from alongside.own.models import OwnSignIn

WAITS = "You have asked already, and it waits for an answer. Nothing was changed."


def log_opened(person_id: UUID, *, page: str, by: Own, at: datetime) -> None:
    """Write down that a page of an own sign-in shows something of a person, before it is sent."""
    kind = Kind.TOLD if by.is_carers else Kind.CLINICAL
    with as_program():
        log_opening([person_id], page=page, by=by, at=at, kind=kind)


@audited
def ask_for_copy(person_id: UUID, *, words: str, by: Own, at: datetime) -> UUID:
    """Ask for a copy of one's whole record: from now on it waits with the team, with its day."""
    copy = uuid4()
    try:
        with transaction.atomic():
            _call("own_ask_for_copy(%s, %s, %s)", [copy, words, at])
    except IntegrityError as waits:
        raise Refused(WAITS, about="words") from waits
    with as_program():
        own = OwnSignIn(pk=by.pk, person_id=person_id)
        record("copy.asked-for", on=own, by=by, at=at, copy=copy)
    return copy


@audited
def take_back_told(
    person_id: UUID, recipient_id: UUID, *, look_again_on: date, by: Own, at: datetime
) -> None:
    """Let nothing be told to somebody any more, from this moment on."""
    if not _call("own_take_back(%s, %s, %s)", [recipient_id, look_again_on, at]):
        raise Refused("Nothing may be told to them, so nothing is taken back.")
    with as_program():
        own = OwnSignIn(pk=by.pk, person_id=person_id)
        record("consent.taken-back", on=own, by=by, at=at, recipient=recipient_id)


@audited
def end_own(*, by: Own, at: datetime) -> None:
    """End one's own sign-in at once, wherever it is open."""
    person_id = _call("own_end(%s)", [at])
    if person_id is None:
        raise Refused("This has ended before.")
    with as_program():
        own = OwnSignIn(pk=by.pk, person_id=person_id)
        record("own-sign-in.ended", on=own, by=by, at=at, by_themself=True)
        close_account(by.account_id, by=by, at=at)


def _call(function: str, given: list[Any]) -> Any:
    """Call a function of the database, and return what it answers."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {function}", given)
        return cursor.fetchone()[0]
