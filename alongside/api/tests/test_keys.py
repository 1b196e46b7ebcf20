"""The pages of keys: an administrator makes, reads and revokes them; nobody else sees any."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from alongside.access.deciding import Role
from alongside.access.models import Key
from alongside.api.tests.systems import System, key_of, sentences
from alongside.api.with_key import MOST_TRIES
from alongside.staff.models import Membership, Provider, Service, Team, Worker
from tests.cast import NOW, Cast, asking, hire

ClientOf = Callable[[Worker], Client]

ENDS = {"ends_on_day": "23", "ends_on_month": "11", "ends_on_year": "2027"}


def made(client: Client, cast: Cast) -> str:
    typed = {"name": "Armley record", "holder": str(cast.ruth.pk)}
    page = client.post("/keys/new/", typed | ENDS)
    assert page.status_code == 200
    found = re.search(r"alongside_[\w-]{40,}", page.content.decode())
    assert found
    return found[0]


def test_a_key_is_made_shown_once_used_and_revoked(cast: Cast, client_of: ClientOf) -> None:
    ada = client_of(cast.ada)
    assert "No other system has a key yet" in ada.get("/keys/").content.decode()
    secret = made(ada, cast)
    listed = ada.get("/keys/").content.decode()
    assert "Ruth Adeyemi, Armley CMHT" in listed
    for words in ("Armley record", "by Ada Whitlock", "Not used yet", "23 November 2027"):
        assert words in listed
    assert secret not in listed
    assert System(secret).get().status_code == 200
    assert "Not used yet" not in ada.get("/keys/").content.decode()
    key = Key.objects.get()
    path = f"/keys/{key.pk}/revocation/"
    assert "cannot be undone" in ada.get(path).content.decode()
    assert ada.post(path)["Location"] == "/keys/"
    assert System(secret).get().status_code == 401
    assert "Revoked" in ada.get("/keys/").content.decode()
    assert ada.post(path).status_code == 404


def test_a_system_is_let_in_as_the_how_to_says(cast: Cast, client_of: ClientOf) -> None:
    """Also where the team that refers has nobody who manages it: docs/how-to/refer-by-api.md."""
    ada = client_of(cast.ada)
    assert ada.get(f"/teams/{cast.armley.pk}/").status_code == 404
    team = {"name": "Armley CMHT, by its record", "kind": "cmht"}
    assert ada.post(f"/services/{cast.leeds.pk}/teams/new/", team)["Location"] == "/teams/"
    opened = Team.objects.get(name=team["name"])
    assert f"/teams/{opened.pk}/" in ada.get("/teams/").content.decode()
    system = {
        "name": "Armley CMHT record", "email": "record@alongside.example", "role": "referrer",
        "whole_time": "1", "profession": "administrator", "began_on_day": "1",
        "began_on_month": "11", "began_on_year": "2026",
    }  # fmt: skip
    page = ada.post(f"/teams/{opened.pk}/workers/new/", system).content.decode()
    assert "First password" in page
    holder = Worker.objects.get(name=system["name"])
    assert f'value="{holder.pk}"' in ada.get("/keys/new/").content.decode()
    typed = {"name": "Record", "holder": str(holder.pk)} | ENDS
    secret = re.search(r"alongside_[\w-]{40,}", ada.post("/keys/new/", typed).content.decode())
    assert secret
    assert System(secret[0]).get().status_code == 200, "its first password keeps no key out"


def test_only_an_administrator_sees_keys(cast: Cast, client_of: ClientOf, client: Client) -> None:
    key, _ = key_of(cast.ruth, cast.ada)
    paths = ("/keys/", "/keys/new/", "/keys/fields/", f"/keys/{key.pk}/revocation/")
    for worker in (cast.ruth, cast.priya, cast.tom, cast.sian):
        other = client_of(worker)
        assert {other.get(path).status_code for path in paths} == {404}
        assert other.post(paths[3]).status_code == 404
    assert client.get("/keys/").status_code == 302
    assert "/keys/" in client_of(cast.ada).get("/teams/").content.decode()
    assert "/keys/" not in client_of(cast.tom).get("/teams/").content.decode()


def test_another_service_has_keys_of_its_own(cast: Cast, client_of: ClientOf) -> None:
    with asking(cast.tom):
        provider = Provider.objects.create(name="Elsewhere")
        service = Service.objects.create(
            provider=provider, name="Cardiff", nation="Wales", framework="care-treatment-plan"
        )
        team = Team.objects.create(
            service=service, name="Ely team", kind=Team.Kind.ASSERTIVE_OUTREACH
        )
        eva = hire("Eva Rees", team, Role.ADMINISTRATOR)
    key, _ = key_of(cast.ruth, cast.ada)
    client = client_of(eva)
    assert "Armley" not in client.get("/keys/").content.decode()
    assert "Nobody refers from the teams" in client.get("/keys/new/").content.decode()
    assert client.post(f"/keys/{key.pk}/revocation/").status_code == 404
    page = client.post("/keys/new/", {"name": "x", "holder": str(cast.ruth.pk)} | ENDS)
    assert "alongside_" not in page.content.decode()
    assert Key.objects.count() == 1


def test_a_key_of_somebody_who_left_is_listed_and_opens_nothing(
    cast: Cast, client_of: ClientOf
) -> None:
    _, secret = key_of(cast.ruth, cast.ada)
    Membership.objects.filter(worker=cast.ruth).update(ended_on=date(2026, 11, 1))
    ada = client_of(cast.ada)
    assert "Ruth Adeyemi refers for no team" in ada.get("/keys/").content.decode()
    assert "Nobody refers" in ada.get("/keys/new/").content.decode()
    assert System(secret).get().status_code == 403


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({}, "Enter a name by which you will know the key again"),
        ({"name": "x"}, "Select in whose name it refers"),
        ({"name": "x" * 101}, "must be 100 characters or fewer"),
        ({"name": "x", "holder": "somebody"}, "Choose one of the answers"),
        ({"name": "x"}, "Enter the last day of the key"),
    ],
)
def test_what_is_missing_is_said(
    cast: Cast, client_of: ClientOf, typed: dict[str, str], said: str
) -> None:
    page = client_of(cast.ada).post("/keys/new/", typed)
    assert said in html.unescape(page.content.decode())
    assert not Key.objects.exists()


def test_a_year_is_proposed_and_another_last_day_can_be_chosen(
    cast: Cast, client_of: ClientOf
) -> None:
    ada = client_of(cast.ada)
    asked = ada.get("/keys/new/").content.decode()
    for box, value in ENDS.items():
        assert re.search(f'name="{box}"[^>]*value="{value}"', asked)
    typed = {"name": "x", "holder": str(cast.ruth.pk)} | ENDS
    past = ada.post("/keys/new/", typed | {"ends_on_year": "2025"}).content.decode()
    assert "The last day must be today or later" in past
    assert "alongside_" not in past
    assert ada.post("/keys/new/", typed | {"ends_on_year": "2026"}).status_code == 200
    assert Key.objects.get().ends_on == NOW.date()


def test_a_key_says_when_it_ends_and_opens_nothing_after(cast: Cast, client_of: ClientOf) -> None:
    _, secret = key_of(cast.ruth, cast.ada, days=29)
    system, ada = System(secret), client_of(cast.ada)
    assert "Ends soon" in ada.get("/keys/").content.decode()
    with time_machine.travel(NOW + timedelta(days=29)):
        assert system.get().status_code == 200
    with time_machine.travel(NOW + timedelta(days=30)):
        for _ in range(MOST_TRIES + 1):  # not counted among the wrong ones
            answer = system.get()
        assert (answer.status_code, answer["WWW-Authenticate"]) == (401, "Bearer")
        assert "The last day of this key was 22 December 2026" in sentences(answer)[0]
        listed = client_of(cast.ada).get("/keys/").content.decode()
    assert "Ended" in listed
    assert "/revocation/" not in listed


def test_the_list_asks_the_database_the_same_number_of_times(
    cast: Cast, client_of: ClientOf, django_assert_num_queries: Any
) -> None:
    client = client_of(cast.ada)
    key_of(cast.ruth, cast.ada)
    with django_assert_num_queries(9):
        client.get("/keys/")
    for number in range(5):
        key_of(cast.ruth, cast.ada, name=f"System {number}")
    with django_assert_num_queries(9):
        client.get("/keys/")


def test_the_page_for_those_who_set_a_system_up_names_every_field(
    cast: Cast, client_of: ClientOf
) -> None:
    page = html.unescape(client_of(cast.ada).get("/keys/fields/").content.decode())
    for words in (
        "who_holds_care",
        "inpatient_spells",
        "http://testserver/api/openapi.json",
        "POST /api/referrals/{id}/answers",
    ):
        assert words in page
