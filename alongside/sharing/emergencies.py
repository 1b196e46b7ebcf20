"""Break-glass: a record opened in an emergency, and those who review it told at once."""

from __future__ import annotations

import logging
from datetime import datetime

from django.core.mail import send_mail

from alongside.access.emergencies import Sought, note_told, open_in_emergency
from alongside.access.models import Emergency
from alongside.kernel.period import day_of
from alongside.nhsuk.words import moment
from alongside.people.models import Person
from alongside.people.queries import people_for
from alongside.staff.models import Worker
from alongside.staff.queries import who_reviews

_log = logging.getLogger(__name__)
_SUBJECT = "{reference}: a record was opened in an emergency"
_SAYS = """A record was asked for in an emergency, on {at}. Reference {reference}.

Sign in to Alongside, open "Reasons", and say what explains it. No name stands in this e-mail.
"""


def already_known_for(worker: Worker, sought: Sought) -> Person | None:
    """Return whoever is sought where a team of this worker's knows them, or None."""
    people = people_for(worker)
    if sought.nhs_number:
        found = people.filter(nhs_number=sought.nhs_number)
    else:
        found = people.filter(family_name__iexact=sought.family_name, born_on=sought.born_on)
    first = list(found[:2])
    return first[0] if len(first) == 1 else None


def break_glass(sought: Sought, *, because: str, page: str, by: Worker, at: datetime) -> Emergency:
    """Open a record to a worker for four hours, and tell those who review it before it is shown.

    An e-mail that cannot be sent keeps nobody from a record on which a life may hang: it stands on
    the page of whoever reviews it all the same.
    """
    emergency = open_in_emergency(sought, because=because, page=page, by=by, at=at)
    if _tell(emergency, by=by, at=at):
        note_told(emergency, by=by, at=at)
        emergency.told_at = at
    return emergency


def _tell(emergency: Emergency, *, by: Worker, at: datetime) -> bool:
    told = who_reviews(by, on=day_of(at))
    said = {"reference": emergency.reference, "at": moment(at)}
    try:
        return bool(told and send_mail(_SUBJECT.format(**said), _SAYS.format(**said), None, told))
    except OSError:  # also what smtplib raises
        _log.exception("Nobody could be told of %s by e-mail", emergency.reference)
        return False
