"""Two early signs are ticked at the door, and what was agreed for that is on the board at nine."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.cast import Cast
from tests.journeys.walking import DESK, PHONE, come_to, is_good, sign_in

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


def _write_the_signs(page: Page) -> None:
    page.get_by_label("Sign 1").fill("Phone is off")
    page.get_by_label("Sign 2").fill("Curtains drawn")
    page.get_by_role("button", name="Add a sign").click()
    is_good(page)
    page.get_by_label("Sign 3").fill("Walks at night")
    page.get_by_label("What helps when these signs show").fill("Radio on low, few words")
    page.get_by_label("What family and friends can do").fill("His sister rings at six")
    page.get_by_label("What the team does when two signs").fill("Two of us go the same day")
    page.get_by_label("How often should somebody be there").select_option("Every day")
    page.get_by_label("Agreed with the person", exact=True).check()
    page.get_by_role("button", name="Keep this version").last.click()
    expect(page.get_by_text("Version 1 of the plan is kept")).to_be_visible()
    is_good(page)


def _tick(page: Page, *signs: str) -> None:
    asked = page.get_by_role("group", name="Which of their early signs did you see?")
    for sign in signs:
        asked.get_by_label(sign, exact=True).check()
    page.get_by_role("button", name="Record the contact").click()
    page.wait_for_load_state()


def test_two_signs_at_the_door(page: Page, live_server: Any, cast: Cast) -> None:
    person = f"{live_server.url}/people/{cast.sam.pk}"
    page.set_viewport_size(DESK)
    sign_in(page, f"{person}/plan/write/")
    is_good(page)
    _write_the_signs(page)

    page.set_viewport_size(PHONE)
    come_to(page, f"{person}/contacts/new/", "priya")
    page.get_by_label("Seen or spoken to", exact=True).check()
    _tick(page, "Phone is off", "None of these")
    expect(page.get_by_role("link", name="Select the signs that you saw")).to_be_visible()
    is_good(page)
    page.get_by_label("None of these").uncheck()
    _tick(page, "Curtains drawn")
    expect(page.get_by_text("Agreed: Two of us go the same day")).to_be_visible()
    is_good(page)
    page.goto(f"{person}/signs/")
    is_good(page)

    page.set_viewport_size(DESK)
    come_to(page, f"{live_server.url}/board/{cast.north.pk}/", "tom")
    expect(page.get_by_text("Agreed: Two of us go the same day")).to_be_visible()
    expect(page.get_by_text("Rules propose Every day")).to_be_visible()
    page.get_by_role("link", name="Decide on the zone of Samuel").click()
    is_good(page)
    expect(page.get_by_role("heading", name="Early signs were seen")).to_be_visible()
    page.get_by_label("Every day", exact=True).check()
    page.get_by_label("Why?").select_option("zone.relapse-signs-every-day")
    page.get_by_label("Yes", exact=True).check()
    page.get_by_role("button", name="Decide", exact=True).click()
    expect(page.get_by_text("is in the zone “Every day”")).to_be_visible()
    expect(page.get_by_text("Rules propose")).to_be_hidden()
    expect(page.get_by_text("Agreed: Two of us go the same day")).to_be_visible()
    is_good(page)
