"""What the database itself gives to whoever asks it, with no page before it: sql.toml.

As the program's own role, which the policies of PostgreSQL hold, and entered as a request of theirs
is: the rows about somebody in every table about people are counted, and compared with those that a
superuser counts by the table.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID

import psycopg
from django.db import DatabaseError, connection, transaction

from alongside.access import context
from alongside.access.deciding import Action
from alongside.kernel.period import day_of
from alongside.own.queries.asking import own_of_account
from alongside.partners.queries import practitioner_of_account
from alongside.staff.queries import worker_of_account
from tests.proofs.oracle import IN_THE_TEAM, Actor, Oracle

TABLE: Mapping[str, Any] = tomllib.loads((Path(__file__).parent / "sql.toml").read_text("utf-8"))
ID = "person_id"
_Narrow = tuple[Callable[[], AbstractContextManager[None]], tuple[str, ...]]
_ABOUT_PEOPLE = """
SELECT c.relname, a.attname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
 WHERE c.relkind IN ('r', 'p') AND c.relnamespace = 'public'::regnamespace
   AND (a.attname = 'person_id'
    OR (c.relname IN ('people_person', 'people_personevent') AND a.attname = 'id')
    OR (c.relname = 'access_opening' AND a.attname = 'person_ids'))
   AND has_table_privilege('alongside_app', c.oid, 'SELECT')
 ORDER BY 1"""


def counted(actor: Actor, person: UUID, *, at: datetime) -> dict[str, int]:
    """Return how many rows about somebody each table gives to an actor; of some, narrow views."""
    with transaction.atomic():
        if actor.account and (narrow := _enter(actor, at)):
            role, views = narrow
            rows = _rows(person)
            with role():
                return rows | {view: 1 for view in views if _counts(_count(view, ID), person)}
        if actor.account:
            return _rows(person)
    return _rows_of_a_stranger(person)


def _enter(actor: Actor, at: datetime) -> _Narrow | None:
    """Say who asks, as a request of theirs does; return the narrow role in which some go on.

    Whoever has not wholly signed in is an account.
    """
    account = UUID(actor.account)
    if not actor.worker:
        context.enter_account(account)
    elif practitioner_of_account(account, on=day_of(at)):
        context.enter_practitioner(UUID(actor.worker), on=day_of(at), account_id=account)
        return context.as_partner, ("joint_minimum",)
    elif own_of_account(account):
        context.enter_own(UUID(actor.worker), on=day_of(at), account_id=account)
        return context.as_own, ("own_person", "own_carer")
    elif worker := worker_of_account(account, at=at):
        context.enter(
            worker_id=worker.pk,
            team_ids=worker.team_ids,
            reviews=worker.actor.teams_where(Action.REVIEW_REASONS),
            shut_out=worker.shut_out,
            account_id=account,
        )
    return None


def _rows(person: UUID) -> dict[str, int]:
    every = (_count(table, column) for table, column in _about_people())
    return _counts(" UNION ALL ".join(every), person)


def _rows_of_a_stranger(person: UUID) -> dict[str, int]:
    """Ask with nobody said to ask: an error, and no row."""
    try:
        with transaction.atomic():
            return _rows(person)
    except DatabaseError:
        return {}


def _counts(statement: str, person: UUID) -> dict[str, int]:
    with connection.cursor() as cursor:
        cursor.execute(statement.replace("%(person)s", f"'{person}'::uuid"))
        return {table: rows for table, rows in cursor.fetchall() if rows}


def _count(table: str, column: str) -> str:
    return f"SELECT '{table}', count(*) FROM {table} WHERE {_about(column)}"


def _about(column: str) -> str:
    return "%(person)s = ANY(person_ids)" if column == "person_ids" else f"{column} = %(person)s"


@cache
def _about_people() -> list[tuple[str, str]]:
    with connection.cursor() as cursor:
        cursor.execute(_ABOUT_PEOPLE)
        return list(cursor.fetchall())


def how_many() -> int:
    """Return how many tables are asked."""
    return len(_about_people())


def meant(
    actor: Actor,
    person: UUID,
    *,
    knows: bool,
    superuser: psycopg.Connection[Any],
    oracle: Oracle,
    at: datetime,
) -> dict[str, int]:
    """Return how many rows of each table the actor is to be given, as a superuser counts them."""
    roles = oracle.roles.get(actor.worker, {})
    given = {
        "person": person, "knows": knows, "worker": UUID(actor.worker or str(context.NOBODY)),
        "teams": [team for team, held in roles.items() if held & IN_THE_TEAM],
        "reviews": [team for team, held in roles.items() if "privacy officer" in held],
        "is_shut": (actor.worker, str(person)) in oracle.shut_out, "at": at,
    }  # fmt: skip
    every = (_meant(table, column) for table, column in _about_people())
    found = superuser.execute(" UNION ALL ".join(every).encode(), given)
    return {table: rows for table, rows in found if rows}


def _meant(table: str, column: str) -> str:
    named = [rule["rows"] for rule in TABLE["rules"].values() if table in rule["tables"]]
    [rule] = named or [TABLE["rules"]["knows"]["rows"]]
    return f"SELECT '{table}', count(*) FROM {table} WHERE {_about(column)} AND ({rule})"


def differences(given: Mapping[str, int], meant: Mapping[str, int]) -> Iterator[str]:
    """Tell of each table that gives more or fewer rows than are meant."""
    for table in sorted({*given, *meant}):
        if given.get(table, 0) != meant.get(table, 0):
            yield f"{given.get(table, 0)} rows of {table}, not {meant.get(table, 0)}"
