"""What this room has to tell in somebody's chronology: facts told, wishes asked."""

from __future__ import annotations

from django.urls import reverse

from alongside.access.chronology import Kind, Part, Row, Told
from alongside.people.models import Telling, Wish
from alongside.people.told import LABELS

_TELLINGS = """
SELECT telling.at, telling.id::text AS key, worker.name AS who,
    json_build_object('facts', telling.facts, 'changed', telling.changed,
        'source', telling.source) AS told
FROM people_telling AS telling JOIN staff_worker AS worker ON worker.id = telling.by_id
WHERE telling.person_id = %(person)s
"""


def _telling(row: Row) -> Told:
    names = [LABELS.get(each, each) for each in row["changed"] or row["facts"]]
    title = "Changed" if row["changed"] else "Found still right"
    source = f"Told by {Telling.Source(row['source']).label.lower()}" if row["source"] else ""
    return Told(
        f"{title}: {', '.join(names).lower()}",
        facts=(source,),
        href=reverse("people:history", args=[row["person"]]),
    )


_WISHES = """
SELECT wish.asked_at AS at, wish.id::text AS key, worker.name AS who,
    json_build_object('about', wish.about, 'answer', wish.answer, 'value', wish.value,
        'text', left(wish.in_their_words, %(longest)s)) AS told
FROM people_wish AS wish JOIN staff_worker AS worker ON worker.id = wish.asked_by_id
WHERE wish.person_id = %(person)s
"""


def _wish(row: Row) -> Told:
    answer = row["value"] or Wish.Answer(row["answer"]).label
    about = Wish.About(row["about"]).label
    return Told(f"Asked for a wish: {about}", row["text"], (answer,), "record:wishes")


KINDS = (
    Kind("telling", Part.IDENTITY, _TELLINGS, _telling),
    Kind("wish", Part.IDENTITY, _WISHES, _wish),
)
