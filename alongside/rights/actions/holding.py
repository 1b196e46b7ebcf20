"""Holding a record beyond its time, and ending that."""

from __future__ import annotations

from datetime import date, datetime

from alongside.audit.trail import audited, record
from alongside.kernel.rules import Refused
from alongside.people.models import Person
from alongside.rights.models import HoldEnded, LegalHold
from alongside.staff.models import Worker


@audited
def hold_record(
    person: Person, *, because: str, from_day: date, by: Worker, at: datetime
) -> LegalHold:
    """Keep a record whatever its time: an inquiry, a claim, a court wants it."""
    held = LegalHold.objects.create(person=person, because=because, from_day=from_day, by=by, at=at)
    record("record.held", on=held, by=by, at=at)
    return held


@audited
def end_hold(hold: LegalHold, *, because: str, by: Worker, at: datetime) -> HoldEnded:
    """Let the time of a record count again, unless another hold stands."""
    Person.objects.select_for_update().get(pk=hold.person_id)  # two who end it at once wait
    ended, made = HoldEnded.objects.get_or_create(
        hold=hold,
        defaults={"person_id": hold.person_id, "because": because, "by": by, "at": at},
    )
    if not made:
        raise Refused("Somebody has ended this hold before.")
    record("record.hold-ended", on=ended, by=by, at=at)
    return ended
