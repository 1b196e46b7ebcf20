"""Finding how every promise stands: for a team, a care co-ordinator, some people, or one person."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from alongside.access.deciding import Role
from alongside.careplans.figures import PlanFigures, plan_figures
from alongside.caseload.figures import InCare, in_care_for, weigh
from alongside.contacts.figures import ContactFigures, contact_figures, first_seen_since
from alongside.kernel.period import day_of, months_after, start_of
from alongside.people.figures import wishes_asked
from alongside.policy.due import State
from alongside.policy.priority import Priority
from alongside.policy.values import Nation
from alongside.referrals.figures import ReferralFigures, referral_figures
from alongside.referrals.models import Decision
from alongside.staff.models import Team, Worker
from alongside.staff.queries import memberships_in
from alongside.standards import keeping, keeping_caseloads, keeping_referrals
from alongside.standards.evidence import Evidence, framework_of, gather
from alongside.standards.keeping import Now
from alongside.standards.keeping_caseloads import WorkerEvidence
from alongside.standards.keeping_referrals import ReferralEvidence
from alongside.standards.promises import Promise

# Referrals that were decided are looked back on for this long.
MONTHS_OF_REFERRALS = 6


@dataclass(frozen=True, slots=True)
class Promised:
    """Somebody in care, what the record tells of them, and how every promise to them stands."""

    somebody: InCare
    plans: PlanFigures
    contacts: ContactFigures
    evidence: Evidence
    promises: tuple[Promise, ...]  # the worst first

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
    # The window that starts earlier serves both nations; keeping counts the days exactly.
    since = min(keeping.contact_window(now.today, nation).first for nation in Nation)
    found = in_care_for(
        worker,
        at=at,
        since=since,
        team_id=team_id,
        coordinator_id=coordinator_id,
        person_ids=person_ids,
    )
    return _promised(found, now) if found else []


def _promised(people: list[InCare], now: Now) -> list[Promised]:
    plans = plan_figures([each.episode_id for each in people], today=now.today)
    wishes = wishes_asked([each.person_id for each in people])
    gathered = [gather(each, plans[each.episode_id], wishes.get(each.person_id)) for each in people]
    contacts = _contacts(people, gathered, now)
    found = []
    for somebody, bare in zip(people, gathered, strict=True):
        met = contacts[somebody.episode_id]
        evidence = bare.with_contacts(met)
        kept = keeping.promises(evidence, now)
        found.append(Promised(somebody, plans[somebody.episode_id], met, evidence, kept))
    return found


def _contacts(
    people: list[InCare], gathered: list[Evidence], now: Now
) -> dict[UUID, ContactFigures]:
    asked: dict[UUID, tuple[UUID, datetime]] = {}
    for somebody, evidence in zip(people, gathered, strict=True):
        window = keeping.contact_window(now.today, evidence.nation)
        since = start_of(keeping.contacts_count_from(evidence, window))
        asked[somebody.episode_id] = (somebody.person_id, since)
    nations = {evidence.nation for evidence in gathered}
    first = min(keeping.fortnight(now.today, nation).first for nation in nations)
    return contact_figures(asked, fortnight_from=first, at=now.at)


@dataclass(frozen=True, slots=True)
class PromisedReferral:
    """A referral that a team received, and how every promise about it stands."""

    referral: ReferralFigures
    promises: tuple[Promise, ...]


def referral_promises_for(worker: Worker, team: Team, *, at: datetime) -> list[PromisedReferral]:
    """Return the referrals of the last months, and all undecided ones, with every promise."""
    if team.pk not in worker.team_ids:
        return []
    now = Now.at_moment(at)
    first = start_of(months_after(now.today, -MONTHS_OF_REFERRALS))
    found = referral_figures(team.pk, since=first, at=at)
    returned = {each.person_id: each.received_at for each in found if each.is_return}
    seen = first_seen_since({who: since for who, since in returned.items() if who})
    return [
        PromisedReferral(each, keeping_referrals.promises(_of_referral(each, team, seen), now))
        for each in found
    ]


def _of_referral(
    figures: ReferralFigures, team: Team, seen: Mapping[UUID, datetime]
) -> ReferralEvidence:
    decided = figures.outcome == Decision.Outcome.ACCEPTED if figures.outcome else None
    return ReferralEvidence(
        referral_id=figures.referral_id,
        nation=Nation(team.service.nation),
        framework=framework_of(team.service.framework),
        priority=Priority(figures.priority),
        received_at=figures.received_at,
        is_return=figures.is_return,
        questions_open=figures.questions_open,
        last_answer_at=figures.last_answer_at,
        was_accepted=decided,
        decided_at=figures.decided_at,
        skipped_screening=figures.skipped_screening,
        first_session_at=figures.first_session_at,
        screened_at=figures.screened_at,
        seen_at=seen.get(figures.person_id) if figures.person_id else None,
    )


@dataclass(frozen=True, slots=True)
class PromisedWorker:
    """A care co-ordinator of a team, and how the promise about their caseload stands."""

    evidence: WorkerEvidence
    promises: tuple[Promise, ...]


def caseload_promises_for(
    worker: Worker, team: Team, people: Iterable[InCare], *, at: datetime
) -> list[PromisedWorker]:
    """Return the care co-ordinators of a team with their caseloads among some people, by name."""
    if team.pk not in worker.team_ids:
        return []
    own: dict[UUID, list[InCare]] = {}
    for each in people:
        if each.coordinator_id:
            own.setdefault(each.coordinator_id, []).append(each)
    found, today = [], day_of(at)
    for coordinator, hours in _coordinators(team, own, at=at).items():
        caseload = weigh(
            own.get(coordinator.pk, ()),
            whole_time=hours,
            on=today,
            nation=Nation(team.service.nation),
        )
        evidence = WorkerEvidence(coordinator.pk, coordinator.name, caseload)
        found.append(PromisedWorker(evidence, keeping_caseloads.promises(evidence)))
    return found


def _coordinators(
    team: Team, own: Mapping[UUID, list[InCare]], *, at: datetime
) -> dict[Worker, Decimal]:
    """Return who co-ordinates care in a team, or may, and how much of a week they work there."""
    hours: dict[Worker, Decimal] = {}
    for each in memberships_in(team.pk, on=day_of(at)):
        if each.role == Role.CARE_COORDINATOR or each.worker_id in own:
            hours[each.worker] = max(hours.get(each.worker, Decimal(0)), each.whole_time)
    return hours
