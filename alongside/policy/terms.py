"""The shape of a closed list of words: each has a stored value and the words people read."""

from __future__ import annotations

from enum import StrEnum
from typing import Self


class Term(StrEnum):
    """One word of a closed list, stored by its value and read by its label.

    A list with further columns annotates them, in the order in which its members give them.
    """

    label: str

    def __new__(cls, value: str, *columns: object) -> Self:
        """Keep the value, the label and the further columns of one word."""
        term = str.__new__(cls, value)
        term._value_ = value
        for name, column in zip(["label", *cls.__annotations__], columns, strict=True):
            setattr(term, name, column)
        return term
