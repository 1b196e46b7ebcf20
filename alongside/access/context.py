"""Tell the database who is asking. Without it, row-level security raises an error."""

from __future__ import annotations

import json
from collections.abc import Iterable
from uuid import UUID

from django.db import connection

NOBODY = UUID(int=0)


def enter(
    *,
    worker_id: UUID,
    team_ids: Iterable[int],
    reviews: Iterable[int] = (),
    shut_out: Iterable[UUID] = (),
    account_id: UUID = NOBODY,
    request: str = "",
) -> None:
    """Set who is asking, and through which teams, until the transaction ends.

    `reviews` are the teams whose workers' reasons they review, as a privacy officer. `shut_out` are
    the people whom they know outside work: to them, those are known to no team.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("Who is asking holds for a transaction: open one first")
    trail = json.dumps({"worker": str(worker_id), "request": request})
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('alongside.worker', %s, true),"
            " set_config('alongside.teams', %s, true),"
            " set_config('alongside.reviews', %s, true),"
            " set_config('alongside.shut_out', %s, true),"
            " set_config('alongside.account', %s, true),"
            " set_config('pghistory.context_metadata', %s, true)",
            [
                str(worker_id),
                _array(team_ids),
                _array(reviews),
                _array(shut_out),
                str(account_id),
                trail,
            ],
        )


def _array(ids: Iterable[int] | Iterable[UUID]) -> str:
    return "{" + ",".join(sorted(map(str, ids))) + "}"


def enter_account(account_id: UUID) -> None:
    """Set only which account is asking: enough for its own drafts and for nobody's record."""
    enter(worker_id=NOBODY, team_ids=(), account_id=account_id)
