"""When everybody's plans were written, given and reviewed, in one look."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection

from alongside.kernel.period import end_of


class PlanFigures(NamedTuple):
    """The days of an episode's plans and reviews; none where nothing was written."""

    first_plan_at: datetime | None = None
    plan_id: UUID | None = None
    plan_at: datetime | None = None
    copy_on: date | None = None
    last_review_on: date | None = None
    review_planned_for: date | None = None


_PLANS = """
SELECT episode.id, plan.first_at, plan.id, plan.written_at,
    copy.given_on, review.held_on, review.planned_for
FROM unnest(%(episodes)s::uuid[]) AS episode (id)
LEFT JOIN (
    SELECT DISTINCT ON (episode_id) episode_id, id, written_at,
        min(written_at) OVER (PARTITION BY episode_id) AS first_at
    FROM careplans_careplan
    WHERE episode_id = ANY(%(episodes)s::uuid[]) AND written_at < %(until)s
    ORDER BY episode_id, written_at DESC, number DESC
) AS plan ON plan.episode_id = episode.id
LEFT JOIN LATERAL (
    SELECT given_on FROM careplans_copygiven
    WHERE plan_id = plan.id AND given_on <= %(today)s ORDER BY given_on, id LIMIT 1
) AS copy ON true
LEFT JOIN (
    SELECT episode_id, max(held_on) FILTER (WHERE held_on <= %(today)s) AS held_on,
        min(planned_for) FILTER (WHERE held_on IS NULL AND planned_for >= %(today)s) AS planned_for
    FROM careplans_review WHERE episode_id = ANY(%(episodes)s::uuid[]) GROUP BY episode_id
) AS review ON review.episode_id = episode.id
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
