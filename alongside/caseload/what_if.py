"""What if the criteria were others: the past year's referrals, and today's caseload."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from alongside.caseload.queries import episodes_for
from alongside.kernel.period import look_back
from alongside.policy.eligibility.deciding import Outcome
from alongside.policy.eligibility.pack import Pack
from alongside.policy.eligibility.what_if import Change, WhatIf, what_if
from alongside.policy.terms import Term
from alongside.referrals.models import Referral
from alongside.referrals.queries.cases import by_id_for, case_of, received_since_for
from alongside.staff.models import Worker


class Counted(Term):
    """Whom a what-if counts."""

    RECEIVED = "received", "Referrals of the past year"
    IN_CARE = "in-care", "People in care today whose referral is here"


@dataclass(frozen=True)
class Compared:
    """One set of people under the criteria in force and under a draft."""

    counted: Counted
    found: WhatIf
    referrals: dict[str, Referral]
    not_told: int = 0  # in care without a referral here: nothing is known of them

    @property
    def groups(self) -> list[tuple[Outcome, Outcome, list[Change]]]:
        """Who changes in the same way, the largest group first."""
        found: dict[tuple[Outcome, Outcome], list[Change]] = {}
        for change in self.found.changes:
            found.setdefault((change.was, change.becomes), []).append(change)
        largest_first = sorted(found.items(), key=lambda group: -len(group[1]))
        return [(was, becomes, changes) for (was, becomes), changes in largest_first]

    @property
    def through(self) -> list[tuple[str, int]]:
        """The criteria through which somebody changes, most people first."""
        ids = Counter(name for change in self.found.changes for name in change.criteria)
        return ids.most_common()


def compare_for(
    worker: Worker, service_id: int, *, now: Pack, draft: Pack, today: date
) -> list[Compared]:
    """Compare two packs over the past year's referrals and today's caseload of my teams."""
    since = look_back(today, 12).first
    received = received_since_for(worker, service_id, since)
    in_care = list(
        episodes_for(worker).filter(team__service=service_id).values_list("referral_id", flat=True)
    )
    told = [referral_id for referral_id in in_care if referral_id]
    here = list(by_id_for(worker, told))
    return [
        _compared(Counted.RECEIVED, received, now, draft),
        _compared(Counted.IN_CARE, here, now, draft, not_told=len(in_care) - len(here)),
    ]


def _compared(
    counted: Counted, referrals: Iterable[Referral], now: Pack, draft: Pack, *, not_told: int = 0
) -> Compared:
    listed = list(referrals)
    found = what_if(now, draft, (case_of(referral) for referral in listed))
    return Compared(counted, found, {str(one.pk): one for one in listed}, not_told)
