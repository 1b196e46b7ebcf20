"""A pack is edited and put in force; somebody is refused, and the referrer reads why."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from alongside.referrals.tests.referred import MEETS_NOT, put_in_force, taken_in
from tests.cast import Cast
from tests.journeys.walking import is_good, sign_in

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


def test_a_pack_is_edited_and_put_in_force(page: Page, live_server: Any, cast: Cast) -> None:
    put_in_force(cast)
    sign_in(page, live_server.url + reverse("criteria:list"), "tom")
    is_good(page)
    page.get_by_role("button", name="Begin a draft").click()
    page.get_by_label("“Leicestershire assertive outreach”, in force from").check()
    page.get_by_role("button", name="Begin").click()

    page.get_by_role("link", name="Much use of hospital").first.click()
    is_good(page)
    page.get_by_role("link", name="Change “More than 2 stays in hospital").click()
    page.get_by_label("How many?").fill("4")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("More than 4 stays in hospital that began").first).to_be_visible()

    page.get_by_role("link", name="Leicestershire assertive outreach").click()
    page.get_by_role("button", name="Add a criterion").click()
    page.get_by_label("What does it ask about?").select_option("several")
    page.get_by_role("button", name="Continue").click()
    page.get_by_label("The criterion in words").fill("Several of these at once")
    page.get_by_label("Supporting:").check()
    page.get_by_label("Which paragraph does it come from?").fill("Service manual, paragraph 4")
    page.get_by_label("“A number of” them: a person judges").check()
    page.get_by_label("Homeless", exact=True).check()
    page.get_by_label("Uses drugs", exact=True).check()
    is_good(page)
    page.get_by_role("button", name="Add the criterion").click()
    expect(page.get_by_role("link", name="Several of these at once").first).to_be_visible()

    page.get_by_role("button", name="What if this were in force?").click()
    is_good(page)
    page.get_by_role("link", name="Leicestershire assertive outreach").click()
    page.get_by_role("button", name="Put in force").click()
    day = timezone.localdate()
    for part, value in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
        page.get_by_label(part).fill(str(value))
    page.get_by_label("Why do the criteria change?").fill("More people than places")
    page.get_by_role("button", name="Put in force").click()
    expect(page.get_by_text("In force", exact=True).first).to_be_visible()
    expect(page.get_by_text("More people than places")).to_be_visible()
    is_good(page)


def test_somebody_is_refused_with_reasons(page: Page, live_server: Any, cast: Cast) -> None:
    put_in_force(cast)
    at = timezone.now() - timedelta(days=2)
    referral = taken_in(cast, told=MEETS_NOT, at=at, address="2 Mill Row\nLeeds")
    sign_in(page, live_server.url + reverse("referrals:referral", args=[referral.pk]))
    page.get_by_role("button", name="Decide", exact=True).click()
    expect(page.get_by_text("They do not meet the criteria")).to_be_visible()
    is_good(page)
    page.get_by_label("Do not accept").check()
    page.get_by_label("What else could help?").fill("A housing support worker")
    page.get_by_label("By post").first.check()
    page.get_by_label("By email, which you send").check()
    page.get_by_role("button", name="Decide", exact=True).click()
    expect(page.get_by_text("The decision is made, and its letters are ready")).to_be_visible()
    expect(page.get_by_text("By post,")).to_be_visible()
    is_good(page)

    page.context.clear_cookies()
    own = reverse("referrals:own-referral", args=[referral.pk])
    sign_in(page, live_server.url + own, "ruth")
    expect(page.get_by_text("Much use of hospital or of intensive care")).to_be_visible()
    expect(page.get_by_role("button", name="Read the letter")).to_be_visible()
    is_good(page)
