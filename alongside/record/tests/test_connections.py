from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from alongside.access.connections import end_connection, say_they_know
from alongside.access.models import Connection
from alongside.audit.models import Entry
from alongside.contacts.models import PlannedVisit
from alongside.kernel.rules import Refused
from alongside.people.models import Person
from alongside.referrals.tests.referred import put_in_force, taken_in
from alongside.referrals.tests.test_deciding import decide
from alongside.staff.models import Worker
from tests.cast import NOW, Cast, asking

pytestmark = pytest.mark.django_db
Clients = Callable[[Worker], Client]


def known(cast: Cast, worker: Worker, *, by: Worker | None = None) -> Connection:
    """Say that a worker is Sam's neighbour."""
    said_by = by or cast.tom
    with asking(said_by):
        return say_they_know(cast.sam.pk, worker_id=worker.pk, how="Neighbours", by=said_by, at=NOW)


def test_a_worker_says_it_and_the_record_is_closed_to_them_everywhere(
    cast: Cast, client_of: Clients
) -> None:
    priya = client_of(cast.priya)
    own = f"/people/{cast.sam.pk}"
    said = {"who": str(cast.priya.pk), "how": "We are neighbours"}
    answer = priya.post(f"{own}/known-outside-work/", said, follow=True)
    assert "The record is closed to you" in answer.text
    for page in ("/", "/identity/", "/consent/", "/print/", "/known-outside-work/"):
        closed = priya.get(own + page)
        assert closed.status_code == 403
        assert "This record is closed to you" in closed.text
        assert cast.sam.family_name not in closed.text
    for page in (f"/board/{cast.north.pk}/", "/people/?which=all", "/people/?q=Sam", "/my-day/"):
        answer = priya.get(page, follow=True)
        assert answer.status_code == 200
        assert cast.sam.family_name not in answer.text
        assert "1 person is hidden from you" in answer.text
    assert cast.sam.family_name in client_of(cast.ngozi).get(f"/board/{cast.north.pk}/").text


def test_the_database_closes_it_as_well(cast: Cast, client_of: Clients) -> None:
    known(cast, cast.priya)
    cast.priya.shut_out = frozenset({cast.sam.pk})
    with asking(cast.priya):
        assert not Person.objects.exists()
        assert not PlannedVisit.objects.exists()
        assert Connection.objects.get().how == "Neighbours"  # what is said about oneself
    with asking(cast.ngozi):
        assert Person.objects.exists()
    with asking(cast.sian):
        assert not Connection.objects.exists()


def test_nobody_opens_it_for_themself(cast: Cast) -> None:
    said = known(cast, cast.tom, by=cast.ngozi)
    with asking(cast.tom), pytest.raises(Refused, match="Somebody else has to end this"):
        end_connection(said, because="It is nothing", by=cast.tom, at=NOW)


def test_a_manager_says_it_of_a_colleague_sees_what_is_left_and_ends_it_with_a_reason(
    cast: Cast, client_of: Clients
) -> None:
    tom = client_of(cast.tom)
    page = f"/people/{cast.sam.pk}/known-outside-work/"
    said = {"who": str(cast.ngozi.pk), "how": "Cousins"}
    answer = tom.post(page, said, follow=True)
    assert "they are the care co-ordinator" in answer.text
    assert client_of(cast.ngozi).get(f"/people/{cast.sam.pk}/").status_code == 403
    with asking(cast.tom):
        end = f"{page}{Connection.objects.get().pk}/"
    assert "Enter why the record may be open" in tom.post(end, {"because": ""}).text
    tom.post(end, {"because": "Another Ngozi was meant"})
    assert client_of(cast.ngozi).get(f"/people/{cast.sam.pk}/").status_code == 200
    assert "Another Ngozi was meant" in tom.get(page).text
    with asking(cast.tom):
        done = Entry.objects.filter(what__startswith="connection").values_list("what", flat=True)
        assert sorted(done) == ["connection.ended", "connection.said"]


def test_only_a_manager_says_it_of_a_colleague_and_ends_it(cast: Cast, client_of: Clients) -> None:
    page = f"/people/{cast.sam.pk}/known-outside-work/"
    refused = client_of(cast.priya).post(page, {"who": str(cast.ngozi.pk), "how": "Cousins"})
    assert refused.status_code == 200
    with asking(cast.tom):
        assert not Connection.objects.exists()
    said = known(cast, cast.ngozi)
    assert client_of(cast.priya).post(f"{page}{said.pk}/", {"because": "x"}).status_code == 404


def test_it_is_said_once(cast: Cast) -> None:
    known(cast, cast.priya)
    with pytest.raises(Refused, match="said before"):
        known(cast, cast.priya)


def test_the_referral_of_somebody_they_know_is_closed_to_them_too(
    cast: Cast, client_of: Clients
) -> None:
    put_in_force(cast)
    referral = taken_in(cast, given_name="Gwenllian", nhs_number="", born_on=date(1970, 1, 1))
    decide(referral, cast.ngozi)
    assert referral.person_id
    with asking(cast.tom):
        say_they_know(
            referral.person_id, worker_id=cast.priya.pk, how="Neighbours", by=cast.tom, at=NOW
        )
    priya, tom = client_of(cast.priya), client_of(cast.tom)
    own = f"/referrals/{referral.pk}/"
    for page in ("/referrals/?show=all", "/waiting/"):
        assert "Gwenllian" in tom.get(page).text
        assert "Gwenllian" not in priya.get(page).text
    assert tom.get(own).status_code == 200
    assert priya.get(own).status_code == 404
