"""What this room has to tell in somebody's chronology: what was sent."""

from __future__ import annotations

from django.urls import reverse

from alongside.access.chronology import Kind, Part, Row, Told
from alongside.documents.models import Sent

_SENT = """
SELECT sent.made_at AS at, sent.id::text AS key, worker.name AS who,
    json_build_object('id', sent.id, 'title', sent.title, 'to', sent.addressee,
        'how', sent.how_given) AS told
FROM documents_sent AS sent LEFT JOIN staff_worker AS worker ON worker.id = sent.made_by
WHERE sent.person_id = %(person)s
"""


def _sent(row: Row) -> Told:
    facts = (f"To {row['to']}", Sent.HowGiven(row["how"]).label)
    return Told(
        row["title"], facts=facts, href=reverse("record:letter", args=[row["person"], row["id"]])
    )


KINDS = (Kind("letter", Part.PAPERS, _SENT, _sent),)
