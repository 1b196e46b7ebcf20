"""Care ends when everything before it was done; months later the way back is short."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from alongside.caseload import leaving
from alongside.caseload.tests.test_leaving import READY, SAID
from alongside.referrals.models import Referral
from alongside.referrals.queries.screening import RETURN_SENTENCE
from alongside.referrals.tests.referred import MEETS, put_in_force, sent
from tests.cast import Cast, asking
from tests.journeys.walking import DESK, PHONE, accept, come_to, is_good, sign_in

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

DONE = (
    "I have read their history",
    "The whole team has reviewed this",
    "It is planned with the person",
    "That service has agreed to take over",
    "That service has met the person",
    "The GP has the discharge summary",
)


def _is_refused_with_every_reason(page: Page) -> None:
    page.get_by_label("Stepped down").check()
    page.get_by_label("How are they, and what led to this?").fill("Well for a year.")
    page.get_by_label("They took part").check()
    page.get_by_role("button", name="End our care").click()
    problem = page.get_by_role("alert")
    for reason in (
        "The new team must have met the person",
        "A named service must have agreed",
        "The pattern of past relapses must be read",
        "The whole team must have reviewed the discharge",
        "The person must have the way back in writing",
    ):
        expect(problem.get_by_text(reason)).to_be_visible()
    expect(page.get_by_label("How are they, and what led")).to_have_value("Well for a year.")
    is_good(page)


def _end(page: Page) -> None:
    for done in DONE:
        page.get_by_label(done).check()
    page.get_by_label("Which service takes over?").fill("Armley CMHT")
    page.get_by_label("The way back").fill("Ring North team, 0113 496 0100")
    page.get_by_role("button", name="End our care").click()
    expect(page.get_by_text("Our care has ended. The way back is open")).to_be_visible()
    expect(page.get_by_text("Sam is not in our care now.")).to_be_visible()
    is_good(page)


def _letters_are_given(page: Page) -> None:
    """Write the way back, keep it as it was given, and find the words there for the next letter."""
    page.get_by_role("link", name="Letters about the end of care").click()
    is_good(page)
    page.get_by_label("What did we do together?").fill("The allotment, every Friday.")
    page.get_by_label("The person: the way back").check()
    page.get_by_label("By hand").check()
    page.get_by_role("button", name="Keep it as given").click()
    expect(page.get_by_role("heading", name="Given already")).to_be_visible()
    expect(page.get_by_label("What did we do together?")).to_have_value(
        "The allotment, every Friday."
    )
    is_good(page)


def _he_rings_himself(page: Page) -> None:
    """Come back by a telephone call: no referral, no criteria, no screening."""
    page.get_by_role("button", name="They come back").click()
    is_good(page)
    page.get_by_label("Who asks?").select_option("self")
    page.get_by_label("What has happened").fill("The voices are back.")
    page.get_by_label("Urgent", exact=True).check()
    page.get_by_role("button", name="They come back").click()
    expect(page.get_by_text("They come back to us.")).to_be_visible()
    expect(page.get_by_text("In the care of North team from 4 May 2026")).to_be_visible()
    is_good(page)
    page.get_by_role("button", name="Decide", exact=True).click()
    expect(page.get_by_text("so to accept is proposed")).to_be_visible()
    is_good(page)


def _referred_again(cast: Cast) -> Referral:
    """Have Ruth refer him, with an old address and the name that everybody calls him by."""
    put_in_force(cast)
    who = {"given_name": "Sam", "family_name": "O'Briain", "born_on": cast.sam.born_on}
    return sent(cast, timezone.now(), told=MEETS, **who, nhs_number=cast.sam.nhs_number)


def _recognise(page: Page) -> None:
    page.get_by_role("button", name="Take it in: who is it?").click()
    expect(page.get_by_text("Nearly sure")).to_be_visible()
    expect(page.get_by_text("Was in the care of North team from 4 May 2026")).to_be_visible()
    is_good(page)
    page.get_by_label("This is Samuel Ó Briain").check()
    comes_back = page.get_by_label("They come back to us: no screening is needed")
    expect(comes_back).not_to_be_checked()
    comes_back.check()
    page.get_by_role("button", name="Take in the referral").click()
    expect(page.get_by_text("was taken in")).to_be_visible()
    is_good(page)


@pytest.mark.parametrize("screen", [DESK, PHONE], ids=["desk", "phone"])
def test_care_ends_well_and_the_way_back_is_short(
    page: Page, live_server: Any, cast: Cast, screen: Any
) -> None:
    page.set_viewport_size(screen)
    care = live_server.url + reverse("caseload:care", args=[cast.sam.pk])
    sign_in(page, care)
    is_good(page)
    page.get_by_role("link", name="End our care").click()
    is_good(page)
    _is_refused_with_every_reason(page)
    _end(page)

    again = _referred_again(cast)
    come_to(page, live_server.url + reverse("referrals:referral", args=[again.pk]), "ada")
    _recognise(page)
    screening = reverse("deciding:screening", args=[again.pk])
    come_to(page, live_server.url + screening, "ngozi")
    expect(page.get_by_text(RETURN_SENTENCE)).to_be_visible()
    expect(page.get_by_role("button", name="Write down a session")).to_have_count(0)
    accept(page)
    page.goto(care)
    expect(page.get_by_text("Ring North team, 0113 496 0100")).to_be_visible()


@pytest.mark.parametrize("screen", [DESK, PHONE], ids=["desk", "phone"])
def test_letters_are_given_and_a_telephone_call_brings_him_back(
    page: Page, live_server: Any, cast: Cast, screen: Any
) -> None:
    put_in_force(cast)
    with asking(cast.ngozi) as ngozi:
        leaving.discharge(cast.sams_episode, facts=READY, leaving=SAID, by=ngozi, at=timezone.now())
    page.set_viewport_size(screen)
    care = live_server.url + reverse("caseload:care", args=[cast.sam.pk])
    sign_in(page, care)
    _letters_are_given(page)
    page.goto(care)
    _he_rings_himself(page)
