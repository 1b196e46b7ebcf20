"""An administrator opens a service, mends a team, chooses a framework and sets a number."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.cast import Cast
from tests.journeys.walking import DESK, PHONE, is_good, sign_in

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


def _click(page: Page, role: Any, name: str) -> None:
    """Follow a link or press a button, and look at the page that comes."""
    page.get_by_role("main").get_by_role(role, name=name, exact=True).first.click()
    page.wait_for_load_state()
    is_good(page)


def _open_a_service(page: Page) -> None:
    _click(page, "button", "Open a service")
    page.get_by_label("Name of the service").fill("Leeds rehabilitation")
    page.get_by_label("England").check()
    page.get_by_label("Enhanced Care Programme Approach").check()
    _click(page, "button", "Open the service")
    page.get_by_label("Name of the team").fill("Rehab East")
    page.get_by_label("What sort of team is it?").select_option("community rehabilitation")
    _click(page, "button", "Open the team")
    _click(page, "link", "Rehab East")
    _click(page, "link", "Change the team")
    page.get_by_label("Phone").fill("0113 496 0200")
    _click(page, "button", "Save")
    expect(page.get_by_text("0113 496 0200")).to_be_visible()


def _choose_a_framework(page: Page) -> None:
    page.get_by_role("link", name="Services and teams", exact=True).click()  # the way back
    is_good(page)
    _click(page, "link", "Leeds assertive outreach")
    page.get_by_role("link", name="Change Framework").click()
    is_good(page)
    page.get_by_label("Enhanced Care Programme Approach").check()
    page.get_by_label("They move to it on a day").check()
    moves = page.get_by_role("group", name="On which day?")
    for part, number in (("Day", "1"), ("Month", "4"), ("Year", "2027")):
        moves.get_by_label(part).fill(number)
    page.get_by_label("Who decided this, and why?").fill("The board of the trust, in October")
    _click(page, "button", "Save")
    expect(page.get_by_text("Move on 1 April 2027")).to_be_visible()


def _set_a_number(page: Page) -> None:
    _click(page, "link", "Intervals and numbers of the service")
    row = page.get_by_role("row").filter(has_text="copy of their plan")
    row.get_by_role("link", name="Set our own").click()
    is_good(page)
    page.get_by_label("How many days?").fill("10")
    page.get_by_label("Who approved it?").fill("Dr Rowe, clinical lead")
    page.get_by_label("Why?").fill("Letters are posted on Mondays")
    _click(page, "button", "Save")
    expect(page.get_by_text("10 days", exact=True)).to_be_visible()
    expect(page.get_by_text("approved by Dr Rowe, clinical lead")).to_be_visible()


@pytest.mark.parametrize("screen", [DESK, PHONE], ids=["desk", "phone"])
def test_what_a_service_decides_for_itself(
    page: Page, live_server: Any, cast: Cast, screen: Any
) -> None:
    page.set_viewport_size(screen)
    sign_in(page, f"{live_server.url}/teams/", "ada")
    is_good(page)
    _open_a_service(page)
    _choose_a_framework(page)
    _set_a_number(page)
