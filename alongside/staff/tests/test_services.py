"""Services and teams are opened and changed on pages, and what held before stays."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from alongside.access.deciding import Role
from alongside.audit.models import Entry
from alongside.kernel.rules import Refused
from alongside.staff.models import Service, ServiceFramework, Team, Worker
from alongside.staff.queries import framework_of_service
from alongside.staff.services import actions
from alongside.staff.services.actions import FrameworkChoice
from tests.cast import NOW, Cast, asking, hire

Clients = Callable[[Worker], Client]
TODAY = NOW.date()


def _day(name: str, day: date) -> dict[str, int]:
    return {f"{name}_day": day.day, f"{name}_month": day.month, f"{name}_year": day.year}


def choose(client: Client, cast: Cast, **typed: Any) -> Any:
    said = {"framework": "enhanced-cpa", "those_in_care": "keep", "why": "The trust's board"}
    path = f"/services/{cast.leeds.pk}/framework/"
    return client.post(path, said | _day("holds_from", TODAY) | typed)


def test_a_service_is_opened_with_its_first_team_and_those_who_work_there(
    cast: Cast, client_of: Clients
) -> None:
    client = client_of(cast.ada)
    said = {"name": "Rehabilitation", "nation": "England", "framework": "standard-cpa"}
    opened = client.post("/services/new/", said)
    service = Service.objects.get(name="Rehabilitation")
    assert opened.headers["Location"] == f"/services/{service.pk}/teams/new/"
    team = {"name": "Rehab East", "kind": "community rehabilitation", "places": "40"}
    assert client.post(opened.headers["Location"], team).status_code == 302
    east = Team.objects.get(name="Rehab East")
    assert client.get(f"/teams/{east.pk}/workers/new/").status_code == 200
    assert "Rehab East" in client.get("/teams/").content.decode()


def test_a_nation_has_its_own_frameworks(cast: Cast, client_of: Clients) -> None:
    said = {"name": "Rehabilitation", "nation": "England", "framework": "welsh-ctp"}
    page = client_of(cast.tom).post("/services/new/", said).content.decode()
    assert "Care and Treatment Plan (Wales) is not in force in England" in page
    assert not Service.objects.filter(name="Rehabilitation").exists()


def test_a_framework_holds_from_its_day_and_what_held_before_stays(
    cast: Cast, client_of: Clients
) -> None:
    first = TODAY + timedelta(days=30)
    assert choose(client_of(cast.ada), cast, **_day("holds_from", first)).status_code == 302
    assert framework_of_service(cast.leeds, on=first - timedelta(days=1)) == "community-framework"
    assert framework_of_service(cast.leeds, on=first) == "enhanced-cpa"
    page = client_of(cast.priya).get(f"/services/{cast.leeds.pk}/").content.decode()
    assert "23 December 2026 (to come)" in page
    assert "Keep what they had" in page
    assert "Ada Whitlock" in page
    with asking(cast.ada):
        assert Entry.objects.get(what="service.framework-chosen").details["moves_on"] is None


def test_a_framework_is_never_chosen_for_yesterday_or_twice(cast: Cast, client_of: Clients) -> None:
    client = client_of(cast.tom)
    past = choose(client, cast, **_day("holds_from", TODAY - timedelta(days=1)))
    assert "A framework holds from today or later" in past.content.decode()
    assert "already" in choose(client, cast, framework="community-framework").content.decode()
    early = choose(
        client, cast, those_in_care="move", **_day("moves_on", TODAY - timedelta(days=1))
    )
    assert "They can move on the day from which it holds, or later" in early.content.decode()
    assert not ServiceFramework.objects.exists()


def test_who_manages_no_team_of_a_service_changes_nothing_of_it(
    cast: Cast, client_of: Clients
) -> None:
    with asking(cast.tom):
        other = Service.objects.create(
            provider=cast.provider, name="Bradford", nation="England", framework="enhanced-cpa"
        )
        team = Team.objects.create(service=other, name="East", kind=Team.Kind.ASSERTIVE_OUTREACH)
        stranger = hire("Hal Moss", team, Role.MANAGER)
    for worker in (cast.priya, cast.ngozi, cast.ruth, stranger):
        client = client_of(worker)
        for path in ("name/", "framework/"):
            assert client.get(f"/services/{cast.leeds.pk}/{path}").status_code == 404
        assert client.get(f"/teams/{cast.north.pk}/change/").status_code == 404
    for worker in (cast.priya, cast.ngozi, cast.ruth):
        assert client_of(worker).get("/services/new/").status_code == 404
    choice = FrameworkChoice("enhanced-cpa", TODAY, "Because")
    with asking(stranger), pytest.raises(Refused, match="Only a team manager"):
        actions.choose_framework(cast.leeds, choice=choice, by=stranger, at=NOW)


def test_a_service_has_another_name_from_now_on(cast: Cast, client_of: Clients) -> None:
    said = {"name": "Leeds outreach"}
    assert client_of(cast.tom).post(f"/services/{cast.leeds.pk}/name/", said).status_code == 302
    assert Service.objects.get(pk=cast.leeds.pk).name == "Leeds outreach"


def test_the_manager_changes_what_their_team_is(cast: Cast, client_of: Clients) -> None:
    client = client_of(cast.tom)
    said = {"name": "North outreach", "phone": "0113 496 0200", "address": "1 Park Row",
            "places": "80", "parent": ""}  # fmt: skip
    assert client.post(f"/teams/{cast.north.pk}/change/", said).status_code == 302
    north = Team.objects.get(pk=cast.north.pk)
    assert (north.name, north.phone, north.places) == ("North outreach", "0113 496 0200", 80)
    assert north.parent is None
    with asking(cast.tom):
        changed = Entry.objects.get(what="team.changed").details["changed"]
    assert changed == ["address", "name", "phone", "places"]
    assert client.post(f"/teams/{cast.north.pk}/change/", said | {"name": ""}).status_code == 200


def test_one_tree_holds_teams_of_their_own_and_workers_inside_another(
    cast: Cast, client_of: Clients
) -> None:
    client = client_of(cast.ada)
    path = f"/services/{cast.leeds.pk}/teams/new/"
    said = {"name": "AO in Armley", "kind": "ao in cmht", "places": "30"}
    alone = client.post(path, said)
    assert "Select the team in which these workers work" in alone.content.decode()
    client.post(path, said | {"parent": cast.armley.pk})
    inside = Team.objects.get(name="AO in Armley")
    client.post(path, {"name": "Rehab", "kind": "community rehabilitation"})
    tree = client.get("/teams/").content.decode()
    assert tree.rindex("Armley CMHT") < tree.rindex("AO in Armley")
    assert "Rehab" in tree
    # Nobody works inside a team that is itself inside another.
    assert f'value="{inside.pk}"' not in client.get(path).content.decode()
