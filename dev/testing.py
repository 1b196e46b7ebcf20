"""The database of one test session: a copy of a migrated template, used as the program's own role.

Loaded before Django's settings are read (`-p dev.testing` in pyproject.toml). Nothing is started
until a test asks for the database, and a DATABASE_URL that happens to be set is never touched.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from psycopg import sql

from dev.postgres import CHECKOUT, OWNER, Cluster, Unready

CLUSTER = Cluster("test")
NAME = f"test_{os.getpid()}"  # sessions side by side, each with its own
os.environ["ALONGSIDE_TESTING"] = "1"
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # Playwright's loop runs in the tests' thread
os.environ["DATABASE_URL"] = CLUSTER.url(database=NAME)
os.environ["DATABASE_OWNER_URL"] = CLUSTER.url(OWNER, NAME)


@contextmanager
def database() -> Iterator[None]:
    """Keep this session's database for as long as the session lasts."""
    with CLUSTER.running():
        with CLUSTER.connect() as connection:
            _clear_abandoned(connection)
            _make_template(connection)
        renew()
        yield
        with CLUSTER.connect() as connection:
            _drop(connection, NAME)


def renew() -> None:
    """Make this session's database as new, whatever was committed to it: 40 ms."""
    with CLUSTER.connect() as connection:
        _drop(connection, NAME)
        _create(connection, NAME, template=_template())


def _template() -> str:
    """Name the template for exactly these migrations, our own and those of our libraries."""
    files = [*CHECKOUT.glob("alongside/*/migrations/*.py"), CHECKOUT / "uv.lock"]
    files += [CHECKOUT / "alongside/config/settings.py"]
    made_of = hashlib.sha256()
    for file in sorted(files):
        made_of.update(f"{file.relative_to(CHECKOUT)}".encode() + file.read_bytes())
    return f"template_{made_of.hexdigest()[:12]}"


def _make_template(connection: psycopg.Connection) -> None:
    """Migrate a template as the owner, unless one is there; others wait for it."""
    connection.execute("SELECT pg_advisory_lock(1)")
    if _template() in _databases(connection):
        return
    unfinished = f"{_template()}_unfinished"
    _drop(connection, unfinished)
    _create(connection, unfinished, template="template0")
    done = subprocess.run(
        [sys.executable, "manage.py", "migrate", "--verbosity=0", "--skip-checks"],
        cwd=CHECKOUT, check=False, capture_output=True, text=True,
        env=os.environ
        | {"ALONGSIDE_AS_OWNER": "1", "DATABASE_OWNER_URL": CLUSTER.url(OWNER, unfinished)},
    )  # fmt: skip
    if done.returncode:
        raise Unready(f"The test database cannot be migrated:\n{done.stderr}")
    connection.execute(
        sql.SQL("ALTER DATABASE {} RENAME TO {}").format(
            sql.Identifier(unfinished), sql.Identifier(_template())
        )
    )


def _clear_abandoned(connection: psycopg.Connection) -> None:
    """Remove what sessions left that were killed and, when no other runs, templates grown old."""
    names = _databases(connection)
    sessions = {name for name in names if name.startswith("test_")}
    abandoned = {name for name in sessions if not _lives(int(name.removeprefix("test_")))}
    if sessions == abandoned:
        abandoned |= {name for name in names if name.startswith("template_")} - {_template()}
    for name in abandoned:
        _drop(connection, name)


def _lives(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


def _databases(connection: psycopg.Connection) -> set[str]:
    return {row[0] for row in connection.execute("SELECT datname FROM pg_database")}


def _create(connection: psycopg.Connection, name: str, *, template: str) -> None:
    connection.execute(
        sql.SQL("CREATE DATABASE {} TEMPLATE {} OWNER {} STRATEGY wal_log").format(
            sql.Identifier(name), sql.Identifier(template), sql.Identifier(OWNER)
        )
    )


def _drop(connection: psycopg.Connection, name: str) -> None:
    connection.execute(
        sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name))
    )
