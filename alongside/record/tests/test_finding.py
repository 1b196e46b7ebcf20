"""The search and the list of people: quick, and silent about whoever is not known here."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from alongside.access.models import Opening
from alongside.caseload.models import Discharge
from alongside.staff.models import Worker
from tests.cast import NOW, Cast, asking, meet, take_into_care

Clients = Callable[[Worker], Client]


def test_somebody_is_found_with_team_and_co_ordinator(cast: Cast, client_of: Clients) -> None:
    page = client_of(cast.priya).get("/people/", {"q": "samul obrien"}).content.decode()
    for says in ("Samuel Ó Briain", "Called", "North team", "Ngozi Okafor", "Never seen by us"):
        assert says in page
    assert f"/people/{cast.sam.pk}/" in page
    with asking(cast.priya):
        assert Opening.objects.get(page="search").person_ids == [cast.sam.pk]


def test_nobody_found_looks_the_same_whether_unknown_or_of_another_team(
    cast: Cast, client_of: Clients
) -> None:
    client = client_of(cast.priya)
    hidden = client.get("/people/", {"q": "Dylan"}).content.decode()
    absent = client.get("/people/", {"q": "Dorian"}).content.decode()
    token = re.compile(r'X-CSRFToken": "\w+|csrfmiddlewaretoken" value="\w+')
    assert token.sub("", hidden).replace("Dylan", "Dorian") == token.sub("", absent)
    assert "Nobody whom your teams know fits" in hidden


def test_those_who_left_our_care_are_found_and_said_to_have_left(
    cast: Cast, client_of: Clients
) -> None:
    with asking(cast.ngozi):
        Discharge.objects.create(
            episode=cast.sams_episode, person=cast.sam, ground="stepped-down",
            explanation="Well", discharged_by=cast.ngozi, discharged_at=NOW - timedelta(days=9),
        )  # fmt: skip
    client = client_of(cast.priya)
    assert "Formerly in our care" in client.get("/people/?q=sam").content.decode()
    assert "Samuel" not in client.get("/people/").content.decode()
    assert "Samuel" in client.get("/people/?which=formerly").content.decode()


def test_a_day_that_never_was_is_named(cast: Cast, client_of: Clients) -> None:
    page = client_of(cast.priya).get("/people/", {"q": "31/2/1984"}).content.decode()
    assert "31/2/1984 is not a day that there was" in page


@pytest.mark.parametrize("query", ["", "?q=sam", "?which=mine", "?which=nonsense&page=999"])
def test_a_referrer_finds_nobody_and_a_stranger_signs_in(
    cast: Cast, client_of: Clients, client: Client, query: str
) -> None:
    assert client_of(cast.ruth).get(f"/people/{query}").status_code == 404
    assert client_of(cast.ada).get(f"/people/{query}").status_code == 200
    assert client.get(f"/people/{query}").headers["Location"].startswith("/sign-in/")


def test_the_list_shows_those_whom_one_co_ordinates(cast: Cast, client_of: Clients) -> None:
    assert "Samuel" in client_of(cast.ngozi).get("/people/?which=mine").content.decode()
    page = client_of(cast.priya).get("/people/?which=mine").content.decode()
    assert "You co-ordinate nobody’s care" in page


def test_many_people_cost_no_more_queries(cast: Cast, client_of: Clients) -> None:
    client = client_of(cast.priya)

    def cost(query: str) -> int:
        with CaptureQueriesContext(connection) as asked:
            assert client.get(f"/people/{query}").status_code == 200
        return len(asked)

    queries = ("?q=sam", "", "?which=all")
    few = [cost(query) for query in queries]
    for number in range(25):
        person = meet(cast.ngozi, cast.north, given_name="Sam", family_name=f"Person{number}")
        if number % 2:
            take_into_care(person, cast.north, cast.ngozi)
    assert [cost(query) for query in queries] == few
    assert max(few) <= 12


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(typed=st.text(max_size=400))
def test_nothing_that_is_typed_breaks_the_page(cast: Cast, client_of: Clients, typed: str) -> None:
    assert client_of(cast.priya).get("/people/", {"q": typed}).status_code == 200
