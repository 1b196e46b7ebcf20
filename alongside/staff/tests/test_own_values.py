"""A service has numbers of its own, each from a day on, and everything that is due asks them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client

from alongside.policy.values import SHIPPED, Nation, Values
from alongside.staff.models import OwnValue, Service, Team, Worker
from alongside.staff.own_values import own_of, shipped_of, values_of_teams
from alongside.standards.queries import promises_for
from tests.cast import NOW, Cast, asking

Clients = Callable[[Worker], Client]
TODAY = NOW.date()
ENGLAND = Nation.ENGLAND


def values_of(team: Team) -> Values:
    """Return the values under which a team works, as they are stored now."""
    return values_of_teams([team.pk]).get(team.pk, SHIPPED)


def own(cast: Cast, value_id: str, value: str, holds_from: date = TODAY) -> OwnValue:
    """Set a number as if it had been set in time, for a day that is past already."""
    with asking(cast.tom):
        return OwnValue.objects.create(
            service=cast.leeds, value_id=value_id, value=Decimal(value), holds_from=holds_from,
            approved_by="The board", why="Ours", set_by=cast.tom, set_at=NOW,
        )  # fmt: skip


def _set(client: Client, cast: Cast, value_id: str = "silent.interval", **typed: Any) -> Any:
    said = {
        "value": "10", "approved_by": "Dr Rowe, clinical lead", "why": "We agreed to",
        "holds_from_day": TODAY.day, "holds_from_month": TODAY.month,
        "holds_from_year": TODAY.year,
    }  # fmt: skip
    return client.post(f"/services/{cast.leeds.pk}/rules/{value_id}/", said | typed)


def test_what_is_shipped_holds_up_to_the_day_of_the_services_own(cast: Cast) -> None:
    own(cast, "silent.interval", "10", TODAY + timedelta(days=5))
    own(cast, "silent.interval", "7", TODAY + timedelta(days=20))
    values = values_of(cast.north)
    held = [
        values.in_force("silent.interval", nation=ENGLAND, on=TODAY + timedelta(days=days)).whole
        for days in (0, 4, 5, 19, 20, 900)
    ]
    assert held == [14, 14, 10, 10, 7, 7]


def test_what_was_decided_last_holds_for_a_day(cast: Cast) -> None:
    own(cast, "silent.interval", "10")
    own(cast, "silent.interval", "12")
    values = values_of(cast.north)
    assert values.in_force("silent.interval", nation=ENGLAND, on=TODAY).text == "12 days"


def test_a_service_with_nothing_of_its_own_works_under_what_is_shipped(cast: Cast) -> None:
    assert values_of(cast.north) is SHIPPED
    with asking(cast.tom):
        bradford = Service.objects.create(
            provider=cast.provider, name="Bradford", nation="England", framework="enhanced-cpa"
        )
        east = Team.objects.create(service=bradford, name="East", kind=Team.Kind.ASSERTIVE_OUTREACH)
    own(cast, "silent.interval", "10")
    assert values_of(east) is SHIPPED


def test_the_same_values_are_one_object(cast: Cast) -> None:
    """What is worked out once is kept under them: see docs/adr/0011."""
    own(cast, "silent.interval", "10")
    found = values_of_teams([cast.north.pk, cast.south.pk])
    assert found[cast.north.pk] is found[cast.south.pk]
    assert found[cast.north.pk] is values_of(cast.north)


def test_the_promises_rest_on_the_services_own_numbers(cast: Cast) -> None:
    def due_on(standard: str) -> date | None:
        with asking(cast.ngozi):
            [sam] = promises_for(cast.ngozi, at=NOW, person_ids=[cast.sam.pk])
        [promise] = [each for each in sam.promises if each.standard.id == standard]
        return promise.standing.due_on

    began = cast.sams_episode.began_on
    assert due_on("no-silence") == began + timedelta(days=14)
    own(cast, "silent.interval", "10", began)
    assert due_on("no-silence") == began + timedelta(days=10)
    own(cast, "silent.interval", "21", began + timedelta(days=1))  # after the clock started
    assert due_on("no-silence") == began + timedelta(days=10)


def test_a_manager_sets_a_number_from_a_day_and_everybody_reads_why(
    cast: Cast, client_of: Clients
) -> None:
    assert _set(client_of(cast.tom), cast).status_code == 302
    page = client_of(cast.priya).get(f"/services/{cast.leeds.pk}/rules/").content.decode()
    assert "10 days from 23 November 2026, approved by" in page
    assert "approved by Dr Rowe, clinical lead: We agreed to" in page
    assert "14 days" in page
    assert "Set our own" not in page
    assert client_of(cast.ada).get(f"/services/{cast.leeds.pk}/rules/plan.copy/").status_code == 200


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"value": "2.5"}, "Enter a whole number of days, 1 or more."),
        ({"value": "0"}, "Enter a number of 0.25 or more"),
        ({"value": "many"}, "Enter a number"),
        ({"approved_by": ""}, "Enter who approved it"),
        ({"why": ""}, "Enter why the service has its own"),
        ({"holds_from_year": "2025"}, "What was promised before stays"),
    ],
)
def test_what_cannot_be_set_is_said_in_a_sentence(
    cast: Cast, client_of: Clients, typed: dict[str, str], says: str
) -> None:
    page = _set(client_of(cast.tom), cast, **typed)
    assert page.status_code == 200
    assert says in page.content.decode()
    assert not OwnValue.objects.exists()


def test_law_and_guidance_are_not_the_services_to_set(cast: Cast, client_of: Clients) -> None:
    client = client_of(cast.tom)
    for fixed in ("review.plan", "caseload.worker", "rcrp.threshold", "nothing"):
        assert _set(client, cast, fixed).status_code == 404
    assert shipped_of(ENGLAND, "review.plan", on=TODAY) is None
    assert {each.id for each in own_of(ENGLAND, on=TODAY)} >= {"silent.interval", "plan.within"}


def test_only_who_manages_a_team_of_the_service_sets_one(cast: Cast, client_of: Clients) -> None:
    for worker in (cast.priya, cast.ngozi, cast.ruth, cast.sian):
        assert _set(client_of(worker), cast).status_code == 404
    assert client_of(cast.ruth).get(f"/services/{cast.leeds.pk}/rules/").status_code == 404
    assert not OwnValue.objects.exists()


def test_a_number_that_was_set_is_never_changed(cast: Cast) -> None:
    own(cast, "silent.interval", "10")
    for statement in ("UPDATE staff_ownvalue SET value = 3", "DELETE FROM staff_ownvalue"):
        with asking(cast.tom), pytest.raises(DatabaseError), transaction.atomic():
            connection.cursor().execute(statement)
