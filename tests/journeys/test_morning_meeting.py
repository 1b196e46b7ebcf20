"""The morning meeting: the board, everybody passed, actions and a handover, the minute, the day."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from alongside.standards.tests.crowd import crowd
from tests.cast import Cast
from tests.journeys.walking import DESK, PHONE, come_to, is_good, sign_in

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


def _look_on_a_phone(page: Page) -> None:
    """Look at the same page on a phone, where somebody is to be seen without long scrolling."""
    page.set_viewport_size(PHONE)
    is_good(page)
    page.set_viewport_size(DESK)


def _press(page: Page, name: str) -> None:
    page.get_by_role("main").get_by_role("button", name=name, exact=True).last.click()
    page.wait_for_load_state()
    is_good(page)


def _begin(page: Page) -> None:
    _press(page, "Begin the meeting")
    for name in ("Ngozi Okafor", "Priya Nair"):
        page.get_by_label(name).check()
    _press(page, "Begin")
    expect(page.get_by_text("0 of 3 passed")).to_be_visible()
    _look_on_a_phone(page)


def _pass_by_one_key(page: Page) -> None:
    _press(page, "Begin with Robin 0 Ashe")
    expect(page.get_by_text("Who looks after it")).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Robin 1 Ashe")).to_be_visible()
    is_good(page)
    page.keyboard.press("k")
    expect(page.get_by_role("heading", name="Robin 0 Ashe")).to_be_visible()
    is_good(page)
    page.keyboard.press("j")
    expect(page.get_by_role("heading", name="Robin 1 Ashe")).to_be_visible()


def _decide_on_an_action(page: Page) -> None:
    page.get_by_label("What was said").fill("His sister rang: he is at hers")
    page.get_by_label("What is to be done").fill("Ring his sister")
    expect(page.get_by_text("Saved at")).to_be_visible()
    _press(page, "Next: Samuel Ó Briain")
    expect(page.get_by_role("heading", name="There is a problem")).to_be_visible()
    expect(page.get_by_label("What was said")).to_have_value("His sister rang: he is at hers")
    page.get_by_label("By whom").select_option("Ngozi Okafor")
    _look_on_a_phone(page)
    _press(page, "Next: Samuel Ó Briain")


def _hand_over_and_end(page: Page) -> None:
    page.get_by_label("What the next ones need to know").fill("Knock twice")
    _press(page, "Passed")
    expect(page.get_by_text("Everybody has been passed")).to_be_visible()
    _press(page, "End the meeting")
    _press(page, "End the meeting")
    for told in ("His sister rang", "Ring his sister", "Knock twice", "Passed, nothing to note"):
        expect(page.get_by_text(told)).to_be_visible()
    _look_on_a_phone(page)


def test_the_morning_meeting(page: Page, live_server: Any, cast: Cast) -> None:
    crowd(cast, 2)
    board = f"{live_server.url}/board/{cast.north.pk}/"
    page.set_viewport_size(DESK)
    sign_in(page, board, "tom")
    is_good(page)
    _look_on_a_phone(page)
    _begin(page)
    _pass_by_one_key(page)
    _decide_on_an_action(page)
    _hand_over_and_end(page)
    page.goto(board)
    expect(page.get_by_text("Knock twice")).to_be_visible()
    page.get_by_role("link", name="Zone in question").click()
    is_good(page)
    expect(page.get_by_text("Nobody on the board is like that")).to_be_visible()
    come_to(page, f"{live_server.url}/my-day/", "ngozi")
    expect(page.get_by_role("link", name="Ring his sister")).to_be_visible()
    _look_on_a_phone(page)


def test_a_key_records_a_contact_with_whom_one_stands_on_and_nobody_else(
    page: Page, live_server: Any, cast: Cast
) -> None:
    crowd(cast, 2)
    board = f"{live_server.url}/board/{cast.north.pk}/"
    sign_in(page, board, "ngozi")
    for address in (board, f"{live_server.url}/caseload/", f"{live_server.url}/people/"):
        page.goto(address)
        page.keyboard.press("n")
        expect(page).to_have_url(address)
        page.keyboard.press("j")
        name = page.locator(".app-item--here a").first.inner_text()
        page.keyboard.press("n")
        expect(page.get_by_role("heading", name="Record a contact")).to_be_visible()
        expect(page.get_by_text(name).first).to_be_visible()
