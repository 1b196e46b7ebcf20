"""How things stand for everybody in care, in one look: co-ordinator, zone, pause, transfer."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet

from alongside.access.queries import people_known_to
from alongside.caseload.frameworks import DECIDED
from alongside.caseload.models import ZoneSetting
from alongside.kernel.period import day_of, start_of
from alongside.staff.models import Worker


class ZoneNow(NamedTuple):
    """The zone somebody is in, as people decided it."""

    zone: str
    reason: str
    explanation: str
    persons_view: str
    contacts_a_week: Decimal
    agreed_with_person: bool | None
    owner_id: UUID
    owner: str
    review_on: date
    set_at: datetime
    since: datetime  # when they came into this zone, however often it was confirmed since


class InCare(NamedTuple):
    """Somebody in the care of a team, as the rows of this room tell it at a moment."""

    episode_id: UUID
    person_id: UUID
    team_id: int
    framework: str
    nation: str
    began_on: date
    given_name: str
    family_name: str
    known_as: str
    coordinator_id: UUID | None
    coordinator: str
    coordinated_since: datetime | None
    first_coordinated_at: datetime | None
    last_coordination_ended_at: datetime | None
    zone: ZoneNow | None
    agreements: tuple[tuple[datetime, Decimal], ...]  # what held since the day asked for
    paused_on: date | None
    paused_because: str
    transfer_since: datetime | None
    transfer_to: str

    @property
    def name(self) -> str:
        """The full name, or the plain statement that none is known."""
        return f"{self.given_name} {self.family_name}".strip() or "Name not known"

    @property
    def listed_as(self) -> tuple[str, str, str]:
        """What lists of people are ordered by: family name, given name, and the id for good."""
        return (self.family_name.casefold(), self.given_name.casefold(), str(self.person_id))


# Who is in care is what EpisodeQuerySet.open says, and who is paused what PauseQuerySet.going_on
# says, as tests hold. The episodes come first, a few;
# ids in an array then lead to the index of every other table, whatever its size and whatever the
# planner thinks of row-level security.
_IN_CARE = """
WITH mine AS MATERIALIZED (
    SELECT episode.* FROM caseload_episode AS episode
    WHERE episode.team_id = ANY(%(teams)s)
        AND (%(people)s::uuid[] IS NULL OR episode.person_id = ANY(%(people)s::uuid[]))
        AND NOT EXISTS (
            SELECT 1 FROM caseload_discharge AS ended
            WHERE ended.episode_id = episode.id AND ended.discharged_at <= %(at)s)
        AND episode.person_id = ANY(ARRAY(
            SELECT person_id FROM access_relationship
            WHERE team_id = ANY(%(known_to)s) AND ended_at IS NULL))
        AND (%(coordinator)s::uuid IS NULL OR EXISTS (
            SELECT 1 FROM caseload_carecoordination AS theirs
            WHERE theirs.episode_id = episode.id AND theirs.worker_id = %(coordinator)s::uuid))
),
paused AS MATERIALIZED (
    SELECT DISTINCT ON (episode_id) episode_id, began_on, why FROM caseload_pause
    WHERE episode_id = ANY(ARRAY(SELECT id FROM mine)) AND began_on <= %(today)s
        AND (ended_on IS NULL OR ended_on >= %(today)s)
    ORDER BY episode_id, began_on DESC, id DESC
),
moving AS MATERIALIZED (
    SELECT DISTINCT ON (episode_id) episode_id, asked_at, coalesce(ours.name, to_service) AS whither
    FROM caseload_transfer LEFT JOIN staff_team AS ours ON ours.id = to_team_id
    WHERE episode_id = ANY(ARRAY(SELECT id FROM mine))
        AND first_met_on IS NULL AND abandoned_at IS NULL
    ORDER BY episode_id, asked_at DESC
),
decided AS MATERIALIZED (/* as caseload.frameworks has it */)
SELECT mine.id, mine.person_id, mine.team_id, coalesce(decided.framework, mine.framework),
    service.nation,
    mine.began_on, person.given_name, person.family_name, person.known_as,
    named.worker_id, coalesce(coordinator.name, ''), named.began_at,
    named.first_at, named.last_ended_at,
    zone.zone, zone.reason, zone.explanation, zone.persons_view, zone.contacts_a_week,
    zone.agreed_with_person, zone.owner_id, owner.name, zone.review_on, zone.set_at, zone.since,
    zone.held_at, zone.held,
    paused.began_on, coalesce(paused.why, ''), moving.asked_at, coalesce(moving.whither, '')
