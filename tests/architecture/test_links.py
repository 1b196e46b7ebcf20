"""No page offers a door that is shut: whoever sees a link may follow it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urljoin

import pytest
from django.test import Client

from alongside.careplans.models import CarePlan
from alongside.caseload.models import ZoneSetting
from alongside.contacts.models import Contact, LadderStep, PlannedVisit
from alongside.referrals.tests.referred import draft, put_in_force, sent, taken_in
from alongside.staff.models import Worker
from alongside.today.models import Meeting, Task
from dev import CHECKOUT
from tests.cast import NOW, Cast, asking

Clients = Callable[[Worker], Client]
A_DAY = timedelta(days=1)
MOST_PAGES = 160  # of each role: every kind of page once, and some to spare
# Made by typst, or for a machine; their own tests open them.
NOT_OPENED = re.compile(r"sign-out|\.pdf|/paper/|\.csv|\.toml|to-mend|blank-forms|/static/|/api/")
# Templates with addresses written by hand, each with its reason.
ADDRESSED_BY_HAND = {"board_row.jinja": "drawn once for everybody on the board"}


class _Links(HTMLParser):
    """The addresses to which the links of a page lead."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        href = dict(attrs).get("href")
        if tag == "a" and href:
            self.found.append(href)


def _links(page: Any, path: str) -> Iterator[str]:
    links = _Links()
    links.feed(page.content.decode())
    for href in links.found:
        address = urljoin(path, href).partition("#")[0]
        if address.startswith("/") and not NOT_OPENED.search(address):
            yield address


def _kind(address: str) -> str:
    """Name a page without the ids, days and answers in its address."""
    address = re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}", "<id>", address)
    return re.sub(r"=[^&]*", "=", re.sub(r"/\d[\d-]*/", "/<n>/", address))


def _dead_links(client: Client) -> tuple[list[str], int]:
    seen, dead = {"/": ""}, []
    todo, opened = ["/"], 0
    while todo and opened < MOST_PAGES:
        path = todo.pop(0)
        page, opened = client.get(path, follow=True), opened + 1
        if page.status_code >= 400:
            dead.append(f"{path} ({page.status_code}) on {seen[_kind(path)]}")
            continue
        if not page.headers["Content-Type"].startswith("text/html"):
            continue
        for address in _links(page, page.request["PATH_INFO"]):
            if _kind(address) not in seen:
                seen[_kind(address)] = path
                todo.append(address)
    return dead, opened


def at_work(cast: Cast) -> dict[str, Any]:
    """Give the small world one of each thing that a page may link to; return some by their ids."""
    criteria = put_in_force(cast)
    draft(cast)
    sent(cast, nhs_number="9990602670", given_name="Dilys")
    referral = taken_in(cast)
    of_sam: dict[str, Any] = {"person": cast.sam, "team": cast.north}
    with asking(cast.ngozi) as ngozi:
        missed = Contact.objects.create(
            **of_sam, began_at=NOW - A_DAY, means="face-to-face", outcome="no-answer",
            was_seen=False, worker=ngozi, written_by=ngozi, written_at=NOW, place="home",
        )  # fmt: skip
        step = LadderStep.objects.create(
            **of_sam, missed=missed, step="at-the-door", owner=ngozi, due_at=NOW + A_DAY
        )
        for day in (NOW, NOW - A_DAY, NOW + A_DAY):
            visit = PlannedVisit.objects.create(
                **of_sam, worker=ngozi, place="home", planned_by=ngozi, planned_at=NOW,
                planned_for=day,
            )  # fmt: skip
        CarePlan.objects.create(
            person=cast.sam, episode=cast.sams_episode, number=1, agreed="agreed",
            framework="community-framework", written_by=ngozi, written_at=NOW - 3 * A_DAY,
        )  # fmt: skip
        ZoneSetting.objects.create(
            person=cast.sam, episode=cast.sams_episode, zone="weekly", reason="zone.steady",
            contacts_a_week=1, owner=ngozi, review_on=NOW.date(), set_by=ngozi, set_at=NOW,
        )  # fmt: skip
        meeting = Meeting.objects.create(team=cast.north, led_by=ngozi, began_at=NOW)
        task = Task.objects.create(
            **of_sam, what="Ask the GP", owner=ngozi, due_on=NOW.date(), made_by=ngozi, made_at=NOW
        )
    return {
        "criteria_id": criteria.pk, "referral_id": referral.pk, "step_id": step.pk,
        "visit_id": visit.pk, "meeting_id": meeting.pk, "task_id": task.pk,
    }  # fmt: skip


@pytest.mark.parametrize("name", ["ngozi", "tom", "priya", "ada", "ruth"])
def test_no_link_that_a_role_is_shown_is_shut_to_it(
    cast: Cast, client_of: Clients, name: str
) -> None:
    at_work(cast)
    dead, opened = _dead_links(client_of(getattr(cast, name)))
    assert dead == []
    assert opened > (5 if name == "ruth" else 40)


def test_templates_call_pages_by_their_names() -> None:
    """An address that is written by hand is wrong on the day on which the page moves."""
    by_hand = re.compile(r"""(?:href|action|src)="/\w|["']/[a-z-]+/["']""")
    found = {
        template.name
        for template in (CHECKOUT / "alongside").glob("*/jinja2/**/*.jinja")
        if by_hand.search(template.read_text())
    }
    assert found == set(ADDRESSED_BY_HAND)
