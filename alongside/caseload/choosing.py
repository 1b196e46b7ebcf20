"""Who could co-ordinate somebody's care: candidates with reasons, from the rows of today."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils import timezone

from alongside.access.deciding import Role
from alongside.caseload.familiarity import times_met_for
from alongside.caseload.queries import coordinator_for, intensities_for
from alongside.people.models import Person
from alongside.policy.allocation import Candidate, PossibleWorker, Wish, WishAbout, candidates
from alongside.policy.caseload import Caseload, CaseloadRules
from alongside.policy.values import Nation
from alongside.referrals.of_person import WishesAtReferral, wishes_at_referrals_for
from alongside.staff.models import Membership, Team, Worker
from alongside.staff.own_values import values_in_team_for
from alongside.staff.queries import memberships_for


@dataclass(frozen=True)
class Load:
    """A care co-ordinator of a team, for which part of the week, with the caseload it makes."""

    worker: Worker
    whole_time: Decimal
    caseload: Caseload

    @property
    def has_room(self) -> bool:
        """Whether one more person who is seen once a week finds a place."""
        return self.caseload.room_left >= 1


def loads_for(worker: Worker, team: Team, *, on: date) -> list[Load]:
    """Return everybody who may co-ordinate care in a team, with how full they are, by name."""
    rules = CaseloadRules.in_force(
        nation=Nation(team.service.nation), on=on, values=values_in_team_for(worker, team.pk)
    )
    agreed = intensities_for(worker, team.pk)
    return [
        Load(
            worker=membership.worker,
            whole_time=membership.whole_time,
            caseload=rules.caseload(
                agreed.get(membership.worker_id, ()), whole_time=membership.whole_time
            ),
        )
        for membership in _coordinators(worker, team, on)
    ]


def _coordinators(worker: Worker, team: Team, on: date) -> Iterable[Membership]:
    """Return the memberships of today that are of care co-ordinators, each worker once."""
    found = memberships_for(worker, team.pk, on=on).filter(
        role=Role.CARE_COORDINATOR, began_on__lte=on
    )
    return {membership.worker_id: membership for membership in found}.values()


@dataclass(frozen=True)
class Choices:
    """The candidates in the stated order, each with the worker, and the wishes they answer to."""

    wishes: tuple[Wish, ...]
    asked: bool
    at_referrals: tuple[WishesAtReferral, ...]  # as a referrer told them; nobody was asked by it
    candidates: tuple[tuple[Worker, Candidate], ...]

    def of(self, worker_id: UUID) -> Candidate | None:
        """Return the reasons for and against one worker, or None for nobody's name."""
        return next((each for who, each in self.candidates if who.pk == worker_id), None)

    def as_stored(self) -> list[dict[str, Any]]:
        """Return the candidates as an allocation keeps them: who, with which reasons."""
        return [
            {
                "worker": who.name,
                "for": list(each.reasons_for),
                "against": list(each.reasons_against),
            }
            for who, each in self.candidates
        ]


def choices_for(worker: Worker, person: Person, team: Team, *, on: date) -> Choices:
    """Return who could co-ordinate a person's care in a team on a day, and why each or not."""
    newest = _newest_wishes(person)
    wishes = tuple(
        Wish(WishAbout(each.about), each.value, each.in_their_words)
        for each in newest
        if each.answer == each.Answer.WISH
    )
    loads = {str(load.worker.pk): load for load in loads_for(worker, team, on=on)}
    met = times_met_for(worker, person.pk, on=on)
    now = coordinator_for(worker, person.pk, team_id=team.pk, at=timezone.now())
    possible = [_possible(load, met, now) for load in loads.values()]
    found = candidates(wishes, possible)
    return Choices(
        wishes=wishes,
        asked=len(newest) == len(person.wishes.model.About),
        at_referrals=tuple(wishes_at_referrals_for(worker, person.pk)),
        candidates=tuple((loads[each.worker.id].worker, each) for each in found),
    )


def _newest_wishes(person: Person) -> Sequence[Any]:
    """Return the newest answer to each question, in the order in which they are asked."""
    newest = {wish.about: wish for wish in person.wishes.order_by("asked_at")}
    return [newest[about] for about in person.wishes.model.About if about in newest]


def _possible(load: Load, met: Mapping[UUID, int], now: Worker | None) -> PossibleWorker:
    who = load.worker
    return PossibleWorker(
        id=str(who.pk),
        caseload=load.caseload,
        gender=who.gender,
        languages=frozenset(who.languages),
        cultures=frozenset(who.cultures),
        skills=frozenset(who.skills),
        times_met=met.get(who.pk, 0),
        coordinates_now=who == now,
    )
