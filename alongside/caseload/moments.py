"""What this room has to tell in somebody's chronology: care, co-ordination, zones, leaving."""

from __future__ import annotations

from decimal import Decimal

from django.urls import reverse

from alongside.access.chronology import Kind, Part, Row, Told
from alongside.policy.discharge import Ground
from alongside.policy.intensity import Intensity
from alongside.policy.zones import REASONS, ZONES

_WAITING = """
SELECT place.placed_at AS at, place.id::text AS key, worker.name AS who,
    json_build_object('team', team.name, 'text', place.why) AS told
FROM caseload_waitingplace AS place
JOIN staff_worker AS worker ON worker.id = place.placed_by_id
JOIN staff_team AS team ON team.id = place.team_id
WHERE place.person_id = %(person)s
"""


def _waiting(row: Row) -> Told:
    return Told(f"Placed on the waiting list of {row['team']}", row["text"])


_BEGINNINGS = """
SELECT episode.began_on::timestamp AT TIME ZONE 'Europe/London' AS at, episode.id::text AS key,
    '' AS who, json_build_object('team', team.name, 'back', episode.returned_from_id IS NOT NULL,
        'day', true) AS told
FROM caseload_episode AS episode JOIN staff_team AS team ON team.id = episode.team_id
WHERE episode.person_id = %(person)s
"""


def _beginning(row: Row) -> Told:
    again = "Came back into" if row["back"] else "Came into"
    return Told(
        f"{again} the care of {row['team']}", href=reverse("caseload:care", args=[row["person"]])
    )


# The end of a care co-ordinator's part is told only where nobody followed at once.
_COORDINATIONS = """
SELECT happened.at, named.id::text || happened.what AS key, '' AS who,
    json_build_object('worker', worker.name, 'what', happened.what) AS told
FROM caseload_carecoordination AS named JOIN staff_worker AS worker ON worker.id = named.worker_id
CROSS JOIN LATERAL (VALUES (named.began_at, 'began'), (named.ended_at, 'ended'))
    AS happened (at, what)
WHERE named.person_id = %(person)s AND happened.at IS NOT NULL
    AND (happened.what = 'began' OR NOT EXISTS (SELECT FROM caseload_carecoordination AS next
        WHERE next.episode_id = named.episode_id AND next.began_at = named.ended_at))
"""


def _coordination(row: Row) -> Told:
    if row["what"] == "began":
        return Told(f"{row['worker']} began to co-ordinate their care")
    return Told(f"{row['worker']} stopped co-ordinating their care, with nobody named yet")


_ZONES = """
SELECT setting.set_at AS at, setting.id::text AS key, worker.name AS who,
    json_build_object('zone', setting.zone, 'reason', setting.reason,
        'text', left(setting.explanation, %(longest)s), 'view', left(setting.persons_view, 300),
        'a_week', setting.contacts_a_week::text) AS told
FROM caseload_zonesetting AS setting JOIN staff_worker AS worker ON worker.id = setting.set_by_id
WHERE setting.person_id = %(person)s
"""


def _zone(row: Row) -> Told:
    zone = ZONES.get(row["zone"])
    facts = (
        f"Agreed: {Intensity.a_week(Decimal(row['a_week']))}",
        REASONS.get(row["reason"]) or str(row["reason"]),
        f"Their view: {row['view']}" if row["view"] else "",
    )
    return Told(f"Zone: {zone.name if zone else row['zone']}", row["text"], facts)


_PAUSES = """
SELECT happened.day::timestamp AT TIME ZONE 'Europe/London' AS at,
    pause.id::text || happened.what AS key, worker.name AS who,
    json_build_object('what', happened.what, 'text', pause.why, 'day', true) AS told
FROM caseload_pause AS pause JOIN staff_worker AS worker ON worker.id = pause.by_id
CROSS JOIN LATERAL (VALUES (pause.began_on, 'began'), (pause.ended_on, 'ended'))
    AS happened (day, what)
WHERE pause.person_id = %(person)s AND happened.day IS NOT NULL
"""


def _pause(row: Row) -> Told:
    if row["what"] == "began":
        return Told("Care paused", row["text"])
    return Told("Care went on after a pause")


# Of the first meeting only the day is known; of the day of the yes, it came after the yes.
_TRANSFERS = """
SELECT happened.at, transfer.id::text || happened.what AS key,
    CASE happened.what WHEN 'offered' THEN worker.name ELSE transfer.accepted_by END AS who,
    json_build_object('what', happened.what, 'to', coalesce(team.name, transfer.to_service),
        'text', CASE happened.what WHEN 'offered' THEN transfer.why ELSE '' END,
        'day', happened.what = 'met') AS told
FROM caseload_transfer AS transfer JOIN staff_worker AS worker ON worker.id = transfer.asked_by_id
LEFT JOIN staff_team AS team ON team.id = transfer.to_team_id
CROSS JOIN LATERAL (VALUES (transfer.asked_at, 'offered'), (transfer.accepted_at, 'accepted'),
    (CASE transfer.first_met_on
        WHEN (transfer.accepted_at AT TIME ZONE 'Europe/London')::date THEN transfer.accepted_at
        ELSE transfer.first_met_on::timestamp AT TIME ZONE 'Europe/London' END, 'met'),
    (transfer.abandoned_at, 'abandoned')) AS happened (at, what)
WHERE transfer.person_id = %(person)s AND happened.at IS NOT NULL
"""
_MOVES = {
    "offered": "Care offered to {}",
    "accepted": "{} accepted to take over care",
    "met": "{} met them for the first time",
    "abandoned": "Care stayed here, and did not move to {}",
}


def _transfer(row: Row) -> Told:
    return Told(_MOVES[row["what"]].format(row["to"] or "another service"), row["text"])


_DISCHARGES = """
SELECT discharge.discharged_at AS at, discharge.id::text AS key, worker.name AS who,
    json_build_object('team', team.name, 'ground', discharge.ground,
        'text', left(discharge.explanation, %(longest)s), 'to', discharge.receiving_service,
        'back', discharge.way_back) AS told
FROM caseload_discharge AS discharge
JOIN staff_worker AS worker ON worker.id = discharge.discharged_by_id
JOIN caseload_episode AS episode ON episode.id = discharge.episode_id
JOIN staff_team AS team ON team.id = episode.team_id
WHERE discharge.person_id = %(person)s
"""


def _discharge(row: Row) -> Told:
    facts = (
        Ground(row["ground"]).label,
        f"Care goes on with {row['to']}" if row["to"] else "",
        f"The way back: {row['back']}" if row["back"] else "",
    )
    return Told(f"Left the care of {row['team']}", row["text"], facts)


KINDS = (
    Kind("waiting", Part.REFERRALS, _WAITING, _waiting),
    Kind("care-began", Part.CARE, _BEGINNINGS, _beginning),
    Kind("care-coordinator", Part.CARE, _COORDINATIONS, _coordination),
    Kind("zone", Part.CARE, _ZONES, _zone),
    Kind("pause", Part.CARE, _PAUSES, _pause),
    Kind("transfer", Part.CARE, _TRANSFERS, _transfer),
    Kind("discharge", Part.CARE, _DISCHARGES, _discharge),
)
