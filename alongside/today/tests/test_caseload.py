from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django.test import Client

from alongside.access.models import Opening
from alongside.staff.models import Worker
from tests.cast import Cast, asking, meet, take_into_care

Clients = Callable[[Worker], Client]


def test_a_care_coordinator_sees_their_people_and_what_is_overdue(
    cast: Cast, client_of: Clients
) -> None:
    page = client_of(cast.ngozi).get("/caseload/").content.decode()
    assert "My caseload" in page
    assert "Samuel Ó Briain" in page
    assert "A written plan in time" in page
    assert 'href="/reviews/">Reviews due</a>' in page
    assert "Dylan" not in page
    with asking(cast.ngozi):
        assert Opening.objects.filter(person_ids__contains=[cast.sam.pk]).exists()


def test_who_co_ordinates_nobody_is_told_so(cast: Cast, client_of: Clients) -> None:
    page = client_of(cast.priya).get("/caseload/").content.decode()
    assert "You co-ordinate nobody" in page


def test_a_manager_opens_a_colleagues_caseload_and_others_do_not(
    cast: Cast, client_of: Clients
) -> None:
    path = f"/workers/{cast.ngozi.pk}/caseload/"
    assert "Samuel" in client_of(cast.tom).get(path).content.decode()
    for other in (cast.priya, cast.sian, cast.ruth):
        assert client_of(other).get(path).status_code == 404
    assert client_of(cast.tom).get(f"/workers/{cast.sian.pk}/caseload/").status_code == 404
    assert client_of(cast.ruth).get("/caseload/").status_code == 404


def test_the_database_is_asked_as_often_for_twelve_as_for_one(
    cast: Cast, client_of: Clients, django_assert_max_num_queries: Any
) -> None:
    client = client_of(cast.ngozi)
    with django_assert_max_num_queries(16):
        client.get("/caseload/")
    for number in range(11):
        person = meet(
            cast.ngozi, cast.north, given_name=f"Person{number}", born_on=date(1980, 1, 1)
        )
        take_into_care(person, cast.north, cast.ngozi)
    with django_assert_max_num_queries(16):
        page = client.get("/caseload/")
    assert "12 people" in page.content.decode()


def test_each_row_offers_to_record_a_contact_to_those_who_may(
    cast: Cast, client_of: Clients
) -> None:
    link = f'data-new href="/people/{cast.sam.pk}/contacts/new/?next='
    standard = f"/standards/{cast.north.pk}/plan-in-time/"
    for path, who in (("/caseload/", cast.ngozi), ("/people/", cast.priya), (standard, cast.tom)):
        assert link in client_of(who).get(path).content.decode(), path
    assert client_of(cast.ngozi).get(f"/people/{cast.sam.pk}/contacts/new/").status_code == 200
    for path in ("/people/", standard):
        assert "data-new" not in client_of(cast.ada).get(path).content.decode()
