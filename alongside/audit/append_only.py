"""What happened is a row that nobody changes."""

from __future__ import annotations

from typing import Any

import pgtrigger
from django.db import connections


def never_changed() -> list[pgtrigger.Trigger]:
    """Return the triggers of a table into which rows are only ever added."""
    return [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]


# Each migration that adds a trigger puts the library's own function back, which asks a setting that
# anybody may set: with it the program could change a row and write no history.
_NEVER_SKIPPED = """CREATE OR REPLACE FUNCTION public._pgtrigger_should_ignore(trigger_name name)
    RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE AS 'SELECT false'"""


def never_skipped(*, using: str, **told: Any) -> None:
    """After migrations, see to it that no trigger can be asked to look away."""
    if "plan" not in told:  # tables were emptied, nothing was migrated
        return
    with connections[using].cursor() as cursor:
        cursor.execute(_NEVER_SKIPPED)
