"""Keeping where a person turned, and what came of it."""

from __future__ import annotations

from datetime import date, datetime

from alongside.audit.trail import audited, record
from alongside.kernel.rules import Refused
from alongside.people.models import Person
from alongside.policy.recourse import ABOUT_AN_ASKING, Happened, Way, settles
from alongside.rights.models import Recourse
from alongside.staff.models import Worker


@audited
def keep_recourse(
    person: Person,
    *,
    way: Way,
    happened: Happened,
    asking: Recourse | None,
    on: date,
    who: str,
    words: str,
    by: Worker,
    at: datetime,
) -> Recourse:
    """Keep that somebody was told, asked, was helped or was answered; nothing is replaced.

    Raises Refused for an answer to nothing that was asked, or to something that was answered.
    """
    if happened in {Happened.TOLD, Happened.ASKED}:
        asking = None
    if happened in ABOUT_AN_ASKING and asking is None:
        raise Refused("Select what this is about. If nothing is there, write first what was asked")
    if asking is not None:
        _refuse_unless_it_waits(asking, way, on)
    kept = Recourse.objects.create(
        person=person, way=way, happened=happened, asking=asking, on_day=on, who=who, words=words,
        by=by, at=at,
    )  # fmt: skip
    record("recourse.kept", on=kept, by=by, at=at, way=way, happened=happened)
    return kept


def _refuse_unless_it_waits(asking: Recourse, way: Way, on: date) -> None:
    Person.objects.select_for_update().get(pk=asking.person_id)  # two who answer at once wait
    if on < asking.on_day:
        raise Refused("This is before the day on which they asked", about="on")
    after = Recourse.objects.filter(asking=asking).values_list("happened", flat=True)
    if any(settles(way, Happened(each)) for each in after):
        raise Refused("This does not wait any more: somebody has written down what came of it")
