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
    Judgement,
    Judgements,
    decide,
)
from alongside.policy.eligibility.storing import from_stored, judgement_from_stored
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


def final_decision_on(referral: Referral) -> Decision | None:
    """Return the decision that closed a referral, or None while it is open."""
    return decisions_on(referral).filter(outcome__in=FINAL).first()


def decision_of(worker: Worker, referral_id: UUID) -> Decision | None:
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


def answers_in(decision: Decision) -> Eligibility:
    """Return every answer as it was when it was decided."""
    return from_stored(decision.eligibility)


def judgements_in(decision: Decision | None) -> dict[str, Judgement]:
    """Return what people judged in a decision, by criterion, to start the next one from."""
    if decision is None or not decision.eligibility:
        return {}
    data = decision.eligibility
    answered = [
        *data.get("criteria", []),
        *([{"id": "supporting"} | data["supporting"]] if data.get("supporting") else []),
    ]
    return {
        one["id"]: judgement_from_stored(one["judgement"])
        for one in answered
        if one.get("judgement")
    }


def letters_of(decision: Decision) -> QuerySet[Sent]:
    """Return the letters that were kept when a decision was made, the person's first."""
    person_id = decision.referral.person_id
    kept = (
        documents.sent_about(person_id)
        if person_id
        else documents.sent_about_nobody_known(team_id=decision.referral.to_team_id)
    )
    return kept.filter(
        kind__startswith="decision-",
        team_id=decision.referral.to_team_id,
        made_by=decision.decided_by_id,
        made_at=decision.decided_at,
    )


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
