"""Jo of the harm reduction service, on a phone: the day, a person, an exchange, until it ends."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from alongside.contacts import actions as contacts
from alongside.contacts.actions import VisitText
from alongside.joint.actions import ours
from alongside.joint.tests.shared import AGAIN, consent
from alongside.partners.tests.partnered import join, partnered
from alongside.sharing import actions as sharing
from alongside.sharing.models import Recipient
from tests.cast import NOW, Cast, asking
from tests.journeys.walking import DESK, PHONE, come_to, is_good

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
LATER = timedelta(days=1)  # a Tuesday


def _shared(cast: Cast) -> Recipient:
    """Let Sam consent to Jo, and a visit to him be planned for Tuesday."""
    with asking(cast.tom) as tom:
        jo = join(cast, partnered(cast, by=tom), by=tom)
    with asking(cast.ngozi) as ngozi:
        sams = consent(cast, jo, by=ngozi)
        ours.write_risk(cast.sam, practitioner=jo, says="Two dogs", by=ngozi, at=NOW)
        text = VisitText(cast.sam, cast.north.pk, ngozi, NOW + LATER, partner=jo.agency)
        contacts.plan_visit(text, by=ngozi, at=NOW)
    return sams


def _follow(page: Page, name: str) -> None:
    page.get_by_role("link", name=name).first.click()
    page.wait_for_load_state()
    is_good(page)


def _press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name).click()
    page.wait_for_load_state()
    is_good(page)


def _records_an_exchange(page: Page) -> None:
    _press(page, "Record a contact")
    _press(page, "Record the contact")
    expect(page.get_by_role("link", name="Select whether you met them")).to_be_visible()
    page.get_by_label("Yes").check()
    page.get_by_label("Where?").select_option("Street")
    page.get_by_label("Needles and syringes", exact=True).fill("20")
    page.get_by_label("Used needles and syringes handed back").fill("11")
    _press(page, "Record the contact")
    expect(page.get_by_text("Needles and syringes 20, 11 back")).to_be_visible()


def _asks_for_a_visit(page: Page) -> None:
    page.get_by_role("button", name="Ask for a joint visit").click()
    is_good(page)
    page.get_by_label("When?").fill("2026-11-26T10:00")
    page.get_by_label("Where?").select_option("Café")
    _press(page, "Ask the team")
    expect(page.get_by_text("The team has not answered yet")).to_be_visible()


def test_a_practitioner_on_a_phone(page: Page, live_server: Any, cast: Cast) -> None:
    sams = _shared(cast)
    page.set_viewport_size(PHONE)
    come_to(page, live_server.url, "jo")
    _follow(page, "Day after")
    expect(page.get_by_text("At home, with Ngozi Okafor")).to_be_visible()
    expect(page.get_by_text("Two dogs")).to_be_visible()
    _follow(page, "Samuel Ó Briain")
    _records_an_exchange(page)
    _asks_for_a_visit(page)
    for menu in ("Your people", "Learning", "Debriefing", "My day"):
        _follow(page, menu)
    _follow(page, "The protocol and its policies")

    page.set_viewport_size(DESK)
    come_to(page, f"{live_server.url}/my-day/", "priya")
    _follow(page, "Samuel Ó Briain")
    page.get_by_label("Yes, the visit is planned").check()
    _press(page, "Answer")
    expect(page.get_by_text("The visit is planned, with you")).to_be_visible()

    page.set_viewport_size(PHONE)
    come_to(page, f"{live_server.url}/partner/on/2026-11-26/", "jo")
    expect(page.get_by_text("Café, with Priya Nair")).to_be_visible()
    with asking(cast.ngozi) as ngozi:
        sharing.take_back(sams, look_again_on=AGAIN, by=ngozi, at=NOW + LATER / 2)
    page.reload()
    expect(page.get_by_text("No joint visit is planned on this day")).to_be_visible()
    page.goto(f"{live_server.url}/partner/people/{cast.sam.pk}/")
    expect(page.get_by_role("heading", name="Page not found")).to_be_visible()
