"""Who works where."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Prefetch, Q, QuerySet

from alongside.access.context import NOBODY
from alongside.access.deciding import Action, OpenNow, Role
from alongside.access.plain import columns_of, read, width_of
from alongside.kernel.period import day_of
from alongside.policy.values import Nation, Values
from alongside.staff.models import (
    Absence,
    Membership,
    OwnValue,
    Service,
    ServiceFramework,
    Team,
    Worker,
    WorkingDay,
)
from alongside.staff.own_values import with_own

# Asked before every page, so in one statement and not built anew each time.
_OF_ACCOUNT = f"""
SELECT ARRAY(
    SELECT json_build_array(team_id, role) FROM staff_membership
    WHERE worker_id = worker.id AND daterange(began_on, ended_on, '[]') @> %(on)s::date
), alongside_beside(worker.id, %(at)s), {columns_of(Worker, "worker")}
FROM staff_worker AS worker WHERE account_id = %(account)s
"""  # noqa: S608 - made of the names of columns alone


def worker_of_account(account_id: UUID, *, at: datetime) -> Worker | None:
    """Return the worker who signs in with an account, acting with the roles of that day, or None.

    With what they opened in an emergency and may see at that moment, and whom they may not see.
    """
    with connection.cursor() as cursor:
        cursor.execute(_OF_ACCOUNT, {"account": account_id, "on": day_of(at), "at": at})
        found = cursor.fetchone()
    if found is None:
        return None
    held, beside, *values = found
    worker = read(Worker, values).acting_as(held)
    return worker.beside(**_beside(beside)) if beside else worker


def _beside(told: Mapping[str, Any]) -> dict[str, Any]:
    """Read what the database keeps beside the roles of a worker."""
    emergencies = [
        OpenNow(circle, UUID(person_id), datetime.fromisoformat(until), reference)
        for circle, person_id, until, reference in told["emergencies"]
    ]
    return {"emergencies": emergencies, "shut_out": map(UUID, told["shut_out"])}


def teams_for(worker: Worker) -> QuerySet[Team]:
    """Return the teams whose people this worker may see, by name."""
    return Team.objects.filter(pk__in=worker.team_ids).select_related("service").order_by("name")


def own_teams_for(worker: Worker) -> QuerySet[Team]:
    """Return the teams in which this worker has any role, by name."""
    return Team.objects.filter(pk__in=list(worker.roles)).order_by("name")


_TEAMS = f"""
SELECT {columns_of(Team, "team")}, {columns_of(Service, "service")}
FROM staff_team AS team JOIN staff_service AS service ON service.id = team.service_id
WHERE team.id = ANY(%(teams)s)
"""  # noqa: S608 - made of the names of columns alone


def team_for(worker: Worker, team_id: int) -> Team | None:
    """Return one team whose people this worker may see, or None; many a page begins with it."""
    return teams_called(worker.team_ids & {team_id}).get(team_id)


def teams_where_for(worker: Worker, action: Action) -> QuerySet[Team]:
    """Return the teams in which this worker may do something, by name."""
    return (
        Team.objects.filter(pk__in=worker.actor.teams_where(action))
        .select_related("service")
        .order_by("name")
    )


def teams_called(team_ids: Iterable[int]) -> dict[int, Team]:
    """Return some teams by their ids, with their services; which teams there are is no secret."""
    with connection.cursor() as cursor:
        cursor.execute(_TEAMS, {"teams": sorted(set(team_ids))})
        return {team.pk: team for team in map(_team, cursor.fetchall())}


def _team(found: Sequence[Any]) -> Team:
    team = read(Team, found[: width_of(Team)])
    team.service = read(Service, found[width_of(Team) :])
    return team


def teams_keeping_caseload() -> QuerySet[Team]:
    """Return the teams that have people in their care, open or closed, by name."""
    keeping = Team.objects.filter(kind__in=Team.KEEPS_CASELOAD)
    return keeping.select_related("service").order_by("name")


def program_within(team: Team) -> Worker:
    """Return the program itself, which counts by the clock what a team's manager may see."""
    return Worker(pk=NOBODY, name="The program").acting_as([(team.pk, Role.MANAGER)])


def services_with(teams: QuerySet[Team]) -> QuerySet[Service]:
    """Return the services to which some teams belong, by name."""
    return Service.objects.filter(pk__in=teams.values("service")).order_by("name")


def colleagues_for(
    worker: Worker, *, on: date, team_ids: Iterable[int] = (), roles: Iterable[Role] = ()
) -> QuerySet[Worker]:
    """Return everybody in this worker's teams on a day, by name; of some teams or roles only."""
    wanted = worker.team_ids & frozenset(team_ids) if team_ids else worker.team_ids
    memberships = {"memberships__team_id__in": wanted, "memberships__began_on__lte": on}
    if roles:
        memberships["memberships__role__in"] = [role.value for role in roles]
    still = Worker.objects.filter(**memberships, memberships__ended_on=None)
    until = Worker.objects.filter(**memberships, memberships__ended_on__gte=on)
    return (still | until).distinct().order_by("name")


def memberships_in(team_id: int, *, on: date) -> QuerySet[Membership]:
    """Return who works in a team on a day and as what, by name."""
    return (
        Membership.objects.in_force(on)
        .filter(team_id=team_id)
        .select_related("worker")
        .order_by("worker__name")
    )


def absences_of(worker_ids: Iterable[UUID], *, first: date, last: date) -> QuerySet[Absence]:
    """Return when some workers are away in a period of days, both included."""
    return (
        Absence.objects.filter(Q(ended_on=None) | Q(ended_on__gte=first))
        .filter(worker_id__in=list(worker_ids), began_on__lte=last)
        .select_related("worker")
        .order_by("began_on")
    )


