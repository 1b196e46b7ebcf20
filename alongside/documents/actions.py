"""Keeping what was sent."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from alongside.audit.trail import Doer, audited, record
from alongside.documents.making import Made
from alongside.documents.models import Sent
from alongside.kernel.period import day_of
from alongside.kernel.rules import Refused


@audited
def keep(
    made: Made,
    *,
    team_id: int,
    person_id: UUID | None,
    addressee: str,
    address: Sequence[str] = (),
    how_given: Sent.HowGiven,
    given_on: date | None = None,
    by: Doer,
    at: datetime,
) -> Sent:
    """Keep a paper as it was given. The same paper, person, way and day is kept once.

    For what goes by e-mail, the address is the e-mail address.
    """
    where = "\n".join(line for line in address if line.strip())
    if how_given in {Sent.HowGiven.POST, Sent.HowGiven.EMAIL} and not where:
        raise Refused("Say which address it goes to, or give it by hand", about="address")
    sent, is_new = Sent.objects.get_or_create(
        team_id=team_id,
        person_id=person_id,
        sha256=hashlib.sha256(made.pdf).hexdigest(),
        addressee=addressee,
        how_given=how_given,
        given_on=given_on or day_of(at),
        defaults={
            "kind": made.kind,
            "title": made.title,
            "language": made.language.value,
            "large_print": made.large_print,
            "address": where,
            "pdf": made.pdf,
            "template_version": made.version,
            "made_by": by.pk,
            "made_at": at,
        },
    )
    what = "document.sent" if is_new else "document.sent-already"
    record(what, on=sent, by=by, at=at, kind=made.kind, how_given=how_given)
    return sent
