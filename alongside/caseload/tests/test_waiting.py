"""The waiting list says who has room, since when each waits, and which transfers are on the way."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from alongside.access.models import Opening
from alongside.caseload import actions, leaving
from alongside.caseload.figures import in_care_for
from alongside.caseload.models import CareCoordination, Transfer
from alongside.referrals.models import Referral
from alongside.referrals.tests.referred import put_in_force, taken_in
from alongside.referrals.tests.test_deciding import decide
from alongside.staff.models import Worker
from tests.cast import NOW, Cast, asking

Clients = Callable[[Worker], Client]
WAITING = "/waiting/"


def accepted(cast: Cast) -> Referral:
    """Have somebody referred 40 days ago, accepted 30 days ago, and placed to wait."""
    referral = taken_in(cast, at=NOW - timedelta(days=40))
    decide(referral, cast.ngozi, at=NOW - timedelta(days=30))
    with asking(cast.ngozi) as ngozi:
        actions.wait(
            referral, priority="3", why="x", since=referral.received_at or NOW, by=ngozi, at=NOW
        )
    return referral


def test_it_says_who_has_room_and_counts_from_referral_and_acceptance(
    cast: Cast, client_of: Clients
) -> None:
    put_in_force(cast)
    accepted(cast)
    page = client_of(cast.tom).get(WAITING).content.decode()
    assert "1 of 1 care co-ordinator of North team has room:" in page
    assert "Ngozi Okafor for 11 more" in page
    assert reverse("caseload:loads", args=[cast.north.pk]) in page
    for words in ("Referred 40 days ago", "14 October 2026", "Accepted 30 days ago"):
        assert words in page


def test_it_says_so_when_nobody_has_room(cast: Cast, client_of: Clients) -> None:
    with asking(cast.tom):
        CareCoordination.objects.update(worker=cast.tom)
        cast.ngozi.memberships.update(ended_on=NOW.date() - timedelta(days=1))
    page = client_of(cast.tom).get(WAITING).content.decode()
    assert "No care co-ordinator of North team has room today" in page


def test_many_who_wait_cost_no_more_queries(cast: Cast, client_of: Clients) -> None:
    put_in_force(cast)
    client = client_of(cast.tom)

    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert client.get(WAITING).status_code == 200
        return len(asked)

    accepted(cast)
    one = queries()
    accepted(cast)
    accepted(cast)
    assert queries() == one <= 20


@pytest.mark.parametrize("kept", ["", "An old name of the South team"])
def test_a_transfer_to_a_team_of_ours_has_its_name_everywhere(
    cast: Cast, client_of: Clients, kept: str
) -> None:
    with asking(cast.ngozi) as ngozi:
        offered: dict[str, Any] = {"to_team": cast.south, "why": "Moved", "by": ngozi, "at": NOW}
        transfer = leaving.offer_transfer(cast.sams_episode, **offered)
        Transfer.objects.filter(pk=transfer.pk).update(to_service=kept)
        (sam,) = in_care_for(ngozi, at=NOW, since=NOW.date())
        assert sam.transfer_to == "South team"
    client = client_of(cast.ngozi)
    own = client.get(f"/people/{cast.sam.pk}/").content.decode()
    assert "Care is moving to South team, offered 23 November 2026" in own
    for page in ("/transfers/", f"/people/{cast.sam.pk}/care/"):
        assert "South team" in client.get(page).content.decode()


def test_both_teams_find_the_transfers(cast: Cast, client_of: Clients) -> None:
    with asking(cast.ngozi) as ngozi:
        leaving.offer_transfer(cast.sams_episode, to_team=cast.south, why="x", by=ngozi, at=NOW)
    for who, says in ((cast.ngozi, "is on the way"), (cast.sian, "1 to a team of yours")):
        client = client_of(who)
        waiting = client.get(WAITING).content.decode()
        assert says in waiting
        assert reverse("caseload:transfers") in waiting
    board = client_of(cast.sian).get(reverse("today:board", args=[cast.south.pk]))
    assert reverse("caseload:transfers") in board.content.decode()


def test_who_looks_at_the_transfers_is_logged_with_each_person(
    cast: Cast, client_of: Clients
) -> None:
    with asking(cast.ngozi) as ngozi:
        leaving.offer_transfer(cast.sams_episode, to_team=cast.south, why="x", by=ngozi, at=NOW)
    assert client_of(cast.sian).get(reverse("caseload:transfers")).status_code == 200
    with asking(cast.sian):
        [opening] = Opening.objects.filter(page=reverse("caseload:transfers"))
    assert opening.person_ids == [cast.sam.pk]
