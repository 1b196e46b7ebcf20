"""Who signs in and what is refused is noticed in the log, and nothing that somebody typed."""

from __future__ import annotations

import json
import logging
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import IntegrityError
from django.test import Client

from alongside.access.models import Account
from alongside.access.tries import AT_ADDRESS
from alongside.staff.models import Worker
from alongside.web.logs import WithoutRows
from tests.cast import PASSWORD, Cast, asking
from tests.signing_in import SECOND_STEP, second_step

pytestmark = pytest.mark.django_db
Lines = Callable[[], list[dict[str, Any]]]
NGOZI = "ngozi@alongside.example"


@pytest.fixture
def lines(caplog: pytest.LogCaptureFixture) -> Iterator[Lines]:
    """The lines that were noticed so far."""
    logger = logging.getLogger("alongside.noticed")
    assert not logger.disabled
    logger.addHandler(caplog.handler)
    yield lambda: [json.loads(r.message) for r in caplog.records if r.name == logger.name]
    logger.removeHandler(caplog.handler)


def what(lines: Lines) -> list[str]:
    return [line["noticed"] for line in lines()]


def test_a_sign_in_says_who_from_where_and_with_what(cast: Cast, lines: Lines) -> None:
    client = Client()
    client.post("/sign-in/", {"login": NGOZI, "password": "not hers at all"})
    client.post("/sign-in/", {"login": NGOZI, "password": PASSWORD})
    client.post(SECOND_STEP, {"code": "000000"})
    second_step(client)
    client.post("/sign-out/")
    assert what(lines) == ["wrong password", "wrong code", "signed in", "signed out"]
    wrong, code, into, out = lines()
    assert wrong["account"] is None
    ngozi = str(cast.ngozi.account_id)
    assert code["account"] == into["account"] == out["account"] == ngozi
    assert [each["method"] for each in into["shown"]] == ["password", "mfa"]
    assert into["from"] == "127.0.0.1"
    assert into["at"].endswith("+00:00")


def test_nothing_that_was_typed_is_noticed(
    cast: Cast, lines: Lines, caplog: pytest.LogCaptureFixture
) -> None:
    client = Client()
    typed = {"login": "My-Pass-word@in.the.wrong.box", "password": "sunny-geese"}
    for _ in range(AT_ADDRESS.tries + 1):
        client.post("/sign-in/", typed)
    assert what(lines)[-1] == "too many tries"
    said = json.dumps(lines())
    assert not any(word.lower() in said.lower() for word in ("My-Pass", "sunny", "wrong.box"))
    first, second, *_ = lines()
    assert first["like"] == second["like"], "the same again"


def test_a_page_that_is_shut_is_noticed(
    cast: Cast, lines: Lines, client_of: Callable[[Worker], Client]
) -> None:
    sian = client_of(cast.sian)
    sian.get(f"/people/{cast.sam.pk}/")
    sian.get("/no/such/page/%0aforged line")
    shut, absent = lines()
    assert shut["account"] == str(cast.sian.account_id)
    assert (shut["noticed"], shut["page"]) == (absent["noticed"], f"GET /people/{cast.sam.pk}/")
    assert "forged line" in absent["page"]


def test_a_page_that_opens_is_not_noticed(
    cast: Cast, lines: Lines, client_of: Callable[[Worker], Client]
) -> None:
    assert client_of(cast.ngozi).get(f"/people/{cast.sam.pk}/").status_code == 200
    assert lines() == [], "who looked at whom stands in the record"


def test_a_wrong_key_is_noticed(cast: Cast, lines: Lines) -> None:
    Client().get("/api/referrals", headers={"Authorization": "Bearer a-secret"})
    [line] = lines()
    assert (line["noticed"], line["tries"]) == ("wrong key", 1)
    assert "a-secret" not in json.dumps(line)


def test_a_fault_says_nothing_of_the_row_that_it_is_about(cast: Cast) -> None:
    """Of tables with row-level security PostgreSQL tells none either; accounts have no such."""
    with pytest.raises(IntegrityError, match=NGOZI) as raised, asking(cast.ada):
        Account.objects.create_user(NGOZI, password=PASSWORD)
    log = logging.LogRecord("x", logging.ERROR, "", 0, "Fault at %s", ("/",), None)
    log.exc_info = (raised.type, raised.value, raised.tb)
    said = WithoutRows().format(log)
    assert "IntegrityError: duplicate key" in said
    assert "DETAIL: left out" in said
    assert NGOZI not in said
    assert said.startswith(time.strftime("%Y-%m-%dT", time.gmtime(log.created)))
