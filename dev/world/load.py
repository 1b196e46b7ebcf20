"""Put a world into an empty database, by COPY, as the role that owns the tables.

The rows were never typed by anybody, so the triggers that write history are off while they come
in: a history of them would say nothing and double the work. COPY is not allowed under row-level
security, so it is not forced on the owner meanwhile. Keys and indexes are put aside and
made again at the end, when each is checked as a whole. All of it is one transaction: a world is
there whole or not at all, and nobody else sees any of this.
"""

from __future__ import annotations

import gc
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import get_type_hints

import psycopg
from psycopg import sql
from psycopg.types.array import ListDumper

from dev.world.rows import TABLES, Row, columns

BATCH = 100_000
NAMES = list(TABLES.values())


class NotEmpty(Exception):
    """There are teams in the database already."""


@dataclass(frozen=True)
class PutAside:
    """Something of a table that is taken away while rows come in, and made again after."""

    remove: str
    make: str


def load(rows: Iterable[Row], connection: psycopg.Connection) -> int:
    """Put rows into an empty database and return how many there were."""
    connection.adapters.register_dumper(tuple, ListDumper)  # lists in rows are tuples
    with connection.transaction():
        if connection.execute("SELECT EXISTS (SELECT FROM staff_team)").fetchone() == (True,):
            raise NotEmpty("This database has teams in it already; a world needs an empty one.")
        connection.execute("SET LOCAL maintenance_work_mem = '256MB'")
        aside = _to_put_aside(connection)
        for each in aside:
            connection.execute(each.remove.encode())
        with _no_collecting():
            loaded = _copy(rows, connection)
        for each in reversed(aside):
            connection.execute(each.make.encode())
        _count_on(connection)
    for name in NAMES:
        connection.execute(sql.SQL("ANALYZE {}").format(sql.Identifier(name)))
    return loaded


@contextmanager
def _no_collecting() -> Iterator[None]:
    """Let Python's collector rest: batches of plain rows hold nothing for it to find."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def _copy(rows: Iterable[Row], connection: psycopg.Connection) -> int:
    """Copy rows into their tables, a batch at a time, so that memory stays bounded."""
    waiting: dict[type[Row], list[Row]] = defaultdict(list)
    loaded = held = 0
    for row in rows:
        waiting[type(row)].append(row)
        held += 1
        if held == BATCH:
            loaded += _flush(waiting, connection)
            held = 0
    return loaded + _flush(waiting, connection)


def _flush(waiting: dict[type[Row], list[Row]], connection: psycopg.Connection) -> int:
    copied = 0
    for kind, rows in waiting.items():
        into = sql.SQL("COPY {} ({}) FROM STDIN").format(
            sql.Identifier(TABLES[kind]),
            sql.SQL(", ").join(sql.Identifier(column) for column in columns(kind)),
        )
        with connection.cursor() as cursor, cursor.copy(into) as copy:
            for row in rows:
                copy.write_row(row)
        copied += len(rows)
    waiting.clear()
    return copied


_TRIGGERS_AND_SECURITY = """
    SELECT format('ALTER TABLE %%1$s DISABLE TRIGGER USER'
               || CASE WHEN relforcerowsecurity THEN ', NO FORCE ROW LEVEL SECURITY' ELSE '' END,
               oid::regclass),
           format('ALTER TABLE %%1$s ENABLE TRIGGER USER'
               || CASE WHEN relforcerowsecurity THEN ', FORCE ROW LEVEL SECURITY' ELSE '' END,
               oid::regclass)
      FROM pg_class WHERE oid = ANY(%(tables)s::regclass[])"""
# Foreign keys first, since they lean on the keys and other constraints that come next.
_CONSTRAINTS = """
    SELECT format('ALTER TABLE %%s DROP CONSTRAINT %%I', conrelid::regclass, conname),
           format('ALTER TABLE %%s ADD CONSTRAINT %%I %%s', conrelid::regclass, conname,
               pg_get_constraintdef(oid))
      FROM pg_constraint
     WHERE contype IN ('f', 'p', 'u', 'x') AND (conrelid = ANY(%(tables)s::regclass[])
        OR contype = 'f' AND confrelid = ANY(%(tables)s::regclass[]))
     ORDER BY contype <> 'f', conname"""
_INDEXES = """
    SELECT format('DROP INDEX %%s', indexrelid::regclass), pg_get_indexdef(indexrelid)
      FROM pg_index WHERE indrelid = ANY(%(tables)s::regclass[])
       AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = indexrelid)
     ORDER BY indexrelid"""


def _to_put_aside(connection: psycopg.Connection) -> list[PutAside]:
    """Return what is in the way of COPY; it comes back in the opposite order."""
    return [
        PutAside(remove, make)
        for asks in (_TRIGGERS_AND_SECURITY, _CONSTRAINTS, _INDEXES)
        for remove, make in connection.execute(asks.encode(), {"tables": NAMES})
    ]


def _count_on(connection: psycopg.Connection) -> None:
    """Let each table count on from the last number that came in."""
    for kind, name in TABLES.items():
        if get_type_hints(kind)["id"] is int:
            connection.execute(
                sql.SQL(
                    "SELECT setval(pg_get_serial_sequence({name}, 'id'), max(id)) FROM {table}"
                ).format(name=sql.Literal(name), table=sql.Identifier(name))
            )
