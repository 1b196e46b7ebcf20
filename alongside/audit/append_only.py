"""What happened is a row that nobody changes."""

from __future__ import annotations

import pgtrigger


def never_changed() -> list[pgtrigger.Trigger]:
    """Return the triggers of a table into which rows are only ever added."""
    return [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]
