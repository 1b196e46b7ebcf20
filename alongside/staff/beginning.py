"""The very first service of a provider, before anybody can sign in."""

from __future__ import annotations

from datetime import datetime
from uuid import uuid4

from django.db import transaction

from alongside.access import context
from alongside.access.actions import open_account
from alongside.access.deciding import Role
from alongside.audit.trail import audited, record
from alongside.kernel.period import day_of
from alongside.kernel.rules import Refused
from alongside.policy.frameworks import frameworks_of
from alongside.policy.team import Profession
from alongside.policy.values import Nation
from alongside.staff.models import Membership, Provider, Service, Team, Worker


def begin(
    *, provider: str, service: str, nation: Nation, team: str, name: str, email: str, at: datetime
) -> tuple[Worker, str]:
    """Make the first service with a team and who manages it; returns them and a first password.

    Refused once there is a provider: everything after that is done by those who have signed in.
    """
    manager = Worker(pk=uuid4(), name=name, profession=Profession.MANAGER)
    with transaction.atomic():
        context.enter(worker_id=manager.pk, team_ids=())
        password = _founded(
            manager, provider=provider, service=service, nation=nation, team=team, email=email,
            by=manager, at=at,
        )  # fmt: skip
    return manager, password


@audited
def _founded(
    manager: Worker,
    *,
    provider: str,
    service: str,
    nation: Nation,
    team: str,
    email: str,
    by: Worker,
    at: datetime,
) -> str:
    if Provider.objects.exists():
        raise Refused("There is a provider already. Its managers open further teams themselves.")
    manager.account, password = open_account(email, by=by, at=at)
    manager.save(force_insert=True)
    founded = Service.objects.create(
        provider=Provider.objects.create(name=provider),
        name=service,
        nation=nation,
        framework=frameworks_of(nation)[-1].id,
    )
    first = Team.objects.create(service=founded, name=team, kind=Team.Kind.ASSERTIVE_OUTREACH)
    Membership.objects.create(worker=manager, team=first, role=Role.MANAGER, began_on=day_of(at))
    record("service.founded", on=founded, by=by, at=at, provider=provider, team=team)
    return password