def services_for(worker: Worker) -> list[Service]:
    """Return the services of this worker's provider with all their teams, as one tree.

    Which teams there are is no secret; who works in them is for colleagues.
    """
    if not worker.team_ids:
        return []
    providers = Service.objects.filter(teams__in=worker.team_ids).values("provider")
    teams = Team.objects.filter(closed_on=None).order_by("parent_id", "name")
    return list(
        Service.objects.filter(provider__in=providers)
        .select_related("provider")
        .prefetch_related(Prefetch("teams", teams))
        .order_by("name")
    )


def memberships_for(worker: Worker, team_id: int, *, on: date) -> QuerySet[Membership]:
    """Return who has which role in one of this worker's teams on a day or later, by name."""
    wanted = worker.team_ids & {team_id}
    return (
        Membership.objects.in_force_or_later(on)
        .filter(team_id__in=wanted)
        .select_related("worker", "team")
        .prefetch_related(
            Prefetch(
                "worker__absences",
                Absence.objects.filter(Q(ended_on=None) | Q(ended_on__gte=on)).order_by("began_on"),
            ),
            Prefetch("worker__working_days", WorkingDay.objects.order_by("weekday", "starts")),
        )
        .order_by("worker__name", "role")
    )


def membership_for(worker: Worker, team_id: int, membership_id: int) -> Membership | None:
    """Return one role in one of this worker's teams, or None."""
    found = Membership.objects.filter(team_id__in=worker.team_ids & {team_id}, pk=membership_id)
    return found.select_related("worker", "team").first()


def colleague_for(worker: Worker, team_id: int, worker_id: UUID, *, on: date) -> Worker | None:
    """Return somebody who works in one of this worker's teams on a day or later, or None."""
    found = memberships_for(worker, team_id, on=on).filter(worker_id=worker_id).first()
    return found.worker if found else None


def referring_memberships_for(worker: Worker) -> QuerySet[Membership]:
    """Return who refers, or did, from the services in which this worker looks after keys."""
    services = teams_where_for(worker, Action.MANAGE_KEYS).order_by().values("service")
    return (
        Membership.objects.filter(role=Role.REFERRER, team__service__in=services)
        .select_related("worker", "team")
        .order_by("worker__name", "team__name", "pk")
    )


def reviewed_by(worker: Worker) -> QuerySet[Membership, Any]:
    """Return the ids of those whose reasons this worker reviews, as a sub-query; also who left."""
    teams = worker.actor.teams_where(Action.REVIEW_REASONS)
    return Membership.objects.filter(team_id__in=teams).values("worker_id")


def who_reviews(worker: Worker, *, on: date) -> list[str]:
    """Return where the privacy officers of a worker's teams are written to; else administrators.

    Nobody is told of what they did themself.
    """
    here = Membership.objects.in_force(on).filter(team_id__in=[t for t in worker.roles if t > 0])
    others = here.exclude(worker=worker.pk).filter(worker__account__is_active=True)
    for role in (Role.PRIVACY_OFFICER, Role.ADMINISTRATOR):
        found = others.filter(role=role.value).values_list("worker__account__email", flat=True)
        if found:
            return sorted(set(found))
    return []


def workers_called(worker_ids: Iterable[UUID]) -> dict[UUID, Worker]:
    """Return some workers by their ids; who works here is no secret inside the program."""
    return Worker.objects.in_bulk(set(worker_ids))


def names_of(worker_ids: Iterable[str]) -> dict[str, str]:
    """Return what workers are called, by their ids as text."""
    found = Worker.objects.filter(pk__in=list(worker_ids)).values_list("pk", "name")
    return {str(pk): name for pk, name in found}


def service_for(worker: Worker, service_id: int) -> Service | None:
    """Return one service of this worker's provider, or None; which there are is no secret."""
    return next((each for each in services_for(worker) if each.pk == service_id), None)


def manages_service_for(worker: Worker, service: Service) -> bool:
    """Whether this worker may change a service: as who manages a team of it.

    A service that has no team yet is changed by whoever manages another of the provider's.
    """
    managed = worker.actor.teams_where(Action.MANAGE_STAFF)
    teams = set(service.teams.values_list("pk", flat=True))
    return bool(managed & teams) or (bool(managed) and not teams)


def framework_of_service(service: Service, *, on: date) -> str:
    """Return the framework under which a service takes people into care on a day."""
    held = ServiceFramework.objects.filter(service=service, holds_from__lte=on)
    newest = held.order_by("-holds_from", "-set_at").values_list("framework", flat=True).first()
    return newest or service.framework


def framework_of_service_for(worker: Worker, service: Service, *, on: date) -> str:
    """Return the same for somebody of the provider; which framework it is is no secret."""
    return framework_of_service(service, on=on) if worker.team_ids else service.framework


def values_of_service_for(worker: Worker, service: Service) -> Values:
    """Return the values under which a service works, its own among them."""
    own = reversed(own_values_for(worker, service))
    return with_own(
        Nation(service.nation), tuple((each.value_id, each.value, each.holds_from) for each in own)
    )


def own_values_for(worker: Worker, service: Service) -> list[OwnValue]:
    """Return every number that a service ever set for itself, the latest first."""
    if not worker.team_ids:
        return []
    found = OwnValue.objects.filter(service=service).select_related("set_by")
    return list(found.order_by("-holds_from", "-set_at", "-pk"))


def frameworks_for(worker: Worker, service: Service) -> list[ServiceFramework]:
    """Return every change of a service's framework, the latest first, for those of its provider."""
    if not worker.team_ids:
        return []
    found = ServiceFramework.objects.filter(service=service).select_related("set_by")
    return list(found.order_by("-holds_from", "-set_at"))
