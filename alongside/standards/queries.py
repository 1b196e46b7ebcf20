"""Finding how every promise stands: for a team, a care co-ordinator, some people, or one person."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any
from uuid import UUID

from alongside.careplans.figures import PlanFigures, plan_figures
from alongside.caseload.choosing import loads_for
from alongside.caseload.figures import InCare, in_care_for
from alongside.contacts.figures import ContactFigures, contact_figures, first_seen_since
from alongside.contacts.steps import steps_fallen_due
from alongside.kernel.period import day_of, start_of
from alongside.people.figures import NOT_ASKED, wishes_asked
from alongside.policy.due import State
from alongside.policy.standards import LADDER_STEP_DONE, Standard, Subject
from alongside.policy.values import SHIPPED, Nation, Values
from alongside.referrals.queries.due import (
    decisions_due_for,
    returns_due_for,
    screenings_due_for,
)
from alongside.staff.models import Team, Worker
from alongside.staff.own_values import values_for, values_in_team_for
from alongside.staff.queries import teams_keeping_caseload
from alongside.standards import keeping, keeping_caseloads, keeping_referrals
from alongside.standards.evidence import Evidence, Told, framework_of, gather
from alongside.standards.keeping import Now
from alongside.standards.keeping_caseloads import WorkerEvidence
from alongside.standards.keeping_referrals import ReferralEvidence
from alongside.standards.models import Share
from alongside.standards.promises import Promise, worst_first
from alongside.standards.tallies import Tally, is_counted, tallies
from alongside.standards.terms import looked_back_since, whole


@dataclass(frozen=True, slots=True, eq=False)  # one object for as long as it says the same
class Promised:
    """Somebody in care, what the record tells of them, and how every promise to them stands."""

    somebody: InCare
    plans: PlanFigures
    contacts: ContactFigures
    evidence: Evidence
    promises: tuple[Promise, ...]  # the worst first
    agreed_this_week: int  # contacts, from Monday to Sunday

    @property
    def too_few(self) -> str:
        """Say that the week is neither planned nor seen as often as was agreed; else nothing."""
        planned, seen = self.contacts.planned_this_week, self.contacts.seen_this_week
        if max(planned, seen) >= self.agreed_this_week:
            return ""
        return f"{planned} planned, {self.agreed_this_week} agreed"

    @property
    def overdue(self) -> tuple[Promise, ...]:
        """What is overdue, the longest first."""
        return tuple(each for each in self.promises if each.state is State.OVERDUE)

    @property
    def due(self) -> tuple[Promise, ...]:
        """What is due, the soonest first."""
        return tuple(each for each in self.promises if each.state is State.DUE)


def promises_for(
    worker: Worker,
    *,
    at: datetime,
    team_id: int | None = None,
    coordinator_id: UUID | None = None,
    person_ids: Iterable[UUID] | None = None,
) -> list[Promised]:
    """Return everybody in care whom this worker may see, with every promise to them, by name.

    Of one team, of one care co-ordinator, or of some people only, as far as these are given; one
    query to each room, however many they are.
    """
    now = Now.at_moment(at)
    own = values_for(worker)
    # The window that starts earliest serves every service; keeping counts the days exactly.
    since = min(
        keeping.contact_window(now.today, nation, values).first
        for nation in Nation
        for values in (SHIPPED, *own.values())
    )
    found = in_care_for(
        worker,
        at=at,
        since=since,
        team_id=team_id,
        coordinator_id=coordinator_id,
        person_ids=person_ids,
    )
    return _promised(found, now, own) if found else []


def _promised(people: list[InCare], now: Now, own: Mapping[int, Values]) -> list[Promised]:
    plans = plan_figures([each.episode_id for each in people], today=now.today)
    wishes = wishes_asked([each.person_id for each in people], today=now.today)
    contacts = _contacts(people, now, own)
    found = []
    for somebody in people:
        told = Told(
            somebody=somebody,
            plans=plans[somebody.episode_id],
            wishes=wishes.get(somebody.person_id, NOT_ASKED),
            contacts=contacts[somebody.episode_id],
        )
        found.append(_now(told, own.get(somebody.team_id, SHIPPED), now))
    return found


def _now(told: Told, values: Values, now: Now) -> Promised:
    today = _today(told, values, now.today)
    if not today.evidence.is_told_by_the_hour:
        return today
    return _with(today, keeping.up_to_the_hour(today.promises, today.evidence, now))


@lru_cache(maxsize=4096)
def _with(today: Promised, promises: tuple[Promise, ...]) -> Promised:
    """Return the same of another hour: one object for as long as the hour says the same."""
    return replace(today, promises=promises)


# A team opens its board, its caseloads and its days many times before anything changes. The key is
# all that the answer rests on, so that what is kept here cannot be out of date.
@lru_cache(maxsize=8192)
def _today(told: Told, values: Values, today: date) -> Promised:
    """Return how the promises to somebody stand as their day begins."""
    evidence = gather(told, values)
    kept = keeping.promises(evidence, Now(start_of(today), today))
    week = keeping.agreed_this_week(evidence.agreements, today)
    return Promised(told.somebody, told.plans, told.contacts, evidence, kept, week)


def _contacts(
    people: list[InCare], now: Now, own: Mapping[int, Values]
) -> dict[UUID, ContactFigures]:
    asked: dict[UUID, tuple[UUID, datetime]] = {}
    nations = {nation: Nation(nation) for nation in {each.nation for each in people}}
    for somebody in people:
        values = own.get(somebody.team_id, SHIPPED)
        window = keeping.contact_window(now.today, nations[somebody.nation], values)
        agreed = day_of(somebody.agreements[0][0]) if somebody.agreements else None
        since = _start_of(keeping.counted_from(agreed, window))
        asked[somebody.episode_id] = (somebody.person_id, since)
    first = min(
        keeping.fortnight(now.today, nation, values).first
        for nation in nations.values()
        for values in (SHIPPED, *own.values())
    )
    return contact_figures(asked, fortnight_from=first, at=now.at)


_start_of = lru_cache(maxsize=256)(start_of)  # most windows begin on the same day


@dataclass(frozen=True, slots=True)
class PromisedReferral:
    """A referral that a team received, and how every promise about it stands."""

    evidence: ReferralEvidence
    promises: tuple[Promise, ...]


def referral_promises_for(worker: Worker, team: Team, *, at: datetime) -> list[PromisedReferral]:
    """Return the referrals of which anything is due, or was done in the last months."""
    now = Now.at_moment(at)
    values, teams = values_in_team_for(worker, team.pk), (team.pk,)
    since = looked_back_since(Nation(team.service.nation), now.today, values)
    decisions = decisions_due_for(worker, now=at, since=since, team_ids=teams)
    screenings = screenings_due_for(worker, since=since, team_ids=teams)
    returns = returns_due_for(worker, since=since, team_ids=teams)
    seen = first_seen_since({each.person_id: each.starts_at for each in returns if each.person_id})
    told: dict[UUID, dict[str, Any]] = {}
    for decision in decisions:
        told.setdefault(decision.referral_id, {"name": decision.name}).update(
            complete_at=decision.starts_at,
            decide_by=decision.deadline.by if decision.deadline else None,
            decided_at=decision.done_at,
        )
    for screening in screenings:
        told.setdefault(screening.referral_id, {"name": screening.name}).update(
            screening_from=screening.starts_at, screened_at=screening.done_at
        )
    for back in returns:
        told.setdefault(back.referral_id, {"name": back.name}).update(
            asked_back_at=back.starts_at,
            seen_at=seen.get(back.person_id) if back.person_id else None,
        )
    return [
        _promised_referral(referral_id, team, each | {"values": values}, now)
        for referral_id, each in told.items()
    ]


def _promised_referral(
    referral_id: UUID, team: Team, told: dict[str, Any], now: Now
) -> PromisedReferral:
    evidence = ReferralEvidence(
        referral_id=referral_id,
        nation=Nation(team.service.nation),
        framework=framework_of(team.service.framework),
        **told,
    )
    return PromisedReferral(evidence, keeping_referrals.promises(evidence, now))


@dataclass(frozen=True, slots=True)
class PromisedWorker:
    """A care co-ordinator of a team, and how the promise about their caseload stands."""

    evidence: WorkerEvidence
    promises: tuple[Promise, ...]


def caseload_promises_for(worker: Worker, team: Team, *, at: datetime) -> list[PromisedWorker]:
    """Return the care co-ordinators of a team with how full they are, by name."""
    if team.pk not in worker.team_ids:
        return []
    loads = loads_for(worker, team, on=day_of(at))
    found = [WorkerEvidence(load.worker.pk, load.worker.name, load.caseload) for load in loads]
    return [PromisedWorker(each, keeping_caseloads.promises(each)) for each in found]


@dataclass(frozen=True, slots=True)
class Row:
    """Somebody, or a referral, to whom a standard applies, and how it stands."""

    name: str
    href: str  # of their page; empty where there is none
    person_id: UUID | None
    beside: str  # what helps to know whom to ask
    promise: Promise


def tallies_of_people_for(worker: Worker, team: Team, *, at: datetime) -> dict[str, Tally]:
    """Return how every standard is kept for people in a team's care, at any moment until now."""
    return tallies([promise] for _, promise in counted_of_people_for(worker, team, at=at))


