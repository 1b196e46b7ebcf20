"""What leaves in bulk, or opens the record to somebody else, asks first who is there."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from alongside.access.models import Account, Key
from alongside.access.sign_ins import FRESH_FOR
from alongside.referrals.models import ReferralFile
from alongside.staff.models import Worker
from tests.cast import NOW, PASSWORD, Cast, asking
from tests.signing_in import second_step, some_time_later

Clients = Callable[[Worker], Client]
FRESH = FRESH_FOR.total_seconds()
# Each page, and who would get there.
PAGES = {
    "staff:welcome": "ada",
    "staff:join": "ada",
    "staff:renew-password": "ada",
    "staff:take-second-step": "ada",
    "api:new-key": "ada",
    "sharing:emergency": "ngozi",
}


def address_of(name: str, cast: Cast) -> str:
    ids: dict[str, Any] = {"team_id": cast.north.pk, "worker_id": cast.priya.pk}
    wanted = {"api:new-key": (), "sharing:emergency": (), "staff:welcome": ("team_id",)}.get(
        name, tuple(ids)
    )
    return reverse(name, kwargs={each: ids[each] for each in wanted})


def show_again(client: Client, asked: Any) -> Any:
    """Take the second step again where somebody was sent to, as its page fills it in."""
    return second_step(client, address=asked["Location"])


@pytest.mark.parametrize("name", PAGES)
def test_it_asks_again_after_ten_minutes_and_comes_back(
    cast: Cast, client_of: Clients, name: str
) -> None:
    client, address = client_of(getattr(cast, PAGES[name])), address_of(name, cast)
    some_time_later(client, seconds=FRESH - 60)
    assert client.get(address).status_code == 200
    some_time_later(client, seconds=FRESH + 1)
    asked = client.get(address)
    assert asked["Location"] == f"/still-you/?next={address}"
    assert client.get("/teams/").status_code == 200, "the rest goes on"
    assert show_again(client, asked)["Location"] == address
    assert client.get(address).status_code == 200


@pytest.mark.parametrize("name", PAGES)
def test_nothing_is_done_that_was_sent_too_late(cast: Cast, client_of: Clients, name: str) -> None:
    client, address = client_of(getattr(cast, PAGES[name])), address_of(name, cast)
    some_time_later(client, seconds=FRESH + 1)
    sent = client.post(
        address,
        {"name": "Nia Evans", "why": "She begins on Monday."},
        headers={"Referer": f"http://testserver{address}"},
    )
    assert sent["Location"] == f"/still-you/?next={address}"
    said = client.get(sent["Location"]).content.decode()
    assert "This was not sent: show first that it is still you." in said
    assert "We kept what you typed at" in said
    assert not Key.objects.exists()
    assert Account.objects.get(email="priya@alongside.example").check_password(PASSWORD)


def test_rows_of_a_file_are_given_out_to_who_is_there(cast: Cast, client_of: Clients) -> None:
    with asking(cast.ada):
        file = ReferralFile.objects.create(
            team=cast.north, name="a.csv", sha256="0", rows_in=1, rows_known_already=0,
            rows_to_mend=1, to_mend="a", by=cast.ada, at=NOW,
        )  # fmt: skip
    client = client_of(cast.ada)
    page = reverse("referrals:file", args=[file.pk])
    csv = reverse("referrals:file-to-mend", args=[file.pk])
    assert client.get(csv)["Content-Type"].startswith("text/csv")
    some_time_later(client, seconds=FRESH + 1)
    asked = client.get(csv, headers={"Referer": f"http://testserver{page}"})
    assert asked["Location"] == f"/still-you/?next={page}", "back to the page, not to a download"
    show_again(client, asked)
    assert client.get(csv)["Content-Type"].startswith("text/csv")


def test_a_wrong_code_opens_nothing_and_another_site_is_no_way_back(
    cast: Cast, client_of: Clients
) -> None:
    client, address = client_of(cast.ada), address_of("api:new-key", cast)
    some_time_later(client, seconds=FRESH + 1)
    assert client.post("/still-you/", {"code": "000000"}).status_code == 200
    assert client.get(address).status_code == 302
    away = second_step(client, address="/still-you/?next=https://elsewhere.example/")
    assert away["Location"] == "/"


def test_a_part_of_a_page_turns_the_whole(cast: Cast, client_of: Clients) -> None:
    client, address = client_of(cast.ada), address_of("api:new-key", cast)
    some_time_later(client, seconds=FRESH + 1)
    part = client.get(address, headers={"HX-Request": "true"})
    assert part["HX-Redirect"] == f"/still-you/?next={address}"
