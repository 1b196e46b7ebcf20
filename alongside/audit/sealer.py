"""Seals the log: what was committed goes into a tree, whose signed head is told outside.

A head is written to its file after its seal was committed. Whoever is stopped in between leaves a
seal that the file lacks, or half a line: the next pass checks its signature and writes the same
line again. So the file never holds a head that did not come to be, and a database that lacks the
last head of the file was cut or put back, which the sealer refuses to build on.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final

import psycopg
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from alongside.audit.heads import Head, NewKey, follows, leaf_entry, moment, told_in
from alongside.kernel.merkle import EMPTY_ROOT, Tree

MOST = 50_000  # rows in one seal: what was there before there were seals is many
_LOCK: Final = 0x5EA1  # one sealer at a time

# One statement sees one moment: whatever is committed later waits for the next seal. The rows that
# wait leave the queue for their place in the tree, in the order in which they were written.
_TAKE: Final = """
WITH taken AS (
    DELETE FROM public.audit_unsealed
     WHERE id IN (SELECT id FROM public.audit_unsealed ORDER BY id LIMIT %(most)s)
    RETURNING id, shape, row_id, digest)
INSERT INTO public.audit_leaf (position, shape, row_id, digest)
SELECT %(size)s::bigint + row_number() OVER (ORDER BY id) - 1, shape, row_id, digest FROM taken
RETURNING position, shape, row_id, digest"""
_SEALS: Final = """
SELECT s.number, s.size, encode(s.root, 'hex'), encode(coalesce(before.root, %(empty)s), 'hex'),
       s.at, encode(s.signature, 'hex')
  FROM public.audit_seal s LEFT JOIN public.audit_seal before ON before.number = s.number - 1
 WHERE s.number >= %(since)s ORDER BY s.number"""


class NotSealed(Exception):
    """Nothing was sealed, and a person has to know why."""


@dataclass(frozen=True)
class Sealer:
    """Seals the log of one database with one key, and tells the heads to one file."""

    connection: psycopg.Connection[Any]
    key: Ed25519PrivateKey
    to: Path

    def seal(self, at: datetime) -> int:
        """Seal all rows that were committed until now; return how many."""
        if not self.connection.autocommit:
            raise NotSealed("A head is told when its seal is committed: open no transaction.")
        with self._alone():
            sealed, last = 0, self._publish()
            while taken := self._take(last, at):
                sealed, last = sealed + taken, self._publish()
            return sealed

    def hand_over(self, public: bytes, at: datetime) -> int:
        """Seal what waits, and name the key that signs from now on: this one signs no more.

        A head that the new key signs is believed because the old one said so before it.
        """
        Ed25519PublicKey.from_public_bytes(public)
        sealed = self.seal(at)
        with self._alone():
            last = self._publish()
            named = NewKey(last.number if last else 0, public.hex()).signed(self.key)
            self._append(named.line, b"")
        return sealed

    @contextmanager
    def _alone(self) -> Iterator[None]:
        [(is_ours,)] = self.connection.execute("SELECT pg_try_advisory_lock(%s)", [_LOCK])
        if not is_ours:
            raise NotSealed("Another sealer is at work on this database.")
        try:
            yield
        finally:
            self.connection.execute("SELECT pg_advisory_unlock(%s)", [_LOCK])

    def _take(self, last: Head | None, at: datetime) -> int:
        """Give the rows that wait their place in the tree, and seal it."""
        with self.connection.transaction():
            tree = self._tree(last)
            rows = self.connection.execute(_TAKE, {"most": MOST, "size": tree.size}).fetchall()
            if not rows:
                return 0
            tree = tree.extended(
                leaf_entry(shape, row_id, bytes(digest))
                for _, shape, row_id, digest in sorted(rows)
            )
            at = max(at, datetime.fromisoformat(last.at)) if last else at  # clocks are set back
            head = Head(
                number=last.number + 1 if last else 1,
                size=tree.size,
                root=tree.root.hex(),
                previous=last.root if last else EMPTY_ROOT.hex(),
                at=moment(at),
            ).signed(self.key)
            self.connection.execute(
                "INSERT INTO public.audit_seal (number, size, root, edge, at, signature)"
                " VALUES (%s, %s, %s, %s, %s, %s)",
                [head.number, tree.size, tree.root, tree.packed, at,
                 bytes.fromhex(head.signature)],
            )  # fmt: skip
        return len(rows)

    def _tree(self, last: Head | None) -> Tree:
        """Return the tree of the last head; its edge is the database's, its root is not."""
        if last is None:
            return Tree()
        [(edge,)] = self.connection.execute(
            "SELECT edge FROM public.audit_seal WHERE number = %s", [last.number]
        )
        tree = Tree.unpacked(last.size, bytes(edge))
        if not tree.is_possible or tree.root.hex() != last.root:
            raise NotSealed(f"Seal {last.number} was changed in the database: its edge is another.")
        return tree

    def _publish(self) -> Head | None:
        """Tell the file every seal that it lacks, and return the last one that it holds."""
        last, named, torn = _end_of(self.to)
        own = self.key.public_key()
        if named and named.key != own.public_bytes_raw().hex():
            raise NotSealed(f"{self.to.name} was handed over to another key.")
        if last and not named and not last.is_signed_by(own):
            raise NotSealed(f"{self.to.name} was signed with another key.")
        since = last.number if last else 1
        heads = self._heads(since)
        if last and next(heads, None) != last:
            raise NotSealed(
                f"The database does not hold head {last.number} of {self.to.name} as it was told:"
                " it was cut, or put back from a backup. Find out which before anything is sealed."
            )
        for head in heads:
            if not (follows(head, last) and head.is_signed_by(own)):
                raise NotSealed(f"Seal {head.number} in the database was not made with this key.")
            torn, last = self._append(head.line, torn), head
        if torn:
            raise NotSealed(f"{self.to.name} ends in a line that no seal explains.")
        return last

    def _append(self, said: str, torn: bytes) -> bytes:
        """Write a line, or what is missing of it, so that it is there when the power fails."""
        line = f"{said}\n".encode()
        if not line.startswith(torn):
            raise NotSealed(f"{self.to.name} ends in a line that is not its next head.")
        with self.to.open("ab") as file:
            file.write(line[len(torn) :])
            file.flush()
            os.fsync(file.fileno())
        return b""

    def _heads(self, since: int) -> Iterator[Head]:
        """Give the heads that the seals of the database say, from one on."""
        found = self.connection.execute(_SEALS, {"since": since, "empty": EMPTY_ROOT})
        for number, size, root, previous, at, signature in found:
            yield Head(number, size, root, previous, moment(at), signature)


def _end_of(file: Path) -> tuple[Head | None, NewKey | None, bytes]:
    """Return the last whole head of a file, the key that was named since, and half a line after."""
    if not file.exists():
        return None, None, b""
    with file.open("rb") as opened:
        opened.seek(max(0, file.stat().st_size - 4096))  # a head is a tenth of that
        *lines, torn = opened.read().split(b"\n")
    named, head = None, None
    try:
        for line in reversed(lines):
            said = told_in(line.decode())
            if isinstance(said, Head):
                head = said
                break
            named = named or said
    except ValueError as error:
        raise NotSealed(f"{file.name} ends in a line that is no head.") from error
    return head, named, torn
