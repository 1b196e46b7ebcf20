"""Keeping what others said in confidence, until they agree that it may be told."""

from __future__ import annotations

from datetime import date, datetime

from alongside.audit.trail import audited, record
from alongside.kernel.rules import Refused
from alongside.people.models import Person
from alongside.sharing.models import Release, Statement
from alongside.staff.models import Worker


@audited
def keep_statement(
    person: Person, *, said_by: str, said: str, told_on: date, by: Worker, at: datetime
) -> Statement:
    """Keep what somebody said. The trail says that something was said: never what, nor by whom."""
    statement = Statement(person=person, told_on=told_on, told_to=by, written_at=at)
    statement.said_by, statement.said = said_by, said
    statement.save(force_insert=True)
    record("statement.kept", on=statement, by=by, at=at)
    return statement


@audited
def release(statement: Statement, *, because: str, by: Worker, at: datetime) -> Release:
    """Write down that whoever said it agrees that the person may be told."""
    released, made = Release.objects.get_or_create(
        statement=statement,
        defaults={"person_id": statement.person_id, "because": because, "by": by, "at": at},
    )
    if not made:
        raise Refused("Somebody has written down before that they may be told.", about="because")
    record("statement.released", on=released, by=by, at=at)
    return released
