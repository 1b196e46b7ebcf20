"""What must not come into other hands is shown for a reason, once, and to those who visit."""

from __future__ import annotations

import threading
from collections.abc import Callable
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client, override_settings

from alongside.access.cipher import Unreadable
from alongside.access.models import Opening
from alongside.drafts.models import Draft, worth_keeping
from alongside.people import actions
from alongside.people.forms import ChangeRestricted
from alongside.people.models import RESTRICTED, Restricted
from alongside.staff.models import Worker
from bench.visitor import fields_of
from tests.cast import NOW, Cast, asking, meet

pytestmark = pytest.mark.django_db
SignIn = Callable[[Worker], Client]
CODE, ADDRESS = "C1247Y", "7 Harbour Lane"
OTHER_KEY = override_settings(RECORD_KEYS=[b"another key of thirty-two bytes."])
REASON = {"purpose": "visit", "because": "Visit at ten, he does not come to the door"}


@pytest.fixture
def page(cast: Cast) -> str:
    with asking(cast.ngozi) as ngozi:
        texts = {"entry_code": CODE, "safe_address": ADDRESS}
        actions.write_restricted(cast.sam, texts=texts, seen={}, by=ngozi, at=NOW)
    return f"/people/{cast.sam.pk}/restricted/"


def test_it_is_hidden_until_somebody_says_why_and_their_reason_is_kept(
    cast: Cast, client_of: SignIn, page: str
) -> None:
    client = client_of(cast.priya)
    asked = client.get(page).content.decode()
    assert "key-safe or entry code, safe address" in asked
    assert CODE not in asked
    shown = client.post(page, REASON).content.decode()
    assert CODE in shown
    assert ADDRESS in shown
    assert CODE not in client.get(page).content.decode(), "it is shown once"
    with asking(cast.priya):
        opening = Opening.objects.get(purpose="visit")
        assert opening.because == REASON["because"]
        assert opening.kind == "restricted contact details"
        assert opening.person_ids == [cast.sam.pk]


@pytest.mark.parametrize(
    "reason",
    [
        {"because": ""},
        {"purpose": "visit"},
        REASON | {"purpose": "curious"},
        REASON | {"because": "--"},
        REASON | {"because": "\u3164\u3164\u3164"},  # letters that nobody sees
        REASON | {"because": "why " * 2_500},
    ],
)
def test_without_a_reason_it_stays_hidden(
    cast: Cast, client_of: SignIn, page: str, reason: dict[str, str]
) -> None:
    answer = client_of(cast.priya).post(page, reason).content.decode()
    assert "There is a problem" in answer
    assert CODE not in answer


def test_an_administrator_is_told_that_it_is_hidden_and_whom_to_ask(
    cast: Cast, client_of: SignIn, page: str
) -> None:
    client = client_of(cast.ada)
    for answer in (client.get(page), client.post(page, REASON)):
        assert "Hidden from you: it is for those who visit" in answer.content.decode()
        assert CODE not in answer.content.decode()
    assert client.get(f"{page}change/").status_code == 404
    with asking(cast.ada):
        assert not Opening.objects.exclude(purpose="").exists()


def test_to_others_hidden_and_absent_are_the_same(cast: Cast, client_of: SignIn, page: str) -> None:
    for who in (cast.sian, cast.ruth):
        client = client_of(who)
        for rest in ("", "change/"):
            absent = f"/people/{uuid4()}/restricted/{rest}"
            for ask in (client.get, lambda path, one=client: one.post(path, REASON)):
                hidden = ask(page + rest)
                assert hidden.status_code == 404
                assert hidden.content == ask(absent).content
    assert Client().get(page).status_code == 302


def seen_on(asked: str) -> dict[str, object]:
    """Return what the page sends of what was written down when it was opened."""
    return {"restricted_seen": fields_of(asked)["restricted_seen"]}


def test_what_a_colleague_wrote_meanwhile_is_not_replaced_unread(
    cast: Cast, client_of: SignIn, page: str
) -> None:
    ngozi, priya, change = client_of(cast.ngozi), client_of(cast.priya), f"{page}change/"
    opened = seen_on(ngozi.get(change).text)
    priya.post(change, seen_on(priya.get(change).text) | {"restricted_entry_code": "9981"})
    typed = {"restricted_entry_code": "7777"}
    refused = ngozi.post(change, opened | typed).text
    assert "Priya Nair wrote this down at 9am, while you were asked" in refused
    assert "7777" in refused
    assert "9981" not in refused
    with asking(cast.ngozi):
        assert Restricted.objects.get().entry_code == "9981"
    ngozi.post(change, opened | {"restricted_safe_contact": "Text before ten"})
    ngozi.post(change, seen_on(refused) | typed)
    with asking(cast.ngozi):
        kept = Restricted.objects.get()
        assert (kept.entry_code, kept.safe_contact) == ("7777", "Text before ten")


