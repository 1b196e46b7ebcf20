"""One bit of the log is another: as a worn disk would have it, or whoever writes to it.

Nothing here knows of Django, so that it runs in processes of its own.
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import cache, partial
from pathlib import Path
from typing import Any
from uuid import UUID

import psycopg
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from psycopg import sql
from psycopg.types.json import Jsonb

from tests.proofs.sealed import SUPERUSERS_LICENCE, Sealed

KEY = bytes(range(32))
IN_THE_HEADS = 0.2  # the share of flips
TABLES = ("audit_entry", "access_opening", "access_reasonreview", "audit_leaf", "audit_seal")
Flip = Callable[[Any, random.Random], Any]
Tables = dict[str, tuple[list[str], list[Any]]]
_EPOCH = datetime(2000, 1, 1, tzinfo=UTC)  # from which PostgreSQL counts microseconds


def flipped(url: str, heads: Path, most: int, seed: int) -> tuple[int, Sequence[str]]:
    """Flip so many bits, one at a time; return how many, and which the verifier did not find."""
    chance = random.Random(seed)
    missed: list[str] = []
    tried = 0
    with psycopg.connect(url, autocommit=True) as superuser:
        log = Sealed(superuser, heads, Ed25519PrivateKey.from_private_bytes(KEY))
        superuser.execute(SUPERUSERS_LICENCE)
        in_the_heads = partial(flip_in_the_heads, log.heads)
        in_the_database = partial(flip_in_the_database, superuser, _read(superuser))
        while tried < most:
            flip = in_the_heads if chance.random() < IN_THE_HEADS else in_the_database
            with superuser.transaction(force_rollback=True), flip(chance) as what:
                if what is not None:
                    tried += 1
                    missed += [] if log.verify(first_only=True).faults else [what]
    return tried, missed


@contextmanager
def flip_in_the_heads(heads: Path, chance: random.Random) -> Iterator[str | None]:
    """Flip a bit of the file of heads for as long as somebody looks; say which."""
    true = heads.read_bytes()
    bit = chance.randrange(len(true) * 8)
    heads.write_bytes(_flipped(true, bit))
    yield f"bit {bit} of the heads"
    heads.write_bytes(true)


@contextmanager
def flip_in_the_database(
    superuser: psycopg.Connection[Any], tables: Tables, chance: random.Random
) -> Iterator[str | None]:
    """Flip a bit in a row; say which, or nothing where the database does not take it."""
    table = chance.choice(TABLES)
    names, rows = tables[table]
    ctid, *values = chance.choice(rows)
    name, value = chance.choice(list(zip(names, values, strict=True)))
    try:
        superuser.execute(_write(table, name), [other := _other(value, chance), ctid])
    except (ValueError, OverflowError, psycopg.Error):
        yield None
    else:
        yield f"{table}.{name}: {value!r} became {other!r}"


@cache
def _write(table: str, name: str) -> bytes:
    write = sql.SQL("UPDATE {} SET {} = %s WHERE ctid = %s")
    return write.format(sql.Identifier(table), sql.Identifier(name)).as_bytes()


def _read(superuser: psycopg.Connection[Any]) -> Tables:
    """Return the columns and the rows of each table, with where each row is kept."""
    read: Tables = {}
    for table in TABLES:
        found = superuser.execute(f"SELECT ctid, * FROM {table} ORDER BY ctid".encode())
        read[table] = ([column.name for column in found.description or ()][1:], found.fetchall())
    return read


def _other(value: Any, chance: random.Random) -> Any:
    """Return a value with one bit flipped in what is stored of it."""
    if isinstance(value, list):
        return [_other(value[0], chance), *value[1:]] if value else _refused(value)
    flipped: Flip = _FLIPPED.get(type(value), _refused)
    return flipped(value, chance)


def _refused(*_: Any) -> Any:
    raise ValueError("there is no bit that could be another")


def _flipped_moment(at: datetime, chance: random.Random) -> datetime:
    kept = (at - _EPOCH) // timedelta(microseconds=1)
    return _EPOCH + timedelta(microseconds=kept ^ 1 << chance.randrange(57))


def _flipped_json(value: Any, chance: random.Random) -> Jsonb:
    other = json.loads(_flipped_text(json.dumps(value), chance))
    return Jsonb(other) if other != value else _refused()


def _flipped_text(text: str, chance: random.Random) -> str:
    kept = text.encode()
    if not kept:
        raise ValueError("nothing has no bit")
    return _flipped(kept, chance.randrange(len(kept) * 8)).decode()


def _flipped(kept: bytes, bit: int) -> bytes:
    other = bytearray(kept)
    other[bit // 8] ^= 1 << bit % 8
    return bytes(other)


_FLIPPED: dict[type, Flip] = {
    str: _flipped_text,
    bytes: lambda value, chance: _flipped(value, chance.randrange(len(value) * 8)),
    int: lambda value, chance: value ^ 1 << chance.randrange(63),
    UUID: lambda value, chance: UUID(int=value.int ^ 1 << chance.randrange(128)),
    datetime: _flipped_moment,
    dict: _flipped_json,
}
