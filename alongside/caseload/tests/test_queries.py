from __future__ import annotations

from datetime import timedelta

import pytest

from alongside.caseload import queries
from alongside.caseload.models import Allocation, CareCoordination, ZoneSetting
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


@pytest.mark.django_db
def test_zones_and_unmet_wishes_are_for_those_who_see_the_episode(cast: Cast) -> None:
    with asking(cast.ngozi):
        for days, zone in ((0, "every-day"), (7, "weekly")):
            ZoneSetting.objects.create(
                episode=cast.sams_episode,
                person=cast.sam,
                zone=zone,
                reason="zone.steady",
                contacts_a_week=1,
                owner=cast.ngozi,
                review_on=NOW.date(),
                set_by=cast.ngozi,
                set_at=NOW + timedelta(days=days),
            )
        Allocation.objects.create(
            episode=cast.sams_episode,
            person=cast.sam,
            worker=cast.ngozi,
            candidates=[],
            wishes_not_met=[{"wish": "a man", "why": "There is none"}],
            by=cast.tom,
            at=NOW,
        )
        found = [each.zone for each in queries.zones_for(cast.ngozi, cast.sams_episode)]
        assert found == ["every-day", "weekly"]
        assert queries.unmet_wishes_for(cast.ngozi, cast.sams_episode) == {"a man": "There is none"}
    with asking(cast.sian):
        assert not queries.zones_for(cast.sian, cast.sams_episode).exists()
        assert queries.unmet_wishes_for(cast.sian, cast.sams_episode) == {}
