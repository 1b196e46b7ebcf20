"""Under which framework somebody's care goes on: as it began, or as was decided since."""

from __future__ import annotations

from datetime import date

from django.db import connection

from alongside.caseload.models import Episode
from alongside.policy.frameworks import FRAMEWORKS, Framework

# What was decided for the person, and what for everybody whose care goes on in their service: the
# latest that holds. `mine` are the episodes; the one definition, for one person and for a board.
DECIDED = """
SELECT DISTINCT ON (episode_id) episode_id, framework FROM (
    SELECT episode_id, framework, holds_from, set_at FROM caseload_episodeframework
    WHERE episode_id = ANY(ARRAY(SELECT id FROM mine)) AND holds_from <= %(today)s
    UNION ALL
    SELECT mine.id, moved.framework, moved.moves_on, moved.set_at
    FROM staff_serviceframework AS moved
    JOIN staff_team AS team ON team.service_id = moved.service_id
    JOIN mine ON mine.team_id = team.id
    WHERE moved.moves_on <= %(today)s AND moved.moves_on > mine.began_on
) AS told
ORDER BY episode_id, holds_from DESC, set_at DESC
"""
_OF_ONE = """
WITH mine AS MATERIALIZED (
    SELECT id, team_id, began_on FROM caseload_episode WHERE id = %(episode)s
)
/* decided */
""".replace("/* decided */", DECIDED)


def framework_of(episode: Episode, *, on: date) -> Framework:
    """Return the framework under which an episode of care goes on, on a day."""
    with connection.cursor() as cursor:
        cursor.execute(_OF_ONE, {"episode": episode.pk, "today": on})
        decided = cursor.fetchone()
    return FRAMEWORKS[decided[1] if decided else episode.framework]
