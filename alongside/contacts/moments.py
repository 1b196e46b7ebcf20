"""What this room has to tell in somebody's chronology: contacts, visits, steps of the ladder."""

from __future__ import annotations

from uuid import UUID

from alongside.access.chronology import Kind, Part, Row, Told
from alongside.contacts.models import RUNGS
from alongside.nhsuk.addresses import url
from alongside.nhsuk.words import plural
from alongside.policy.contacts import MISSED, Intervention, Means, Outcome, Place

_CONTACTS = """
SELECT contact.began_at AS at, contact.id::text AS key,
    concat_ws(' and ', worker.name, second.name) AS who,
    json_build_object('id', contact.id, 'outcome', contact.outcome, 'means', contact.means,
        'place', contact.place, 'minutes', contact.minutes, 'done', contact.interventions,
        'text', left(contact.note, %(longest)s), 'next', contact.next_step,
        'signs', CASE WHEN contact.signs <> '{}' THEN ARRAY(
            SELECT DISTINCT ON (sign.thread) sign.words FROM careplans_earlysign AS sign
            WHERE sign.person_id = contact.person_id AND sign.thread = ANY(contact.signs)
            ORDER BY sign.thread, sign.id DESC) END,
        'with', contact.with_whom, 'partner', partner.name, 'instead', newer.outcome,
        'because', newer.because) AS told
FROM (
    SELECT * FROM contacts_contact
    WHERE person_id = %(person)s AND outcome <> 'taken-back' AND {newest}
) AS contact
JOIN staff_worker AS worker ON worker.id = contact.worker_id
LEFT JOIN staff_worker AS second ON second.id = contact.second_worker_id
LEFT JOIN partners_agency AS partner ON partner.id = contact.partner_id
LEFT JOIN contacts_contact AS newer ON newer.corrects_id = contact.id
"""


def _contact(row: Row) -> Told:
    outcome = Outcome(row["outcome"])
    title = f"{Means(row['means']).label}: {outcome.label[:1].lower()}{outcome.label[1:]}"
    if outcome in MISSED:
        title = f"Not seen: {outcome.label[:1].lower()}{outcome.label[1:]}"
    facts = (
        Place(row["place"]).label if row["place"] else "",
        plural(row["minutes"], "minute") if row["minutes"] else "",
        *(Intervention(each).label for each in row["done"]),
        f"Early signs seen: {'; '.join(row['signs'])}" if row["signs"] else "",
        f"With {row['with']}" if row["with"] else "",
        f"With {row['partner']}" if row["partner"] else "",
        f"Next: {row['next']}" if row["next"] else "",
        _instead(row),
    )
    return Told(
        title,
        row["text"],
        facts,
        href=url("contacts:contact", row["person"], UUID(row["id"])),
        is_struck=bool(row["instead"]),
    )


def _instead(row: Row) -> str:
    if not row["instead"]:
        return ""
    how = "Taken back" if row["instead"] == Outcome.TAKEN_BACK else "Corrected"
    return f"{how}: {row['because']}"


_CALLED_OFF = """
SELECT visit.called_off_at AS at, visit.id::text AS key, worker.name AS who,
    json_build_object('id', visit.id, 'text', visit.called_off_because, 'planned',
        to_char(visit.planned_for AT TIME ZONE 'Europe/London', 'FMDD FMMonth YYYY')) AS told
FROM contacts_plannedvisit AS visit JOIN staff_worker AS worker ON worker.id = visit.worker_id
WHERE visit.person_id = %(person)s AND visit.called_off_at IS NOT NULL
"""


def _called_off(row: Row) -> Told:
    title = f"Visit of {row['planned']} called off"
    return Told(title, row["text"], href=url("contacts:visit", UUID(row["id"])))


# A visit that a contact was written about is told by that contact.
_UNWRITTEN = """
SELECT visit.planned_for AS at, visit.id::text AS key,
    concat_ws(' and ', worker.name, second.name) AS who,
    json_build_object('id', visit.id, 'text', visit.purpose, 'place', visit.place) AS told
FROM contacts_plannedvisit AS visit
JOIN staff_worker AS worker ON worker.id = visit.worker_id
LEFT JOIN staff_worker AS second ON second.id = visit.second_worker_id
WHERE visit.person_id = %(person)s AND visit.called_off_at IS NULL
    AND visit.planned_for <= %(now)s
    AND NOT EXISTS (SELECT FROM contacts_contact AS written WHERE written.visit_id = visit.id)
"""


def _unwritten(row: Row) -> Told:
    return Told(
        "Visit planned, and nothing written about it",
        row["text"],
        (Place(row["place"]).label,),
        href=url("contacts:visit", UUID(row["id"])),
    )


_STEPS = """
SELECT step.done_at AS at, step.id::text AS key, worker.name AS who,
    json_build_object('step', step.step, 'text', left(step.came_of_it, %(longest)s)) AS told
FROM contacts_ladderstep AS step LEFT JOIN staff_worker AS worker ON worker.id = step.done_by_id
WHERE step.person_id = %(person)s AND step.done_at IS NOT NULL
"""


def _step(row: Row) -> Told:
    rung = RUNGS.get(row["step"])
    return Told(
        "Step after a missed contact",
        row["text"],
        (rung.sentence if rung else row["step"],),
        href=url("contacts:climb", row["person"]),
    )


KINDS = (
    Kind("contact", Part.CONTACTS, _CONTACTS, _contact, large=("began_at", "id::text")),
    Kind("visit-called-off", Part.CONTACTS, _CALLED_OFF, _called_off),
    Kind("visit-unwritten", Part.CONTACTS, _UNWRITTEN, _unwritten),
    Kind("ladder-step", Part.CONTACTS, _STEPS, _step),
)
