"""Referrals to decide and decided: what the criteria come to, what was decided, who comes next."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import OuterRef, QuerySet, Subquery

from alongside.access.deciding import Action
from alongside.documents import queries as documents
from alongside.documents.models import Sent
from alongside.policy.eligibility.deciding import (
    NO_JUDGEMENTS,
    Eligibility,
    Judgements,
    decide,
)
from alongside.referrals.facts import facts_of, pack_of
from alongside.referrals.models import Criteria, Decision, Referral
from alongside.referrals.queries.criteria_in_force import criteria_in_force
from alongside.referrals.queries.receiving import FINAL, referrals_for
from alongside.staff.models import Worker


@dataclass(frozen=True)
class Reckoned:
    """What the criteria in force come to on a referral, criterion by criterion."""

    criteria: Criteria
    eligibility: Eligibility


def to_decide_for(worker: Worker, referral_id: UUID) -> Referral | None:
    """Return a referral on which this worker may decide, decided or not, or None."""
    return (
        referrals_for(worker)
        .filter(pk=referral_id, to_team_id__in=worker.actor.teams_where(Action.DECIDE_REFERRALS))
        .select_related("person", "to_team__service__provider")
        .first()
    )


def reckoned(
    referral: Referral, *, on: date, judgements: Judgements = NO_JUDGEMENTS
) -> Reckoned | None:
    """Return what the criteria in force on a day come to, or None when there are none."""
    criteria = criteria_in_force(referral.to_team.service_id, on=on)
    if criteria is None:
        return None
    return Reckoned(criteria, decide(pack_of(criteria), facts_of(referral), judgements))


def decisions_on(referral: Referral) -> QuerySet[Decision]:
    """Return every decision on a referral, newest first."""
    return (
        Decision.objects.filter(referral=referral)
        .select_related("criteria", "decided_by")
        .order_by("-decided_at", "-pk")
    )


def final_decision_for(worker: Worker, referral: Referral) -> Decision | None:
    """Return the decision that closed a referral of this worker's teams, or None."""
    return final_decision_on(referral) if referral.to_team_id in worker.team_ids else None


def final_decision_on(referral: Referral) -> Decision | None:
    """Return the decision that closed a referral, or None while it is open."""
    return decisions_on(referral).filter(outcome__in=FINAL).first()


def team_decision_for(worker: Worker, referral_id: UUID) -> Decision | None:
    """Return the newest decision on a referral of this worker's teams, or None."""
    found = Decision.objects.filter(
        referral__in=referrals_for(worker).filter(pk=referral_id).values("pk")
    )
    return (
        found.select_related(
            "criteria",
            "decided_by",
            "referral__person",
            "referral__from_team",
            "referral__to_team__service__provider",
        )
        .order_by("-decided_at", "-pk")
        .first()
    )


def own_decision_for(worker: Worker, referral_id: UUID) -> Decision | None:
    """Return the newest decision on a referral that this worker made, or None.

    The letters that were kept are the team's; the referrer's own is made again from this row.
    """
    return (
        Decision.objects.filter(referral_id=referral_id, referral__referred_by=worker)
        .select_related(
            "criteria",
            "decided_by",
            "referral__from_team",
            "referral__to_team__service__provider",
        )
        .order_by("-decided_at", "-pk")
        .first()
    )


def letters_for(worker: Worker, decision: Decision) -> QuerySet[Sent]:
    """Return the letters of a decision that were given since it was made, newest first."""
    referral = decision.referral
    if referral.person_id is None:  # of nobody known here: only those that it was made with
        kept = documents.sent_about_nobody_known(team_id=referral.to_team_id)
        since = {"made_by": decision.decided_by_id, "made_at": decision.decided_at}
    else:
        kept = documents.sent_about(referral.person_id)
        since = {"made_at__gte": decision.decided_at}
    if referral.to_team_id not in worker.team_ids:
        return kept.none()
    return kept.filter(kind__startswith="decision-", team_id=referral.to_team_id, **since)


def accepted_for(worker: Worker, team_ids: Iterable[int] | None = None) -> QuerySet[Referral]:
    """Return who was accepted by this worker's teams, longest first, as `accepted_at` says.

    Who of them is placed already, on the waiting list or in care, the caseload knows.
    """
    decisions = Decision.objects.filter(referral=OuterRef("pk"), outcome=Decision.Outcome.ACCEPTED)
    found = referrals_for(worker).filter(person__isnull=False)
    if team_ids is not None:
        found = found.filter(to_team_id__in=worker.team_ids & frozenset(team_ids))
    return (
        found.annotate(accepted_at=Subquery(decisions.values("decided_at")[:1]))
        .filter(accepted_at__isnull=False)
        .select_related("person")
        .order_by("accepted_at", "pk")
    )
