"""What is counted is kept as JSON, and for as long as it was meant to be."""

from __future__ import annotations

import base64
import pickle

import pytest
from django.core.cache import cache
from django.db import connection

pytestmark = pytest.mark.django_db
RAN: list[str] = []


def run(what: str) -> str:
    RAN.append(what)
    return what


class Trap:
    """Runs something wherever it is unpickled."""

    def __reduce__(self) -> tuple[object, tuple[str]]:
        return run, ("it ran",)


@pytest.mark.parametrize("value", [1, 1.5, "", "a code", [1.25, 2.5], True, {"a": [None]}])
def test_what_is_kept_comes_back(value: object) -> None:
    cache.set("some", value, 60)
    assert cache.get("some") == value
    assert not cache.add("some", "other", 60)
    with connection.cursor() as cursor:
        cursor.execute("SELECT value FROM access_cache WHERE cache_key LIKE '%:some'")
        [(kept,)] = cursor.fetchall()
    assert base64.b64decode(kept)[:1] in b'"[{0123456789t', "JSON, and no pickle"


def test_what_somebody_put_into_the_table_runs_nothing() -> None:
    """Whoever writes in the database has no part in the program, which has the keys."""
    cache.set("some", 1, 60)
    trap = base64.b64encode(pickle.dumps(Trap())).decode()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE access_cache SET value = %s", [trap])
    assert cache.get("some", []) == [], "nor does what a version before has kept"
    assert RAN == []
    cache.set("some", 2, 60)
    assert cache.get("some") == 2


def test_what_is_counted_is_not_forgotten_because_others_count() -> None:
    """Django throws a third away at 300: whoever tries often enough would begin at nought."""
    cache.set("0-first-by-its-name", 5, 600)
    for number in range(400):
        cache.set(f"other-{number}", 1, 600)
    assert cache.get("0-first-by-its-name") == 5
