"""A record opened in an emergency, from outside the teams that know somebody: break-glass."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.db import connection
from django.db.models import QuerySet

from alongside.access.deciding import LONGEST_EMERGENCY, Purpose
from alongside.access.models import Emergency, Opening
from alongside.audit.trail import Doer, audited, record
from alongside.kernel.rules import Refused

_SIGNS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"  # read aloud on a telephone
MOST_AN_HOUR = 5  # for whoever types a number wrong; nobody looks through the service with it
_OPEN = "SELECT alongside_break_glass(%s, %s, %s, %s, %s, %s, %s, %s, %s, %s)"


@dataclass(frozen=True)
class Sought:
    """Whom somebody asks for: by NHS number, else by family name and date of birth."""

    nhs_number: str = ""
    family_name: str = ""
    born_on: date | None = None


@audited
def open_in_emergency(
    sought: Sought, *, because: str, page: str, by: Doer, at: datetime
) -> Emergency:
    """Open one person's record to one worker for four hours; kept also where nobody is found.

    Nobody is found where nobody, or more than one, is known by what was asked, or where whoever
    asks knows them outside work. Which of these is not told.
    """
    reference = "E-" + "".join(secrets.choice(_SIGNS) for _ in range(6))
    an_hour_ago = at - timedelta(hours=1)
    if own_emergencies(by.pk).filter(began_at__gt=an_hour_ago).count() >= MOST_AN_HOUR:
        raise Refused(
            f"You asked {MOST_AN_HOUR} times within an hour. Ring a team that may know them."
        )
    asked = [sought.nhs_number, sought.family_name, sought.born_on]
    kept: list[Any] = [at, at + LONGEST_EMERGENCY, Purpose.EMERGENCY.value, because, page[:200]]
    with connection.cursor() as cursor:
        cursor.execute(_OPEN, [reference, uuid4(), *asked, *kept])
    emergency = Emergency.objects.get(reference=reference)
    what = "emergency.opened" if emergency.person_id else "emergency.nobody-found"
    record(what, on=emergency, by=by, at=at, reference=reference)
    return emergency


@audited
def end_emergency(emergency: Emergency, *, by: Doer, at: datetime) -> Emergency:
    """Close a record before its time, by whoever opened it or by who reviews it."""
    found = Emergency.objects.get(pk=emergency.pk)
    closed = Emergency.objects.filter(pk=emergency.pk, ended_at=None, until__gt=at)
    if not closed.update(ended_at=at, ended_by_id=by.pk):
        raise Refused("This was closed before.")
    record("emergency.ended", on=found, by=by, at=at, reference=found.reference)
    found.refresh_from_db()
    return found


@audited
def note_told(emergency: Emergency, *, by: Doer, at: datetime) -> None:
    """Keep that an e-mail went to those who review it."""
    Emergency.objects.filter(pk=emergency.pk, told_at=None).update(told_at=at)
    record("emergency.told", on=emergency, by=by, at=at, reference=emergency.reference)


def emergency_called(reference: str) -> Emergency | None:
    """Return an emergency by its reference, to whoever opened it or reviews it."""
    return Emergency.objects.filter(reference=reference).first()


def own_emergencies(worker_id: UUID) -> QuerySet[Emergency]:
    """Return what a worker asked for in an emergency, the newest first, with the reason."""
    own = Emergency.objects.filter(worker_id=worker_id).select_related("opening")
    return own.order_by("-began_at", "pk")


def emergencies_of(openings: Iterable[Opening]) -> dict[UUID, Emergency]:
    """Return the emergencies that some openings began, by the opening."""
    ids = [each.pk for each in openings if each.purpose == Purpose.EMERGENCY]
    return {each.opening_id: each for each in Emergency.objects.filter(opening_id__in=ids)}


def pages_opened_in(emergency: Emergency) -> list[Opening]:
    """Return every page about that person which was opened in an emergency, in order."""
    last = emergency.ended_at or emergency.until
    found = Opening.objects.filter(
        worker_id=emergency.worker_id,
        person_ids__contains=[emergency.person_id],
        at__range=(emergency.began_at, last),
    )
    return list(found.order_by("at", "pk"))
