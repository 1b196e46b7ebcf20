"""Tell the database who is asking. Without it, row-level security raises an error."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from contextvars import ContextVar
from datetime import date
from uuid import UUID

from django.db import connection
from psycopg.pq import TransactionStatus

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
    _tell("alongside.practitioner", practitioner_id, on)


def enter_own(own_id: UUID, *, on: date, account_id: UUID = NOBODY, request: str = "") -> None:
    """Set that somebody in care or a carer is asking, on a day, with their own sign-in."""
    enter(worker_id=own_id, team_ids=(), account_id=account_id, request=request)
    _tell("alongside.own", own_id, on)


def _tell(setting: str, who: UUID, on: date) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config(%s, %s, true), set_config('alongside.today', %s, true)",
            [setting, str(who), on.isoformat()],
        )


def as_partner() -> AbstractContextManager[None]:
    """Go on as the role that reads nothing but the minimum, whatever a page asks for."""
    return _narrowed("alongside_partner")


def as_own() -> AbstractContextManager[None]:
    """Go on as the role that reads nothing but what an own sign-in shows."""
    return _narrowed("alongside_own")


_narrow: ContextVar[str] = ContextVar("narrow")


@contextmanager
def _narrowed(role: str) -> Iterator[None]:
    """Go on as a narrow role. What raises is undone with its transaction, and the role with it."""
    token = _narrow.set(role)
    try:
        _become(role)
        yield
        _become("NONE")
    finally:
        _narrow.reset(token)


@contextmanager
def as_program() -> Iterator[None]:
    """Within a narrow role, do something of the program's own: a draft, a line of the log.

    Also here row-level security shows nobody, since who asks is in no team.
    """
    _become("NONE")
    try:
        yield
    finally:
        if not _is_undone():
            _become(_narrow.get())


def _is_undone() -> bool:
    """Whether PostgreSQL gave the transaction up: it answers nothing more, whatever the role."""
    return bool(connection.connection.info.transaction_status == TransactionStatus.INERROR)


def _become(role: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL ROLE {role}")
