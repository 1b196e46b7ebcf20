"""Tell the database who is asking. Without it, row-level security raises an error."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date
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


def enter_practitioner(
    practitioner_id: UUID, *, on: date, account_id: UUID = NOBODY, request: str = ""
) -> None:
    """Set that a practitioner of a partner is asking, on a day: somebody who is in no team."""
    enter(worker_id=practitioner_id, team_ids=(), account_id=account_id, request=request)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('alongside.practitioner', %s, true),"
            " set_config('alongside.today', %s, true)",
            [str(practitioner_id), on.isoformat()],
        )


@contextmanager
def as_partner() -> Iterator[None]:
    """Go on as the role that reads nothing but the minimum, whatever a page asks for.

    What raises is undone with its transaction, and the role with it.
    """
    _become("alongside_partner")
    yield
    _become("NONE")


@contextmanager
def as_program() -> Iterator[None]:
    """Within `as_partner`, do something of the program's own: a draft, a line of the log.

    Also here row-level security shows nobody, since a practitioner is in no team.
    """
    _become("NONE")
    try:
        yield
    finally:
        _become("alongside_partner")


def _become(role: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL ROLE {role}")
