"""When everybody's plans were written, given and reviewed, in one look."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection

from alongside.kernel.period import end_of


@dataclass(frozen=True, slots=True)
class PlanFigures:
    """The days of an episode's plans and reviews; none where nothing was written."""

    first_plan_at: datetime | None = None
    plan_id: UUID | None = None
    plan_at: datetime | None = None
    copy_on: date | None = None
    last_review_on: date | None = None
    review_planned_for: date | None = None


_PLANS = """
SELECT episode.id, first_plan.written_at, plan.id, plan.written_at,
    copy.given_on, review.held_on, planned.planned_for
FROM unnest(%(episodes)s::uuid[]) AS episode (id)
LEFT JOIN LATERAL (
    SELECT min(written_at) AS written_at FROM careplans_careplan
    WHERE episode_id = episode.id AND written_at < %(until)s
) AS first_plan ON true
LEFT JOIN LATERAL (
    SELECT id, written_at FROM careplans_careplan
    WHERE episode_id = episode.id AND written_at < %(until)s
    ORDER BY written_at DESC, number DESC LIMIT 1
) AS plan ON true
LEFT JOIN LATERAL (
    SELECT given_on FROM careplans_copygiven
    WHERE plan_id = plan.id AND given_on <= %(today)s ORDER BY given_on, id LIMIT 1
) AS copy ON true
LEFT JOIN LATERAL (
    SELECT max(held_on) AS held_on FROM careplans_review
    WHERE episode_id = episode.id AND held_on <= %(today)s
) AS review ON true
LEFT JOIN LATERAL (
    SELECT min(planned_for) AS planned_for FROM careplans_review
    WHERE episode_id = episode.id AND held_on IS NULL AND planned_for >= %(today)s
) AS planned ON true
"""


def plan_figures(episode_ids: Collection[UUID], *, today: date) -> dict[UUID, PlanFigures]:
    """Return the days of plans and reviews, as of a day, of episodes somebody may see already."""
    if not episode_ids:
        return {}
    with connection.cursor() as cursor:
        asked: dict[str, Any] = {
            "episodes": list(episode_ids),
            "today": today,
            "until": end_of(today),
        }
        cursor.execute(_PLANS, asked)
        return {episode_id: PlanFigures(*days) for episode_id, *days in cursor.fetchall()}
