"""Reads all that is somebody's own, from every table, as the worker who gives it may see it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection

from alongside.access.cipher import Unreadable, decipher
from alongside.access.deciding import Kind, Purpose, Verdict
from alongside.access.plain import KNOWN
from alongside.people.models import Person
from alongside.people.queries import person_for, verdict_for
from alongside.rights.looked import Looked, looked_for
from alongside.rights.whole.tables import WHOLE, Table
from alongside.staff.models import Worker

DOES_NOT_OPEN = "This is kept, and does not open with any key of this service"
_ENDING = "_enciphered"
_JSON = 3802  # the type of jsonb
# What is no text of anybody's: ids, codes of few letters, digests, versions of a layout.
_NO_TEXT = ("id", "sha256", "template_version", "framework", "language", "interventions")


@dataclass(frozen=True)
class Passage:
    """One text of the record: where it stands, what it says, and a place that names both."""

    table: Table
    column: str
    key: str
    text: str
    day: str

    @property
    def is_apart(self) -> bool:
        """Whether it is read for a reason only, on the page that asks for one."""
        return bool(self.table.enciphered) or self.table.name == "sharing_release"

    @property
    def place(self) -> str:
        """Where it stands, with a mark of the text: another text at the same place is another."""
        mark = hashlib.sha256(self.text.encode()).hexdigest()[:12]
        return f"{self.table.name}.{self.column}.{self.key}.{mark}"


@dataclass(frozen=True)
class Found:
    """The rows of one table that are somebody's, and by which key each is called."""

    table: Table
    rows: Sequence[dict[str, Any]]
    keys: Sequence[str]

    def passages(self) -> Iterator[Passage]:
        """Yield every text that people wrote, or that holds what they wrote."""
        for key, row in zip(self.keys, self.rows, strict=True):
            for column, value in row.items():
                text = value if isinstance(value, str) else _text_of(value)
                if text and not _is_no_text(column):
                    yield Passage(self.table, column, key, text, _day_of(self.table, row))


@dataclass(frozen=True)
class Paper:
    """A letter that was sent, with its bytes."""

    id: UUID
    called: str
    addressee: str
    given_on: str
    pdf: bytes


@dataclass(frozen=True)
class Whole:
    """All of somebody's record, as it stood at a moment."""

    person: Person
    at: datetime
    found: Sequence[Found]
    papers: Sequence[Paper]
    looked: Looked

    def passages(self) -> Iterator[Passage]:
        """Yield every text of every table, and each letter that went to somebody else."""
        for each in self.found:
            yield from each.passages()

    def rows_of(self, name: str) -> Sequence[dict[str, Any]]:
        """Return the rows of one table."""
        return next((each.rows for each in self.found if each.table.name == name), ())


def whole_record_for(worker: Worker, person_id: UUID, *, at: datetime) -> Whole | None:
    """Return the whole record of somebody whom this worker knows, or None.

    Nobody reads it who may not read what is kept apart: it holds the person's own codes and safe
    addresses, which they asked for. Whoever calls this has logged that, with the purpose.
    """
    person = person_for(worker, person_id)
    if person is None or any(
        verdict_for(worker, person_id, kind, at=at, purpose=Purpose.REQUEST) is not Verdict.ALLOW
        for kind in (Kind.CLINICAL, Kind.RESTRICTED)
    ):
        return None
    looked = looked_for(worker, person_id)
    if looked is None:
        return None
    given = {"person": person_id, "teams": sorted(worker.team_ids)}
    found = [_found(table, given) for table in WHOLE]
    return Whole(person, at, found, _papers(given), looked)


def _found(table: Table, given: dict[str, Any]) -> Found:
    query = f"SELECT * FROM {table.name} WHERE {table.of} AND {KNOWN} ORDER BY {table.order}"  # noqa: S608 - made of parts of our own
    if "pdf" in table.without:
        query = query.replace("*", ", ".join(_columns_but(table.name, "pdf")), 1)
    with connection.cursor() as cursor:
        cursor.execute(query, given)
        columns = [(each.name, each.type_code == _JSON) for each in cursor.description or ()]
        rows = [
            {
                name: json.loads(value) if is_json and isinstance(value, str) else value
                for (name, is_json), value in zip(columns, row, strict=True)
            }
            for row in cursor.fetchall()
        ]
    keys = [str(row.get("pgh_id", row["id"])) for row in rows]
    return Found(table, [_given(table, row) for row in rows], keys)


def _columns_but(name: str, column: str) -> list[str]:
    with connection.cursor() as cursor:
        described = connection.introspection.get_table_description(cursor, name)
    return [each.name for each in described if each.name != column]


def _given(table: Table, row: dict[str, Any]) -> dict[str, Any]:
    """Return a row as it is given: in the clear, without what is no one's to read."""
    given = {}
    for column, value in row.items():
        if column in table.without:
            continue
        if column in table.enciphered:
            place = f"{table.enciphered[column]}.{column}.{row['id']}"
            given[column.removesuffix(_ENDING)] = _in_clear(bytes(value), place)
        else:
            given[column] = value
    return given


def _in_clear(kept: bytes, place: str) -> str:
    try:
        return decipher(kept, place=place)
    except Unreadable:
        return DOES_NOT_OPEN


def _papers(given: dict[str, Any]) -> list[Paper]:
    query = f"""SELECT id, title, addressee, given_on, pdf FROM documents_sent
        WHERE person_id = %(person)s AND {KNOWN} ORDER BY made_at, id"""  # noqa: S608 - parts of our own
    with connection.cursor() as cursor:
        cursor.execute(query, given)
        return [Paper(id_, title, to, f"{on}", bytes(pdf)) for id_, title, to, on, pdf in cursor]


def _text_of(value: Any) -> str:
    """Return what a list or a table of values says, as one text."""
    if not isinstance(value, dict | list) or not value:
        return ""
    return json.dumps(value, cls=DjangoJSONEncoder, ensure_ascii=False, sort_keys=True)


def _is_no_text(column: str) -> bool:
    return column in _NO_TEXT or column.endswith("_id")


def _day_of(table: Table, row: dict[str, Any]) -> str:
    first = table.order.split(",")[0]
    value = row.get(first) or row.get("pgh_created_at")
    return f"{value:%Y-%m-%d}" if hasattr(value, "strftime") else ""
