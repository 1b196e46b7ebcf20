"""The search of everything can fail: each way in which something may come out is found."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from django.db import connections
from django.http import HttpResponse

from dev import testing
from tests.cast import Cast
from tests.proofs import everywhere, methods
from tests.proofs.canaries import plant
from tests.proofs.everywhere import LISTS, Found, in_state
from tests.proofs.methods import ONLY_SENT, TAKES_FORM, whole
from tests.proofs.sealed import SUPERUSERS_LICENCE
from tests.proofs.test_access_matrix import addresses

LEAK = (
    "INSERT INTO access_relationship (person_id, team_id, because, began_at)"
    " VALUES (%s, %s, 'in our care', now())"
)


def test_every_page_that_a_table_names_is_there() -> None:
    assert set(addresses()) >= TAKES_FORM | LISTS
    assert TAKES_FORM >= ONLY_SENT


@pytest.fixture
def superuser(transactional_db: None) -> Iterator[psycopg.Connection[Any]]:
    with testing.CLUSTER.connect(testing.NAME) as superuser:
        yield superuser
    connections.close_all()


def found(
    cast: Cast, superuser: psycopg.Connection[Any], *names: str, leak: bool = False
) -> dict[str, list[str]]:
    """Let some open a few pages of Sam, as he is in the care of North."""
    tried = Found()
    trying, everybody = in_state("as_it_is", cast, superuser, tried)
    if leak:  # the program shows what the tables have not heard of
        superuser.execute(SUPERUSERS_LICENCE)
        superuser.execute(LEAK, [cast.sam.pk, cast.south.pk])
        plant(superuser, least=1)
    for name in names:
        trying.try_all(name, everybody[name], cast, superuser)
    assert tried.tried["requests"] > 0
    return defaultdict(list, {kind: lines for kind, lines in tried.wrong.items() if lines})


@pytest.fixture(autouse=True)
def _a_few_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    few = {"record:person", "people:change", "sharing:take-back", "contacts:print", "rights:own"}
    some = [(page, to) for page, to in everywhere.pages() if page in few]
    monkeypatch.setattr(everywhere, "pages", lambda: iter(some))


def test_nothing_is_found_where_nothing_is_wrong(
    cast: Cast, superuser: psycopg.Connection[Any]
) -> None:
    assert found(cast, superuser, "manager", "elsewhere", "practitioner", "half signed in") == {}


def test_whoever_is_shown_too_much_is_found_in_pages_and_in_the_database(
    cast: Cast, superuser: psycopg.Connection[Any]
) -> None:
    wrong = found(cast, superuser, "elsewhere", leak=True)
    assert "as_it_is: elsewhere get record:person: shown, not absent" in wrong["leaks"]
    assert "as_it_is: elsewhere get record:person" in wrong["unlike"]
    assert "of people_person.given_name" in "\n".join(wrong["canaries"])
    assert any("rows of people_person, not 0" in each for each in wrong["tables"])


def test_a_form_that_stands_in_no_table_is_found(
    cast: Cast, superuser: psycopg.Connection[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(methods, "TAKES_FORM", TAKES_FORM - {"people:change"})
    wrong = found(cast, superuser, "manager")
    assert wrong == {
        "leaks": ["as_it_is: manager post people:change: shown, not shown"]
    }  # by a method that it should not have


@pytest.mark.parametrize("differs", ["status", "header", "body", "cookie"])
def test_what_is_hidden_differs_from_what_is_absent_in_anything(differs: str) -> None:
    hidden, absent = f"/people/{uuid4()}/", f"/people/{uuid4()}/"
    answers = []
    for path in (hidden, absent):
        answer = HttpResponse(f"<p>{path}</p>", status=404)
        answer["Content-Security-Policy"] = f"script-src 'nonce-{uuid4()}'"
        answers.append(answer)
    assert whole(answers[0], hidden) == whole(answers[1], absent)
    if differs == "status":
        answers[0].status_code = 403
    elif differs == "header":
        answers[0]["X-Known"] = "yes"
    elif differs == "body":
        answers[0].content += b" "
    else:
        answers[0].set_cookie("known")
    assert whole(answers[0], hidden) != whole(answers[1], absent)
