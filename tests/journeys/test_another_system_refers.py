"""An administrator makes a key; another system refers with it; the key is revoked."""

from __future__ import annotations

import json
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from alongside.api.tests.systems import AN_ID, WEI
from tests.cast import Cast
from tests.journeys.walking import DESK, PHONE, is_good, sign_in

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


def _ask(page: Page, address: str, secret: str) -> int:
    answer = page.request.get(address, headers={"Authorization": f"Bearer {secret}"})
    return answer.status


@pytest.mark.parametrize("screen", [DESK, PHONE], ids=["desk", "phone"])
def test_from_the_key_to_the_referral_and_the_end_of_the_key(
    page: Page, live_server: Any, cast: Cast, screen: Any
) -> None:
    page.set_viewport_size(screen)
    sign_in(page, f"{live_server.url}/teams/", "ada")
    page.get_by_role("link", name="Keys of other systems").click()
    expect(page.get_by_text("No other system has a key yet")).to_be_visible()
    is_good(page)
    page.get_by_role("button", name="Make a key").click()
    is_good(page)
    page.get_by_role("button", name="Make the key").click()
    expect(page.get_by_role("link", name="Select in whose name it refers")).to_be_visible()
    is_good(page)
    page.get_by_label("Which system is it for?").fill("Armley record")
    page.get_by_label("In whose name does it refer?").select_option("Ruth Adeyemi, Armley CMHT")
    page.get_by_role("button", name="Make the key").click()
    expect(page.get_by_role("heading", name="The key for Armley record")).to_be_visible()
    is_good(page)
    secret = page.get_by_text("alongside_").inner_text()
    referrals = f"{live_server.url}/api/referrals"
    sent = page.request.post(
        referrals, data=json.dumps(WEI), headers={"Authorization": f"Bearer {secret}"}
    )
    assert sent.status == 201, sent.text()
    assert _ask(page, f"{referrals}/{AN_ID}", secret) == 200
    page.goto(f"{live_server.url}/referrals/")
    expect(page.get_by_text("Wei Zhang").first).to_be_visible()
    page.goto(f"{live_server.url}/keys/")
    expect(page.get_by_text("Opens", exact=True)).to_be_visible()
    is_good(page)
    page.get_by_role("link", name="Revoke").click()
    is_good(page)
    page.get_by_role("button", name="Revoke the key").click()
    expect(page.get_by_text("opens nothing any more")).to_be_visible()
    is_good(page)
    assert _ask(page, referrals, secret) == 401
    page.get_by_role("link", name="What another system sends").click()
    is_good(page)
