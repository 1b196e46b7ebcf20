"""A visit on a phone, a missed one the next hour, and the ladder until he is seen again."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from alongside.contacts import actions, queries
from alongside.contacts.actions import VisitText
from tests.cast import Cast, asking
from tests.journeys.walking import DESK, PHONE, is_good, sign_in

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


def _plan_visit(cast: Cast) -> None:
    """Plan a visit of Priya's to Sam, a moment ago."""
    now = timezone.now()
    with asking(cast.priya):
        text = VisitText(cast.sam, cast.north.pk, cast.priya, now - timedelta(minutes=2))
        actions.plan_visit(text, by=cast.priya, at=now)


def _record(page: Page, outcome: str) -> None:
    page.get_by_label(outcome, exact=True).check()
    page.get_by_role("button", name="Record the contact").click()
    page.wait_for_load_state()
    is_good(page)


def _climb_a_step(page: Page) -> None:
    page.get_by_role("link", name="Done").first.click()
    is_good(page)
    page.get_by_label("What came of it?").fill("Curtains drawn, post in the box")
    page.get_by_role("button", name="Mark it done").click()
    expect(page.get_by_text("The step is done. Next:")).to_be_visible()
    page.get_by_role("link", name="Hand over").first.click()
    is_good(page)
    page.get_by_label("Hand it to").select_option("Tom Brennan")
    page.get_by_role("button", name="Hand it over").click()
    expect(page.get_by_text("The step now belongs to Tom Brennan")).to_be_visible()


def test_a_visit_and_a_missed_visit(page: Page, live_server: Any, cast: Cast) -> None:
    _plan_visit(cast)
    page.set_viewport_size(PHONE)
    sign_in(page, f"{live_server.url}/visits/", "priya")
    is_good(page)
    page.get_by_role("link", name="Record the contact").click()
    is_good(page)
    page.get_by_label("What happened?").fill("Made tea, looked at the allotment")
    _record(page, "Seen or spoken to")
    expect(page.get_by_text("The contact was recorded")).to_be_visible()
    expect(page.get_by_text("Made tea, looked at the allotment")).to_be_visible()

    page.get_by_role("button", name="Record a contact").click()
    _record(page, "No answer")
    expect(page.get_by_role("heading", name="After a missed contact")).to_be_visible()
    expect(page.get_by_text("Missed contact never ends care")).to_be_visible()
    _climb_a_step(page)
    page.set_viewport_size(DESK)
    page.goto(f"{live_server.url}/ladder/")
    is_good(page)
    page.keyboard.press("j")
    page.keyboard.press("n")
    expect(page.get_by_role("heading", name="Record a contact")).to_be_visible()
    _record(page, "Seen or spoken to")
    page.goto(f"{live_server.url}/ladder/")
    expect(page.get_by_text("No step is to be done")).to_be_visible()


def test_a_contact_is_recorded_without_script(
    browser: Browser, live_server: Any, cast: Cast
) -> None:
    context = browser.new_context(java_script_enabled=False, viewport=PHONE)
    page = context.new_page()
    sign_in(page, f"{live_server.url}/people/{cast.sam.pk}/contacts/new/", "priya")
    page.get_by_role("button", name="Record the contact").click()
    expect(page.get_by_role("link", name="Select how it went")).to_be_visible()
    page.get_by_label("Not found").check()
    page.get_by_role("button", name="Record the contact").click()
    expect(page.get_by_role("heading", name="After a missed contact")).to_be_visible()
    context.close()
    with asking(cast.priya):
        assert queries.climb_for(cast.priya, cast.sam.pk).next
