"""Referrals as their referrer sees them: their own, and nothing of what the team knows."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from alongside.access.deciding import Action
from alongside.kernel.fact import Answer
from alongside.policy.eligibility.deciding import CriterionAnswer
from alongside.policy.eligibility.storing import from_stored
from alongside.referrals.models import Decision, Question, Referral
from alongside.referrals.queries.receiving import with_stage
from alongside.referrals.settled import last_decided
from alongside.staff.models import Team, Worker
from alongside.staff.queries import teams_keeping_caseload, teams_where_for


def own_for(worker: Worker) -> QuerySet[Referral]:
    """Return the referrals that this worker wrote, drafts and sent ones, newest first."""
    return (
        with_stage(Referral.objects.filter(referred_by=worker))
        .select_related("from_team", "to_team__service")
        .order_by("-begun_at")
    )


def own_referral_for(worker: Worker, referral_id: UUID) -> Referral | None:
    """Return one referral that this worker wrote, or None."""
    return own_for(worker).filter(pk=referral_id).first()


def draft_for(worker: Worker, referral_id: UUID) -> Referral | None:
    """Return a referral that this worker has begun and not sent, or None."""
    return own_for(worker).filter(pk=referral_id, received_at=None, withdrawn_at=None).first()


def all_sent_for(worker: Worker) -> QuerySet[Referral]:
    """Return the referrals that this worker has sent, newest first."""
    return own_for(worker).filter(received_at__isnull=False)


def sent_for(worker: Worker, referral_id: UUID) -> Referral | None:
    """Return a referral that this worker has sent, or None."""
    return all_sent_for(worker).filter(pk=referral_id).first()


def open_questions_for(worker: Worker, referral: Referral) -> QuerySet[Question]:
    """Return the questions about this worker's own referral that nobody has answered."""
    return all_questions_for(worker, referral).filter(answered_at=None)


def all_questions_for(worker: Worker, referral: Referral) -> QuerySet[Question]:
    """Return every question about this worker's own referral, in the order they were asked."""
    return Question.objects.filter(referral=referral, referral__referred_by=worker).order_by(
        "asked_at", "pk"
    )


@dataclass(frozen=True)
class Reasoned:
    """What was decided, as the referrer reads it: in words, with the criteria that decided."""

    decision: Decision
    against: tuple[CriterionAnswer, ...]
    met: tuple[CriterionAnswer, ...]


def decision_for(worker: Worker, referral: Referral) -> Reasoned | None:
    """Return the final decision on this worker's own referral with its reasons, or None."""
    decision = (
        last_decided(referral)
        .filter(referral__referred_by=worker)
        .select_related("criteria")
        .first()
    )
    if decision is None:
        return None
    answered = from_stored(decision.eligibility)
    met = tuple(
        one for one in answered.criteria if one.answer is Answer.MET and one not in answered.against
    )
    return Reasoned(decision, answered.against, met)


def teams_to_refer_to_for(worker: Worker) -> QuerySet[Team]:
    """Return the teams that take referrals, for somebody who may refer; by name."""
    taking = teams_keeping_caseload().filter(closed_on=None)
    return taking if worker.may(Action.REFER) else taking.none()


def teams_referring_for(worker: Worker) -> QuerySet[Team]:
    """Return the teams for which this worker may refer."""
    return teams_where_for(worker, Action.REFER)


def teams_taking_in_for(worker: Worker) -> list[Team]:
    """Return the teams into which this worker takes referrals."""
    teams = teams_where_for(worker, Action.TAKE_IN_REFERRALS)
    return [team for team in teams if team.keeps_caseload and team.closed_on is None]


def teams_with_forms_for(worker: Worker) -> QuerySet[Team]:
    """Return the teams whose paper form this worker may print: of those who refer, every one."""
    own = teams_keeping_caseload().filter(pk__in=worker.team_ids, closed_on=None)
    found = teams_to_refer_to_for(worker) if worker.may(Action.REFER) else own
    return found.select_related("service__provider")


def team_with_form_for(worker: Worker, team_id: int) -> Team | None:
    """Return one team whose paper form this worker may print, or None."""
    return teams_with_forms_for(worker).filter(pk=team_id).first()
