"""How many asked for themselves or a relative, month by month; nothing says who they were."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Count
from django.db.models.functions import TruncMonth

from alongside.kernel.period import LONDON
from alongside.referrals.models import TurnedAway
from alongside.staff.models import Worker


@dataclass(frozen=True)
class Month:
    """One month: how many asked in all, and how many of each kind."""

    first_day: date
    counts: dict[str, int]

    @property
    def total(self) -> int:
        """How many asked in all."""
        return sum(self.counts.values())


def turned_away_for(worker: Worker) -> list[Month]:
    """Return the months in which somebody was turned away from my teams, newest first."""
    counted = (
        TurnedAway.objects.filter(team_id__in=worker.team_ids)
        .annotate(month=TruncMonth("at", tzinfo=LONDON))
        .values_list("month", "asked")
        .annotate(number=Count("pk"))
        .order_by("-month", "asked")
    )
    months: dict[date, dict[str, int]] = {}
    for month, asked, number in counted:
        months.setdefault(month.date(), {})[asked] = number
    return [Month(first_day, counts) for first_day, counts in months.items()]


def one_turned_away_for(worker: Worker, turned_id: int) -> TurnedAway | None:
    """Return one count of this worker's teams, or None."""
    return (
        TurnedAway.objects.filter(team_id__in=worker.team_ids, pk=turned_id)
        .select_related("team__service__provider")
        .first()
    )
