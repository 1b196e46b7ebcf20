"""Referrals as a team sees what it received: where each stands, and what is missing in it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, Max, OuterRef, QuerySet, Subquery

from alongside.kernel.period import day_of
from alongside.policy.eligibility.deciding import Outcome
from alongside.policy.values import SHIPPED, Values
from alongside.referrals.missing import missing_in
from alongside.referrals.models import Criteria, Decision, Question, Referral
from alongside.referrals.queries.criteria_in_force import criteria_of_services
from alongside.referrals.returning import team_deadline_of
from alongside.referrals.settled import settled
from alongside.referrals.stages import Deadline, Stage, stage_of_found
from alongside.staff.models import Worker
from alongside.staff.own_values import values_of_teams


def looked_again_at() -> Subquery:
    """Return since when a referral that was refused is looked at again."""
    again = Decision.objects.filter(referral=OuterRef("pk"), outcome=Decision.Outcome.REOPENED)
    return Subquery(again.order_by("-decided_at").values("decided_at")[:1])


@dataclass(frozen=True)
class Received:
    """A referral that a team received, with where it stands and what it still needs."""

    referral: Referral
    stage: Stage
    open_questions: int
    reckoned: Outcome | None  # None: the service has no criteria in force, or they come back
    missing: tuple[str, ...]
    deadline: Deadline | None  # None: decided, or its clock waits for answers
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
        looked_again_at=looked_again_at(),
    )


def _of_questions(found: Any, **only: Any) -> Subquery:
    """Return one number of each referral's questions, as a sub-query without a join."""
    questions = Question.objects.filter(referral=OuterRef("pk"), **only).order_by()
    return Subquery(questions.values("referral").annotate(found=found).values("found"))


def accepted_for(worker: Worker) -> QuerySet[Referral]:
    """Return the referrals that this worker's teams accepted, newest first."""
    accepted = settled().filter(outcome=Decision.Outcome.ACCEPTED)
    return referrals_for(worker).filter(Exists(accepted)).order_by("-received_at", "pk")


def received(referrals: Iterable[Referral], *, at: datetime) -> list[Received]:
    """Return referrals with where they stand and what they need; one query for all criteria."""
    listed = list(referrals)
    today = day_of(at)
    services = {referral.to_team.service_id for referral in listed}
    criteria = criteria_of_services(services, on=today) if services else {}
    own = values_of_teams({referral.to_team_id for referral in listed}) if listed else {}
    return [_received(referral, criteria, at, own) for referral in listed]


def _received(
    referral: Referral, criteria: Mapping[int, Criteria], at: datetime, own: Mapping[int, Values]
) -> Received:
    stage = stage_of_found(referral)
    version = criteria.get(referral.to_team.service_id)
    reckoned: Outcome | None = None
    missing: tuple[str, ...] = ()
    if version is not None and stage.waits and referral.returned_from is None:
        reckoned, missing = missing_in(referral, version)
    return Received(
        referral=referral,
        stage=stage,
        open_questions=referral.open_questions or 0,  # type: ignore[attr-defined]  # with_stage
        reckoned=reckoned,
        missing=missing,
        deadline=team_deadline_of(referral, now=at, values=own.get(referral.to_team_id, SHIPPED))
        if stage.waits
        else None,
        days_waited=(day_of(at) - day_of(referral.received_at or referral.begun_at)).days,
    )


def questions_for(worker: Worker, referral: Referral) -> QuerySet[Question]:
    """Return the questions that were asked about a referral of this worker's teams."""
    return (
        Question.objects.filter(referral__in=referrals_for(worker).filter(pk=referral.pk))
        .select_related("asked_by", "answered_by")
        .order_by("asked_at", "pk")
    )
