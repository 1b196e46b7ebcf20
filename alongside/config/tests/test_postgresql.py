"""What our database engine reads and writes in its own way comes out as it went in."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest
from django.db import connection

from alongside.kernel.period import LONDON

SUMMER = datetime(2026, 6, 9, 0, 30, 15, 123456, tzinfo=LONDON)
pytestmark = pytest.mark.django_db


def _back(what: Any, kind: str) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT %(what)s::{kind}", {"what": what})
        return cursor.fetchone()[0]


@pytest.mark.parametrize(
    ("what", "kind"),
    [
        (UUID(int=7), "uuid"),
        ([UUID(int=7), UUID(int=8)], "uuid[]"),
        ([UUID(int=7), None], "uuid[]"),
        ([], "uuid[]"),
        ([SUMMER, datetime(1999, 12, 31, tzinfo=UTC)], "timestamptz[]"),
        ([SUMMER, None], "timestamptz[]"),
        (['a "quoted", {odd} word', "b"], "text[]"),
    ],
)
def test_it_comes_back_as_it_went(what: Any, kind: str) -> None:
    assert _back(what, kind) == what


def test_a_moment_comes_back_in_utc() -> None:
    found = _back(SUMMER, "timestamptz")
    assert (found, found.tzinfo) == (SUMMER, UTC)
