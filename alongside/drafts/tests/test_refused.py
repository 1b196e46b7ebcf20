"""A form that its page gives back with what is wrong is kept, with script and without."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction
from django.test import Client

from alongside.access import context
from alongside.drafts.models import Draft
from alongside.staff.models import Worker
from tests.cast import Cast

pytestmark = pytest.mark.django_db
SignIn = Callable[[Worker], Client]


def _kept(worker: Worker) -> dict[str, dict[str, Any]]:
    account: Any = worker.account_id
    with transaction.atomic():
        context.enter_account(account)
        return {draft.path: draft.fields for draft in Draft.objects.filter(account=account)}


def test_what_was_refused_is_there_again_until_it_is_sent_well(
    cast: Cast, client_of: SignIn
) -> None:
    client, address = client_of(cast.ngozi), f"/people/{cast.sam.pk}/pause/"
    day = {"began_on_day": "1", "began_on_month": "10", "began_on_year": "2026"}
    refused = client.post(address, {"why": "Prison"}, headers={"referer": "http://testserver/x/"})
    assert "There is a problem" in refused.content.decode()
    assert _kept(cast.ngozi) == {address: {"why": ["Prison"]}}, "a single word, and where it is"
    again = client.get(address).content.decode()
    assert "We kept what you typed at" in again
    assert ">Prison</textarea>" in again.replace("\n", "")
    assert client.post(address, day | {"why": "In prison"}).status_code == 302
    assert _kept(cast.ngozi) == {}


def test_a_page_that_keeps_no_form_keeps_nothing_of_what_it_refuses(
    cast: Cast, client_of: SignIn
) -> None:
    client = client_of(cast.ngozi)
    for address in (f"/people/{cast.sam.pk}/death/", "/password/"):
        refused = client.post(address, {"died_on_day": "1", "oldpassword": "two words"})
        assert "nhsuk-error-summary" in refused.content.decode()
    assert _kept(cast.ngozi) == {}


def test_nothing_is_kept_of_a_refusal_in_which_nothing_was_typed(
    cast: Cast, client_of: SignIn
) -> None:
    client_of(cast.ngozi).post(f"/people/{cast.sam.pk}/pause/", {"why": ""})
    assert _kept(cast.ngozi) == {}


def test_the_pages_of_a_team_forget_what_was_refused_once_it_is_sent_well(
    cast: Cast, client_of: SignIn
) -> None:
    client = client_of(cast.tom)
    address = f"/teams/{cast.north.pk}/workers/{cast.priya.pk}/away/"
    client.post(address, {"why": "Leave"})
    assert "Leave" in str(_kept(cast.tom)[address])
    assert "We kept what you typed at" in client.get(address).content.decode()
    when = {f"{box}_{part}": n for box in ("began_on", "ended_on")
            for part, n in (("day", "1"), ("month", "12"), ("year", "2026"))}  # fmt: skip
    assert client.post(address, when | {"why": "Leave"}).status_code == 302
    assert _kept(cast.tom) == {}
