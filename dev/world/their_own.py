"""Who of the demo's people in care has a sign-in of their own, and whose mother has one."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from alongside.access import context
from alongside.access.actions import change_password
from alongside.access.deciding import Role
from alongside.caseload.models import CareCoordination
from alongside.own.actions.ours import give_own
from alongside.sharing.models import Recipient
from alongside.staff.models import Team, Worker
from dev.world.signins import OF_CARER, OF_THEMSELF, PASSWORD
from dev.world.staffing import NAMED


def sign_in_by_themself(*, at: datetime) -> int:
    """Give somebody in the care of the named team a sign-in, and their mother; count them."""
    given, family, _ = NAMED["Leeds", "manager"]
    team = Team.objects.get(memberships__worker__name=f"{given} {family}")
    manager = Worker.objects.get(name=f"{given} {family}").acting_as([(team.pk, Role.MANAGER)])
    with transaction.atomic():
        context.enter(worker_id=manager.pk, team_ids=[team.pk])
        in_care = CareCoordination.objects.filter(ended_at=None, episode__team=team)
        mothers = Recipient.objects.filter(name="Mother", person__in=in_care.values("person"))
        mother = mothers.select_related("person").order_by("at", "pk")[0]
        for email, carer in ((OF_THEMSELF, None), (OF_CARER, mother)):
            own, _ = give_own(mother.person, carer=carer, email=email, by=manager, at=at)
            change_password(own.account, PASSWORD, by=manager, at=at)
    return 2
