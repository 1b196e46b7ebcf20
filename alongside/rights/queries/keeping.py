"""Until when records are kept, and why; and those whose time is over, for people to decide on."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet

from alongside.access.deciding import Action
from alongside.access.queries import people_known_to, teams_responsible
from alongside.policy.retention import Facts, Kept, kept
from alongside.policy.values import Nation
from alongside.rights.models import LegalHold
from alongside.staff.models import Worker
from alongside.staff.queries import teams_called


@dataclass(frozen=True)
class Keeping:
    """One record: whose it is, what its time counts from, and until when it is kept."""

    person_id: UUID
    name: str
    facts: Facts
    kept: Kept


# The last contact is whatever was last: seen or tried, asked for or referred, in hospital, in care.
_FACTS = """
SELECT person.id, trim(person.given_name || ' ' || person.family_name), person.died_on,
    EXISTS (SELECT FROM rights_legalhold AS hold WHERE hold.person_id = person.id
        AND NOT EXISTS (SELECT FROM rights_holdended WHERE hold_id = hold.id)),
    EXISTS (SELECT FROM caseload_episode AS episode WHERE episode.person_id = person.id
        AND NOT EXISTS (SELECT FROM caseload_discharge WHERE episode_id = episode.id)),
    greatest(
        (SELECT max((began_at AT TIME ZONE 'Europe/London')::date) FROM contacts_contact
            WHERE person_id = person.id),
        (SELECT max((received_at AT TIME ZONE 'Europe/London')::date) FROM referrals_referral
            WHERE person_id = person.id),
        (SELECT max(coalesce(ended_on, began_on)) FROM inpatient_spell
            WHERE person_id = person.id),
        (SELECT max((discharged_at AT TIME ZONE 'Europe/London')::date) FROM caseload_discharge
            WHERE person_id = person.id),
        (SELECT max(began_on) FROM caseload_episode WHERE person_id = person.id))
FROM people_person AS person
WHERE person.id IN (SELECT person_id FROM access_relationship
    WHERE team_id = ANY(%(teams)s) AND ended_at IS NULL)
AND (%(person)s::uuid IS NULL OR person.id = %(person)s)
ORDER BY 2, 1
"""


def keeping_for(worker: Worker, person_id: UUID, *, nation: Nation, today: date) -> Keeping | None:
    """Return until when the record of somebody whom this worker knows is kept, or None."""
    found = _keeping(worker.team_ids, nation, today, person_id)
    return found[0] if found else None


def times_over_for(worker: Worker, *, today: date) -> list[Keeping]:
    """Return the records whose time is over, of the teams whose records this worker keeps."""
    keeps = worker.actor.teams_where(Action.KEEP_RECORDS)
    found: list[Keeping] = []
    for team in teams_called(keeps).values():
        found += _keeping([team.pk], Nation(team.service.nation), today)
    over = {each.person_id: each for each in found if each.kept.is_over(today)}
    return list(over.values())


def _keeping(
    team_ids: Collection[int], nation: Nation, today: date, person_id: UUID | None = None
) -> list[Keeping]:
    with connection.cursor() as cursor:
        cursor.execute(_FACTS, {"teams": sorted(team_ids), "person": person_id})
        return [
            _of(row[:2], Facts(row[3], row[4], row[5], row[2]), nation, today)
            for row in cursor.fetchall()
        ]


def _of(who: tuple[UUID, str], facts: Facts, nation: Nation, today: date) -> Keeping:
    person_id, name = who
    return Keeping(person_id, name or "Name not known", facts, kept(facts, nation=nation, on=today))


def holds_for(worker: Worker, person_id: UUID) -> QuerySet[LegalHold]:
    """Return why a record is or was held, those that stand first, then the newest."""
    known = people_known_to(worker.team_ids)
    found = LegalHold.objects.filter(person_id=person_id, person__in=known)
    return found.select_related("by", "ended__by").order_by("-ended__at", "-at", "pk")


def hold_for(worker: Worker, person_id: UUID, hold_id: UUID) -> LegalHold | None:
    """Return a hold that stands, or None."""
    return holds_for(worker, person_id).filter(pk=hold_id, ended=None).first()


def may_keep_for(worker: Worker, person_id: UUID) -> bool:
    """Whether this worker holds records in a team that answers for somebody."""
    teams = teams_responsible(person_id, worker.team_ids)
    return any(worker.may(Action.KEEP_RECORDS, team_id=team) for team in teams)
