"""Visits that come to nothing: nobody is sent to a door after care has ended, or after a death."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Exists, OuterRef

from alongside.audit.trail import audited, record
from alongside.caseload.models import Episode
from alongside.contacts.models import Contact, PlannedVisit, PlannedVisitQuerySet
from alongside.nhsuk.words import plural
from alongside.people.models import Person
from alongside.staff.models import Worker

CARE_ENDED, DIED = "Care ended", "They have died"


def call_off_after_care(episode: Episode, by: Worker, at: datetime) -> str:
    """Call off what the team of an ended episode still planned; another team's visits stand."""
    visits = PlannedVisit.objects.filter(person_id=episode.person_id, team_id=episode.team_id)
    return _call_off_to_come(visits, because=CARE_ENDED, by=by, at=at)


def call_off_after_death(person: Person, by: Worker, at: datetime) -> str:
    """Call off what any team still planned with somebody who has died."""
    visits = PlannedVisit.objects.filter(person_id=person.pk)
    return _call_off_to_come(visits, because=DIED, by=by, at=at)


def _call_off_to_come(
    visits: PlannedVisitQuerySet, *, because: str, by: Worker, at: datetime
) -> str:
    written = Contact.objects.standing().filter(visit=OuterRef("pk"))
    to_come = visits.standing().filter(planned_for__gt=at).exclude(Exists(written))
    locked = list(to_come.order_by("pk").select_for_update(of=("self",)))
    if not locked:
        return ""
    _call_off_all(locked, because=because, by=by, at=at)
    are = "is" if len(locked) == 1 else "are"
    return f"{plural(len(locked), 'visit')} planned for later {are} called off"


@audited
def _call_off_all(visits: list[PlannedVisit], *, because: str, by: Worker, at: datetime) -> None:
    PlannedVisit.objects.filter(pk__in=[visit.pk for visit in visits]).update(
        called_off_at=at, called_off_because=because
    )
    record("visits.called_off", on=visits[0], by=by, at=at, because=because, visits=len(visits))
