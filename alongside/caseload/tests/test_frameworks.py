"""Care goes on under the framework it began with, until somebody decides on another from a day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from alongside.caseload import actions
from alongside.caseload.figures import in_care_for
from alongside.caseload.frameworks import framework_of
from alongside.caseload.models import Episode, EpisodeFramework
from alongside.kernel.rules import Refused
from alongside.policy.frameworks import COMMUNITY_FRAMEWORK, ENHANCED_CPA, STANDARD_CPA
from alongside.staff.models import Service, Worker
from alongside.staff.services.actions import FrameworkChoice, choose_framework
from tests.cast import NOW, Cast, asking, meet

Clients = Callable[[Worker], Client]
TODAY = NOW.date()
TOMORROW = TODAY + timedelta(days=1)


def decide(cast: Cast, framework: str = "enhanced-cpa", moves_on: date | None = None) -> None:
    choice = FrameworkChoice(framework, TODAY, "The trust decided", moves_on)
    with asking(cast.tom):
        choose_framework(cast.leeds, choice=choice, by=cast.tom, at=NOW)


def on_board(cast: Cast, worker: Worker) -> str:
    [sam] = in_care_for(worker, at=NOW, since=TODAY, person_ids=[cast.sam.pk])
    return sam.framework


def under_cpa(cast: Cast) -> None:
    with asking(cast.tom):
        Service.objects.filter(pk=cast.leeds.pk).update(framework="enhanced-cpa")
    cast.leeds.refresh_from_db()
    for team in (cast.north, cast.south):
        team.service = cast.leeds
    with asking(cast.ngozi):
        Episode.objects.filter(pk=cast.sams_episode.pk).update(framework="enhanced-cpa")
        cast.sams_episode.refresh_from_db()


def test_whoever_is_in_care_keeps_the_framework_they_have(cast: Cast) -> None:
    decide(cast)
    with asking(cast.ngozi):
        assert framework_of(cast.sams_episode, on=TOMORROW) is COMMUNITY_FRAMEWORK
        assert on_board(cast, cast.ngozi) == "community-framework"


def test_or_they_move_on_the_day_that_was_stated(cast: Cast) -> None:
    decide(cast, moves_on=TOMORROW)
    with asking(cast.ngozi):
        assert framework_of(cast.sams_episode, on=TODAY) is COMMUNITY_FRAMEWORK
        assert framework_of(cast.sams_episode, on=TOMORROW) is ENHANCED_CPA


def test_the_board_and_the_plan_say_the_same(cast: Cast) -> None:
    decide(cast, moves_on=TODAY)
    with asking(cast.ngozi):
        assert on_board(cast, cast.ngozi) == framework_of(cast.sams_episode, on=TODAY).id
        assert on_board(cast, cast.ngozi) == "enhanced-cpa"


def test_whoever_comes_into_care_is_under_the_framework_of_that_day(cast: Cast) -> None:
    decide(cast)
    leila = meet(cast.ngozi, cast.north, given_name="Leila", family_name="Haddad")
    with asking(cast.tom):
        begun: dict[str, Any] = {"team": cast.north, "pathway": "early", "by": cast.tom, "at": NOW}
        with pytest.raises(Refused, match="does not work under that framework"):
            actions.begin_care(leila, framework="community-framework", began_on=TODAY, **begun)
        episode = actions.begin_care(leila, framework="standard-cpa", began_on=TODAY, **begun)
        assert framework_of(episode, on=TODAY) is STANDARD_CPA


def test_one_person_goes_on_under_standard_cpa_while_the_next_is_on_enhanced(
    cast: Cast, client_of: Clients
) -> None:
    under_cpa(cast)
    client = client_of(cast.ngozi)
    path = f"/people/{cast.sam.pk}/level/"
    said = {"framework": "standard-cpa", "why": "One worker meets his needs"} | {
        "holds_from_day": TODAY.day, "holds_from_month": TODAY.month, "holds_from_year": TODAY.year
    }  # fmt: skip
    assert "Enhanced Care Programme Approach" in client.get(path).content.decode()
    unsaid = client.post(path, said | {"why": ""})
    assert "Enter why the level changes" in unsaid.content.decode()
    assert client.post(path, said).status_code == 302
    with asking(cast.ngozi):
        assert on_board(cast, cast.ngozi) == "standard-cpa"
        assert EpisodeFramework.objects.get().why == "One worker meets his needs"
    care = client.get(f"/people/{cast.sam.pk}/care/").content.decode()
    assert "One worker meets his needs" in care
    again = client.post(path, said).content.decode()
    assert "That is the level on which this care goes on" in again


def test_what_the_service_decides_later_holds_for_everybody(cast: Cast) -> None:
    under_cpa(cast)
    with asking(cast.ngozi):
        actions.change_level(
            cast.sams_episode, framework="standard-cpa", holds_from=TODAY, why="Well",
            by=cast.ngozi, at=NOW,
        )  # fmt: skip
    decide(cast, "community-framework", moves_on=TOMORROW)
    with asking(cast.ngozi):
        assert framework_of(cast.sams_episode, on=TODAY) is STANDARD_CPA
        assert framework_of(cast.sams_episode, on=TOMORROW) is COMMUNITY_FRAMEWORK


def test_where_there_are_no_levels_no_page_asks_for_one(cast: Cast, client_of: Clients) -> None:
    assert client_of(cast.ngozi).get(f"/people/{cast.sam.pk}/level/").status_code == 404
    assert (
        "Change the level"
        not in client_of(cast.ngozi).get(f"/people/{cast.sam.pk}/care/").content.decode()
    )
    under_cpa(cast)
    assert client_of(cast.sian).get(f"/people/{cast.sam.pk}/level/").status_code == 404
    assert client_of(cast.ada).get(f"/people/{cast.sam.pk}/level/").status_code == 404
