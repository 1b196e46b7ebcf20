"""Referrals as a team sees what it received: waiting, decided, and what is missing in each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import (
    Case,
    Count,
    Exists,
    IntegerField,
    Max,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)

from alongside.kernel.period import day_of
from alongside.policy.eligibility.deciding import Outcome
from alongside.policy.eligibility.missing import outcome_and_missing
from alongside.policy.priority import Priority
from alongside.policy.terms import Term
from alongside.policy.values import Nation
from alongside.referrals.facts import facts_of, pack_of
from alongside.referrals.models import Criteria, Decision, Question, Referral
from alongside.referrals.queries.criteria_in_force import criteria_of_services
from alongside.referrals.stages import Deadline, Stage, deadline_of, stage_of_found
from alongside.staff.models import Worker

FINAL = (Decision.Outcome.ACCEPTED, Decision.Outcome.REFUSED)


class Show(Term):
    """Which referrals a list shows."""

    WAITING = "waiting", "Waiting for a decision"
    ACCEPTED = "accepted", "Accepted"
    REFUSED = "refused", "Not accepted"
    CLOSED = "closed", "Withdrawn, or ended before"
    ALL = "all", "All"


@dataclass(frozen=True)
class Received:
    """A referral that a team received, with where it stands and what it still needs."""

    referral: Referral
    stage: Stage
    open_questions: int
    reckoned: Outcome | None  # None: the service has no criteria in force
    missing: tuple[str, ...]
    deadline: Deadline | None  # None: decided, or waiting for answers
    days_waited: int


def referrals_for(worker: Worker) -> QuerySet[Referral]:
    """Return the referrals that this worker's teams received, drafts of referrers left out."""
    return with_stage(
        Referral.objects.filter(to_team_id__in=worker.team_ids, received_at__isnull=False)
    ).select_related("from_team", "to_team__service")


def referral_for(worker: Worker, referral_id: UUID) -> Referral | None:
    """Return one referral that this worker's teams received, or None."""
    return referrals_for(worker).select_related("person").filter(pk=referral_id).first()


def with_stage(referrals: QuerySet[Referral]) -> QuerySet[Referral]:
    """Add to each referral its newest outcome, its open questions, and when one was answered."""
    decisions = Decision.objects.filter(referral=OuterRef("pk")).order_by("-decided_at")
    return referrals.annotate(
        outcome=Subquery(decisions.values("outcome")[:1]),
        open_questions=_of_questions(Count("pk"), answered_at=None),
        last_answer=_of_questions(Max("answered_at")),
    )


def _of_questions(found: Any, **only: Any) -> Subquery:
    """Return one number of each referral's questions, as a sub-query without a join."""
    questions = Question.objects.filter(referral=OuterRef("pk"), **only).order_by()
    return Subquery(questions.values("referral").annotate(found=found).values("found"))


def list_for(
    worker: Worker, *, show: Show, team_id: int | None = None, priority: str = ""
) -> QuerySet[Referral]:
    """Return the referrals of a list: those that wait by urgency and age, others newest first."""
    found = referrals_for(worker)
    if team_id is not None:
        found = found.filter(to_team_id=team_id)
    if priority:
        found = found.filter(priority=priority)
    decided = Decision.objects.filter(referral=OuterRef("pk"))
    if show is Show.WAITING:
        found = found.filter(withdrawn_at=None, ended_elsewhere_on=None)
        found = found.filter(~Exists(decided.filter(outcome__in=FINAL)))
        return found.order_by(_by_urgency(), "received_at", "pk")
    if show in (Show.ACCEPTED, Show.REFUSED):
        found = found.filter(Exists(decided.filter(outcome=show.value)))
    if show is Show.CLOSED:
        ended = Q(withdrawn_at__isnull=False) | Q(ended_elsewhere_on__isnull=False)
        found = found.filter(ended)
    return found.order_by("-received_at", "pk")


def _by_urgency() -> Case:
    places = [When(priority=one.value, then=Value(one.place)) for one in Priority]
    return Case(*places, default=Value(len(places)), output_field=IntegerField())


def received(referrals: Iterable[Referral], *, at: datetime) -> list[Received]:
    """Return referrals with where they stand and what they need; one query for all criteria."""
    listed = list(referrals)
    today = day_of(at)
    services = {referral.to_team.service_id for referral in listed}
    criteria = criteria_of_services(services, on=today) if services else {}
    return [_received(referral, criteria, today) for referral in listed]


def _received(referral: Referral, criteria: Mapping[int, Criteria], today: date) -> Received:
    stage = stage_of_found(referral)
    version = criteria.get(referral.to_team.service_id)
    reckoned: Outcome | None = None
    missing: tuple[str, ...] = ()
    if version is not None and stage.waits:
        reckoned, missing = outcome_and_missing(pack_of(version), facts_of(referral))
    return Received(
        referral=referral,
        stage=stage,
        open_questions=referral.open_questions or 0,  # type: ignore[attr-defined]  # with_stage
        reckoned=reckoned,
        missing=missing,
        deadline=_deadline(referral, today) if stage is Stage.RECEIVED else None,
        days_waited=(today - day_of(referral.received_at or referral.begun_at)).days,
    )


def _deadline(referral: Referral, today: date) -> Deadline:
    answered: datetime | None = referral.last_answer  # type: ignore[attr-defined]  # with_stage
    received_at = referral.received_at or referral.begun_at
    return deadline_of(
        referral,
        nation=Nation(referral.to_team.service.nation),
        complete_at=max(received_at, answered) if answered else received_at,
        today=today,
    )


def questions_for(worker: Worker, referral: Referral) -> QuerySet[Question]:
    """Return the questions that were asked about a referral of this worker's teams."""
    return (
        Question.objects.filter(referral__in=referrals_for(worker).filter(pk=referral.pk))
        .select_related("asked_by", "answered_by")
        .order_by("asked_at", "pk")
    )