def weeks_counted_for(worker: Worker, team: Team) -> set[date]:
    """Return the Mondays of the weeks of which the shares of a team were frozen."""
    found = Share.objects.filter(team_id__in=worker.team_ids & {team.pk})
    return set(found.values_list("week_of", flat=True).distinct())


def shares_for(worker: Worker, teams: Iterable[Team], *, since: date) -> list[Share]:
    """Return the frozen shares of some teams of this worker's since a Monday."""
    wanted = worker.team_ids & {team.pk for team in teams}
    return list(Share.objects.filter(team_id__in=wanted, week_of__gte=since))


def service_of_for(worker: Worker, team: Team) -> list[Team]:
    """Return the teams of a team's service, when there are several and this worker may see all."""
    if len(worker.team_ids) < 2:
        return []
    teams = list(teams_keeping_caseload().filter(service=team.service_id, closed_on=None))
    several = len(teams) > 1 and {each.pk for each in teams} <= worker.team_ids
    return teams if several else []


def tallies_for(worker: Worker, team: Team, *, at: datetime) -> dict[str, Tally]:
    """Return how every standard is kept in a team of this worker's."""
    people = [[promise] for _, promise in counted_of_people_for(worker, team, at=at)]
    referrals = [each.promises for each in referral_promises_for(worker, team, at=at)]
    workers = [each.promises for each in caseload_promises_for(worker, team, at=at)]
    return tallies([*people, *referrals, *workers])


