"""What is due on referrals, as the standards count it: decided, screened, back in time."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, Max, Min, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, Least

from alongside.policy.values import SHIPPED, Values
from alongside.referrals.models import Decision, Referral, ScreeningPlan, ScreeningSession
from alongside.referrals.queries.receiving import referrals_for
from alongside.referrals.settled import settled
from alongside.referrals.stages import Deadline, deadline_of, starts_at
from alongside.staff.models import Worker
from alongside.staff.own_values import values_for


@dataclass(frozen=True)
class OfReferral:
    """A referral of which something is due: whose it is, and when that began and was done."""

    referral_id: UUID
    person_id: UUID | None
    team_id: int
    name: str
    starts_at: datetime
    done_at: datetime | None


@dataclass(frozen=True)
class DecisionDue(OfReferral):
    """A referral that waits for a decision, or had one; nothing is due while its clock waits."""

    deadline: Deadline | None


@dataclass(frozen=True)
class ReturnDue(OfReferral):
    """Somebody who comes back: when they were accepted; who sees them first, contacts know."""

    returned_from: UUID


def decisions_due_for(
    worker: Worker, *, now: datetime, since: date, team_ids: Iterable[int] | None = None
) -> list[DecisionDue]:
    """Return each referral that waits for a decision, or was decided since a day."""
    found = (
        _counted(worker, team_ids)
        .annotate(decided_at=Subquery(settled().values("decided_at")[:1]))
        .filter(Q(decided_at=None) | Q(decided_at__date__gte=since))
    )
    own = values_for(worker)
    return [_decision_due(one, now, own.get(one.to_team_id, SHIPPED)) for one in found]


def _decision_due(one: Referral, now: datetime, values: Values) -> DecisionDue:
    decided: datetime | None = one.decided_at  # type: ignore[attr-defined]  # annotated
    if decided is not None:
        one.open_questions = 0  # type: ignore[attr-defined]  # what is decided waits for nobody
    return DecisionDue(
        **_of(one),
        starts_at=starts_at(one),
        done_at=decided,
        deadline=deadline_of(one, now=now, values=values),
    )


def screenings_due_for(
    worker: Worker, *, since: date, team_ids: Iterable[int] | None = None
) -> list[OfReferral]:
    """Return each screening that goes on or waits to begin, or was finished since a day.

    It is due from the day on which the referral was complete, so that one that nobody begins is
    late like any other; from its first session planned or held where that was sooner. While the
    referrer is asked, what has not begun waits. Who comes back is not screened.
    """
    plans = ScreeningPlan.objects.filter(referral=OuterRef("pk"), planned_for__isnull=False)
    sessions = ScreeningSession.objects.filter(referral=OuterRef("pk"))
    first_plan = Subquery(_one(plans, Min("planned_at")))
    first_session = Subquery(_one(sessions, Min("held_at")))
    found = (
        _counted(worker, team_ids)
        .filter(returned_from=None)
        .annotate(
            screening_from=Coalesce(Least(first_plan, first_session), first_plan, first_session),
            finished_at=Subquery(_one(sessions.filter(is_last=True), Max("held_at"))),
            is_decided=Exists(settled()),
        )
        .filter(Q(finished_at=None, is_decided=False) | Q(finished_at__date__gte=since))
    )
    return [
        OfReferral(**_of(one), starts_at=starts_at, done_at=one.finished_at)
        for one in found
        if (starts_at := _screened_from(one)) is not None
    ]


def _screened_from(one: Referral) -> datetime | None:
    """Return from when a screening is due; None while it waits for the referrer's answers."""
    begun: datetime | None = one.screening_from  # type: ignore[attr-defined]  # annotated
    if begun is None and one.open_questions:  # type: ignore[attr-defined]  # with_stage
        return None
    complete = starts_at(one)
    return min(begun, complete) if begun else complete


def returns_due_for(
    worker: Worker, *, since: date, team_ids: Iterable[int] | None = None
) -> list[ReturnDue]:
    """Return everybody who asked to come back since a day, with when they were accepted."""
    accepted = Decision.objects.filter(referral=OuterRef("pk"), outcome=Decision.Outcome.ACCEPTED)
    refused = settled().filter(outcome=Decision.Outcome.REFUSED)
    found = (
        _counted(worker, team_ids)
        .filter(returned_from__isnull=False, received_at__date__gte=since)
        .annotate(accepted_at=Subquery(accepted.values("decided_at")[:1]))
        .filter(~Exists(refused))
    )
    return [
        ReturnDue(
            **_of(one),
            starts_at=one.received_at or one.begun_at,
            done_at=one.accepted_at,
            returned_from=one.returned_from,
        )
        for one in found
        if one.returned_from
    ]


def _counted(worker: Worker, team_ids: Iterable[int] | None) -> QuerySet[Referral]:
    found = referrals_for(worker).filter(withdrawn_at=None, ended_elsewhere_on=None)
    if team_ids is not None:
        found = found.filter(to_team_id__in=worker.team_ids & frozenset(team_ids))
    return found.order_by("received_at", "pk")


def _one(rows: QuerySet[Any], found: Min | Max) -> Any:
    return rows.order_by().values("referral").annotate(found=found).values("found")


def _of(one: Referral) -> dict[str, Any]:
    return {
        "referral_id": one.pk,
        "person_id": one.person_id,
        "team_id": one.to_team_id,
        "name": one.full_name,
    }
