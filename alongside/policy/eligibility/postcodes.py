"""Postcodes and the beginnings of postcodes: what lies in which."""

from __future__ import annotations

import re

_PARTS = re.compile(r"([A-Z]{1,2})([0-9][A-Z0-9]?)?(?: ([0-9])([A-Z]{2})?)?")
_UNSPACED = re.compile(r"([A-Z]{1,2}[0-9][A-Z0-9]?)([0-9][A-Z]{2})")
# The NHS writes ZZ99 where there is no postcode: no fixed abode, abroad, not known.
_NOWHERE = "ZZ"


def tidy(typed: str) -> str:
    """Return a postcode, or its beginning, as the post office writes it."""
    text = " ".join(typed.upper().split())
    return _UNSPACED.sub(r"\1 \2", text) if " " not in text else text


def is_postcode(typed: str) -> bool:
    """Whether this is a postcode or the beginning of one: LE, LE1, LE1 5 or LE1 5WW."""
    found = _PARTS.fullmatch(tidy(typed))
    return found is not None and not (found[2] is None and found[3] is not None)


def lies_in(postcode: str, area: str) -> bool | None:
    """Whether a postcode lies in an area; None when too little of the postcode is known."""
    known, asked = _parts(postcode), _parts(area)
    if known[0] == _NOWHERE:
        return None
    for have, want in zip(known, asked, strict=True):
        if want is None:
            return True
        if have is None:
            return None
        if have != want:
            return False
    return True


def _parts(text: str) -> tuple[str | None, ...]:
    found = _PARTS.fullmatch(tidy(text))
    if found is None:
        raise ValueError(f"“{text}” is not a postcode or the beginning of one, such as LE1")
    return found.groups()
