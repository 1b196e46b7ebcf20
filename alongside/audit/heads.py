"""Signed heads: what a tree came to at a moment, one line each, kept outside the database.

Known to the sealer, which has the private key, and to whoever verifies, who has the public one.
Nothing here knows of Django.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from alongside.kernel.merkle import EMPTY_ROOT

# What is signed with this key is a head and can be read as nothing else.
_WHAT: Final = b"alongside head 1\n"
_NEW_KEY: Final = b"alongside new key 1\n"
_json: Final = json.JSONEncoder(separators=(",", ":")).encode


class NotAHead(ValueError):
    """A line is not the one way in which a head is written."""


@dataclass(frozen=True)
class Head:
    """How large the tree was at a moment, its root, and the root that was signed before."""

    number: int
    size: int
    root: str
    previous: str
    at: str
    signature: str = ""

    def signed(self, key: Ed25519PrivateKey) -> Head:
        """Return the head with its signature."""
        return Head(**vars(self) | {"signature": key.sign(self._said).hex()})

    def is_signed_by(self, key: Ed25519PublicKey) -> bool:
        """Whether the signature is of this head and by this key."""
        try:
            key.verify(bytes.fromhex(self.signature), self._said)
        except (InvalidSignature, ValueError):
            return False
        return True

    @property
    def line(self) -> str:
        """The head as it is written into a file, without the end of the line."""
        return _json(vars(self))

    @property
    def _said(self) -> bytes:
        return _WHAT + _json(vars(self) | {"signature": ""}).encode()


@dataclass(frozen=True)
class NewKey:
    """After a head, another key signs: said in the file of heads by the key that signed before."""

    after: int
    key: str
    signature: str = ""

    def signed(self, key: Ed25519PrivateKey) -> NewKey:
        """Return it with its signature."""
        return NewKey(self.after, self.key, key.sign(self._said).hex())

    def is_signed_by(self, key: Ed25519PublicKey) -> bool:
        """Whether the signature is of this and by this key, and what it names is a key."""
        try:
            key.verify(bytes.fromhex(self.signature), self._said)
            Ed25519PublicKey.from_public_bytes(bytes.fromhex(self.key))
        except (InvalidSignature, ValueError):
            return False
        return True

    @property
    def line(self) -> str:
        """It as it is written into a file, without the end of the line."""
        return _json(vars(self))

    @property
    def _said(self) -> bytes:
        return _NEW_KEY + _json(vars(self) | {"signature": ""}).encode()


def told_in(line: str) -> Head | NewKey:
    """Read a line of the file of heads, or raise NotAHead."""
    if not line.startswith('{"after":'):
        return head_in(line)
    try:
        said = NewKey(**json.loads(line))
    except (TypeError, ValueError, RecursionError):
        raise NotAHead(line[:80]) from None
    if said.line != line:
        raise NotAHead(line[:80])
    return said


def head_in(line: str) -> Head:
    """Read a head, or raise NotAHead. There is one way to write each: one bit more is another."""
    try:
        head = Head(**json.loads(line))
    except (TypeError, ValueError, RecursionError):
        raise NotAHead(line[:80]) from None
    if head.line != line:
        raise NotAHead(line[:80])
    return head


def moment(at: datetime) -> str:
    """Return a moment as heads say it."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def follows(head: Head, before: Head | None) -> bool:
    """Whether a head is the next one after another, or the first."""
    if before is None:
        return head.number == 1 and head.previous == EMPTY_ROOT.hex()
    return (
        head.number == before.number + 1
        and head.previous == before.root
        and head.size > before.size
        and head.at >= before.at
    )


def leaf_entry(shape: str, row_id: str, digest: bytes) -> bytes:
    """Return what a leaf of the tree says: which row, digested how, with which digest."""
    return f"{shape}\n{row_id}\n".encode() + digest