def counted_of_people_for(
    worker: Worker, team: Team, *, at: datetime
) -> list[tuple[InCare, Promise]]:
    """Return every promise to somebody in care that a team's share counts, with whose it is.

    A person has one step after a missed contact that is next; a team is asked for each that fell
    due, or it could only ever be late.
    """
    now = Now.at_moment(at)
    people = [
        each
        for each in promises_for(worker, at=at, team_id=team.pk)
        if each.somebody.began_on <= now.today
    ]
    nation, values = Nation(team.service.nation), values_in_team_for(worker, team.pk)
    since = looked_back_since(nation, now.today, values)
    whose = {each.somebody.person_id: each.somebody for each in people}
    steps = steps_fallen_due(
        whose,
        team_id=team.pk,
        since=_start_of(
            now.today - timedelta(days=whole("ladder.window", nation, now.today, values))
        ),
        at=at,
    )
    found = [
        (each.somebody, promise)
        for each in people
        for promise in each.promises
        if promise.standard is not LADDER_STEP_DONE and is_counted(promise, since=since)
    ]
    return found + [(whose[one.person_id], keeping.step_fallen_due(one, now)) for one in steps]


def rows_for(worker: Worker, team: Team, standard: Standard, *, at: datetime) -> list[Row]:
    """Return everybody in a team to whom a standard applies, the longest overdue first."""
    found = {
        Subject.PERSON: _rows_of_people,
        Subject.REFERRAL: _rows_of_referrals,
        Subject.WORKER: _rows_of_workers,
    }[standard.subject](worker, team, at)
    rows = [row for row in found if row.promise.standard.id == standard.id]
    order = {id(each): place for place, each in enumerate(worst_first(r.promise for r in rows))}
    return sorted(rows, key=lambda row: order[id(row.promise)])


def _rows_of_people(worker: Worker, team: Team, at: datetime) -> list[Row]:
    return [
        Row(
            name=somebody.name,
            href=f"/people/{somebody.person_id}/",
            person_id=somebody.person_id,
            beside=somebody.coordinator or "Nobody",
            promise=promise,
        )
        for somebody, promise in counted_of_people_for(worker, team, at=at)
    ]


def _rows_of_referrals(worker: Worker, team: Team, at: datetime) -> list[Row]:
    return [
        Row(
            name=each.evidence.name,
            href=f"/referrals/{each.evidence.referral_id}/",
            person_id=None,
            beside="",
            promise=promise,
        )
        for each in referral_promises_for(worker, team, at=at)
        for promise in each.promises
    ]


def _rows_of_workers(worker: Worker, team: Team, at: datetime) -> list[Row]:
    return [
        Row(name=each.evidence.name, href="", person_id=None, beside="", promise=promise)
        for each in caseload_promises_for(worker, team, at=at)
        for promise in each.promises
    ]
