"""Sam asks who has looked at his record: a worker turns the phone, and he reads it himself."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from alongside.record.tests.telling import everything
from tests.cast import NOW, Cast
from tests.journeys.walking import PHONE, is_good, sign_in

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


def test_somebody_reads_their_own_record_on_a_workers_phone(
    cast: Cast, page: Page, live_server: Any
) -> None:
    everything(cast)
    page.set_viewport_size(PHONE)
    sign_in(page, f"{live_server.url}/people/{cast.sam.pk}/", "priya")
    expect(page.get_by_text("Waits for an answer:")).to_be_visible()
    page.get_by_role("link", name="Their rights").first.click()
    is_good(page)
    page.get_by_role("button", name="Show them their record").click()
    expect(page.get_by_role("heading", name="Your record, Sam")).to_be_visible()
    expect(page.get_by_text("I want my own key")).to_be_visible()
    expect(page.get_by_text("Priya Nair").first).to_be_visible()
    expect(page.get_by_role("search")).to_have_count(0)
    is_good(page)
    page.get_by_role("button", name="It was given in large print").click()
    expect(page.get_by_text("The paper is kept as it was given")).to_be_visible()


def test_a_complaint_is_written_down_and_answered(cast: Cast, page: Page, live_server: Any) -> None:
    page.set_viewport_size(PHONE)
    sign_in(page, f"{live_server.url}/people/{cast.sam.pk}/rights/turned-to/complaint/", "ada")
    _say(page, "They asked for it, or made it", "Sam himself", "Nobody came on Friday", 10)
    expect(page.get_by_text("Waits", exact=True)).to_be_visible()
    is_good(page)
    page.get_by_role("button", name="Write down what happened A complaint").click()
    is_good(page)
    page.get_by_label("Nobody came on Friday").check()
    _say(page, "It was answered", "Complaints team", "We are sorry", 2)
    expect(page.get_by_text("Settled", exact=True)).to_be_visible()
    is_good(page)


def _say(page: Page, happened: str, who: str, words: str, days_ago: int) -> None:
    on = (NOW - timedelta(days=days_ago)).date()
    page.get_by_label(happened).check()
    for part, value in (("Day", on.day), ("Month", on.month), ("Year", on.year)):
        page.get_by_label(part, exact=True).fill(str(value))
    page.get_by_label("Who was it?").fill(who)
    page.get_by_label("What was said?").fill(words)
    page.get_by_role("button", name="Keep it").click()
