"""The chronology tells what happened in every room, newest first, and loses and doubles nothing."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from alongside.access.chronology import Moment, Part, Sieve
from alongside.caseload import leaving
from alongside.kernel.period import day_of
from alongside.record.chronology import KINDS, by_day, moments_for
from alongside.record.tests.telling import BST_ENDS, contact, everything
from alongside.staff.models import Worker
from tests.cast import NOW, Cast, asking

Clients = Callable[[Worker], Client]
A_DAY, AN_HOUR = timedelta(days=1), timedelta(hours=1)


def told(cast: Cast, sieve: Sieve | None = None, worker: Worker | None = None) -> list[Moment]:
    with asking(worker or cast.priya) as who:
        return moments_for(who, cast.sam.pk, sieve or Sieve(most=500), now=NOW)


def test_every_kind_of_happening_is_told_in_order(cast: Cast) -> None:
    everything(cast)
    moments = told(cast)
    assert {moment.kind for moment in moments} == {kind.id for kind in KINDS}
    assert [moment.at for moment in moments] == sorted((m.at for m in moments), reverse=True)
    titles = {moment.title for moment in moments}
    assert titles >= {
        "Face to face: seen or spoken to", "Not seen: no answer", "Step after a missed contact",
        "Visit planned, and nothing written about it", "Plan written, version 1",
        "Copy of the plan given", "Review held", "Dr Shah invited to a review",
        "Came into the care of North team", "Ngozi Okafor began to co-ordinate their care",
        "Zone: Every day", "Care paused", "Care went on after a pause",
        "Care offered to Bradford team", "Bradford team accepted to take over care",
        "Care stayed here, and did not move to Bradford team", "Left the care of North team",
        "Referred to North team", "Screening, the last session",
        "Referral to North team: accepted", "Placed on the waiting list of North team",
        "Admitted to hospital", "Left hospital", "Spoken about at the daily meeting",
        "To do: Ask the GP for bloods", "Done: Ask the GP for bloods",
        "Handed over to the next ones", "Changed: phone", "Asked for a wish: Religion",
        "Welcome to the team",
    }  # fmt: skip


def test_every_happening_reads_well_on_the_page_and_on_paper(
    cast: Cast, client_of: Clients
) -> None:
    everything(cast)
    client = client_of(cast.priya)
    first = client.get(f"/people/{cast.sam.pk}/").content.decode()
    after = re.search(r'href="(\?before=[^"#]+)', first)
    assert after
    rest = client.get(f"/people/{cast.sam.pk}/{after[1]}").content.decode()
    paper = client.get(
        f"/people/{cast.sam.pk}/print/",
        {"first_day": "1", "first_month": "1", "first_year": "2026", "last_day": "23",
         "last_month": "11", "last_year": "2026"},
    ).content.decode()  # fmt: skip
    for says in (
        "I want my own key", "Too many visits", "Not sleeping", "I would rather sleep",
        "With family in Sligo", "Back on his feet", "He stopped coming", "A dog",
        "Every criterion is met", "No room yet", "Cedar ward", "Looks thin", "Ring before noon",
        "Quaker", "In the park", "Corrected: It was the park", "Snow", "Waved",
    ):  # fmt: skip
        assert says in first + rest, says
        assert says in paper, says
    assert "Nothing earlier is recorded" in rest


def test_pages_of_a_few_tell_the_same_as_one_page_of_all(cast: Cast) -> None:
    everything(cast)
    with asking(cast.ngozi):
        for number in range(9):  # at one and the same moment
            contact(cast, NOW - 5 * A_DAY, note=f"call {number}")
    whole, found, before = told(cast), [], ""
    while page := told(cast, Sieve(most=4, before=before)):
        found += page
        before = page[-1].mark
    assert found == whole
    assert len({(m.kind, m.key) for m in found}) == len(found)


@pytest.mark.parametrize("part", list(Part))
def test_a_part_tells_its_own_kinds_alone(cast: Cast, client_of: Clients, part: Part) -> None:
    everything(cast)
    moments = told(cast, Sieve(part=part, most=500))
    assert moments
    assert {moment.part for moment in moments} == {part}
    page = client_of(cast.priya).get(f"/people/{cast.sam.pk}/?part={part.value}")
    assert moments[0].title in page.content.decode()


def test_a_period_holds_its_first_and_its_last_day(cast: Cast) -> None:
    with asking(cast.ngozi):
        for day in (1, 2, 3, 4):
            contact(cast, datetime(2026, 11, day, 23, 59, tzinfo=UTC), note=f"on {day}")
    found = told(cast, Sieve(first=date(2026, 11, 2), last=date(2026, 11, 3), most=500))
    assert [moment.text for moment in found] == ["on 3", "on 2"]


def test_nobody_else_s_team_is_told_anything(cast: Cast) -> None:
    everything(cast)
    assert told(cast, worker=cast.sian) == []
    assert told(cast, worker=cast.ruth) == []


def test_the_hour_that_comes_twice_is_told_in_order_under_its_day(cast: Cast) -> None:
    with asking(cast.ngozi):
        first = contact(cast, BST_ENDS, note="before the clock went back")
        again = contact(cast, BST_ENDS + timedelta(hours=1), note="after it did")
        late = contact(cast, datetime(2026, 7, 1, 23, 30, tzinfo=UTC), note="past midnight here")
    days = by_day(told(cast, Sieve(part=Part.CONTACTS, most=500)))
    assert [(day, [m.key for m in moments]) for day, moments in days] == [
        (date(2026, 10, 25), [str(again.pk), str(first.pk)]),
        (date(2026, 7, 2), [str(late.pk)]),
    ]


def test_what_was_corrected_is_struck_and_says_why(cast: Cast) -> None:
    with asking(cast.ngozi):
        wrong = contact(cast, NOW - A_DAY, note="Wrong house")
        contact(
            cast, NOW - A_DAY, corrects=wrong, because="Not Sam", outcome="taken-back",
            was_seen=False,
        )  # fmt: skip
    [struck] = told(cast, Sieve(part=Part.CONTACTS))
    assert struck.is_struck
    assert struck.facts[-1] == "Taken back: Not Sam"


def test_long_notes_are_cut_on_the_page_with_a_way_to_read_on(
    cast: Cast, client_of: Clients
) -> None:
    with asking(cast.ngozi):
        contact(cast, NOW - A_DAY, note="a" * 5_000)
    client = client_of(cast.priya)
    page = client.get(f"/people/{cast.sam.pk}/").content.decode()
    assert "a" * 600 in page
    assert "a" * 601 not in page
    assert "Read on" in page
    assert "a" * 5_000 in client.get(f"/people/{cast.sam.pk}/print/").content.decode()


def test_two_hundred_contacts_cost_no_more_queries_than_two(cast: Cast, client_of: Clients) -> None:
    everything(cast)
    client = client_of(cast.priya)

    def cost(path: str) -> int:
        with CaptureQueriesContext(connection) as asked:
            assert client.get(f"/people/{cast.sam.pk}/{path}").status_code == 200
        return len(asked)

    paths = ("", "print/", "?part=contacts")
    few = [cost(path) for path in paths]
    with asking(cast.ngozi):
        for number in range(200):
            contact(cast, NOW - timedelta(hours=number), second_worker=cast.priya)
    assert [cost(path) for path in paths] == few
    assert max(few) <= 32


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    before=st.text(max_size=60)
    | st.builds(
        "{}~{}~{}".format, st.datetimes(timezones=st.just(UTC)), st.text(), st.text(max_size=9)
    ),
    part=st.text(max_size=9),
)
def test_a_damaged_address_shows_the_page_all_the_same(
    cast: Cast, client_of: Clients, before: str, part: str
) -> None:
    page = client_of(cast.priya).get(f"/people/{cast.sam.pk}/", {"before": before, "part": part})
    assert page.status_code == 200


def test_a_period_that_ends_before_it_begins_is_sent_back(cast: Cast, client_of: Clients) -> None:
    period = {
        "first_day": "2", "first_month": "11", "first_year": "2026", "last_day": "1",
        "last_month": "11", "last_year": "2026",
    }  # fmt: skip
    page = client_of(cast.priya).get(f"/people/{cast.sam.pk}/print/", period)
    assert "must be the first day or later" in page.content.decode()


@pytest.mark.parametrize(("days", "place"), [(timedelta(), 0), (A_DAY, 2)])
def test_the_day_on_which_a_new_team_met_somebody_is_told_in_its_place(
    cast: Cast, days: timedelta, place: int
) -> None:
    with asking(cast.ngozi):
        transfer = leaving.offer_transfer(
            cast.sams_episode, to_team=cast.south, why="Moves", by=cast.ngozi, at=NOW - 2 * AN_HOUR
        )
    with asking(cast.sian):
        leaving.accept_transfer(transfer, accepted_by="Sian", by=cast.sian, at=NOW - AN_HOUR)
        leaving.record_first_meeting(transfer, met_on=day_of(NOW) - days, by=cast.sian, at=NOW)
    for worker in (cast.ngozi, cast.sian):
        moves = [one for one in told(cast, worker=worker) if one.kind == "transfer"]
        [met] = [one for one in moves if one.title == "South team met them for the first time"]
        assert (day_of(met.at), met.is_day) == (day_of(NOW) - days, True)
        assert moves.index(met) == place
