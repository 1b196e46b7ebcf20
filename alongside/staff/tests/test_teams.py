from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import IntegrityError

from alongside.access.deciding import Action, Role
from alongside.staff import queries
from alongside.staff.models import Membership, Team
from tests.cast import NOW, Cast, asking

TODAY = NOW.date()


def test_a_worker_sees_the_teams_they_work_in(cast: Cast) -> None:
    assert [team.name for team in queries.teams_for(cast.ngozi)] == ["North team"]
    assert queries.team_for(cast.ngozi, cast.south.pk) is None
    assert list(queries.teams_for(cast.ruth)) == []


def test_colleagues_are_of_ones_own_teams_only(cast: Cast) -> None:
    names = [worker.name for worker in queries.colleagues_for(cast.priya, on=TODAY)]
    assert names == ["Ada Whitlock", "Ngozi Okafor", "Priya Nair", "Tom Brennan"]
    coordinators = queries.colleagues_for(cast.priya, on=TODAY, roles=[Role.CARE_COORDINATOR])
    assert list(coordinators) == [cast.ngozi]
    assert not queries.colleagues_for(cast.priya, on=TODAY, team_ids=[cast.south.pk]).exists()


def test_a_membership_counts_up_to_and_including_its_last_day(cast: Cast) -> None:
    with asking(cast.tom):
        Membership.objects.filter(worker=cast.priya).update(ended_on=TODAY)
    assert cast.priya.acting_on(TODAY).team_ids == {cast.north.pk}
    assert cast.priya.acting_on(TODAY + timedelta(days=1)).team_ids == frozenset()
    assert cast.priya not in queries.colleagues_for(cast.tom, on=TODAY + timedelta(days=1))


def test_a_role_is_held_once_at_a_time(cast: Cast) -> None:
    with asking(cast.tom), pytest.raises(IntegrityError, match="one_membership_of_a_role"):
        Membership.objects.create(
            worker=cast.priya, team=cast.north, role=Role.WORKER, began_on=date(2026, 1, 1)
        )


def test_who_may_allocate_is_asked_team_by_team(cast: Cast) -> None:
    assert cast.tom.may(Action.ALLOCATE, team_id=cast.north.pk)
    assert not cast.tom.may(Action.ALLOCATE, team_id=cast.south.pk)
    assert not cast.ngozi.may(Action.ALLOCATE)
    assert list(queries.teams_where_for(cast.tom, Action.ALLOCATE)) == [cast.north]


@pytest.mark.parametrize(
    ("kind", "keeps"),
    [
        (Team.Kind.ASSERTIVE_OUTREACH, True),
        (Team.Kind.COMMUNITY_REHABILITATION, True),
        (Team.Kind.AO_IN_CMHT, True),
        (Team.Kind.CMHT, False),
        (Team.Kind.CRISIS, False),
    ],
)
def test_people_are_in_the_care_of_outreach_and_rehabilitation_teams(
    kind: Team.Kind, keeps: bool
) -> None:
    assert Team(kind=kind).keeps_caseload is keeps
