"""Every number about somebody opens the rows that it counted, for everybody who reads it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from alongside.contacts import actions as contacts
from alongside.contacts.actions import ContactText
from alongside.policy.contacts import Means, Outcome
from alongside.staff.models import Worker
from alongside.standards.promises import Promise
from alongside.standards.queries import Promised, promises_for
from alongside.standards.tests.crowd import crowd
from tests.cast import NOW, Cast, asking

SignIn = Callable[[Worker], Client]


def robin(cast: Cast) -> Promised:
    with asking(cast.tom):
        found = promises_for(cast.tom, at=NOW, team_id=cast.north.pk)
    return next(each for each in found if each.somebody.given_name.startswith("Robin"))


def of(promised: Promised, standard: str) -> Promise:
    return next(each for each in promised.promises if each.standard.id == standard)


def speak(cast: Cast, *means: Means) -> None:
    """Reach Sam once by each means, some days ago."""
    with asking(cast.ngozi):
        for number, each in enumerate(means):
            at = NOW - timedelta(days=2, hours=number)
            text = ContactText(
                person=cast.sam,
                team_id=cast.north.pk,
                worker=cast.ngozi,
                began_at=at,
                outcome=Outcome.SEEN,
                means=each,
            )
            contacts.record_contact(text, by=cast.ngozi, at=at)


@pytest.mark.parametrize("who", ["tom", "priya", "ada"])
def test_whoever_reads_a_promise_may_open_what_it_rests_on(
    cast: Cast, client_of: SignIn, who: str
) -> None:
    crowd(cast, 1)
    client = client_of(getattr(cast, who))
    opened = {each.href for each in robin(cast).promises if each.href}
    assert len(opened) >= 6
    assert {path: client.get(path).status_code for path in opened} == dict.fromkeys(opened, 200)


@pytest.mark.parametrize(
    ("standard", "counted"),
    [("contact-as-agreed", "1 contact"), ("different-workers", "1 contact")],
)
def test_the_rows_are_those_that_were_counted(
    cast: Cast, client_of: SignIn, standard: str, counted: str
) -> None:
    crowd(cast, 1)
    promise = of(robin(cast), standard)
    page = client_of(cast.tom).get(promise.href).content.decode()
    assert f"{counted} as asked" in page
    assert promise.standing.sentence.startswith("1 of ")


@pytest.mark.parametrize(("what", "rows"), [("direct", 2), ("met", 1), ("seen", 1)])
def test_a_text_is_no_direct_contact_and_a_voice_is_nobody_met(
    cast: Cast, client_of: SignIn, what: str, rows: int
) -> None:
    speak(cast, Means.FACE_TO_FACE, Means.PHONE, Means.TEXT)
    page = client_of(cast.tom).get(f"/people/{cast.sam.pk}/contacts/?what={what}")
    assert f"{rows} contact" in page.content.decode()


def test_the_numbers_on_the_pages_are_links(cast: Cast, client_of: SignIn) -> None:
    crowd(cast, 1)
    somebody = robin(cast).somebody
    person = f"/people/{somebody.person_id}/"
    board = client_of(cast.tom).get(f"/board/{cast.north.pk}/").content.decode()
    opens = (
        f"{person}contacts/?what=seen&amp;first=2026-11-23",
        f"{person}visits/",
        "?zone=weekly",
        next(each.href for each in robin(cast).overdue if each.href).replace("&", "&amp;"),
    )
    for address in opens:
        assert f'href="{address}' in board
    loads = client_of(cast.priya).get(f"/teams/{cast.north.pk}/caseloads/").content.decode()
    assert f"/board/{cast.north.pk}/?coordinator={cast.ngozi.pk}" in loads
    for page in (person, "/my-day/", "/caseload/"):
        text = client_of(cast.ngozi).get(page).content.decode()
        assert f"{person}contacts/?what=" in text, page
