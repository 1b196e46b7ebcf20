"""Ruth refers somebody, North screens and accepts, and care begins by what the person wishes."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from alongside.kernel.period import day_of
from alongside.referrals.models import Referral
from alongside.referrals.tests.referred import MEETS, put_in_force, taken_in
from tests.cast import Cast
from tests.journeys.walking import DESK, PHONE, accept, come_to, is_good, sign_in

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


def _press(page: Page, name: str) -> None:
    """Press a button, and look at the page that comes."""
    page.get_by_role("button", name=name, exact=True).click()
    page.wait_for_load_state()
    is_good(page)


def _say_who(page: Page) -> None:
    page.get_by_label("Given name").fill("Wei")
    page.get_by_label("Family name").fill("Zhang")
    for part, number in (("Day", "2"), ("Month", "5"), ("Year", "1991")):
        page.get_by_label(part).fill(number)
    page.get_by_label("NHS number").fill("999 735 4680")
    _press(page, "Save and continue")


def _say_needs(page: Page) -> None:
    page.get_by_label("First language").fill("Cantonese")
    interpreter = page.get_by_role("group", name="Do they need an interpreter?")
    interpreter.get_by_label("Yes").check()
    page.get_by_label("Ethnicity").select_option("Chinese")
    page.get_by_label("Whom would they like to work with?").fill("A woman, please.")
    _press(page, "Save and continue")


def _say_why(page: Page) -> None:
    page.get_by_label("Why do you refer them, and why now?").fill("Three admissions in two years.")
    page.get_by_label("What does the person want?").fill("A place of my own.")
    page.get_by_label("Who holds their care until there is a decision?").fill("Armley CMHT, Ruth")
    page.get_by_label("Rehabilitation and recovery in established illness").check()
    page.get_by_label("Routine").check()
    _press(page, "Save and check")


def _say_stays(page: Page, *years: str) -> None:
    """Write down a stay in hospital of each year, on rows that are added one by one."""
    page.get_by_role("link", name="Change hospital and crisis team").click()
    page.locator("[name=inpatient_spells][value=some]").check()
    for number, year in enumerate(years, start=1):
        if number > 1:
            _press(page, "Add another stay")
        stay = page.get_by_role("group", name=f"Stay {number}", exact=True)
        for which, day, month in (("First day", "1", "3"), ("Last day", "31", "5")):
            boxes = stay.get_by_role("group", name=which)
            for part, text in (("Day", day), ("Month", month), ("Year", year)):
                boxes.get_by_label(part).fill(text)
    _press(page, "Save and check")


@pytest.mark.parametrize("screen", [DESK, PHONE], ids=["desk", "phone"])
def test_somebody_is_referred_and_taken_in_as_somebody_new(
    page: Page, live_server: Any, cast: Cast, screen: Any
) -> None:
    put_in_force(cast)
    page.set_viewport_size(screen)
    sign_in(page, live_server.url + reverse("referrals:own"), "ruth")
    is_good(page)
    _press(page, "Refer somebody")
    page.get_by_label("North team").check()
    _press(page, "Begin")
    _say_who(page)
    _say_needs(page)
    _say_why(page)
    expect(page.get_by_text("Three admissions in two years.")).to_be_visible()
    _say_stays(page, "2024", "2025", "2026")
    for year in ("2024", "2025", "2026"):
        expect(page.get_by_text(f"1 March {year} to 31 May {year}").first).to_be_visible()
    _press(page, "Send the referral")
    expect(page.get_by_text("Wei Zhang").first).to_be_visible()

    come_to(page, live_server.url + reverse("referrals:list"), "ada")
    page.get_by_role("link", name="Wei Zhang").click()
    is_good(page)
    _press(page, "Take it in: who is it?")
    expect(page.get_by_text("Nobody whom your teams know is like this person")).to_be_visible()
    page.get_by_label("Somebody new to us").check()
    _press(page, "Take in the referral")
    expect(page.get_by_text("The referral of Wei Zhang was taken in")).to_be_visible()
    expect(page.get_by_text("A woman, please.").first).to_be_visible()
    _press(page, "Ask the referrer")


def _screen(page: Page) -> None:
    """Write down one session, the last, with what was heard to every question."""
    _press(page, "Write down a session")
    held = day_of(timezone.now()) - timedelta(days=1)
    for part, number in (("Day", held.day), ("Month", held.month), ("Year", held.year)):
        page.get_by_label(part).fill(str(number))
    page.get_by_label("At what time?").fill("2pm")
    for box in page.locator("main textarea").all():
        box.fill("Talked on the bench by the canal.")
    page.get_by_label("Yes, the screening is finished").check()
    _press(page, "Write it down")


def _ask_wishes(page: Page, live_server: Any, referral: Referral) -> None:
    page.goto(live_server.url + reverse("record:ask", args=[referral.person_id]))
    for group in page.get_by_role("group", name="Do they have a wish about").all():
        group.get_by_label("No wish").check()
    first = page.get_by_role("group", name="Do they have a wish about").first
    first.get_by_label("Yes").check()
    page.get_by_label("In a word").first.fill("woman")
    is_good(page)
    _press(page, "Keep their answers")


@pytest.mark.parametrize("screen", [DESK, PHONE], ids=["desk", "phone"])
def test_somebody_is_screened_accepted_and_allocated_by_wishes(
    page: Page, live_server: Any, cast: Cast, screen: Any
) -> None:
    put_in_force(cast)
    referral = taken_in(cast, at=timezone.now() - timedelta(days=2), told=MEETS)
    page.set_viewport_size(screen)
    sign_in(page, live_server.url + reverse("deciding:screening", args=[referral.pk]), "tom")
    is_good(page)
    _screen(page)
    accept(page)
    _ask_wishes(page, live_server, referral)
    page.goto(live_server.url + reverse("caseload:waiting"))
    is_good(page)
    expect(page.get_by_text("Nobody has a place on the list yet.")).to_be_visible()
    page.get_by_role("link", name="Begin their care").click()
    expect(page.get_by_text("Man or woman: woman").first).to_be_visible()
    is_good(page)
    page.get_by_label("Ngozi Okafor").check()
    page.get_by_label("Why this worker?").fill("He would like a woman, and she has room.")
    _press(page, "Begin their care")
    expect(page.get_by_text("Wei is in our care")).to_be_visible()
    page.goto(live_server.url + reverse("caseload:care", args=[referral.person_id]))
    is_good(page)
    expect(page.get_by_text("Ngozi Okafor").first).to_be_visible()
