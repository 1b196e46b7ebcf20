"""Tell the database who is asking. Without it, row-level security raises an error."""

from __future__ import annotations

import json
from collections.abc import Iterable
from uuid import UUID

from django.db import connection

NOBODY = UUID(int=0)


def enter(
    *, worker_id: UUID, team_ids: Iterable[int], account_id: UUID = NOBODY, request: str = ""
) -> None:
    """Set who is asking, and through which teams, until the transaction ends."""
    if not connection.in_atomic_block:
        raise RuntimeError("Who is asking holds for a transaction: open one first")
    teams = "{" + ",".join(str(team) for team in sorted(team_ids)) + "}"
    trail = json.dumps({"worker": str(worker_id), "request": request})
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('alongside.worker', %s, true),"
            " set_config('alongside.teams', %s, true),"
            " set_config('alongside.account', %s, true),"
            " set_config('pghistory.context_metadata', %s, true)",
            [str(worker_id), teams, str(account_id), trail],
        )


def enter_account(account_id: UUID) -> None:
    """Set only which account is asking: enough for its own drafts and for nobody's record."""
    enter(worker_id=NOBODY, team_ids=(), account_id=account_id)
