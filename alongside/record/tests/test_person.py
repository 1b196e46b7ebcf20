"""One person's page: what matters first, absence said aloud, nothing to those who are strangers."""

from __future__ import annotations

from collections.abc import Callable
from uuid import uuid4

import pytest
from django.test import Client

from alongside.access.models import Opening
from alongside.partners.models import Agency
from alongside.people.models import Person
from alongside.people.told import mark_of
from alongside.staff.models import Worker
from tests.cast import Cast, asking, meet

Clients = Callable[[Worker], Client]
PAGES = ("", "gp/")


@pytest.mark.parametrize("path", PAGES)
def test_hidden_and_absent_look_the_same(cast: Cast, client_of: Clients, path: str) -> None:
    for worker in (cast.sian, cast.ruth):
        client = client_of(worker)
        hidden = client.get(f"/people/{cast.sam.pk}/{path}")
        absent = client.get(f"/people/{uuid4()}/{path}")
        assert hidden.status_code == absent.status_code == 404
        assert hidden.content == absent.content


@pytest.mark.parametrize("path", PAGES)
def test_a_stranger_is_asked_to_sign_in(cast: Cast, client: Client, path: str) -> None:
    location = client.get(f"/people/{cast.sam.pk}/{path}").headers["Location"]
    assert location.startswith("/sign-in/")


def test_the_page_says_aloud_what_nobody_has_recorded(cast: Cast, client_of: Clients) -> None:
    page = client_of(cast.priya).get(f"/people/{cast.sam.pk}/").content.decode()
    for says in (
        "Samuel Ó Briain", "Call them", "Ngozi Okafor", "North team", "None agreed yet",
        "Never seen by us", "None planned", "No plan yet", "Not asked yet", "nothing recorded",
        "Overdue",
    ):  # fmt: skip
        assert says in page
    with asking(cast.priya):
        assert Opening.objects.get(page=f"/people/{cast.sam.pk}/").person_ids == [cast.sam.pk]


def test_somebody_of_whom_nothing_is_known_has_a_page(cast: Cast, client_of: Clients) -> None:
    nobody = meet(cast.ngozi, cast.north)
    page = client_of(cast.priya).get(f"/people/{nobody.pk}/").content.decode()
    assert "Name not known" in page
    assert "Never in our care" in page


def test_an_administrator_is_offered_no_contact(cast: Cast, client_of: Clients) -> None:
    page = client_of(cast.ada).get(f"/people/{cast.sam.pk}/").content.decode()
    assert "Record a contact" not in page
    assert (
        "Record a contact" in client_of(cast.priya).get(f"/people/{cast.sam.pk}/").content.decode()
    )


def test_the_gp_practice_is_chosen_from_those_there_are(cast: Cast, client_of: Clients) -> None:
    kirkgate = Agency.objects.create(
        name="Kirkgate Surgery", kind="gp practice", postcode="LS2 7DJ", address="1 Kirkgate"
    )
    Agency.objects.create(name="Kirkgate Housing", kind="housing")
    client, address = client_of(cast.priya), f"/people/{cast.sam.pk}/gp/"
    found = client.get(address, {"q": "kirk"}).content.decode()
    assert "Kirkgate Surgery" in found
    assert "Kirkgate Housing" not in found
    assert "No GP practice fits" in client.get(address, {"q": "zzz"}).content.decode()
    seen = mark_of({"gp_practice_id": None})
    chosen = {"practice": str(kirkgate.pk), "source": "gp", "seen": seen}
    assert client.post(f"{address}?q=kirk", chosen).status_code == 302
    with asking(cast.priya):
        assert Person.objects.get(pk=cast.sam.pk).gp_practice == kirkgate
    late = client.post(f"{address}?q=kirk", chosen | {"practice": "none"})
    assert "Somebody else changed this" in late.content.decode()
    assert "Select the practice" in client.post(address, {"seen": seen}).content.decode()
