"""The databases that are measured: loaded once a day for exactly this code, kept for reruns."""

from __future__ import annotations

import hashlib
import json
import time
from dataclasses import asdict, dataclass
from datetime import datetime

import psycopg
from django.contrib.auth.hashers import make_password
from psycopg import sql

from alongside.kernel.period import LONDON, day_of
from bench.processes import Meter, backends_of
from bench.without import BARE
from dev import CHECKOUT, databases
from dev.postgres import APP, OWNER, Cluster
from dev.world.ahead import Ahead
from dev.world.generate import Wanted
from dev.world.load import load
from dev.world.second_steps import give_second_steps
from dev.world.signins import PASSWORD
from dev.world.spec import Scale, many_teams

YEARS = 3
# A server for a provider of this size has more memory than PostgreSQL takes unasked.
SERVER = {"shared_buffers": "1GB", "max_wal_size": "8GB", "checkpoint_timeout": "30min"}


@dataclass(frozen=True)
class Size:
    """A world of a size."""

    name: str
    people: int
    teams: int


SMALL = Size("small", 10_000, 100)
LARGE = Size("large", 100_000, 1_000)


@dataclass(frozen=True)
class Loaded:
    """How the rows of a world came in."""

    rows: int
    seconds: float
    cpu_seconds: float

    @property
    def a_second(self) -> float:
        """Return the rows a second, by the clock."""
        return self.rows / self.seconds

    @property
    def a_cpu_second(self) -> float:
        """Return the rows for each CPU second that Python and PostgreSQL used together."""
        return self.rows / self.cpu_seconds


def tune(cluster: Cluster) -> bool:
    """Give PostgreSQL the memory that it would have, and say whether it has to start again."""
    with cluster.connect() as connection:
        for name, value in SERVER.items():
            connection.execute(
                sql.SQL("ALTER SYSTEM SET {} = {}").format(sql.Identifier(name), sql.Literal(value))
            )
        connection.execute("SELECT pg_reload_conf()")
        waits = connection.execute("SELECT count(*) FROM pg_settings WHERE pending_restart")
        return waits.fetchall() != [(0,)]


def make_bare_role(superuser: psycopg.Connection) -> None:
    """Make a role that may do what the program may, and for which row-level security is off."""
    if not superuser.execute("SELECT FROM pg_roles WHERE rolname = %s", [BARE]).fetchall():
        made = sql.SQL("CREATE ROLE {} LOGIN BYPASSRLS IN ROLE {}")
        superuser.execute(made.format(sql.Identifier(BARE), sql.Identifier(APP)))


def made(size: Size, cluster: Cluster) -> tuple[str, Loaded]:
    """Return the database of a world, loading it unless it is there, and how it was loaded."""
    today = day_of(datetime.now(LONDON))
    name = f"{size.name}_{_made_of(size, today.isoformat())}"
    with cluster.connect() as connection:
        for old in databases.names(connection):
            if old.startswith(f"{size.name}_") and old != name:
                databases.drop(connection, old)
        if name not in databases.names(connection):
            with databases.made_whole(connection, name) as unfinished:
                wanted = Wanted(1, today, YEARS, many_teams(size.people, size.teams), Scale.large())
                loaded = _loaded(unfinished, wanted, cluster)
                _note(connection, unfinished, loaded)
        else:
            _read(cluster, connection, name)
        return name, _noted(connection, name)


def _read(cluster: Cluster, connection: psycopg.Connection, database: str) -> None:
    """Read a database that was loaded before into memory, where a server would have it."""
    (oid,) = connection.execute("SELECT oid FROM pg_database WHERE datname = %s", [database])
    for file in (cluster.home / "data" / "base" / str(oid[0])).iterdir():
        with file.open("rb") as opened:
            while opened.read(1 << 20):
                pass


def _made_of(size: Size, today: str) -> str:
    """Name a world for what it is made of: its size, the day, the code, the tables."""
    made_of = hashlib.sha256(f"{size}{today}".encode())
    files = [*CHECKOUT.glob("dev/world/*.*"), *CHECKOUT.glob("alongside/*/migrations/*.py")]
    for file in sorted([*files, *CHECKOUT.glob("alongside/policy/**/*.toml")]):
        made_of.update(file.read_bytes())
    return made_of.hexdigest()[:12]


def _loaded(database: str, wanted: Wanted, cluster: Cluster) -> Loaded:
    """Migrate an empty database and load a world into it, with the clock running throughout."""
    began = time.monotonic()
    password = make_password(PASSWORD, salt="bench for nobody")
    with Ahead(wanted, password=password) as ahead:
        databases.migrate_new(cluster.addresses(database))
        with psycopg.connect(cluster.url(OWNER, database), autocommit=True) as owner:
            meter, used = Meter(lambda: [owner.info.backend_pid]), time.process_time()
            number = load(ahead.rows(), owner)
            took = time.monotonic() - began
            cpu = time.process_time() - used + meter.seconds() + ahead.cpu_seconds
            give_second_steps(owner)
            owner.execute("VACUUM")  # no page should pay for what the load left to be tidied
    return Loaded(number, took, cpu)


def _note(connection: psycopg.Connection, database: str, loaded: Loaded) -> None:
    """Keep with the database how it was loaded, and let each page be one process's work.

    A helper process that ends takes its CPU seconds along, out of the sight of the meter.
    """
    connection.execute(
        sql.SQL("COMMENT ON DATABASE {} IS {}").format(
            sql.Identifier(database), sql.Literal(json.dumps(asdict(loaded)))
        )
    )
    connection.execute(
        sql.SQL("ALTER DATABASE {} SET max_parallel_workers_per_gather = 0").format(
            sql.Identifier(database)
        )
    )
    connection.execute("CHECKPOINT")


def _noted(connection: psycopg.Connection, database: str) -> Loaded:
    said = connection.execute(
        "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s",
        [database],
    ).fetchall()
    return Loaded(**json.loads(said[0][0]))


def postmaster_of(cluster: Cluster) -> int:
    """Return the process whose children serve connections."""
    return int((cluster.home / "data" / "postmaster.pid").read_text().split("\n")[0])


def backends(cluster: Cluster) -> list[int]:
    """Return the processes that serve the program's connections."""
    return backends_of(postmaster_of(cluster))
