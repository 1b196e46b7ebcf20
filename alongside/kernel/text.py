"""Text as people type it: its lines, and without what nobody sees and everybody is misled by."""

from __future__ import annotations

import re

# They turn the letters around them: a name shows as another name, and a page's heading with it.
# The marks that a right-to-left script needs (U+200E, U+200F, U+061C) turn nothing, and stay.
_OVERRIDES = re.compile("[\u202a-\u202e\u2066-\u2069]")


def without_overrides(text: str) -> str:
    """Return a text without the invisible signs that make it show in another order."""
    return _OVERRIDES.sub("", text)


def lines_of(*texts: str) -> tuple[str, ...]:
    """Return the lines of some texts that say anything, as an address or a list is written."""
    return tuple(line.strip() for text in texts for line in text.splitlines() if line.strip())
