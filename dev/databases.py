"""Databases on a cluster of ours: made whole or not at all, migrated as their owner."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from psycopg import sql

from dev import CHECKOUT, Unready
from dev.postgres import OWNER


def names(connection: psycopg.Connection) -> set[str]:
    """Return which databases there are."""
    return {row[0] for row in connection.execute("SELECT datname FROM pg_database")}


def create(connection: psycopg.Connection, name: str, *, template: str = "template0") -> None:
    """Make a database as a copy of another."""
    _say(
        connection,
        "CREATE DATABASE {} TEMPLATE {} OWNER {} STRATEGY wal_log",
        name,
        template,
        OWNER,
    )


def drop(connection: psycopg.Connection, name: str) -> None:
    """Remove a database, whoever is connected to it."""
    _say(connection, "DROP DATABASE IF EXISTS {} WITH (FORCE)", name)


@contextmanager
def made_whole(connection: psycopg.Connection, name: str) -> Iterator[str]:
    """Lend an unfinished database, which gets its name only when all went well."""
    unfinished = f"{name}_unfinished"
    drop(connection, unfinished)
    create(connection, unfinished)
    yield unfinished
    _say(connection, "ALTER DATABASE {} RENAME TO {}", unfinished, name)


def migrate_new(addresses: dict[str, str]) -> None:
    """Make every table in a database that holds nothing yet."""
    _run(addresses, "-m", "dev.migrating")


def migrate(addresses: dict[str, str]) -> None:
    """Bring a database up to date, whatever is in it."""
    as_owner(addresses, "migrate", "--verbosity=0")


def as_owner(addresses: dict[str, str], *command: str) -> str:
    """Run one of Django's commands as the owner of a database, and return what it printed."""
    return _run(addresses, "manage.py", *command, "--skip-checks")


def _run(addresses: dict[str, str], *command: str) -> str:
    done = subprocess.run(
        [sys.executable, *command],
        cwd=CHECKOUT,
        env=os.environ | addresses | {"ALONGSIDE_AS_OWNER": "1"},
        stdout=subprocess.PIPE,
        text=True,
        check=False,
    )
    if done.returncode:
        said = " ".join(command[:2])
        raise Unready(f"{done.stdout}`python {said}` failed: the reason stands above.")
    return done.stdout


def _say(connection: psycopg.Connection, statement: str, *names: str) -> None:
    connection.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))
