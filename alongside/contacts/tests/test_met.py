from __future__ import annotations

from datetime import timedelta

from alongside.caseload.choosing import choices_for
from alongside.contacts.queries.met import times_met_for
from alongside.contacts.tests.telling import recorded
from alongside.policy.contacts import Outcome
from tests.cast import NOW, Cast, asking


def test_meetings_are_counted_for_both_workers_and_only_lately(cast: Cast) -> None:
    long_ago = timedelta(days=100)
    with asking(cast.priya):
        recorded(cast, second_worker=cast.ngozi)
        recorded(cast, began_at=NOW - timedelta(days=1))
        recorded(cast, Outcome.NO_ANSWER, began_at=NOW - timedelta(days=2))
        recorded(cast, began_at=NOW - long_ago)
        met = times_met_for(cast.priya, cast.sam.pk, NOW.date())
    assert met == {cast.priya.pk: 2, cast.ngozi.pk: 1}


def test_a_candidate_whom_the_person_has_met_says_so(cast: Cast) -> None:
    with asking(cast.priya):
        recorded(cast, second_worker=cast.ngozi)
    with asking(cast.tom):
        [(who, candidate)] = choices_for(cast.tom, cast.sam, cast.north, on=NOW.date()).candidates
    assert who == cast.ngozi
    assert "Has met them once lately" in candidate.reasons_for


def test_another_team_learns_nothing(cast: Cast) -> None:
    with asking(cast.priya):
        recorded(cast)
    with asking(cast.sian):
        assert not times_met_for(cast.sian, cast.sam.pk, NOW.date())
