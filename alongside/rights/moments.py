"""What this room has to tell in somebody's chronology: where they turned, and what came of it."""

from __future__ import annotations

from django.urls import reverse

from alongside.access.chronology import Kind, Part, Row, Told
from alongside.policy.recourse import Happened, Way

_RECOURSE = """
SELECT kept.on_day::timestamp AT TIME ZONE 'Europe/London' AS at, kept.id::text AS key,
    worker.name AS who, json_build_object('way', kept.way, 'happened', kept.happened,
        'day', true, 'they', kept.who, 'text', left(kept.words, %(longest)s)) AS told
FROM rights_recourse AS kept JOIN staff_worker AS worker ON worker.id = kept.by_id
WHERE kept.person_id = %(person)s
"""


def _recourse(row: Row) -> Told:
    title = f"{Way(row['way']).label}: {Happened(row['happened']).label.lower()}"
    href = reverse("rights:rights", args=[row["person"]])
    return Told(title, row["text"], facts=(row["they"],), href=href)


KINDS = (Kind("recourse", Part.RIGHTS, _RECOURSE, _recourse),)
