"""What this room has to tell in somebody's chronology: into hospital and out of it."""

from __future__ import annotations

from django.urls import reverse

from alongside.access.chronology import Kind, Part, Row, Told
from alongside.inpatient.models import NO_SECTION, Spell

_SPELLS = """
SELECT happened.day::timestamp AT TIME ZONE 'Europe/London' AS at,
    spell.id::text || happened.what AS key, worker.name AS who,
    json_build_object('what', happened.what, 'kind', spell.kind, 'place', spell.place,
        'section', spell.section, 'source', spell.source, 'day', true) AS told
FROM inpatient_spell AS spell JOIN staff_worker AS worker ON worker.id = spell.recorded_by_id
CROSS JOIN LATERAL (VALUES (spell.began_on, 'began'), (spell.ended_on, 'ended'))
    AS happened (day, what)
WHERE spell.person_id = %(person)s AND spell.mistaken_because = '' AND happened.day IS NOT NULL
"""
_WORDS = {
    (Spell.Kind.INPATIENT, "began"): "Admitted to hospital",
    (Spell.Kind.INPATIENT, "ended"): "Left hospital",
    (Spell.Kind.HOME_TREATMENT, "began"): "Crisis team began to treat them at home",
    (Spell.Kind.HOME_TREATMENT, "ended"): "Crisis team ended its treatment at home",
}


def _spell(row: Row) -> Told:
    began = row["what"] == "began"
    detained = f"Section {row['section']}" if row["section"] else NO_SECTION
    facts = (
        row["place"],
        detained if began and row["kind"] == Spell.Kind.INPATIENT else "",
        f"From {row['source']}" if row["source"] and began else "",
    )
    return Told(
        _WORDS[Spell.Kind(row["kind"]), row["what"]],
        facts=facts,
        href=reverse("inpatient:spells", args=[row["person"]]),
    )


KINDS = (Kind("spell", Part.HOSPITAL, _SPELLS, _spell),)
