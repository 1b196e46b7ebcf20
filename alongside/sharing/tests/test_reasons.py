from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import DatabaseError
from django.test import Client

from alongside.access.actions import OpenedFor, log_opening, review_reason
from alongside.access.deciding import Finding, Kind, Purpose, Role
from alongside.access.models import Opening, ReasonReview
from alongside.kernel.rules import Refused
from alongside.sharing.reasons import Reason, reasons_for
from alongside.staff.models import Worker
from tests.cast import NOW, Cast, asking, hire

pytestmark = pytest.mark.django_db
Clients = Callable[[Worker], Client]
WHY = OpenedFor(Kind.RESTRICTED, Purpose.VISIT, "Nobody answered and the door is locked")


@pytest.fixture
def grace(cast: Cast) -> Worker:
    with asking(cast.ada):
        return hire("Grace Osei", cast.north, Role.PRIVACY_OFFICER)


def opened(cast: Cast, by: Worker, *, why: OpenedFor | None = WHY) -> None:
    with asking(by):
        log_opening([cast.sam.pk], page=f"/people/{cast.sam.pk}/", by=by, at=NOW, why=why)


def read(worker: Worker) -> list[Reason]:
    with asking(worker):
        return reasons_for(worker)


def test_a_privacy_officer_reads_the_reasons_of_their_teams_and_no_name(
    cast: Cast, grace: Worker, client_of: Clients
) -> None:
    opened(cast, cast.ngozi)
    opened(cast, cast.ngozi, why=None)
    opened(cast, cast.sian)  # of another team
    [reason] = read(grace)
    assert reason.who == "Ngozi Okafor"
    assert reason.waits
    page = client_of(grace).get("/reasons/").text
    assert WHY.because in page
    assert "Restricted contact details" in page
    assert reason.record in page
    assert cast.sam.family_name not in page
    assert str(cast.sam.pk) not in page


def test_who_sees_a_persons_record_reads_no_reasons(cast: Cast, client_of: Clients) -> None:
    opened(cast, cast.ngozi)
    for worker in (cast.ngozi, cast.tom, cast.ada):
        assert client_of(worker).get("/reasons/").status_code == 404
        assert read(worker) == []
    with asking(cast.ngozi):
        opening = Opening.objects.get()
    for worker in (cast.ngozi, cast.tom, cast.ada):
        assert client_of(worker).get(f"/reasons/{opening.pk}/").status_code == 404
    with asking(cast.tom):
        assert not Opening.objects.exists()


def test_a_privacy_officer_sees_nobodys_record(
    cast: Cast, grace: Worker, client_of: Clients
) -> None:
    client = client_of(grace)
    assert client.get(f"/people/{cast.sam.pk}/").status_code == 404
    start = client.get("/", follow=True)
    assert start.redirect_chain[-1][0] == "/reasons/"
    assert "/people/" not in start.text


def test_what_was_found_stands_with_the_reason_until_something_newer_does(
    cast: Cast, grace: Worker, client_of: Clients
) -> None:
    opened(cast, cast.ngozi)
    [reason] = read(grace)
    client, page = client_of(grace), f"/reasons/{reason.opening.pk}/"
    answer = client.post(page, {"finding": "asked", "says": "Which visit was it?"}, follow=True)
    assert "is kept" in answer.text
    [waiting] = read(grace)
    assert waiting.waits
    assert waiting.reviews[0].says == "Which visit was it?"
    client.post(page, {"finding": "explained", "says": ""})
    [done] = read(grace)
    assert not done.waits
    assert [each.finding for each in done.reviews] == [Finding.EXPLAINED, Finding.ASKED]
    assert "No reason waits" in client.get("/reasons/").text


def test_a_reason_that_nothing_explains_needs_words(
    cast: Cast, grace: Worker, client_of: Clients
) -> None:
    opened(cast, cast.ngozi)
    [reason] = read(grace)
    client, page = client_of(grace), f"/reasons/{reason.opening.pk}/"
    for told, says in (
        ({"says": "x"}, "Select what explains it"),
        ({"finding": "unexplained"}, "Say what you asked, or what does not fit"),
        ({"finding": "maybe", "says": "x"}, "There is a problem"),
    ):
        assert says in client.post(page, told).text
    assert not ReasonReview.objects.exists()
    client.post(page, {"finding": "unexplained", "says": "No visit stood in the diary"})
    assert ReasonReview.objects.get().finding == Finding.UNEXPLAINED


def test_nobody_reviews_a_reason_of_their_own_or_of_another_team(cast: Cast, grace: Worker) -> None:
    opened(cast, cast.ngozi)
    opened(cast, cast.sian)
    with asking(cast.ngozi):
        own = Opening.objects.get()
    with asking(cast.sian):
        elsewhere = Opening.objects.get()

    def review(opening: Opening, by: Worker) -> None:
        review_reason(opening, finding=Finding.EXPLAINED, says="", by=by, at=NOW)

    with asking(cast.ngozi), pytest.raises(Refused, match="your own"):
        review(own, cast.ngozi)
    written = {"opening_id": own.pk, "finding": "explained", "by_id": cast.ngozi.pk, "at": NOW}
    with pytest.raises(DatabaseError, match="row-level security"), asking(cast.ngozi):
        ReasonReview.objects.bulk_create([ReasonReview(**written)])
    with pytest.raises(DatabaseError, match="row-level security"), asking(grace):
        review(elsewhere, grace)


def test_whoever_left_the_office_reads_no_more(cast: Cast, grace: Worker) -> None:
    opened(cast, cast.ngozi)
    with asking(cast.ada):
        grace.memberships.update(ended_on=(NOW - timedelta(days=1)).date())
    assert read(grace) == []
