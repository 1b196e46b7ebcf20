"""Referrals as cases for a what-if: their facts as they were told, and what people judged."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Func, JSONField, QuerySet, Subquery

from alongside.policy.eligibility.deciding import Judgement
from alongside.policy.eligibility.pack import SUPPORTING
from alongside.policy.eligibility.storing import judgement_from_stored
from alongside.policy.eligibility.what_if import Case
from alongside.referrals.facts import facts_of
from alongside.referrals.models import Referral
from alongside.referrals.settled import last_decided
from alongside.staff.models import Worker

_JUDGED = "jsonb_path_query_array(%(expressions)s, '$.criteria[*] ? (@.judgement != null)')"


def received_since_for(worker: Worker, service_id: int, since: date) -> QuerySet[Referral]:
    """Return the referrals that this worker's teams in a service received since a day."""
    return _with_judgements(
        Referral.objects.filter(
            to_team_id__in=worker.team_ids,
            to_team__service=service_id,
            received_at__date__gte=since,
        ).order_by("-received_at")
    )


def by_id_for(worker: Worker, referral_ids: Iterable[UUID]) -> QuerySet[Referral]:
    """Return some of the referrals that this worker's teams received."""
    return _with_judgements(
        Referral.objects.filter(
            to_team_id__in=worker.team_ids,
            received_at__isnull=False,
            pk__in=list(referral_ids),
        ).order_by("-received_at")
    )


def _with_judgements(referrals: QuerySet[Referral]) -> QuerySet[Referral]:
    """Add what people judged on each, without reading every decision whole."""
    final = last_decided().annotate(
        judged=Func("eligibility", template=_JUDGED, output_field=JSONField())
    )
    return referrals.select_related("from_team", "to_team").annotate(
        judged=Subquery(final.values("judged")[:1]),
        judged_together=Subquery(final.values("eligibility__supporting__judgement")[:1]),
    )


def case_of(referral: Referral) -> Case:
    """Return a referral that was found here as a case: facts as of the day it was received."""
    return Case(str(referral.pk), facts_of(referral), _judgements(referral))


def _judgements(referral: Referral) -> dict[str, Judgement]:
    judged: list[dict[str, Any]] = referral.judged or []  # type: ignore[attr-defined]  # annotated
    together: dict[str, Any] | None = referral.judged_together  # type: ignore[attr-defined]  # annotated
    found = {one["id"]: judgement_from_stored(one["judgement"]) for one in judged}
    return found | ({SUPPORTING: judgement_from_stored(together)} if together else {})
