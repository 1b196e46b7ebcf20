from __future__ import annotations

from datetime import timedelta

import pytest

from alongside.caseload import queries
from alongside.caseload.models import CareCoordination
from tests.cast import NOW, Cast, asking


@pytest.mark.django_db
def test_the_care_co_ordinator_is_whoever_was_named_at_the_time(cast: Cast) -> None:
    with asking(cast.priya):

        def named(**when: int) -> object:
            at = NOW + timedelta(**when)
            return queries.coordinator_for(cast.priya, cast.sam.pk, team_id=cast.north.pk, at=at)

        assert named() == cast.ngozi
        CareCoordination.objects.filter(person=cast.sam).update(ended_at=NOW)
        assert named(seconds=-1) == cast.ngozi
        assert named() is None


@pytest.mark.django_db
def test_episodes_of_other_teams_are_not_there(cast: Cast) -> None:
    with asking(cast.priya):
        assert list(queries.episodes_for(cast.priya)) == [cast.sams_episode]
        assert [a.person_id for a in queries.agreed_contacts_for(cast.priya, [cast.south.pk])] == []
