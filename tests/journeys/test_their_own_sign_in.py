"""Sam is given a sign-in, reads on his phone, asks for his record, leaves, and ends it."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from alongside.own.tests.owned import AGAIN, given, name_carer
from alongside.record.tests.telling import everything
from alongside.sharing import actions as sharing
from alongside.sharing.models import Recipient
from tests.cast import NOW, Cast, asking
from tests.journeys.walking import DESK, PHONE, come_to, is_good, sign_in

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
WEATHER = "https://www.bbc.co.uk/weather"


def _follow(page: Page, name: str) -> None:
    page.get_by_role("link", name=name).first.click()
    page.wait_for_load_state()
    is_good(page)


def _press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name).first.click()
    page.wait_for_load_state()
    is_good(page)


def _leaves(page: Page, address: str) -> None:
    """Leave in haste: whoever looks over the shoulder sees the weather, and nobody is signed in."""
    page.context.route(f"{WEATHER}**", lambda route: route.fulfill(body="<h1>Rain</h1>"))
    page.get_by_role("button", name="Leave now").click()
    expect(page.get_by_role("heading", name="Rain")).to_be_visible()
    page.goto(f"{address}/own/")
    expect(page.get_by_role("button", name="Sign in", exact=True)).to_be_visible()


def test_somebody_reads_asks_leaves_and_ends_it(cast: Cast, page: Page, live_server: Any) -> None:
    with asking(cast.ngozi) as ngozi:
        given(cast, by=ngozi, email="sam@alongside.example")
    everything(cast)
    page.set_viewport_size(PHONE)
    sign_in(page, live_server.url, "sam")
    expect(page.get_by_role("heading", name="Your record, Sam")).to_be_visible()
    is_good(page)
    _follow(page, "Your plan")
    expect(page.get_by_text("I want my own key")).to_be_visible()
    _follow(page, "Who looked")
    expect(page.get_by_text("Read your record with your own sign-in")).to_be_visible()
    page.goto(f"{live_server.url}/own/record/")
    page.get_by_label("Is there anything that you want to say about it?").fill("All of it")
    _press(page, "Ask for a copy")
    expect(page.get_by_text("It waits for an answer")).to_be_visible()
    _leaves(page, live_server.url)
    sign_in(page, f"{live_server.url}/own/sign-in/", "sam")
    _press(page, "End this sign-in")
    _press(page, "End it now")
    expect(page.get_by_role("heading", name="It has ended")).to_be_visible()


def test_the_team_gives_one_on_paper(cast: Cast, page: Page, live_server: Any) -> None:
    page.set_viewport_size(DESK)
    sign_in(page, f"{live_server.url}/people/{cast.sam.pk}/rights/", "ngozi")
    _follow(page, "Their own sign-in")
    _press(page, "Give Sam their own sign-in")
    _press(page, "Give it")
    expect(page.get_by_role("link", name=re.compile("Talk it through"))).to_be_visible()
    page.get_by_label("Email address to sign in with").fill("sam@home.example")
    page.get_by_label("I have talked through with them").check()
    _press(page, "Give it")
    expect(page.get_by_role("heading", name="Sam can sign in")).to_be_visible()
    page.set_viewport_size(PHONE)
    is_good(page)


def test_a_carer_reads_until_it_is_taken_back(cast: Cast, page: Page, live_server: Any) -> None:
    with asking(cast.ngozi) as ngozi:
        orla: Recipient = name_carer(cast, by=ngozi)
        given(cast, by=ngozi, carer=orla, email="orla@alongside.example")
    page.set_viewport_size(PHONE)
    come_to(page, live_server.url, "orla")
    expect(page.get_by_role("heading", name="What you may be told about Sam")).to_be_visible()
    with asking(cast.ngozi) as ngozi:
        sharing.take_back(orla, look_again_on=AGAIN, by=ngozi, at=NOW)
    page.reload()
    expect(page.get_by_text("There is nothing that we can show you here")).to_be_visible()
    is_good(page)
