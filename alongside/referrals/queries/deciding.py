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
from alongside.referrals.queries.receiving import referrals_for
from alongside.referrals.settled import settled
from alongside.staff.models import Worker

_DECIDED = Decision.objects.exclude(outcome=Decision.Outcome.REOPENED)


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
    return settled(referral).select_related("criteria", "decided_by").first()


def team_decision_for(worker: Worker, referral_id: UUID) -> Decision | None:
    """Return the newest decision on a referral of this worker's teams, or None.

    That it is looked at again decides nothing: the decision before it stays to be read.
    """
    found = _DECIDED.filter(referral__in=referrals_for(worker).filter(pk=referral_id).values("pk"))
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
        _DECIDED.filter(referral_id=referral_id, referral__referred_by=worker)
        .select_related(
            "criteria",
            "decided_by",
            "referral__from_team",
            "referral__to_team__service__provider",
        )
        .order_by("-decided_at", "-pk")
        .first()
    )


@dataclass(frozen=True)
class Before:
    """What was decided before a decision, with its letters, and whether it is looked at again."""

    decisions: tuple[Decision, ...]  # newest first, what only says “looked at again” among them
    letters: tuple[Sent, ...]
    again: Decision | None  # since when, by whom and why the decision itself is looked at again


def before_for(worker: Worker, decision: Decision) -> Before:
    """Return what went before a decision on a referral of this worker's teams, and came after."""
    if decision.referral.to_team_id not in worker.team_ids:
        return Before((), (), None)
    others = list(decisions_on(decision.referral).exclude(pk=decision.pk))
    newest = next((one for one in others if one.decided_at >= decision.decided_at), None)
    earlier = tuple(one for one in others if one is not newest)
    letters = {
        sent.pk: sent
        for one in earlier
        for sent in letters_for(worker, one)
        if sent.made_at < decision.decided_at
    }
    return Before(earlier, tuple(letters.values()), newest)


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


def letter_for(worker: Worker, decision: Decision, sent_id: UUID) -> Sent | None:
    """Return one letter of a decision, or of those before it, or None."""
    kept = [*letters_for(worker, decision), *before_for(worker, decision).letters]
    return next((sent for sent in kept if sent.pk == sent_id), None)


def accepted_for(worker: Worker, team_ids: Iterable[int] | None = None) -> QuerySet[Referral]:
    """Return who was accepted by this worker's teams, longest first, as `accepted_at` says.

    Who of them is placed already, on the waiting list or in care, the caseload knows.
    """
    decisions = acceptances_of(OuterRef("pk"))
    found = referrals_for(worker).filter(person__isnull=False)
    if team_ids is not None:
        found = found.filter(to_team_id__in=worker.team_ids & frozenset(team_ids))
    return (
        found.annotate(accepted_at=Subquery(decisions.values("decided_at")[:1]))
        .filter(accepted_at__isnull=False)
        .select_related("person")
        .order_by("accepted_at", "pk")
    )


def acceptances_of(referral: OuterRef | UUID) -> QuerySet[Decision]:
    """Return the decisions that accepted a referral; of each row of another query, by OuterRef."""
    return Decision.objects.filter(referral=referral, outcome=Decision.Outcome.ACCEPTED)