FROM mine
JOIN LATERAL (  -- one by one through the index: joined whole, each would be held against each
    SELECT given_name, family_name, known_as FROM people_person
    WHERE id = mine.person_id LIMIT 1
) AS person ON true
JOIN staff_team AS team ON team.id = mine.team_id
JOIN staff_service AS service ON service.id = team.service_id
LEFT JOIN LATERAL (
    SELECT (array_agg(worker_id ORDER BY began_at DESC) FILTER (WHERE now_theirs))[1] AS worker_id,
        max(began_at) FILTER (WHERE now_theirs) AS began_at,
        min(began_at) AS first_at, max(ended_at) FILTER (WHERE ended_at <= %(at)s) AS last_ended_at
    FROM (
        SELECT worker_id, began_at, ended_at, ended_at IS NULL OR ended_at > %(at)s AS now_theirs
        FROM caseload_carecoordination
        WHERE episode_id = mine.id AND began_at <= %(at)s
    ) AS theirs
) AS named ON true
LEFT JOIN staff_worker AS coordinator ON coordinator.id = named.worker_id
LEFT JOIN LATERAL (
    SELECT setting.*, array_agg(set_at) FILTER (WHERE counts) OVER told AS held_at,
        array_agg(contacts_a_week) FILTER (WHERE counts) OVER told AS held,
        min(set_at) FILTER (WHERE set_at > other_at) OVER told AS since
    FROM (
        SELECT setting.*,
            set_at >= coalesce(max(set_at) FILTER (WHERE set_at < %(since)s) OVER (),
                '-infinity') AS counts,
            coalesce(max(set_at) FILTER (WHERE zone <> newest) OVER (), '-infinity') AS other_at
        FROM (
            SELECT *, last_value(zone) OVER (ORDER BY set_at, id
                ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS newest
            FROM caseload_zonesetting WHERE episode_id = mine.id AND set_at <= %(at)s
        ) AS setting
    ) AS setting
    WINDOW told AS (ORDER BY set_at, id)
    ORDER BY set_at DESC, id DESC LIMIT 1
) AS zone ON true
LEFT JOIN staff_worker AS owner ON owner.id = zone.owner_id
LEFT JOIN paused ON paused.episode_id = mine.id
LEFT JOIN moving ON moving.episode_id = mine.id
LEFT JOIN decided ON decided.episode_id = mine.id
WHERE %(coordinator)s::uuid IS NULL OR named.worker_id = %(coordinator)s::uuid
""".replace("/* as caseload.frameworks has it */", DECIDED)


def in_care_for(
    worker: Worker,
    *,
    at: datetime,
    since: date,
    team_id: int | None = None,
    coordinator_id: UUID | None = None,
    person_ids: Iterable[UUID] | None = None,
) -> list[InCare]:
    """Return those in care whom this worker may see, by name, with what was agreed since a day.

    Of one team, of one care co-ordinator, or of some people only, as far as these are given.
    """
    asked: dict[str, Any] = {
        "at": at,
        "today": day_of(at),
        "since": start_of(since),
        "teams": sorted(worker.team_ids if team_id is None else worker.team_ids & {team_id}),
        "known_to": sorted(worker.team_ids),
        "coordinator": coordinator_id,
        "people": None if person_ids is None else list(person_ids),
    }
    with connection.cursor() as cursor:
        cursor.execute(_IN_CARE, asked)
        found = [_somebody(row) for row in cursor.fetchall()]
    return sorted(found, key=lambda each: each.listed_as)


def _somebody(row: tuple[Any, ...]) -> InCare:
    columns: list[Any] = [*row[:14], *_zones(row[14:27]), *row[27:]]
    return InCare(*columns)


def _zones(row: tuple[Any, ...]) -> tuple[ZoneNow | None, tuple[tuple[datetime, Decimal], ...]]:
    """Return the zone now and what was agreed since the day asked for, from their columns."""
    zone, set_at, contacts = row[:-2], row[-2] or (), row[-1] or ()
    return ZoneNow(*zone) if zone[0] else None, tuple(zip(set_at, contacts, strict=True))


def zones_set_between_for(
    worker: Worker, team_id: int, *, first: datetime, last: datetime
) -> QuerySet[ZoneSetting]:
    """Return the zones that were decided on in a team between two moments, in their order."""
    return (
        ZoneSetting.objects.filter(
            episode__team_id__in=worker.team_ids & {team_id},
            person__in=people_known_to(worker.team_ids),
            set_at__gte=first,
            set_at__lte=last,
        )
        .select_related("person", "owner", "set_by")
        .order_by("set_at", "pk")
    )
