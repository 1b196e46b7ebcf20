"""Whether the log is as it was sealed: `python -m alongside.audit.verify HEADS KEY`.

A program of its own that starts from the heads outside the database, and believes the database
nothing but the text of its rows. It knows nothing of Django, so that no part of what it judges has
a say in it. DATABASE_URL names the owner of the tables, or a superuser.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import Any, Final, LiteralString

import psycopg
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from psycopg import IsolationLevel, sql

from alongside.audit.heads import Head, NewKey, NotAHead, follows, leaf_entry, moment, told_in
from alongside.kernel.merkle import Tree

# Which columns the digest of a row is of, for each table. A table that gets a column gets another
# shape; the rows that were digested before keep theirs. The triggers in migrations say the same.
SHAPES: Final[dict[LiteralString, dict[str, LiteralString]]] = {
    "audit_entry": {
        "audit_entry.1": "id, what, person_id, subject, subject_id, by_id,"
        " extract(epoch FROM at), extract(epoch FROM written_at), details"
    },
    "access_opening": {
        "access_opening.1": "id, worker_id, person_ids, page,"
        " extract(epoch FROM at), kind, purpose, because"
    },
    "access_reasonreview": {
        "access_reasonreview.1": "id, opening_id, finding, says, by_id, extract(epoch FROM at)"
    },
}

_BATCH: Final = 10_000  # rows

# Nothing that was set for the role or the database has a say in what is read.
_SETTINGS: Final = """
SET LOCAL search_path = pg_catalog, pg_temp; SET LOCAL datestyle = 'ISO';
SET LOCAL cursor_tuple_fraction = 1; SET LOCAL work_mem = '64MB'; SET LOCAL jit = off;
SET LOCAL enable_mergejoin = off"""
# What could show pages a row that it hides from whoever verifies.
_HIDES: Final = """
SELECT relname FROM pg_class AS c
 WHERE oid = ANY(%s::regclass[]) AND (relkind <> 'r' OR row_security_active(oid) AND EXISTS (
     SELECT FROM pg_policy
      WHERE polrelid = c.oid AND NOT (polpermissive AND pg_get_expr(polqual, polrelid) = 'true')
        AND EXISTS (SELECT FROM unnest(polroles) AS role
                     WHERE role = 0 OR pg_has_role(current_user, role, 'USAGE'))))"""
_SEALS: Final = "SELECT number, size, root, edge, at, signature FROM public.audit_seal"
_LEAVES: Final = "SELECT position, shape, row_id, digest FROM public.audit_leaf ORDER BY position"
_ROWS: Final = """
SELECT position, {name} || coalesce(row_id, id::text), digest,
       convert_to((CASE WHEN id IS NOT NULL THEN CASE shape {texts} END END)::text, 'UTF8')
  FROM (SELECT position, shape, row_id, digest FROM public.audit_leaf WHERE shape = ANY({shapes})
         UNION ALL
        SELECT NULL, shape, row_id, digest FROM public.audit_unsealed WHERE shape = ANY({shapes})
       ) AS kept
  FULL JOIN public.{table} AS row ON row_id = id::text"""


@dataclass
class Report:
    """What was found: how many rows are as they were sealed, and everything that is wrong."""

    verified: int = 0
    unsealed: int = 0
    faults: list[str] = field(default_factory=list)
    first_only: bool = False

    def fault(self, what: str) -> None:
        """Say what is wrong; raise Enough where one fault is all that is asked for."""
        self.faults.append(what)
        if self.first_only:
            raise Enough


class Enough(Exception):
    """There is a fault, and nobody asked for another."""


def verify(
    connection: psycopg.Connection[Any],
    lines: Iterable[str],
    key: bytes,
    *,
    first_only: bool = False,
) -> Report:
    """Compare the database with the heads, in the transaction that is open."""
    report = Report(first_only=first_only)
    with suppress(Enough):
        _compare(connection, lines, key, report)
    return report


def _compare(
    connection: psycopg.Connection[Any], lines: Iterable[str], key: bytes, report: Report
) -> None:
    connection.execute(_SETTINGS)
    heads = list(_signed_heads(lines, Ed25519PublicKey.from_public_bytes(key), report))
    size = heads[-1].size if heads else 0
    for (table,) in connection.execute(_HIDES, [[f"public.{table}" for table in SHAPES]]):
        report.fault(f"{table} may hide rows: it is no table, or a policy is in between.")
    _compare_seals(connection, heads, report)
    seen = bytearray(size)
    _by_turns(_compare_tree(connection, heads, report), _compare_rows(connection, seen, report))
    if unseen := seen.count(0):
        report.fault(f"{unseen} leaves are missing, or of rows that no table has.")


def _signed_heads(lines: Iterable[str], key: Ed25519PublicKey, report: Report) -> Iterator[Head]:
    """Give the heads that are signed; say which are not, and where one does not follow."""
    before: Head | None = None
    for place, line in enumerate(lines, start=1):
        try:
            head = told_in(line)
        except NotAHead:
            report.fault(f"Line {place} of the heads is no head.")
            continue
        if not head.is_signed_by(key):
            report.fault(f"Line {place} of the heads is not signed with this key.")
            continue
        if isinstance(head, NewKey):  # from here on, no other signs: the old key least of all
            key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(head.key))
            if head.after != (before.number if before else 0):
                report.fault(f"Line {place} of the heads names a key out of its place.")
            continue
        if not follows(head, before):
            report.fault(f"Line {place} of the heads does not follow the one before.")
        before = head
        yield head
    if before is None:
        report.fault("There is no head that is signed with this key.")


def _compare_seals(
    connection: psycopg.Connection[Any], heads: Sequence[Head], report: Report
) -> None:
    """Say which heads the database does not tell as they were told. Nothing else rests on it."""
    told = {
        number: (size, root.hex(), Tree.unpacked(size, edge).root.hex(), moment(at), signed.hex())
        for number, size, root, edge, at, signed in connection.execute(_SEALS)
    }
    for head in heads:
        said = (head.size, head.root, head.root, head.at, head.signature)
        if told.get(head.number) != said:
            report.fault(f"Seal {head.number} is missing in the database, or another.")


def _compare_tree(
    connection: psycopg.Connection[Any], heads: Sequence[Head], report: Report
) -> Iterator[None]:
    """Say which is the first head that the leaves do not come to: each is a part of the next."""
    tree, read, unproved = Tree(), 0, deque(heads)
    for leaves in _read_ahead(connection, "leaves", _LEAVES):
        entries = _entries(leaves, read, report)
        while unproved:
            tree = tree.extended(islice(entries, max(0, unproved[0].size - tree.size)))
            if (tree.size, tree.root.hex()) != (unproved[0].size, unproved[0].root):
                break
            unproved.popleft()
        read += len(leaves)
        if not unproved or tree.size != read:
            break
        yield
    if unproved:
        report.fault(
            f"The leaves do not come to head {unproved[0].number} of {unproved[0].at}: one of them"
            " was changed, moved, removed or put in since."
        )


def _entries(leaves: Sequence[Any], first: int, report: Report) -> Iterator[bytes]:
    """Give what each leaf says, as long as each is in its place."""
    for place, (position, shape, row_id, digest) in enumerate(leaves, start=first):
        if position != place:
            report.fault(f"The leaf at {place} is missing, or there twice.")
            return
        yield leaf_entry(shape, row_id, digest)


def _compare_rows(
    connection: psycopg.Connection[Any], seen: bytearray, report: Report
) -> Iterator[None]:
    """Say which rows are not as they were digested, missing, twice or never digested."""
    size = len(seen)
    for rows in _read_ahead(connection, "rows", _rows()):
        for position, name, digest, text in rows:
            if text is None or digest is None or sha256(text).digest() != digest:
                report.fault(_fault(name, digest, text))
            elif position is None or position >= size:
                report.unsealed += 1
            elif not seen[position]:
                report.verified += 1
            else:
                report.fault(f"{name} is there twice.")
            if position is not None and position < size:
                seen[position] = 1
        yield


def _read_ahead(
    connection: psycopg.Connection[Any], name: str, statement: LiteralString | bytes
) -> Iterator[list[Any]]:
    """Give the rows of a statement in batches; PostgreSQL makes the next while one is hashed."""
    with connection.cursor(name, binary=True) as cursor, ThreadPoolExecutor(1) as reading:
        cursor.execute(statement)
        rows = cursor.fetchmany(_BATCH)
        while len(rows) == _BATCH:
            waited = reading.submit(cursor.fetchmany, _BATCH)
            yield rows
            rows = waited.result()
        yield rows


def _by_turns(*works: Iterator[None]) -> None:
    """Go on with each in turn, so that what one waits for is made while the other is at work."""
    waiting = deque(works)
    while waiting:
        for _ in waiting[0]:
            waiting.rotate()
            break
        else:
            waiting.popleft()


def _fault(name: str, digest: bytes | None, text: bytes | None) -> str:
    if digest is None:
        return f"{name} has no leaf: it was put in without a trace."
    if text is None:
        return f"{name} is missing: it was removed."
    return f"{name} is not as it was when it was written."


@cache
def _rows() -> bytes:
    every = (_rows_of(table, shapes) for table, shapes in SHAPES.items())
    return sql.SQL(" UNION ALL ").join(every).as_bytes()


def _rows_of(table: LiteralString, shapes: dict[str, LiteralString]) -> sql.Composed:
    # Digested as jsonb. As json a row reads alike and is sooner made, but where an array is in it.
    texts = [
        sql.SQL("WHEN {} THEN {}({})").format(
            shape,
            sql.SQL("jsonb_build_array" if "_ids" in columns else "json_build_array"),
            sql.SQL(columns),
        )
        for shape, columns in shapes.items()
    ]
    return sql.SQL(_ROWS).format(
        name=f"{table} ", texts=sql.SQL(" ").join(texts), shapes=list(shapes),
        table=sql.Identifier(table),
    )  # fmt: skip


def lines_of(heads: Path) -> list[str]:
    """Return every line of a file of heads, also one that does not end as lines do."""
    return heads.read_bytes().decode(errors="replace").removesuffix("\n").split("\n")


def main(arguments: Sequence[str] | None = None) -> int:
    """Print a line for each fault, and what it comes to; return 1 when there is a fault."""
    parser = argparse.ArgumentParser(prog="verify", description=__doc__)
    parser.add_argument("heads", type=Path, help="the file to which the sealer tells its heads")
    first = "the first public key: `manage.py seal --public`"
    parser.add_argument("key", type=bytes.fromhex, help=first)
    parser.add_argument("--first", action="store_true", help="stop at the first fault")
    asked = parser.parse_args(arguments)
    # The heads first: what is sealed while they are read is in the database and not yet expected.
    lines = lines_of(asked.heads)
    try:
        with psycopg.connect(os.environ.get("DATABASE_URL", "")) as connection:
            connection.isolation_level, connection.read_only = IsolationLevel.REPEATABLE_READ, True
            report = verify(connection, lines, asked.key, first_only=asked.first)
    except psycopg.Error as error:
        report = Report(faults=[f"The database cannot be read as it was sealed: {error}"])
    for fault in report.faults:
        sys.stdout.write(f"{fault}\n")
    sys.stdout.write(
        f"{report.verified} rows verified, {len(report.faults)} faults;"
        f" {report.unsealed} rows wait for their seal\n"
    )
    return 1 if report.faults else 0


if __name__ == "__main__":
    sys.exit(main())
