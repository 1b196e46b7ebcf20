"""Nobody is told what the person did not agree to; what they answered last stands."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import InternalError, ProgrammingError, connection, transaction
from django.test import Client

from alongside.kernel.rules import Refused
from alongside.policy.consent import Answer, Asked, How
from alongside.sharing import actions, queries
from alongside.sharing.models import Consent, Recipient
from alongside.staff.models import Worker
from tests.cast import NOW, Cast, asking

pytestmark = pytest.mark.django_db
SignIn = Callable[[Worker], Client]
AGAIN = date(2027, 5, 1)
TYPED = {
    "name": "Orla Ó Briain, sister", "as_what": "family", "asked_plan": "yes",
    "asked_medication": "listen", "how": "verbal", "answered_on_day": "20",
    "answered_on_month": "11", "answered_on_year": "2026", "look_again_on_day": "1",
    "look_again_on_month": "5", "look_again_on_year": "2027",
}  # fmt: skip


def said(*answers: tuple[Asked, Answer]) -> actions.Said:
    return actions.Said(dict(answers), How.WRITTEN, NOW.date(), AGAIN)


def page(cast: Cast, rest: str = "") -> str:
    return f"/people/{cast.sam.pk}/consent/{rest}"


@pytest.fixture
def orla(cast: Cast) -> Recipient:
    with asking(cast.ngozi) as ngozi:
        return actions.name_recipient(
            cast.sam, name="Orla", as_what="family", said=said((Asked.PLAN, Answer.YES)),
            by=ngozi, at=NOW,
        )  # fmt: skip


def standing(cast: Cast, orla: Recipient) -> dict[str, str]:
    with asking(cast.ngozi) as ngozi:
        [(found, consents)] = queries.consents_for(ngozi, cast.sam.pk)
        assert found == orla
        return {each.asked: each.answer for each in consents}


def test_nobody_asked_is_said_aloud(cast: Cast, client_of: SignIn) -> None:
    text = client_of(cast.priya).get(page(cast)).content.decode()
    assert "They were not asked yet about anybody, so nobody is told anything." in text


def test_what_was_answered_is_kept_by_recipient_and_kind(cast: Cast, client_of: SignIn) -> None:
    client = client_of(cast.priya)
    assert client.post(page(cast, "new/"), TYPED).status_code == 302
    text = client.get(page(cast)).content.decode()
    for told in (
        "Orla Ó Briain, sister", "May be told", "Listen, do not tell", "What is in their plan",
        "Said it, 20 November 2026, to Priya Nair", "To be signed when it can be", "1 May 2027",
    ):  # fmt: skip
        assert told in text
    assert "When there is a crisis" not in text, "what was not asked is not answered"
    assert text.index("What is in their plan") < text.index("Their medication"), "as it is asked"
    twice = client.post(page(cast, "new/"), TYPED | {"name": "orla ó briain, sister"})
    assert "asked about orla ó briain, sister before" in twice.content.decode()
    assert "Orla" in client_of(cast.ada).get(page(cast)).content.decode()
    assert client_of(cast.ada).get(page(cast, "new/")).status_code == 404


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"name": ""}, "Enter about whom they were asked"),
        ({"as_what": ""}, "Select who that is"),
        ({"asked_plan": "", "asked_medication": ""}, "Choose what they answered"),
        ({"asked_plan": "perhaps"}, "There is a problem"),
        ({"how": ""}, "Select how they answered"),
        ({"answered_on_month": "2", "answered_on_day": "31"}, "There is a problem"),
        ({"look_again_on_year": "2026"}, "Ask again on a day after they answered"),
    ],
)
def test_a_mistake_gets_a_sentence_and_nothing_is_kept(
    cast: Cast, client_of: SignIn, wrong: dict[str, Any], says: str
) -> None:
    answer = client_of(cast.ngozi).post(page(cast, "new/"), TYPED | wrong).content.decode()
    assert says in answer
    with asking(cast.ngozi):
        assert not Recipient.objects.exists()
        assert not Consent.objects.exists()


def test_the_newest_answer_stands_and_the_others_stay(cast: Cast, orla: Recipient) -> None:
    later = NOW + timedelta(days=1)
    with asking(cast.ngozi) as ngozi:
        changed = said((Asked.PLAN, Answer.LISTEN), (Asked.CRISIS, Answer.YES))
        actions.keep_consent(orla, said=changed, by=ngozi, at=later)
        assert Consent.objects.count() == 3
    assert standing(cast, orla) == {"plan": "listen", "crisis": "yes"}


def test_an_older_answer_that_is_written_late_undoes_no_newer_one(
    cast: Cast, orla: Recipient
) -> None:
    with asking(cast.ngozi) as ngozi:
        actions.take_back(orla, look_again_on=AGAIN, by=ngozi, at=NOW + timedelta(hours=1))
        late = replace(said((Asked.PLAN, Answer.YES)), answered_on=NOW.date() - timedelta(days=7))
        actions.keep_consent(orla, said=late, by=ngozi, at=NOW + timedelta(hours=2))
    assert standing(cast, orla) == {"plan": "no"}


def test_what_is_taken_back_is_told_no_more_from_then_on(
    cast: Cast, client_of: SignIn, orla: Recipient
) -> None:
    client, back = client_of(cast.priya), page(cast, f"{orla.pk}/taken-back/")
    assert "Nothing may be told to Orla any more" in client.post(back, follow=True).content.decode()
    assert standing(cast, orla) == {"plan": "no"}
    assert "so nothing is taken back" in client.post(back, follow=True).content.decode()


def test_no_answer_is_changed_afterwards(cast: Cast, orla: Recipient) -> None:
    with (
        asking(cast.ngozi),
        pytest.raises((ProgrammingError, InternalError)),
        transaction.atomic(),
    ):
        Consent.objects.filter(recipient=orla).update(answer="no")
    with asking(cast.ngozi) as ngozi, pytest.raises(Refused):
        actions.keep_consent(orla, said=said(), by=ngozi, at=NOW)


def test_to_others_hidden_and_absent_are_the_same(
    cast: Cast, client_of: SignIn, orla: Recipient
) -> None:
    for who in (cast.sian, cast.ruth):
        client = client_of(who)
        for rest in ("", "new/", f"{orla.pk}/"):
            absent = client.get(f"/people/{uuid4()}/consent/{rest}")
            hidden = client.get(page(cast, rest))
            assert (hidden.status_code, hidden.content) == (404, absent.content)
        assert client.post(page(cast, f"{orla.pk}/taken-back/")).status_code == 404


@pytest.mark.django_db(transaction=True)
def test_two_who_name_the_same_at_once_do_not_make_two_of_them(cast: Cast) -> None:
    started, refused = threading.Barrier(2), []

    def name() -> None:
        try:
            with asking(cast.ngozi) as ngozi:
                started.wait(timeout=10)
                actions.name_recipient(
                    cast.sam, name="Orla", as_what="family", said=said((Asked.PLAN, Answer.YES)),
                    by=ngozi, at=NOW,
                )  # fmt: skip
        except Refused as refusal:
            refused.append(refusal)
        finally:
            connection.close()

    threads = [threading.Thread(target=name) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    with asking(cast.ngozi):
        assert Recipient.objects.count() == 1
    assert len(refused) == 1


def test_what_was_typed_comes_back_until_it_is_kept(cast: Cast, client_of: SignIn) -> None:
    client, new = client_of(cast.ngozi), page(cast, "new/")
    half = {"name": "Maeve, her aunt", "asked_plan": "yes", "answered_on_day": "20"}
    refused = client.post(new, half)
    assert "There is a problem" in refused.text
    again = client.get(new).text
    assert "Maeve, her aunt" in again
    assert re.search(r'name="asked_plan"[^>]*value="yes"[^>]*checked', again)
    assert client.post(new, TYPED | half).status_code == 302
    assert "Maeve" not in client.get(new).text
