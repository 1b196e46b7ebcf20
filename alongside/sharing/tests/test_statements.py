"""What others said in confidence: read for a reason, once, and told to nobody else."""

from __future__ import annotations

from collections.abc import Callable
from uuid import uuid4

import pytest
from django.db import IntegrityError, InternalError, ProgrammingError, connection, transaction
from django.test import Client, override_settings

from alongside.access.models import Opening
from alongside.sharing import actions
from alongside.sharing.models import Release, Statement
from alongside.staff.models import Worker
from tests.cast import NOW, Cast, asking

pytestmark = pytest.mark.django_db
SignIn = Callable[[Worker], Client]
WHO, SAID = "Orla, his sister", "He sold the bike to pay somebody he is afraid of"
OTHER_KEY = override_settings(RECORD_KEYS=[b"another key of thirty-two bytes."])
REASON = {"purpose": "danger", "because": "He did not come to the door twice"}


@pytest.fixture
def statement(cast: Cast) -> Statement:
    with asking(cast.ngozi) as ngozi:
        return actions.keep_statement(
            cast.sam, said_by=WHO, said=SAID, told_on=NOW.date(), by=ngozi, at=NOW
        )


def page(cast: Cast, rest: str = "") -> str:
    return f"/people/{cast.sam.pk}/in-confidence/{rest}"


@pytest.mark.usefixtures("statement")
def test_it_is_hidden_until_somebody_says_why(cast: Cast, client_of: SignIn) -> None:
    client = client_of(cast.priya)
    asked = client.get(page(cast)).content.decode()
    assert "1 thing was said that Sam is not to be told" in asked
    shown = client.post(page(cast), REASON).content.decode()
    assert "Do not tell Sam." in shown
    for secret in (WHO, SAID):
        assert secret not in asked
        assert secret in shown
        assert secret not in client.post(page(cast), {"because": ""}).content.decode()
    with asking(cast.priya):
        assert Opening.objects.get(kind="what others said in confidence").purpose == "danger"


@pytest.mark.usefixtures("statement")
def test_no_other_page_and_no_administrator_reads_it(cast: Cast, client_of: SignIn) -> None:
    for path in (f"/people/{cast.sam.pk}/", f"/people/{cast.sam.pk}/print/"):
        text = client_of(cast.ngozi).get(path).content.decode()
        assert SAID not in text
        assert "Orla" not in text
    ada = client_of(cast.ada)
    assert SAID not in ada.post(page(cast), REASON).content.decode()
    assert ada.get(page(cast, "new/")).status_code == 404


def test_to_others_hidden_and_absent_are_the_same(
    cast: Cast, client_of: SignIn, statement: Statement
) -> None:
    for who in (cast.sian, cast.ruth):
        client = client_of(who)
        for rest in ("", "new/", f"{statement.pk}/"):
            nowhere = f"/people/{uuid4()}/in-confidence/{rest}"
            hidden, absent = client.get(page(cast, rest)), client.get(nowhere)
            assert (hidden.status_code, hidden.content) == (404, absent.content)
    assert Client().get(page(cast)).status_code == 302


def test_it_is_written_and_may_be_told_once_whoever_said_it_agrees(
    cast: Cast, client_of: SignIn
) -> None:
    client = client_of(cast.ngozi)
    typed = {"said_by": WHO, "said": SAID, "told_on_day": "30", "told_on_month": "2"}
    wrong = client.post(page(cast, "new/"), typed | {"told_on_year": "2026"}).content.decode()
    assert "There is a problem" in wrong
    assert SAID in wrong, "what was typed is still there"
    right = {"told_on_day": "20", "told_on_month": "11", "told_on_year": "2026"}
    assert client.post(page(cast, "new/"), typed | right).status_code == 302
    with asking(cast.ngozi):
        kept = Statement.objects.get()
    agreed = page(cast, f"{kept.pk}/")
    assert "Enter how you know" in client.post(agreed, {"because": ""}).content.decode()
    assert client.post(agreed, {"because": "Said so on the phone"}).status_code == 302
    again = client.post(agreed, {"because": "Again"}).content.decode()
    assert "written down before" in again
    told = client.get(page(cast)).content.decode()
    assert "May be told now" in told
    assert SAID in told
    assert "Said so on the phone" in told


def test_the_tables_show_neither_who_nor_what(cast: Cast, statement: Statement) -> None:
    with asking(cast.ngozi), connection.cursor() as cursor:
        for table in ("sharing_statement", "audit_entry"):
            cursor.execute(f"SELECT string_agg(t::text, ' ') FROM {table} AS t")
            told = cursor.fetchone()[0]
            assert "Orla" not in told
            assert "bike" not in told
        assert (statement.said_by, statement.said) == (WHO, SAID)


def test_nothing_of_it_is_changed_or_removed(cast: Cast, statement: Statement) -> None:
    for change in (
        lambda: Statement.objects.update(told_on=NOW.date()),
        lambda: Statement.objects.filter(pk=statement.pk).delete(),
    ):
        with (
            asking(cast.ngozi),
            pytest.raises((ProgrammingError, InternalError, IntegrityError)),
            transaction.atomic(),
        ):
            change()
    with asking(cast.ngozi):
        assert Statement.objects.count() == 1
        assert not Release.objects.exists()


def test_how_they_agreed_is_kept_while_it_is_typed_and_gone_once_it_is_sent(
    cast: Cast, client_of: SignIn, statement: Statement
) -> None:
    client, here, words = client_of(cast.ngozi), page(cast, f"{statement.pk}/"), "Said so herself"
    whose = {"_draft_account": str(cast.ngozi.account_id), "_draft_path": here}
    client.post("/drafts/", whose | {"because": words})
    assert words in client.get(here).content.decode()
    assert client.post(here, {"because": words}).status_code == 302
    assert words not in client.get("/not-sent/").content.decode()


@pytest.mark.usefixtures("statement")
def test_where_the_key_is_lost_the_page_says_what_to_do(cast: Cast, client_of: SignIn) -> None:
    with OTHER_KEY:
        shown = client_of(cast.ngozi).post(page(cast), REASON).content.decode()
    assert "This does not open any more" in shown
