"""Text that only the program can read: AES-256-GCM, bound to the table, column and row it is in.

Moved to another row or column it does not open, so whoever writes to the database cannot swap one
person's for another's; a dump of the database shows none of it. The first of RECORD_KEYS
enciphers, each of them deciphers: a new key is put before the old ones.
"""

from __future__ import annotations

import hashlib
import secrets
from typing import Any, Generic, Self, TypeVar, overload

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.db import models

_MARK, _NONCE = 4, 12  # bytes that say which key, bytes that are never used twice
Row = TypeVar("Row", bound=models.Model)


class Unreadable(Exception):
    """The text was enciphered with another key, or for another place, or was changed."""


def encipher(text: str, *, place: str) -> bytes:
    """Return a text as it is kept at a place; nothing stays nothing."""
    if not text:
        return b""
    key: bytes = settings.RECORD_KEYS[0]
    nonce = secrets.token_bytes(_NONCE)
    return _mark(key) + nonce + AESGCM(key).encrypt(nonce, text.encode(), place.encode())


def decipher(kept: bytes, *, place: str) -> str:
    """Return the text that is kept at a place, or raise Unreadable."""
    if not kept:
        return ""
    mark, nonce, sealed = kept[:_MARK], kept[_MARK : _MARK + _NONCE], kept[_MARK + _NONCE :]
    for key in settings.RECORD_KEYS:
        if _mark(key) == mark:
            try:
                return AESGCM(key).decrypt(nonce, sealed, place.encode()).decode()
            except InvalidTag:
                break
    raise Unreadable(f"What is kept at {place} does not open with any key of this service.")


def _mark(key: bytes) -> bytes:
    return hashlib.sha256(b"mark" + key).digest()[:_MARK]


class Enciphered(Generic[Row]):
    """A text of a row, kept enciphered in a binary column beside it.

    The row needs its id before the text is set, since it is a part of the place.
    """

    def __init__(self, column: str) -> None:
        self.column = column

    @overload
    def __get__(self, row: None, owner: type[Row]) -> Self: ...
    @overload
    def __get__(self, row: Row, owner: type[Row]) -> str: ...
    def __get__(self, row: Row | None, owner: Any) -> Self | str:
        """Return the text in the clear."""
        if row is None:
            return self
        return decipher(bytes(getattr(row, self.column)), place=self._place(row))

    def __set__(self, row: Row, text: str) -> None:
        """Keep a text."""
        setattr(row, self.column, encipher(text, place=self._place(row)))

    def _place(self, row: Row) -> str:
        return f"{row._meta.db_table}.{self.column}.{row.pk}"  # noqa: SLF001 - Django's public name
