"""A plan is written and a copy given; half a year later it is reviewed, with his sister there."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone
from playwright.sync_api import Locator, Page, expect

from alongside.careplans import actions
from alongside.careplans.actions import GoalText, InterventionText, PlanText
from alongside.kernel.period import day_of
from tests.cast import PASSWORD, Cast, asking
from tests.journeys.walking import DESK, PHONE, is_good, sign_in

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


def _fill_day(group: Locator, day: date) -> None:
    for part, number in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
        group.get_by_label(part).fill(str(number))


def _click(page: Page, role: Any, name: str) -> None:
    """Follow a link or press a button, and look at the page that comes."""
    page.get_by_role("main").get_by_role(role, name=name, exact=True).first.click()
    page.wait_for_load_state()
    is_good(page)


def _write_first_plan(page: Page) -> None:
    _click(page, "button", "Write the first plan")
    page.get_by_label("What matters to them").fill("My mornings, and nobody in uniform.")
    page.get_by_label("Goal 1, in their own words").fill("Get the allotment back")
    step = page.get_by_role("group", name="Goal 1")
    step.get_by_label("What will be done?").first.fill("Visit the allotment")
    step.get_by_label("Kind of help").first.select_option("social")
    step.get_by_label("Who?").first.fill("Priya")
    step.get_by_label("When?").first.fill("Thursdays")
    expect(page.get_by_text("Saved at")).to_be_visible()


def _sign_in_again_in_place(page: Page) -> None:
    Session.objects.all().delete()
    page.get_by_label("Sign 1").press_sequentially("He stops walking.")
    again = page.get_by_role("dialog", name="Sign in again")
    again.get_by_label("Password").fill(PASSWORD)
    again.get_by_role("button", name="Sign in").click()
    expect(again.get_by_label("Six digits")).to_be_visible()
    again.get_by_role("button", name="Sign in").click()
    expect(again).to_be_hidden()
    expect(page.get_by_text("Saved at")).to_be_visible()


def _give_copy(page: Page, today: date) -> None:
    _click(page, "button", "Give a copy")
    page.get_by_label("On paper in large print").check()
    _fill_day(page.get_by_role("group", name="On which day?"), today)
    _click(page, "button", "Record")
    expect(page.get_by_text("On paper in large print")).to_be_visible()


def _plan_review(page: Page, today: date) -> None:
    _click(page, "link", "Reviews")
    _click(page, "link", "Plan the next review")
    _fill_day(page.get_by_role("group", name="On which day?"), today)
    page.get_by_label("At what time?").fill("2.30pm")
    page.get_by_label("Where?").fill("Lou’s café")
    _click(page, "button", "Keep this day")
    expect(page.get_by_role("heading", name="Review planned for")).to_be_visible()


def _invite_sister(page: Page) -> None:
    _click(page, "button", "Invite somebody")
    page.get_by_label("Family or carer").check()
    page.get_by_label("The person wants them there").check()
    page.get_by_label("Their name").fill("Lou Briain")
    page.get_by_label("By letter, posted").check()
    page.get_by_role("textbox", name="Address", exact=True).fill("2 Beck Lane\nLeeds")
    is_good(page)
    _click(page, "button", "Invite them")
    expect(page.get_by_text("Lou Briain (family or carer)")).to_be_visible()


def _hold(page: Page, today: date) -> None:
    _click(page, "button", "Record the review")
    for name in ("Samuel Ó Briain", "Ngozi Okafor", "Lou Briain"):
        row = page.get_by_role("group").filter(has=page.locator(f'input[value="{name}"]')).last
        row.get_by_label("How").select_option("in person")
    page.get_by_label("What do they say themself?").fill("Good that nobody comes before noon.")
    page.get_by_label("Yes, they said what they think").check()
    page.get_by_label("What do they say?", exact=True).fill("Lou: he sleeps again.")
    page.get_by_label("What was concluded?").fill("The allotment goes on. The depot is looked at.")
    page.get_by_label("No, the next version is written now").check()
    is_good(page)
    _click(page, "button", "Record the review")
    expect(page.get_by_role("heading", name="Write the care plan")).to_be_visible()


@pytest.mark.parametrize("screen", [DESK, PHONE], ids=["desk", "phone"])
def test_from_the_first_plan_to_the_version_after_its_review(
    page: Page, live_server: Any, cast: Cast, screen: Any
) -> None:
    today = day_of(timezone.now())
    page.set_viewport_size(screen)
    sign_in(page, f"{live_server.url}/people/{cast.sam.pk}/plan/")
    _write_first_plan(page)
    _sign_in_again_in_place(page)
    page.get_by_label("Not asked yet").check()
    _click(page, "button", "Keep this version")
    expect(page.get_by_text("Version 1 of the plan is kept")).to_be_visible()
    expect(page.get_by_text("He stops walking.")).to_be_visible()
    _give_copy(page, today)
    _plan_review(page, today)
    expect(page.get_by_role("heading", name="Get the allotment back")).to_be_visible()
    _invite_sister(page)
    _hold(page, today)
    page.get_by_label("Goal 2, in their own words").fill("Tablets rather than the depot")
    page.get_by_label("Agreed with the person").check()
    _click(page, "button", "Keep this version")
    expect(page.get_by_text("Version 2 of the plan is kept")).to_be_visible()
    _click(page, "link", "Reviews")
    expect(page.get_by_text("Version 2 followed")).to_be_visible()
    page.locator("td a").first.click()
    is_good(page)
    for said in ("Lou: he sleeps again.", "Good that nobody comes before noon.", "Lou Briain"):
        expect(page.get_by_text(said).first).to_be_visible()


def test_two_wrote_at_once_and_somebody_chooses_on_a_phone(
    page: Page, live_server: Any, cast: Cast
) -> None:
    steps = [InterventionText("social", "Visit the allotment", "Priya", "Thursdays")]
    with asking(cast.ngozi):
        for words in ("He wants his mornings.", "He wants his mornings and the dog."):
            text = PlanText(
                in_their_words=words, goals=[GoalText("The allotment", "", None, steps)]
            )
            actions.write_plan(
                cast.sams_episode, text=text, based_on=None, by=cast.ngozi, at=timezone.now()
            )
    page.set_viewport_size(PHONE)
    sign_in(page, f"{live_server.url}/people/{cast.sam.pk}/plan/", "tom")
    _click(page, "button", "See them side by side and choose")
    expect(page.get_by_text("and the dog.").first).to_be_visible()
    _click(page, "button", "Go on with version 1")
    expect(page.get_by_text("Version 1 goes on as version 3")).to_be_visible()
