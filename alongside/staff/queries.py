"""Who works where."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from alongside.access.deciding import Action, Role
from alongside.staff.models import Team, Worker


def worker_of_account(account_id: UUID, *, on: date) -> Worker | None:
    """Return the worker who signs in with an account, acting with the roles of a day, or None."""
    worker = Worker.objects.filter(account_id=account_id).first()
    return worker.acting_on(on) if worker else None


def teams_for(worker: Worker) -> QuerySet[Team]:
    """Return the teams whose people this worker may see, by name."""
    return Team.objects.filter(pk__in=worker.team_ids).select_related("service").order_by("name")


def team_for(worker: Worker, team_id: int) -> Team | None:
    """Return one team whose people this worker may see, or None."""
    return teams_for(worker).filter(pk=team_id).first()


def teams_where_for(worker: Worker, action: Action) -> QuerySet[Team]:
    """Return the teams in which this worker may do something, by name."""
    return (
        Team.objects.filter(pk__in=worker.actor.teams_where(action))
        .select_related("service")
        .order_by("name")
    )


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
