"""A PostgreSQL for this checkout alone: made, started and stopped, as root or not.

Each checkout has one cluster per purpose ("run", "test"), so that nothing disturbs anything else.
A cluster listens on no network, only on a socket in a folder that nobody else may enter.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import shlex
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import psycopg
from psycopg import sql

from dev import CHECKOUT, Unready
from dev.binaries import Binaries, account, find, own, run, state_folder

DATABASE = "alongside"
OWNER, APP, SEALER = "alongside_owner", "alongside_app", "alongside_sealer"
# As the install guide says it: the program takes one of these for a page of a partner's, or of an
# own sign-in, and only then.
PARTNER, OWN = "alongside_partner", "alongside_own"
_A_NARROW_ROLE = (
    f"ALTER ROLE {APP} NOINHERIT",
    "CREATE ROLE {} NOLOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS",
    f"GRANT {{}} TO {APP}",
)
# Tests may lose everything when the machine stops, and are twice as fast for it.
FORGETFUL = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


@dataclass(frozen=True)
class Cluster:
    """One PostgreSQL server with its data, for one purpose in this checkout."""

    purpose: str
    checkout: Path = CHECKOUT

    @cached_property
    def sockets(self) -> Path:
        """Return the folder of its socket: short, because the path of a socket may be 107 long."""
        flavour = os.environ.get("ALONGSIDE_POSTGRES", "")
        name = f"{self.checkout}:{self.purpose}:{flavour}:{os.geteuid()}"
        return Path("/tmp", f"alongside-{hashlib.sha256(name.encode()).hexdigest()[:12]}")  # noqa: S108 - closed to everybody else

    @cached_property
    def home(self) -> Path:
        """Return the folder of its data and log: another one for each version."""
        name = self.sockets.name.replace("alongside", self.purpose)
        return state_folder() / f"{name}-{self.binaries.version}"

    @cached_property
    def binaries(self) -> Binaries:
        """Return the programs that run it."""
        return find()

    def url(self, role: str = APP, database: str = DATABASE) -> str:
        """Return the address at which a role finds a database."""
        return f"postgresql://{role}@/{database}?host={self.sockets}"

    def addresses(self, database: str = DATABASE) -> dict[str, str]:
        """Return the settings by which the program, owner and sealer find a database."""
        return {
            "DATABASE_URL": self.url(APP, database),
            "DATABASE_OWNER_URL": self.url(OWNER, database),
            "SEALER_DATABASE_URL": self.url(SEALER, database),
        }

    def connect(self, database: str = "postgres") -> psycopg.Connection:
        """Connect as the superuser, to make and remove databases."""
        return psycopg.connect(self.url("postgres", database), autocommit=True)

    @contextmanager
    def running(self) -> Iterator[Cluster]:
        """Keep it running for as long as anybody uses it; the last one to leave stops it."""
        self._lend(self.home, 0o700)
        with (self.home / "users").open("w") as users:
            with self._door():
                self._start()
                fcntl.flock(users, fcntl.LOCK_SH)
            try:
                yield self
            finally:
                with self._door():
                    self._stop_unless_used(users.fileno())

    def forget(self) -> None:
        """Remove all data, also that of a server which nobody stopped."""
        self._lend(self.home, 0o700)
        with self._door():
            if self._answers():
                self._control("stop", "--mode", "immediate")
            shutil.rmtree(self.home / "data", ignore_errors=True)

    @contextmanager
    def _door(self) -> Iterator[None]:
        """Let one at a time start or stop it."""
        with (self.home / "door").open("w") as door:
            fcntl.flock(door, fcntl.LOCK_EX)
            yield

    def _start(self) -> None:
        if self._answers():
            return
        self._lend(self.sockets, 0o700)
        self._clear_after_a_crash()
        if not (self.home / "data").exists():
            self._make()
        settings = {"listen_addresses": "", "unix_socket_directories": str(self.sockets)}
        settings |= FORGETFUL if self.purpose == "test" else {}
        options = shlex.join(f"--{name}={value}" for name, value in settings.items())
        self._control("start", "--log", str(self.home / "log"), "--timeout", "60", "-o", options)
        self._grant_roles()

    def _make(self) -> None:
        """Make it whole or not at all."""
        unfinished = self.home / "unfinished"
        shutil.rmtree(unfinished, ignore_errors=True)
        run(
            self.binaries.folder / "initdb", f"--pgdata={unfinished}", "--username=postgres",
            "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8",
            *(["--no-sync"] if self.purpose == "test" else []),
        )  # fmt: skip
        unfinished.rename(self.home / "data")

    def _grant_roles(self) -> None:
        """Make the owner, and the roles of program and sealer, which own nothing."""
        with self.connect() as connection:
            known = {row[0] for row in connection.execute("SELECT rolname FROM pg_roles")}
            for role in {OWNER, APP, SEALER} - known:
                connection.execute(
                    sql.SQL("CREATE ROLE {} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS")
                    .format(sql.Identifier(role))
                )  # fmt: skip
            for role in sorted({PARTNER, OWN} - known):
                for statement in _A_NARROW_ROLE:
                    connection.execute(statement.format(role).encode())

    def _stop_unless_used(self, users: int) -> None:
        try:
            fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return
        if self._answers():
            self._control("stop", "--mode", "fast")

    def _control(self, *arguments: str) -> None:
        data = f"--pgdata={self.home / 'data'}"
        try:
            run(self.binaries.folder / "pg_ctl", data, "--wait", "--silent", *arguments)
        except subprocess.CalledProcessError as error:
            log = self.home / "log"
            last = log.read_text(errors="replace")[-1500:] if log.exists() else ""
            raise Unready(f"PostgreSQL did not {arguments[0]}: {error.stderr}{last}") from error

    def _answers(self) -> bool:
        with socket.socket(socket.AF_UNIX) as probe:
            return probe.connect_ex(str(self.sockets / ".s.PGSQL.5432")) == 0

    def _clear_after_a_crash(self) -> None:
        """Clear what a server left that did not stop as it should."""
        left = self.home / "data" / "postmaster.pid"
        if left.exists():
            if str(self.home) in _command_of(left.read_text().split("\n")[0]):
                self._control("stop", "--mode", "immediate")  # it lost its socket, not its life
            left.unlink(missing_ok=True)  # its number may be another program's by now
            if self.purpose == "test":
                # Without fsync, nothing on the disk can be believed.
                shutil.rmtree(self.home / "data")
        for file in self.sockets.iterdir():
            file.unlink()

    def _lend(self, folder: Path, mode: int) -> None:
        own(folder, mode)
        if lent := account():
            os.chown(folder, lent["user"], lent["group"])


def _command_of(pid: str) -> str:
    """Return the command line of a process, empty when there is none."""
    if Path("/proc/self").exists():
        line = Path("/proc", pid, "cmdline")
        return line.read_text() if line.exists() else ""
    ps = ["/bin/ps", "-o", "command=", "-p", pid]
    return subprocess.run(ps, check=False, capture_output=True, text=True).stdout