def test_what_is_written_replaces_removes_and_keeps_without_showing(
    cast: Cast, client_of: SignIn, page: str
) -> None:
    client, change = client_of(cast.ngozi), f"{page}change/"
    asked = client.get(change).content.decode()
    assert CODE not in asked
    assert "Leave empty to keep what is written down" in asked
    told = {"restricted_entry_code": "9981", "restricted_remove": ["safe_address"]}
    client.post(change, seen_on(asked) | told)
    with asking(cast.ngozi):
        kept = Restricted.objects.get()
        assert (kept.entry_code, kept.safe_address, kept.kept) == ("9981", "", ["entry_code"])
    nothing = client.post(change, {"restricted_entry_code": ""}).content.decode()
    assert "Enter what is to be kept, or choose what is to be removed" in nothing


def test_neither_the_tables_nor_drafts_nor_the_trail_hold_it_in_the_clear(
    cast: Cast, client_of: SignIn, page: str
) -> None:
    client = client_of(cast.ngozi)
    typed = {"restricted_entry_code": f"{CODE} on the left", "restricted_remove": ["safe_contact"]}
    client.post(f"{page}change/", typed)  # refused: there is nothing of this to be removed
    client.post(f"/people/{uuid4()}/restricted/change/", typed)
    with asking(cast.ngozi), connection.cursor() as cursor:
        assert not Draft.objects.exists()
        for table in ("people_restricted", "people_restrictedevent", "audit_entry"):
            cursor.execute(f"SELECT string_agg(t::text, ' ') FROM {table} AS t")
            told = cursor.fetchone()[0] or ""
            assert CODE not in told
            assert CODE.encode().hex() not in told


def test_what_was_moved_to_somebody_else_does_not_open(cast: Cast, page: str) -> None:
    with asking(cast.ngozi) as ngozi:
        other = meet(ngozi, cast.north, given_name="Other")
    with asking(cast.ngozi) as ngozi:
        mine = Restricted.objects.get()
        theirs = Restricted(person=other, written_by=ngozi, written_at=NOW)
        theirs.entry_code_enciphered = mine.entry_code_enciphered
        with pytest.raises(Unreadable):
            assert theirs.entry_code


def test_where_the_key_is_lost_the_page_says_what_to_do(
    cast: Cast, client_of: SignIn, page: str
) -> None:
    with OTHER_KEY:
        client = client_of(cast.ngozi)  # what a session holds is enciphered too
        seen = seen_on(client.get(f"{page}change/").text)
        client.post(f"{page}change/", seen | {"restricted_entry_code": "9981"})
        shown = client.post(page, REASON).content.decode()
    assert "9981" in shown
    assert "This does not open any more" in shown
    assert ADDRESS not in shown


@pytest.mark.django_db(transaction=True)
def test_two_who_write_the_first_of_it_at_once_are_both_heard(cast: Cast) -> None:
    started, wrong = threading.Barrier(2), []

    def write(name: str) -> None:
        try:
            with asking(cast.ngozi) as ngozi:
                started.wait(timeout=10)
                actions.write_restricted(cast.sam, texts={name: CODE}, seen={}, by=ngozi, at=NOW)
        except Exception as exception:  # noqa: BLE001 - whatever it is, the test says it
            wrong.append(exception)
        finally:
            connection.close()

    threads = [threading.Thread(target=write, args=[n]) for n in ("entry_code", "safe_address")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    assert not wrong
    with asking(cast.ngozi):
        assert Restricted.objects.get().kept == ["entry_code", "safe_address"]


def test_no_box_of_it_is_kept_so_that_nobody_is_told_that_it_was() -> None:
    boxes = ChangeRestricted(marks=dict.fromkeys(RESTRICTED, "mark")).fields
    assert len(boxes) == len(RESTRICTED) + 2
    assert not worth_keeping({name: ["typed"] for name in boxes})
