"""The first sign-in: a password of their own, a passkey, codes. Then every one after it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.sessions.models import Session
from playwright.sync_api import Page, expect

from alongside.access import actions, demo
from alongside.access.models import Account
from alongside.config.settings import oidc_app
from alongside.web.tests.identity_provider import CLIENT, SECRET, running
from tests.cast import NOW, PASSWORD, Cast, asking
from tests.journeys.walking import DESK, PHONE, is_good, sign_in

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
OWN = "four quiet herons at noon"


@pytest.fixture
def with_finger(page: Page) -> Iterator[Page]:
    """A browser whose computer keeps passkeys, and takes the finger for shown."""
    told = page.context.new_cdp_session(page)
    told.send("WebAuthn.enable")
    kept = {
        "protocol": "ctap2", "transport": "internal", "hasResidentKey": True,
        "hasUserVerification": True, "isUserVerified": True, "automaticPresenceSimulation": True,
    }  # fmt: skip
    told.send("WebAuthn.addVirtualAuthenticator", {"options": kept})
    yield page
    told.detach()


def first_password_of_priya(cast: Cast) -> str:
    """Give Priya a first password and no second step, as on her first day."""
    with asking(cast.ada):
        account = Account.objects.get(email="priya@alongside.example")
        Authenticator.objects.filter(user=account).delete()
        return actions.give_first_password(account, by=cast.ada, at=NOW)


def fill_in(page: Page, password: str) -> None:
    page.get_by_label("Email address").fill("priya@alongside.example")
    page.get_by_label("Password", exact=True).fill(password)
    page.get_by_role("button", name="Sign in", exact=True).click()


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_the_first_sign_in_and_every_one_after_it(
    with_finger: Page, live_server: Any, cast: Cast, size: Any
) -> None:
    page = with_finger
    page.set_viewport_size(size)
    first = first_password_of_priya(cast)
    page.goto(f"{live_server.url}/my-day/")
    is_good(page)
    fill_in(page, first)
    page.get_by_label("Your password now").fill(first)
    page.get_by_label("New password", exact=True).fill(OWN)
    page.get_by_label("New password again").fill(OWN)
    page.get_by_role("button", name="Change password").click()

    expect(page.get_by_role("heading", name="Set up a second step")).to_be_visible()
    is_good(page)
    page.get_by_role("button", name="Set up a passkey").click()
    page.get_by_label("What do you call it?").fill("My phone")
    is_good(page)
    page.get_by_role("button", name="Make the passkey").click()
    expect(page.get_by_role("heading", name="Keep these recovery codes")).to_be_visible()
    is_good(page)
    code = page.get_by_role("main").get_by_role("listitem").first.inner_text()
    page.get_by_role("button", name="I have kept them").click()
    expect(page.get_by_role("link", name="Priya Nair")).to_be_visible()

    page.get_by_role("button", name="Sign out").click()
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.get_by_role("link", name="Priya Nair")).to_be_visible()

    page.get_by_role("button", name="Sign out").click()
    fill_in(page, OWN)
    expect(page.get_by_role("heading", name="Your second step")).to_be_visible()
    is_good(page)
    page.get_by_role("button", name="Use your passkey").click()
    expect(page.get_by_role("link", name="Priya Nair")).to_be_visible()

    page.get_by_role("button", name="Sign out").click()
    fill_in(page, OWN)
    page.get_by_label("Six digits from your app, or a recovery code").fill(code)
    page.get_by_role("button", name="Continue").click()
    page.goto(f"{live_server.url}/second-step/")
    expect(page.get_by_text("You have 9 left")).to_be_visible()
    expect(page.get_by_text("My phone")).to_be_visible()
    is_good(page)


def test_an_app_beside_a_passkey_and_the_passkey_removed(
    with_finger: Page, live_server: Any, cast: Cast
) -> None:
    page = with_finger
    sign_in(page, f"{live_server.url}/second-step/", "priya")
    page.get_by_role("button", name="Set up a passkey").click()
    page.get_by_role("button", name="Make the passkey").click()
    page.get_by_role("button", name="I have kept them").click()
    page.goto(f"{live_server.url}/second-step/app/")
    is_good(page)
    secret = page.locator(".app-secret").inner_text().replace(" ", "")
    digits = demo.digits(secret, page.evaluate("Date.now()") / 1000)
    page.get_by_label("Six digits that the app shows now").fill(digits)
    page.get_by_role("button", name="Continue").click()
    page.wait_for_load_state()
    is_good(page)


def test_a_passkey_signs_in_again_where_somebody_types(
    with_finger: Page, live_server: Any, cast: Cast
) -> None:
    page = with_finger
    sign_in(page, f"{live_server.url}/second-step/passkey/")
    page.wait_for_load_state("load")
    page.get_by_role("button", name="Make the passkey").click()
    page.get_by_role("button", name="I have kept them").click()
    page.goto(f"{live_server.url}/people/{cast.sam.pk}/contacts/new/")
    Session.objects.all().delete()
    page.get_by_label("What happened").first.fill("He asked about a flat.")
    again = page.get_by_role("dialog", name="Sign in again")
    again.get_by_role("button", name="Use a passkey").click()
    expect(again).to_be_hidden()
    expect(page.get_by_text("Saved at")).to_be_visible()


def test_without_a_passkey_the_page_says_what_else_there_is(
    page: Page, live_server: Any, cast: Cast
) -> None:
    page.goto(f"{live_server.url}/sign-in/")
    page.evaluate("() => { navigator.credentials.get = () => Promise.reject(new Error('closed')) }")
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.get_by_text("No passkey came")).to_be_visible()
    is_good(page)
    page.get_by_label("Email address").fill("ngozi@alongside.example")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_role("heading", name="Your second step")).to_be_visible()


def test_a_smartcard_is_linked_once_and_signs_in(
    page: Page, live_server: Any, cast: Cast, settings: Any
) -> None:
    with running() as cis2:
        settings.OIDC_NAME, settings.OIDC_SECOND_STEP = "NHS CIS2", [("acr", "AAL3_ANY")]
        settings.OIDC_ISSUER = cis2.issuer
        settings.SOCIALACCOUNT_PROVIDERS = oidc_app(cis2.issuer, CLIENT, SECRET)
        cis2.claims = {"acr": "AAL3_ANY"}
        sign_in(page, f"{live_server.url}/second-step/", "priya")
        page.get_by_role("button", name="Link NHS CIS2").click()
        expect(page.get_by_role("heading", name="Sign in with NHS CIS2 once")).to_be_visible()
        is_good(page)
        page.get_by_role("button", name="Go on to NHS CIS2").click()
        expect(page.get_by_text("NHS CIS2 is linked to your account")).to_be_visible()
        is_good(page)
        page.get_by_role("button", name="Sign out").click()
        is_good(page)
        page.get_by_role("button", name="Sign in with NHS CIS2").click()
        expect(page.get_by_role("link", name="Priya Nair")).to_be_visible()
