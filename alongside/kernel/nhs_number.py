"""The NHS number: ten digits of which the last checks the others (modulus 11)."""

from __future__ import annotations

import re
from typing import Self

_SEPARATORS = re.compile(r"[\s\-\u00a0]")


class NhsNumber(str):
    """A valid NHS number, kept as its ten digits."""

    __slots__ = ()

    def __new__(cls, typed: str) -> Self:
        """Read what somebody typed, or raise ValueError with a sentence that says what is wrong."""
        digits = _SEPARATORS.sub("", typed)
        if not re.fullmatch(r"[0-9]{10}", digits):
            raise ValueError("An NHS number has 10 digits, like 999 123 4567")
        # A run of one digit can pass modulus 11 (0000000000 does) and is never issued.
        if len(set(digits)) == 1 or not _checks(digits):
            raise ValueError("This is not a valid NHS number. Check each digit")
        return super().__new__(cls, digits)

    @property
    def spaced(self) -> str:
        """The number as people read it aloud: 3, 3 and 4 digits."""
        return f"{self[:3]} {self[3:6]} {self[6:]}"


def _checks(digits: str) -> bool:
    """Whether the last digit is the check digit of the first nine."""
    total = sum(
        int(digit) * weight for digit, weight in zip(digits, range(10, 1, -1), strict=False)
    )
    return (11 - total % 11) % 11 == int(digits[9])
