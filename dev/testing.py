"""The database of one test session: a copy of a migrated template, used as the program's own role.

What every test begins with is put in once, kept as a template of this session's own, and copied.

Loaded before Django's settings are read (`-p dev.testing` in pyproject.toml). Nothing is started
until a test asks for the database, and a DATABASE_URL that happens to be set is never touched.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

import psycopg

from dev import CHECKOUT, databases
from dev.postgres import Cluster

CLUSTER = Cluster("test")
NAME = f"test_{os.getpid()}"  # sessions side by side, each with its own
KEPT = f"{NAME}_kept"
os.environ["ALONGSIDE_TESTING"] = "1"
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # Playwright's loop runs in the tests' thread
os.environ |= CLUSTER.addresses(NAME)


@contextmanager
def database() -> Iterator[None]:
    """Keep this session's database for as long as the session lasts."""
    with CLUSTER.running():
        with CLUSTER.connect() as connection:
            # Sessions that begin together go one after another: one of them makes the template.
            connection.execute("SELECT pg_advisory_lock(1)")
            _clear_abandoned(connection)
            _make_template(connection)
        renew(empty=True)
        yield
        with CLUSTER.connect() as connection:
            databases.drop(connection, NAME)
            databases.drop(connection, KEPT)


def keep() -> None:
    """Let every test begin with what is in this session's database now."""
    with CLUSTER.connect() as connection:
        databases.create(connection, KEPT, template=NAME)


def renew(*, empty: bool = False) -> None:
    """Make this session's database as new, whatever was committed to it: 40 ms."""
    with CLUSTER.connect() as connection:
        databases.drop(connection, NAME)
        databases.create(connection, NAME, template=_template() if empty else KEPT)


@cache
def _template() -> str:
    """Name the template for exactly these migrations, our own and those of our libraries."""
    files = [*CHECKOUT.glob("alongside/*/migrations/*.py"), CHECKOUT / "uv.lock"]
    files += [CHECKOUT / "alongside/config/settings.py", CHECKOUT / "dev/migrating.py"]
    made_of = hashlib.sha256()
    for file in sorted(files):
        made_of.update(f"{file.relative_to(CHECKOUT)}".encode() + file.read_bytes())
    return f"template_{made_of.hexdigest()[:12]}"


def _make_template(connection: psycopg.Connection) -> None:
    """Migrate a template unless there is one."""
    if _template() not in databases.names(connection):
        with databases.made_whole(connection, _template()) as unfinished:
            databases.migrate_new(CLUSTER.addresses(unfinished))


def _clear_abandoned(connection: psycopg.Connection) -> None:
    """Remove what sessions left that were killed and, when no other runs, templates grown old."""
    there = databases.names(connection)
    sessions = {name for name in there if name.startswith("test_")}
    abandoned = {name for name in sessions if not _lives(int(name.split("_")[1]))}
    if sessions == abandoned:
        abandoned |= {name for name in there if name.startswith("template_")} - {_template()}
    for name in abandoned:
        databases.drop(connection, name)


def _lives(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True
