"""What people of the demo asked for and were answered: PALS, advocates, complaints, copies."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from itertools import cycle

from django.db import transaction

from alongside.access import context
from alongside.caseload.models import CareCoordination
from alongside.kernel.period import day_of
from alongside.people.models import Person
from alongside.policy.copies import AskedAs, AskedHow, Harm
from alongside.policy.recourse import Happened, Way
from alongside.rights.actions import copies
from alongside.rights.actions.turning import keep_recourse
from alongside.rights.models import Recourse
from alongside.staff.models import Team, Worker

EVERY_TOLD, EVERY_ASKED, EVERY_COPY = 2, 9, 17  # one in so many people in care
_TOLD = "Given the numbers on a card, and talked through"
_ASKED = (
    (Way.COMPLAINT, "Nobody came on two Fridays, and nobody rang. I waited in both times."),
    (Way.ADVOCATE, "I want somebody with me at the review who is not from the hospital."),
    (Way.LISTENS, "I was told two different things about the injection, and want to know which."),
    (Way.COMPLAINT, "The letter went to my old address, and my neighbour opened it."),
)
_CAME = {
    Way.COMPLAINT: (Happened.ANSWERED, "Complaints team", "We are sorry. Visits are rung ahead."),
    Way.ADVOCATE: (Happened.HELPED, "The advocacy service", "Met twice, and came to the review."),
    Way.LISTENS: (Happened.ANSWERED, "PALS", "Rang back the same week, and asked the doctor."),
}


def turn_to(*, at: datetime) -> int:
    """Let some people of each team have been told, ask, be helped and answered; count it."""
    asked = cycle(_ASKED)
    kept = 0
    for team in Team.objects.order_by("pk"):
        with transaction.atomic():
            people = _in_care(team)
            for each in people[::EVERY_TOLD]:
                kept += _told(each, team, at - timedelta(days=60 + kept % 90))
            for number, each in enumerate(people[::EVERY_ASKED]):
                kept += _asks(each, team, at, next(asked), is_settled=number % 2 == 0)
            for number, each in enumerate(people[4::EVERY_COPY]):
                kept += _asks_for_copy(each, team, at, is_held=number % 2 == 0)
    return kept


def _told(each: CareCoordination, team: Team, when: datetime) -> int:
    by = _asking(each.worker, team)
    for way in Way:
        _keep(each.person, way, Happened.TOLD, day_of(when), by.name, _TOLD, by, when)
    return len(Way)


def _asks(
    each: CareCoordination, team: Team, at: datetime, about: tuple[Way, str], *, is_settled: bool
) -> int:
    way, words = about
    by, when = _asking(each.worker, team), at - timedelta(days=40 if is_settled else 12)
    name = each.person.full_name
    asked = _keep(each.person, way, Happened.ASKED, day_of(when), name, words, by, when)
    if is_settled:
        happened, who, said = _CAME[way]
        later = when + timedelta(days=19)
        _keep(each.person, way, happened, day_of(later), who, said, by, later, asked)
    return 1 + is_settled


def _asks_for_copy(each: CareCoordination, team: Team, at: datetime, *, is_held: bool) -> int:
    by, when = _asking(each.worker, team), at - timedelta(days=9)
    asked = copies.Asked(
        each.person.full_name, AskedAs.THEMSELF, AskedHow.SAID, day_of(when),
        words="All of it, to see what they wrote about me",
    )  # fmt: skip
    request = copies.ask_for_copy(each.person, asked=asked, by=by, at=when)
    nurse = by.profession == "nurse"
    if is_held and nurse:
        because = "Has read most of it with us, and asked for it calmly"
        copies.hold(request, holds=Harm.NONE, because=because, by=by, at=when + timedelta(days=2))
    return 1 + (is_held and nurse)


def _keep(  # noqa: PLR0917 - one row after another, in the order of their columns
    person: Person,
    way: Way,
    happened: Happened,
    on: date,
    who: str,
    words: str,
    by: Worker,
    when: datetime,
    asking: Recourse | None = None,
) -> Recourse:
    return keep_recourse(
        person, way=way, happened=happened, asking=asking, on=on, who=who, words=words, by=by,
        at=when,
    )  # fmt: skip


def _in_care(team: Team) -> list[CareCoordination]:
    context.enter(worker_id=context.NOBODY, team_ids=[team.pk])
    in_care = CareCoordination.objects.filter(ended_at=None, episode__team=team)
    return list(in_care.select_related("person", "worker").order_by("began_at", "pk"))


def _asking(worker: Worker, team: Team) -> Worker:
    """Let the database know that a worker asks, as a page would."""
    context.enter(worker_id=worker.pk, team_ids=[team.pk])
    return worker
