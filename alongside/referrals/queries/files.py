"""Files of referrals: those that wait to be checked, those that came in, what is here already."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Exists, QuerySet

from alongside.access.deciding import Action
from alongside.kernel.period import day_of
from alongside.people.recognising import names_and_register_for
from alongside.policy.matching import Register
from alongside.referrals.files.checking import CameIn, Here
from alongside.referrals.models import FileToCheck, Referral, ReferralFile
from alongside.referrals.recognition import identity_in
from alongside.referrals.settled import settled
from alongside.staff.models import Team, Worker
from alongside.staff.queries import teams_where_for


def teams_importing_for(worker: Worker) -> list[Team]:
    """Return the teams for which this worker may bring in referrals from a file."""
    teams = teams_where_for(worker, Action.IMPORT)
    return [team for team in teams if team.keeps_caseload and team.closed_on is None]


def files_for(worker: Worker) -> QuerySet[ReferralFile]:
    """Return the files that were brought in for this worker's teams, newest first."""
    return (
        ReferralFile.objects.filter(team__in=teams_importing_for(worker))
        .defer("to_mend")
        .select_related("team", "by")
        .order_by("-at")
    )


def file_for(worker: Worker, file_id: int) -> ReferralFile | None:
    """Return one file that was brought in, with the rows that came back, or None."""
    return (
        ReferralFile.objects.filter(team__in=teams_importing_for(worker), pk=file_id)
        .select_related("team", "by")
        .first()
    )


def file_to_check_for(worker: Worker, file_id: UUID) -> FileToCheck | None:
    """Return a file that this worker sent and has not yet brought in, or None."""
    return (
        FileToCheck.objects.filter(pk=file_id, by=worker, team__in=teams_importing_for(worker))
        .select_related("team__service")
        .first()
    )


def here_for(worker: Worker, team: Team) -> Here:
    """Return what is here already, to hold the rows of a file against: four queries."""
    names, people = names_and_register_for(worker)
    came_in = Referral.objects.filter(to_team=team).exclude(their_reference="")
    waiting = list(
        Referral.objects.filter(
            ~Exists(settled()),
            to_team=team,
            received_at__isnull=False,
            withdrawn_at=None,
            ended_elsewhere_on=None,
        )
    )
    others = {one.name.casefold() for one in teams_importing_for(worker) if one.pk != team.pk}
    return Here(
        team=team.name,
        other_teams=frozenset(others),
        references={one.their_reference: _came_in(one) for one in came_in},
        people=people,
        names=names,
        waiting=Register((str(one.pk), identity_in(one)) for one in waiting),
        waiting_names={str(one.pk): one.full_name for one in waiting},
    )


def _came_in(referral: Referral) -> CameIn:
    return CameIn(day_of(referral.received_at or referral.begun_at), identity_in(referral))
