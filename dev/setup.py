"""Prepare .venv with uv, and uv itself when it is missing. Needs no more than a plain Python."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[1]
OLDEST = (3, 11)
UV = "uv==0.13.9"
# The program alone leaves the tools in place, so that `make run` never disturbs `make test`.
PROGRAM = ["--inexact", "--no-default-groups", "--group", "postgres"]


def main(wanted: str) -> None:
    """Bring .venv to what uv.lock says: the program, or the program and all tools."""
    environment = os.environ | {"UV_PYTHON_DOWNLOADS": "never", "UV_SYSTEM_CERTS": "1"}
    environment.pop("VIRTUAL_ENV", None)
    command = [_uv(), "sync", "--quiet", "--locked", *(PROGRAM if wanted == "program" else [])]
    if not (CHECKOUT / ".venv").exists():
        command += ["--python", _python()]
    if subprocess.run(command, cwd=CHECKOUT, env=environment, check=False).returncode:
        sys.exit("The environment could not be prepared: the reason stands above.")


def _python() -> str:
    """Return a Python that is new enough: this one or another on the path."""
    names = ["python3", *(f"python3.{minor}" for minor in range(OLDEST[1], OLDEST[1] + 4))]
    for python in (sys.executable, *filter(None, map(shutil.which, names))):
        said = subprocess.run(
            [python, "-c", "import sys; print(*sys.version_info[:2])"],
            capture_output=True, text=True, check=False,
        ).stdout.split()  # fmt: skip
        if tuple(map(int, said)) >= OLDEST:
            return python
    sys.exit(
        f"Python 3.{OLDEST[1]} or newer is needed, and {sys.executable} is"
        f" {sys.version.split()[0]}. Install one, or name it: make PYTHON=/path/to/python3.12 run"
    )


def _uv() -> str:
    """Return uv: the one on the path, or our own, installed at need."""
    if found := shutil.which("uv"):
        return found
    own = CHECKOUT / "build" / "uv" / "bin" / "uv"
    if not own.exists():
        print("Installing uv, which installs everything else", flush=True)
        _install_uv(_python(), own.parents[1])
    return str(own)


def _install_uv(python: str, folder: Path) -> None:
    """Install uv in a folder of its own, with or without Python's venv, which Debian splits off."""
    ways = (
        [[python, "-m", "venv", str(folder)], [f"{folder}/bin/pip", "install", UV]],
        [[python, "-m", "pip", "install", "--target", str(folder), UV]],
    )
    said = ""
    for commands in ways:
        shutil.rmtree(folder, ignore_errors=True)
        for command in commands:
            done = subprocess.run(command, check=False, capture_output=True, text=True)
            said += done.stdout + done.stderr
            if done.returncode:
                break
        else:
            return
    sys.exit(
        f"{said}\nuv could not be installed. Is the package index reached? If Python's venv is"
        " missing, install it (Debian: apt-get install python3-venv)."
    )


if __name__ == "__main__":
    main(sys.argv[1])
