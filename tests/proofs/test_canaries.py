"""The search for canaries can fail: each way in which one may come out is found when it does."""

from __future__ import annotations

import io
from collections.abc import Iterator
from email.message import Message

import pytest
import typst
from django.apps import apps
from django.db import connections, models

from alongside.record.views import opening
from bench.visitor import Answer
from dev import testing
from tests.cast import NOW, Cast
from tests.proofs.canaries import NOBODY, TABLE, Canary, Planted, plant, text_of
from tests.proofs.crawl import Crawl, Opened, signed_in
from tests.proofs.leaks import Search
from tests.proofs.oracle import Actor, Oracle
from tests.proofs.sealed import SUPERUSERS_LICENCE
from tests.proofs.serving import Program, served

TEXT = (models.CharField, models.TextField, models.JSONField, models.BinaryField)
TOKEN = "qzk0000000148"  # 1 * 37 + 11 = 48
SAMS = Canary(TOKEN, "people_person.given_name", "team", "somebody")


def planted() -> Planted:
    kept = Planted()
    kept.add(SAMS)
    return kept


def test_every_column_of_text_stands_in_the_table_once() -> None:
    """So that nobody forgets a new one: it is planted, or it is said why not."""
    wrong = []
    for model in apps.get_models():
        table = model._meta.db_table
        if not model._meta.managed or table.endswith("event") or table in NOBODY:
            continue
        told = TABLE.get(table, {})
        listed = [
            *told.get("columns", ()), *told.get("enciphered", ()), *told.get("not_planted", {}),
        ]  # fmt: skip
        there = [
            field.column
            for field in model._meta.concrete_fields
            if (isinstance(field, TEXT) or field.get_internal_type() == "ArrayField")
            and not field.choices
        ]
        wrong += [f"{table}.{column}" for column in there if listed.count(column) != 1]
    assert wrong == []


@pytest.mark.parametrize(
    "text",
    [
        TOKEN,
        TOKEN.upper(),
        "qzk 0000 0001 48",
        "qzk0000-\n000148",
        f'{{"name": "{TOKEN} Samuel"}}',
        f"/people/?q={TOKEN}%20Samuel",
        f"filename={TOKEN}.pdf",
    ],
)
def test_a_canary_is_found_however_it_is_written(text: str) -> None:
    assert planted().found_in(f"before {text} after") == {TOKEN}


def test_what_looks_like_one_is_none() -> None:
    assert planted().found_in("qzk0000000149 and 9999836909") == set()


def test_a_canary_is_found_in_a_pdf_and_behind_the_signs_of_html() -> None:
    pdf = typst.compile(f"= Letter\n{TOKEN} Samuel".encode(), format="pdf")
    assert isinstance(pdf, bytes)
    assert TOKEN.encode() not in pdf
    assert planted().found_in(text_of(pdf, "application/pdf")) == {TOKEN}
    assert planted().found_in(text_of(b"&#113;zk0000000148", "text/html")) == {TOKEN}
    assert io.BytesIO(pdf).read(4) == b"%PDF"


@pytest.fixture
def program(transactional_db: None, cast: Cast) -> Iterator[Program]:
    """Serve the small world as the crawl does."""
    with served() as program:
        yield program
    connections.close_all()


def looked(program: Program, cast: Cast, name: str, *, leak: bool = False) -> tuple[Search, Opened]:
    """Let somebody open the page of Sam, and search it."""
    with testing.CLUSTER.connect(testing.NAME) as superuser:
        search = Search(plant(superuser), Oracle(superuser, at=NOW))
        worker = getattr(cast, name)
        if leak:  # the program shows what the oracle has not heard of
            superuser.execute(SUPERUSERS_LICENCE)
            superuser.execute(
                "INSERT INTO access_relationship (person_id, team_id, because, began_at)"
                " VALUES (%s, %s, 'in our care', now())",
                [cast.sam.pk, cast.south.pk],
            )
    actor = Actor(worker.name, str(worker.pk), str(worker.account_id))
    crawl = Crawl(actor, signed_in(actor, program.port), most=1)
    program.watcher.since_last()
    opened = crawl.open(f"/people/{cast.sam.pk}/")
    search.look(opened, program.watcher.since_last())
    return search, opened


def test_who_knows_somebody_sees_canaries_and_is_logged(program: Program, cast: Cast) -> None:
    search, opened = looked(program, cast, "ngozi")
    assert opened.answer.status == 200
    assert (search.leaks, search.unlogged, search.about_somebody) == ([], [], 1)
    assert "people_person.given_name" in search.seen


def test_who_does_not_know_them_sees_none(program: Program, cast: Cast) -> None:
    search, opened = looked(program, cast, "sian")
    assert (opened.answer.status, search.leaks, search.seen) == (404, [], set())


def test_a_page_that_shows_too_much_is_found(program: Program, cast: Cast) -> None:
    search, opened = looked(program, cast, "sian", leak=True)
    assert opened.answer.status == 200
    assert len(search.leaks) >= 5
    assert "of people_person.given_name" in "\n".join(search.leaks)


def test_a_page_that_logs_nobody_is_found(
    program: Program, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "log_opening", lambda *_, **__: None)
    search, _ = looked(program, cast, "ngozi")
    assert len(search.unlogged) == 1


@pytest.mark.parametrize("where", ["header", "redirect", "body"])
def test_a_canary_is_found_wherever_an_answer_has_it(cast: Cast, where: str) -> None:
    headers = Message()
    headers["Content-Type"] = "text/html"
    if where != "body":
        headers["Content-Disposition" if where == "header" else "Location"] = f"/{TOKEN}"
    answer = Answer(200, TOKEN.encode() if where == "body" else b"", headers=headers)
    with testing.CLUSTER.connect(testing.NAME) as superuser:
        search = Search(planted(), Oracle(superuser, at=NOW))
    sian = Actor("Sian", str(cast.sian.pk), str(cast.sian.account_id))
    search.look(Opened(sian, "GET", "/", answer), set())
    assert len(search.leaks) == 1
    # Who typed it has learned nothing by seeing it again.
    search.look(Opened(sian, "GET", f"/people/?q={TOKEN}", answer), set())
    assert len(search.leaks) == 1


def test_the_oracle_knows_who_left_and_who_gave_no_reason(cast: Cast) -> None:
    with testing.CLUSTER.connect(testing.NAME) as superuser:
        oracle = Oracle(superuser, at=NOW)
    sams = Canary(TOKEN, "people_person.given_name", "team", str(cast.sam.pk))
    apart = Canary(TOKEN, "people_restricted.entry_code", "reason", str(cast.sam.pk))
    ngozi, ada, sian = (
        Actor(one.name, str(one.pk), str(one.account_id))
        for one in (cast.ngozi, cast.ada, cast.sian)
    )
    assert [oracle.may_see(one, sams) for one in (ngozi, ada, sian)] == [True, True, False]
    assert [oracle.may_see(ngozi, apart, with_reason=why) for why in (False, True)] == [False, True]
    assert not oracle.may_see(ada, apart, with_reason=True)
    assert not oracle.may_see(Actor("a stranger"), sams)
