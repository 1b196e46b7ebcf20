"""Every page that somebody comes to by links shuts nobody out: desk, phone, large text."""

from __future__ import annotations

from collections import deque
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.urls import Resolver404, resolve
from playwright.sync_api import Page, ViewportSize

from alongside.access.actions import OpenedFor, log_opening
from alongside.access.deciding import Kind, Purpose, Role
from alongside.contacts.tests.telling import planned, recorded
from alongside.joint.actions import learning
from alongside.joint.actions import ours as joint
from alongside.joint.tests.shared import asked_by_practitioner, consent
from alongside.own.tests.owned import given, name_carer
from alongside.partners.tests.partnered import join, partnered
from alongside.policy.contacts import Outcome, Place
from alongside.policy.joint import Way
from alongside.referrals.tests.referred import draft, put_in_force, sent, taken_in
from tests.cast import NOW, Cast, asking, hire
from tests.journeys.walking import DESK, PHONE, is_good, sign_in

DESK_AT_200 = ViewportSize(width=640, height=450)
pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

# What is not a page of HTML, or would end the walk.
NOT_WALKED = {"account_logout", "web:service-worker"}
# How many kinds of page each comes to at least: a walk that ends early proves nothing. Who works
# in a team comes to so many that only CI has the time.
LEAST = {
    "sam": 10, "maeve": 4, "ruth": 8, "jo": 14, "grace": 8,
    "ada": 40, "priya": 60, "ngozi": 70, "tom": 90,
}  # fmt: skip
IN_CI = {"ada", "priya", "ngozi", "tom"}


def _lived_in(cast: Cast) -> None:
    """Let something have happened, so that pages have rows, links and more pages behind them."""
    put_in_force(cast)
    draft(cast)
    sent(cast)
    taken_in(cast)
    with asking(cast.priya):
        recorded(cast, began_at=NOW - timedelta(days=1))
        planned(cast, NOW + timedelta(days=1))
        recorded(cast, Outcome.NO_ANSWER, began_at=NOW - timedelta(hours=1))
    _with_a_partner(cast)
    _with_their_own(cast)
    _with_a_privacy_officer(cast)


def _with_a_privacy_officer(cast: Cast) -> None:
    """Let Grace have something to review: a reason, and pages that nothing explains."""
    why = OpenedFor(Kind.RESTRICTED, Purpose.VISIT, "Nobody answered and the door is locked")
    with asking(cast.ada) as ada:
        hire("Grace Osei", cast.north, Role.PRIVACY_OFFICER)
        for page, reason in (("", None), ("plan/", None), ("door/", why)):
            path = f"/people/{cast.sam.pk}/{page}"
            log_opening([cast.sam.pk], page=path, by=ada, at=NOW - timedelta(days=3), why=reason)


def _with_a_partner(cast: Cast) -> None:
    """Let a partner have come along: asked and offered, with what bears on it, and to learn."""
    with asking(cast.tom) as tom:
        jo = join(cast, partnered(cast, by=tom), by=tom)
        consent(cast, jo, by=tom)
        asked_by_practitioner(cast, jo)
        joint.write_risk(cast.sam, practitioner=jo, says="Two dogs", by=tom, at=NOW)
        asked = joint.Asked(NOW + timedelta(days=3), 45, Place.CAFE)
        joint.offer_visit(
            cast.sam, team_id=cast.north.pk, practitioner=jo, asked=asked, by=tom, at=NOW
        )
        learning.begin_learning(
            team_id=cast.north.pk, practitioner_id=jo.pk, way=Way.SKILLS, is_offer=True,
            topic="A day with us", by=tom, at=NOW,
        )  # fmt: skip


def _with_their_own(cast: Cast) -> None:
    """Let Sam have a sign-in of his own, and his aunt, who may be told."""
    with asking(cast.ngozi) as ngozi:
        given(cast, by=ngozi, email="sam@alongside.example")
        aunt = name_carer(cast, by=ngozi, name="Maeve, aunt")
        given(cast, by=ngozi, carer=aunt, email="maeve@alongside.example")


def _pages_from(page: Page) -> list[str]:
    """Return where the links of a page lead, inside the program."""
    links: list[str] = page.eval_on_selector_all(
        "a[href]", "links => links.filter(a => !a.hasAttribute('download')).map(a => a.href)"
    )
    here = urlsplit(page.url).netloc
    return [link.split("#")[0] for link in links if urlsplit(link).netloc == here]


def _shape_of(address: str) -> str:
    """Return which page it is, whomever it is about; empty for what is no page to be walked."""
    try:
        name = resolve(urlsplit(address).path).view_name
    except Resolver404:
        return ""
    return "" if name in NOT_WALKED or name.startswith("api:") else name


def _is_good_for_all(page: Page) -> None:
    """Look at a page on a phone, on a desk, and on a desk at 200%, which leaves half the pixels."""
    for size in (PHONE, DESK):
        page.set_viewport_size(size)
        is_good(page)
    page.set_viewport_size(DESK_AT_200)
    for _ in range(20):  # the header folds its menu a moment after the page became narrow
        wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        if wide <= 0:
            return
        page.wait_for_timeout(100)
    raise AssertionError(f"{page.url} is {wide} pixels too wide at 200%")


def _walk(page: Page, start: str) -> tuple[set[str], list[str]]:
    """Follow links, once to each kind of page; return the kinds, and what was wrong with any."""
    found, wrong, to_do = set[str](), list[str](), deque([start])
    while to_do:
        address = to_do.popleft()
        shape = _shape_of(address)
        if not shape or shape in found:
            continue
        found.add(shape)
        answer = page.request.get(address)
        if answer.ok and not answer.headers["content-type"].startswith("text/html"):
            continue  # a letter or a file
        page.goto(address)
        try:
            assert answer.ok, f"{address} answers {answer.status}"
            _is_good_for_all(page)
        except AssertionError as reason:
            wrong.append(f"{shape}: {reason}")
        to_do.extend(_pages_from(page))
    return found, wrong


@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=[pytest.mark.long] * (name in IN_CI)) for name in LEAST]
)
def test_every_page_is_good_for_everybody(
    page: Page, live_server: Any, cast: Cast, name: str
) -> None:
    _lived_in(cast)
    sign_in(page, live_server.url, name)
    found, wrong = _walk(page, page.url)
    assert not wrong, "\n".join(wrong)
    assert len(found) >= LEAST[name], sorted(found)
