"""Whoever has a first password that somebody else made changes it before anything else."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from alongside.access import actions
from alongside.access.models import Account
from alongside.drafts.models import Draft
from alongside.staff.models import Worker
from tests.cast import NOW, PASSWORD, Cast, asking
from tests.signing_in import signed_in

OWN = "four quiet herons at noon"


@pytest.fixture
def priya(cast: Cast) -> tuple[Client, str]:
    """Priya, signed in with a first password, and that password."""
    with asking(cast.ada):
        account = Account.objects.get(email="priya@alongside.example")
        password = actions.give_first_password(account, by=cast.ada, at=NOW)
    return signed_in(account), password


def test_a_first_password_opens_nothing_until_it_is_changed(priya: tuple[Client, str]) -> None:
    client, password = priya
    for page in ("/", "/my-day/", "/teams/", "/not-sent/"):
        assert client.get(page)["Location"] == "/password/", page
    page = client.get("/password/").content.decode()
    assert "Choose a password of your own" in page
    assert ">Board</a>" not in page, "nothing in a menu that leads nowhere"

    same = {"oldpassword": password, "password1": password, "password2": password}
    assert "this is the one you have now" in client.post("/password/", same).content.decode()
    assert client.get("/my-day/")["Location"] == "/password/"

    own = {"oldpassword": password, "password1": OWN, "password2": OWN}
    assert client.post("/password/", own)["Location"] == "/"
    assert client.get("/my-day/").status_code == 200
    assert ">Board</a>" in client.get("/password/").content.decode()


def test_signing_out_and_what_needs_no_sign_in_stay_open(priya: tuple[Client, str]) -> None:
    client, _ = priya
    assert client.get("/api/openapi.json").status_code == 200
    assert client.post("/sign-out/")["Location"] == "/sign-in/"
    assert client.get("/my-day/")["Location"].startswith("/sign-in/")


def test_what_is_sent_before_is_kept_and_parts_of_pages_turn_the_whole(
    priya: tuple[Client, str], cast: Cast
) -> None:
    client, _ = priya
    part = client.get("/my-day/", headers={"HX-Request": "true"})
    assert part["HX-Redirect"] == "/password/"
    assert not part.content

    sent = client.post("/teams/", {"why": "He is well and wants to paint again."})
    assert sent["Location"] == "/password/"
    assert "We kept what you typed at" in client.get("/password/").content.decode()
    with asking(cast.priya):
        assert Draft.objects.get().path == "/teams/"


def test_whoever_is_welcomed_must_change_it_and_everybody_else_need_not(
    cast: Cast, client_of: Callable[[Worker], Client]
) -> None:
    with asking(cast.ada):
        account, _ = actions.open_account("new@alongside.example", by=cast.ada, at=NOW)
    assert Account.objects.get(pk=account.pk).must_change_password
    assert not Account.objects.filter(email="ada@alongside.example", must_change_password=True)
    client = client_of(cast.priya)
    assert client.get("/password/").status_code == 200
    wrong = {"oldpassword": PASSWORD, "password1": "short", "password2": "short"}
    assert client.post("/password/", wrong).status_code == 200
