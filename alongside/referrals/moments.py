"""What this room has to tell in somebody's chronology: referrals, decisions, screening."""

from __future__ import annotations

from django.urls import reverse

from alongside.access.chronology import Kind, Part, Row, Told
from alongside.referrals.models import Decision

_RECEIVED = """
SELECT happened.at, referral.id::text || happened.what AS key,
    coalesce(from_team.name, worker.name, referral.referrer_name) AS who,
    json_build_object('id', referral.id, 'what', happened.what, 'team', team.name,
        'text', CASE happened.what WHEN 'received' THEN left(referral.reason, %(longest)s)
            ELSE '' END) AS told
FROM referrals_referral AS referral JOIN staff_team AS team ON team.id = referral.to_team_id
LEFT JOIN staff_team AS from_team ON from_team.id = referral.from_team_id
LEFT JOIN staff_worker AS worker ON worker.id = referral.referred_by_id
CROSS JOIN LATERAL (VALUES (referral.received_at, 'received'), (referral.withdrawn_at, 'withdrawn'))
    AS happened (at, what)
WHERE referral.person_id = %(person)s AND referral.received_at IS NOT NULL
    AND happened.at IS NOT NULL AND referral.to_team_id = ANY(%(teams)s)
"""


def _received(row: Row) -> Told:
    title = {
        "received": f"Referred to {row['team']}",
        "withdrawn": f"Referral to {row['team']} withdrawn",
    }[row["what"]]
    return Told(title, row["text"], href=reverse("referrals:referral", args=[row["id"]]))


_DECISIONS = """
SELECT decision.decided_at AS at, decision.id::text AS key, worker.name AS who,
    json_build_object('id', referral.id, 'outcome', decision.outcome, 'team', team.name,
        'text', left(decision.explanation, %(longest)s), 'skipped', decision.skipped_screening)
        AS told
FROM referrals_decision AS decision
JOIN referrals_referral AS referral ON referral.id = decision.referral_id
JOIN staff_team AS team ON team.id = referral.to_team_id
JOIN staff_worker AS worker ON worker.id = decision.decided_by_id
WHERE referral.person_id = %(person)s AND referral.to_team_id = ANY(%(teams)s)
"""


def _decision(row: Row) -> Told:
    outcome = Decision.Outcome(row["outcome"]).label
    facts = ("Screening was skipped: they came back",) if row["skipped"] else ()
    title = f"Referral to {row['team']}: {outcome[:1].lower()}{outcome[1:]}"
    return Told(title, row["text"], facts, href=reverse("referrals:referral", args=[row["id"]]))


_SCREENINGS = """
SELECT session.held_at AS at, session.id::text AS key,
    concat_ws(' and ', worker.name, second.name) AS who,
    json_build_object('id', referral.id, 'last', session.is_last,
        'text', left(concat_ws(E'\\n', nullif(session.wants, ''), nullif(session.good_at, ''),
            nullif(session.needs, '')), %(longest)s)) AS told
FROM referrals_screeningsession AS session
JOIN referrals_referral AS referral ON referral.id = session.referral_id
JOIN staff_worker AS worker ON worker.id = session.worker_id
LEFT JOIN staff_worker AS second ON second.id = session.second_worker_id
WHERE referral.person_id = %(person)s AND referral.to_team_id = ANY(%(teams)s)
"""


def _screening(row: Row) -> Told:
    title = "Screening, the last session" if row["last"] else "Screening session"
    return Told(title, row["text"], href=reverse("referrals:referral", args=[row["id"]]))


KINDS = (
    Kind("referral", Part.REFERRALS, _RECEIVED, _received),
    Kind("decision", Part.REFERRALS, _DECISIONS, _decision),
    Kind("screening", Part.REFERRALS, _SCREENINGS, _screening),
)
