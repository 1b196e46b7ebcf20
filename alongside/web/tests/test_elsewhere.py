"""People sign in at another identity provider, such as NHS CIS2: the whole way, over HTTP."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from html import unescape
from typing import Any
from urllib.parse import urlsplit

import pytest
import requests
from allauth.socialaccount.models import SocialAccount
from django.db import connection
from django.test import Client

from alongside.access.models import Account
from alongside.access.second_step import steps_of
from alongside.audit.models import Entry
from alongside.config.settings import oidc_app
from alongside.staff.models import Worker
from alongside.web.oidc.adapter import is_assured
from alongside.web.tests.identity_provider import (
    ANOTHERS,
    CLIENT,
    SECRET,
    IdentityProvider,
    running,
    signed,
)
from tests.cast import Cast, asking
from tests.signing_in import SECOND_STEP, second_step, some_time_later

pytestmark = pytest.mark.django_db
Clients = Callable[[Worker], Client]
LINK, UNLINK = "/second-step/elsewhere/link/", "/second-step/elsewhere/unlink/"
CIS2_AAL3 = {"acr": "AAL3_ANY", "amr": ["N3_SMARTCARD"]}


@pytest.fixture
def cis2(settings: Any) -> Iterator[IdentityProvider]:
    """An identity provider that this service knows, and whose smartcards make up for a step."""
    with running() as provider:
        settings.OIDC_NAME = "NHS CIS2"
        settings.OIDC_ISSUER = f"{provider.issuer}/"
        settings.OIDC_SECOND_STEP = [("acr", "AAL3_ANY")]
        settings.SOCIALACCOUNT_PROVIDERS = oidc_app(provider.issuer, CLIENT, SECRET)
        yield provider


def there_and_back(client: Client, address: str) -> Any:
    """Go to the identity provider as a browser does, and come back with what it says."""
    sent = requests.get(address, allow_redirects=False, timeout=10)
    back = urlsplit(sent.headers["Location"])
    return client.get(f"{back.path}?{back.query}")


def sign_in(client: Client, then: str = "/my-day/") -> Any:
    return there_and_back(client, client.get(f"/sign-in/elsewhere/?next={then}")["Location"])


def link(client: Client) -> Any:
    page = client.post(LINK).content.decode()
    found = re.search(r'href="(http://127[^"]+)"', page)
    assert found, page
    return there_and_back(client, unescape(found[1]))


@pytest.fixture
def linked(cast: Cast, client_of: Clients, cis2: IdentityProvider) -> IdentityProvider:
    """The same, with Priya linked to it."""
    assert link(client_of(cast.priya))["Location"] == "/second-step/"
    return cis2


def said_on(client: Client, page: str = "/sign-in/") -> str:
    return client.get(page).content.decode()


def test_nothing_of_it_is_there_unless_it_is_set(cast: Cast, client_of: Clients) -> None:
    client = client_of(cast.priya)
    assert "CIS2" not in said_on(Client())
    assert "CIS2" not in said_on(client, "/second-step/")
    for page in ("/sign-in/elsewhere/", "/sign-in/elsewhere/elsewhere/"):
        assert Client().get(page).status_code == 404
    assert client.post(LINK).status_code == 404


def test_who_is_linked_signs_in_and_a_smartcard_is_a_second_step(
    linked: IdentityProvider,
) -> None:
    linked.claims = CIS2_AAL3
    client = Client()
    assert "Sign in with NHS CIS2" in said_on(client)
    assert sign_in(client)["Location"] == "/my-day/"
    assert client.get("/my-day/").status_code == 200
    assert client.get("/second-step/app/").status_code == 200, "it was shown just now"
    assert linked.faults == []
    assert len(linked.asked[-1]["code_challenge"]) == 43
    assert linked.asked[-1]["scope"] == "openid"


@pytest.mark.parametrize("claims", [{}, {"acr": "AAL1_USERPASS"}, {"amr": ["AAL3_ANY"]}])
def test_without_the_claim_our_own_second_step_is_asked(
    linked: IdentityProvider, claims: dict[str, Any]
) -> None:
    linked.claims = claims
    client = Client()
    assert sign_in(client)["Location"] == SECOND_STEP
    assert client.get("/my-day/").status_code == 302
    assert second_step(client)["Location"] == "/my-day/"


def test_without_the_claim_and_without_a_second_step_one_is_set_up(
    cast: Cast, linked: IdentityProvider
) -> None:
    steps_of(cast.priya.account_id).delete()  # type: ignore[arg-type]  # Priya has one
    client = Client()
    sign_in(client)
    assert client.get("/my-day/")["Location"] == "/second-step/"


def test_who_has_no_second_step_of_their_own_signs_in_there_again(
    cast: Cast, linked: IdentityProvider
) -> None:
    steps_of(cast.priya.account_id).delete()  # type: ignore[arg-type]  # Priya has one
    linked.claims = CIS2_AAL3
    client = Client()
    sign_in(client)
    assert client.get("/my-day/").status_code == 200
    some_time_later(client, seconds=601)
    asked = client.get("/second-step/app/")
    assert asked["Location"] == "/sign-in/?next=/second-step/app/"
    assert "Sign in again, to show that it is still you" in said_on(client)
    assert sign_in(client, "/second-step/app/")["Location"] == "/second-step/app/"


def test_nobody_gets_an_account_by_it(cast: Cast, cis2: IdentityProvider) -> None:
    cis2.claims = CIS2_AAL3 | {"email": "priya@alongside.example", "email_verified": True}
    before, client = Account.objects.count(), Client()
    assert sign_in(client)["Location"] == "/sign-in/"
    assert "Nobody here is linked to this sign-in of NHS CIS2" in said_on(client)
    assert client.get("/my-day/").status_code == 302
    assert Account.objects.count() == before
    assert not SocialAccount.objects.exists()


def test_linking_leaves_a_line_and_keeps_nothing_but_the_id(
    cast: Cast, linked: IdentityProvider
) -> None:
    linked.claims = {"name": "Priya Nair", "selected_roleid": "555254242104"}
    sign_in(Client())
    with connection.cursor() as cursor:
        cursor.execute("SELECT uid, provider, extra_data::text FROM socialaccount_socialaccount")
        assert cursor.fetchall() == [(linked.subject, "elsewhere", "{}")]
    with asking(cast.priya):
        assert Entry.objects.filter(what="account.sign-in-linked", by_id=cast.priya.pk).exists()


def test_linking_asks_again_who_is_there_and_takes_nobody_elses(
    cast: Cast, client_of: Clients, linked: IdentityProvider
) -> None:
    tom = client_of(cast.tom)
    some_time_later(tom, seconds=601)
    assert tom.post(LINK)["Location"].startswith("/still-you/")
    tom = client_of(cast.tom)
    assert link(tom)["Location"] == "/second-step/"
    assert "it belongs to an account here already" in said_on(tom, "/second-step/")
    assert SocialAccount.objects.get().user_id == cast.priya.account_id
    linked.subject = "555021935108"
    page = tom.post(LINK).content.decode()
    found = re.search(r'href="(http://127[^"]+)"', page)
    assert found
    some_time_later(tom, seconds=601)
    there_and_back(tom, unescape(found[1]))
    assert "too much time went by" in said_on(tom, "/second-step/")
    assert SocialAccount.objects.count() == 1


def test_what_is_linked_no_more_opens_nothing(
    cast: Cast, client_of: Clients, linked: IdentityProvider
) -> None:
    priya = client_of(cast.priya)
    assert "Link it no more" in said_on(priya, "/second-step/")
    assert priya.post(UNLINK)["Location"] == "/second-step/"
    linked.claims = CIS2_AAL3
    assert sign_in(Client())["Location"] == "/sign-in/"


def test_a_second_step_that_is_taken_away_takes_the_link_along(
    cast: Cast, client_of: Clients, linked: IdentityProvider
) -> None:
    page = f"/teams/{cast.north.pk}/workers/{cast.priya.pk}/second-step/"
    assert client_of(cast.ada).post(page).status_code == 302
    linked.claims = CIS2_AAL3
    assert sign_in(Client())["Location"] == "/sign-in/"


def test_a_closed_account_stays_closed(cast: Cast, linked: IdentityProvider) -> None:
    linked.claims = CIS2_AAL3
    with asking(cast.ada):
        Account.objects.filter(email="priya@alongside.example").update(is_active=False)
    client = Client()
    assert sign_in(client)["Location"] == "/sign-in/closed/"
    assert client.get("/my-day/").status_code == 302


def test_what_was_broken_off_forged_or_down_says_so(cast: Cast, linked: IdentityProvider) -> None:
    linked.claims = CIS2_AAL3
    client = Client()
    forged = client.get("/sign-in/elsewhere/elsewhere/?code=x&state=y")
    assert forged["Location"] == "/sign-in/"
    assert "Signing in with NHS CIS2 did not work" in said_on(client)

    begun = client.get("/sign-in/elsewhere/")["Location"]
    sent = requests.get(begun, allow_redirects=False, timeout=10).headers["Location"]
    other = Client()
    back = urlsplit(sent)
    assert other.get(f"{back.path}?{back.query}")["Location"] == "/sign-in/", "of another browser"
    assert client.get(f"{back.path}?{back.query}")["Location"] == "/"
    assert Client().get(f"{back.path}?{back.query}")["Location"] == "/sign-in/", "a code opens once"

    linked.cancels, client = True, Client()
    assert sign_in(client)["Location"] == "/sign-in/"
    linked.cancels = False
    for wrong in ({"iss": "https://elsewhere.example"}, {"aud": "another"}, {"exp": 1}):
        linked.claims = CIS2_AAL3 | wrong
        assert sign_in(Client())["Location"] == "/sign-in/", wrong
    linked.is_down, client = True, Client()
    assert client.get("/sign-in/elsewhere/")["Location"] == "/sign-in/"
    assert "NHS CIS2 does not answer as it should" in said_on(client)


@pytest.mark.parametrize(
    "signs",
    [
        lambda told: signed(told, key=ANOTHERS),
        lambda told: signed(told, key="k" * 64, algorithm="HS256"),
        lambda told: signed(told, key=None, algorithm="none"),
        lambda told: signed(told).rpartition(".")[0] + ".",
        lambda told: "no token at all",
    ],
    ids=["by another", "by a shared secret", "by nobody", "cut off", "not even"],
)
def test_what_is_signed_by_nobody_or_by_another_is_not_believed(
    cast: Cast, linked: IdentityProvider, signs: Callable[[dict[str, Any]], str]
) -> None:
    linked.claims = CIS2_AAL3
    assert sign_in(Client())["Location"] == "/my-day/"
    linked.signs = lambda _, told: signs(told)
    client = Client()
    assert sign_in(client)["Location"] == "/sign-in/"
    assert "NHS CIS2 did not work" in said_on(client)
    assert client.get("/my-day/").status_code == 302


@pytest.mark.parametrize(
    ("came_from", "to"),
    [("cross-site", "/sign-in/"), ("same-site", "/sign-in/"), ("same-origin", "/authorize")],
)
def test_another_site_begins_no_sign_in(linked: IdentityProvider, came_from: str, to: str) -> None:
    begun = Client().get("/sign-in/elsewhere/", headers={"Sec-Fetch-Site": came_from})
    assert urlsplit(begun["Location"]).path == to


def test_a_provider_that_says_it_is_another_or_sends_on_is_not_believed(
    cast: Cast, linked: IdentityProvider
) -> None:
    other = "https://elsewhere.example"
    linked.calls_itself, linked.claims = other, CIS2_AAL3 | {"iss": other}
    client = Client()
    assert sign_in(client)["Location"] == "/sign-in/"
    assert "This was not said by NHS CIS2" in said_on(client)
    linked.calls_itself, linked.claims = "", CIS2_AAL3
    assert sign_in(Client())["Location"] == "/my-day/"
    linked.sends_on, client = True, Client()
    assert client.get("/sign-in/elsewhere/")["Location"] == "/sign-in/"
    assert "NHS CIS2 does not answer as it should" in said_on(client)


@pytest.mark.parametrize(
    ("claims", "is_so"),
    [
        ({"acr": "AAL3_ANY"}, True),
        ({"amr": ["pwd", "N3_SMARTCARD"]}, True),
        ({"acr": "AAL1_USERPASS", "amr": ["pwd"]}, False),
        ({"amr": "N3_SMARTCARD_NOT"}, False),
        ({}, False),
    ],
)
def test_what_is_claimed_counts_only_if_the_settings_say_so(
    claims: dict[str, Any], is_so: bool
) -> None:
    assert is_assured(claims, [("acr", "AAL3_ANY"), ("amr", "N3_SMARTCARD")]) == is_so
    assert not is_assured(claims, [])
