"""The pages of what nothing explains: what an officer reads and writes, and nobody else."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from urllib.parse import unquote_plus

import pytest
from django.db import DatabaseError
from django.test import Client

from alongside.access.actions import review_read
from alongside.access.deciding import Finding, Role
from alongside.access.models import ReasonReview
from alongside.audit.models import Entry
from alongside.kernel.rules import Refused
from alongside.privacy.queries import Read, read_for
from alongside.privacy.tests.reading import looked_at, opens
from alongside.staff.models import Worker
from tests.cast import NOW, Cast, asking, hire

pytestmark = pytest.mark.django_db
Clients = Callable[[Worker], Client]
A_DAY, A_MINUTE = timedelta(days=1), timedelta(minutes=1)


def page_of(read: Read) -> str:
    return f"/unexplained/{read.on_day}/{read.newest}/"


def test_an_officer_reads_who_opened_what_and_nobodys_name(
    cast: Cast, grace: Worker, client_of: Clients
) -> None:
    opens(cast, cast.priya)
    opens(cast, at=NOW + 2 * A_MINUTE, page=f"/people/{cast.sam.pk}/plan/")
    [read] = looked_at(grace).waiting
    client = client_of(grace)
    for page in (client.get("/unexplained/").text, client.get(page_of(read)).text):
        assert "Priya Nair" in page
        assert read.record in page
        assert "plan; the whole record" in page
        for secret in (cast.sam.family_name, cast.sam.known_as, cast.sam.nhs_number, "Canal Row"):
            assert secret not in page
        assert str(cast.sam.pk) not in page
    assert "Within 14 days before or after:" in page
    assert "No visit or screening by them was planned" in page


def test_an_empty_page_says_what_was_looked_at(
    cast: Cast, grace: Worker, client_of: Clients
) -> None:
    assert "no page about anybody was opened" in client_of(grace).get("/unexplained/").text
    opens(cast, cast.ngozi)
    page = client_of(grace).get("/unexplained/").text
    assert "everything that was opened in these days is explained or reviewed" in page
    assert "1 page about people was opened in your teams" in page
    assert "27 October 2026 to 23 November 2026" in page


def test_the_record_has_the_number_that_it_has_among_the_reasons(
    cast: Cast, grace: Worker, client_of: Clients
) -> None:
    opens(cast, cast.priya)
    [read] = looked_at(grace).waiting
    assert read.record == f"{str(cast.sam.pk)[:4]} {str(cast.sam.pk)[4:8]}"


def test_others_find_no_such_page(cast: Cast, grace: Worker, client_of: Clients) -> None:
    opens(cast, cast.priya)
    [read] = looked_at(grace).waiting
    with asking(cast.sian):
        elsewhere = hire("Gwen Hart", cast.south, Role.PRIVACY_OFFICER)
    assert client_of(elsewhere).get("/unexplained/").status_code == 200
    assert "Priya" not in client_of(elsewhere).get("/unexplained/").text
    for worker in (cast.priya, cast.ngozi, cast.tom, cast.ada, cast.ruth, cast.sian):
        assert client_of(worker).get("/unexplained/").status_code == 404
    for worker in (elsewhere, cast.priya, cast.tom, cast.sian):
        assert client_of(worker).get(page_of(read)).status_code == 404
        with asking(worker):
            assert read_for(worker, read.on_day, read.newest) is None


@pytest.mark.parametrize("on", ["yesterday", "0001-01-01", "9999-12-31", "2026-02-30"])
def test_a_day_that_is_none_is_not_found(grace: Worker, client_of: Clients, on: str) -> None:
    assert client_of(grace).get(f"/unexplained/until/{on}/").status_code == 404


def test_what_was_found_stands_once_for_all_pages_and_leaves_the_queue(
    cast: Cast, grace: Worker, client_of: Clients
) -> None:
    for minutes in range(3):
        opens(cast, at=NOW + minutes * A_MINUTE)
    [read] = looked_at(grace).waiting
    client = client_of(grace)
    client.post(page_of(read), {"finding": "asked", "says": "Why this one?"})
    [asked] = looked_at(grace).waiting  # until there is an answer
    assert asked.reviews[0].says == "Why this one?"
    answer = client.post(
        page_of(read), {"finding": "explained", "says": "She took a call"}, follow=True
    )
    assert "is kept" in answer.text
    assert "Nothing waits" in answer.text
    assert "She took a call" in answer.text
    found = looked_at(grace)
    assert (found.waiting, found.done_in_all) == ((), 1)
    assert [each.finding for each in found.done[0].reviews] == [Finding.EXPLAINED, Finding.ASKED]
    assert client.get(page_of(read)).status_code == 200  # and stays readable
    with asking(grace):
        trail = Entry.objects.filter(what="reason.read-reviewed").values_list("by_id", "person_id")
        assert list(trail) == [(grace.pk, None)] * 2


def test_what_is_opened_after_that_waits_again(
    cast: Cast, grace: Worker, client_of: Clients
) -> None:
    opens(cast, cast.priya)
    [read] = looked_at(grace).waiting
    opens(cast, at=NOW + A_MINUTE)  # while the officer writes: they saw the first page alone
    client_of(grace).post(page_of(read), {"finding": "explained", "says": ""})
    [again] = looked_at(grace).waiting
    assert again.goes_on
    assert again.opened == 2
    client_of(grace).post(page_of(again), {"finding": "explained", "says": ""})
    assert looked_at(grace).waiting == ()


def test_what_the_record_explains_later_leaves_by_itself_and_what_was_found_stays(
    cast: Cast, grace: Worker, client_of: Clients
) -> None:
    opens(cast, cast.priya)
    [read] = looked_at(grace).waiting
    client_of(grace).post(page_of(read), {"finding": "asked", "says": "Why?"})
    with asking(cast.priya):
        Entry.objects.create(
            what="contact.recorded", person_id=cast.sam.pk, subject="x", subject_id="1",
            by_id=cast.priya.pk, at=NOW + A_DAY,
        )  # fmt: skip
    found = looked_at(grace)
    assert found.waiting == ()
    assert found.done[0].is_explained_since
    assert "The record explains it since" in client_of(grace).get("/unexplained/").text


def test_nothing_explains_it_leads_to_the_report_of_a_breach(
    cast: Cast, grace: Worker, client_of: Clients
) -> None:
    opens(cast, cast.priya)
    [read] = looked_at(grace).waiting
    client = client_of(grace)
    assert "Say what you asked" in client.post(page_of(read), {"finding": "unexplained"}).text
    told = {"finding": "unexplained", "says": "She does not know him"}
    answer = client.post(page_of(read), told)
    assert unquote_plus(answer["Location"]) == (
        f"/breaches/new/?about=Record {read.record}&on=2026-11-23"
    )
    page = client.get(answer["Location"]).text
    assert f'value="Record {read.record}"' in page
    assert 'value="2026"' in page
    assert client.get("/breaches/new/?on=soon&about=%00").status_code == 200


def test_nobody_reviews_what_they_opened_themself_or_what_is_another_teams(
    cast: Cast, grace: Worker, client_of: Clients
) -> None:
    with asking(cast.ada):
        both = hire("Una Reid", cast.north, Role.PRIVACY_OFFICER)
        both.memberships.create(team=cast.north, role=Role.WORKER, began_on=NOW.date())
    opens(cast, both)
    opens(cast, cast.priya)
    own, other = sorted(looked_at(grace).waiting, key=lambda each: each.who, reverse=True)
    answer = client_of(both).post(page_of(own), {"finding": "explained", "says": ""})
    assert "You opened this yourself" in answer.text
    with asking(both), pytest.raises(Refused, match="yourself"):
        review_read(
            own.newest, read_by=both.pk, finding=Finding.EXPLAINED, says="", by=both, at=NOW
        )
    for reviewer, read in ((both, own), (cast.tom, other), (cast.priya, other), (cast.sian, other)):
        with pytest.raises(DatabaseError, match="row-level security"), asking(reviewer):
            review_read(
                read.newest, read_by=cast.ruth.pk, finding=Finding.EXPLAINED, says="",
                by=reviewer, at=NOW,
            )  # fmt: skip
    assert not ReasonReview.objects.exists()


def test_an_officer_has_it_on_the_menu_and_may_look_further_back(
    cast: Cast, grace: Worker, client_of: Clients
) -> None:
    client = client_of(grace)
    assert 'href="/unexplained/"' in client.get("/reasons/").text
    page = client.get("/unexplained/").text
    assert 'href="/unexplained/until/2026-10-26/"' in page
    earlier = client.get("/unexplained/until/2026-10-26/").text
    assert "29 September 2026 to 26 October 2026" in earlier
    assert "The last four weeks" in earlier
