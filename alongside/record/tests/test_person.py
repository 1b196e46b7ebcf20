"""One person's page: what matters first, absence said aloud, nothing to those who are strangers."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from alongside.access.models import Opening
from alongside.contacts.models import PlannedVisit
from alongside.partners.models import Agency
from alongside.people.models import Person
from alongside.people.told import mark_of
from alongside.record.tests.telling import everything, letter
from alongside.referrals.tests.decided import NO, page
from alongside.referrals.tests.referred import MEETS_NOT, put_in_force, taken_in
from alongside.staff.models import Worker
from tests.cast import Cast, asking, meet

Clients = Callable[[Worker], Client]
PAGES = ("", "gp/", "print/", "letters/")


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


def test_what_is_offered_follows_from_how_they_stand_with_us(
    cast: Cast, client_of: Clients
) -> None:
    put_in_force(cast)
    referral = taken_in(cast, told=MEETS_NOT)
    client, address = client_of(cast.ngozi), f"/people/{referral.person_id}/"
    waits = client.get(address).content.decode()
    assert "Plan a visit" in waits
    assert "Write the plan" not in waits, "there is no episode of care to plan for"
    assert client.post(page("decide", referral), NO).status_code == 302
    refused = client.get(address).content.decode()
    assert "Record a contact" in refused
    for offered in ("Plan a visit", "Write the plan", "Give a task", "Hand over"):
        assert offered not in refused
        assert offered in client.get(f"/people/{cast.sam.pk}/").content.decode()


def test_the_gp_practice_is_chosen_from_those_there_are(cast: Cast, client_of: Clients) -> None:
    with asking(cast.tom):
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


def test_a_letter_opens_as_it_was_sent_and_only_for_those_who_know_them(
    cast: Cast, client_of: Clients
) -> None:
    with asking(cast.ngozi):
        sent = letter(cast)
        pdf = bytes(sent.pdf)
    address = f"/people/{cast.sam.pk}/letters/{sent.pk}/"
    client = client_of(cast.priya)
    listed = client.get(f"/people/{cast.sam.pk}/letters/").content.decode()
    assert "Welcome to the team" in listed
    assert address in listed
    paper = client.get(address)
    assert (paper.content, paper.headers["Content-Type"]) == (pdf, "application/pdf")
    assert paper.headers["Cache-Control"] == "no-store"
    assert "Sam" not in paper.headers["Content-Disposition"]
    with asking(cast.priya):
        assert Opening.objects.filter(page=address).count() == 1
    assert client_of(cast.sian).get(address).status_code == 404
    assert client.get(f"/people/{uuid4()}/letters/{sent.pk}/").status_code == 404


def test_what_was_sent_about_somebody_else_is_not_at_this_address(
    cast: Cast, client_of: Clients
) -> None:
    other = meet(cast.ngozi, cast.north, given_name="Other")
    with asking(cast.ngozi):
        sent = letter(cast)
    page = client_of(cast.priya).get(f"/people/{other.pk}/letters/{sent.pk}/")
    assert page.status_code == 404


def test_somebody_who_left_our_care_is_said_to_have_left(cast: Cast, client_of: Clients) -> None:
    everything(cast)
    page = client_of(cast.priya).get(f"/people/{cast.sam.pk}/").content.decode()
    assert "Not in our care now." in page
    assert "Stepped down" in page or "stepped down" in page
    assert "Ring my sister" in page
    assert "To cook for my daughter" in page
    assert "1 stay in hospital" in page


def test_whoever_died_is_said_to_have_died_with_the_visits_still_planned(
    cast: Cast, client_of: Clients
) -> None:
    with asking(cast.ngozi):
        Person.objects.filter(pk=cast.sam.pk).update(died_on=date(2026, 11, 20))
        PlannedVisit.objects.create(
            person=cast.sam, team=cast.north, worker=cast.ngozi, place="home",
            planned_for=timezone.now() + timedelta(days=1), planned_by=cast.ngozi,
            planned_at=timezone.now(),
        )  # fmt: skip
    page = client_of(cast.priya).get(f"/people/{cast.sam.pk}/").content.decode()
    assert "Died on 20 November 2026." in page
    assert "1 visit is still planned" in page
