"""A Chromium for the journeys: found on this machine, or else installed by its package manager."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
APPS = Path("/Applications")
QUIET = (
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
ADVICE = (
    "No Chromium was found, which the journeys need. Install it (Debian: apt-get install chromium"
    " fonts-liberation; macOS: brew install chromium), or set CHROMIUM to the path of one."
)


def find() -> str | None:
    """Return the path of a Chromium or Chrome, if this machine has one."""
    candidates = [os.environ.get("CHROMIUM", ""), *NAMES]
    candidates += [
        str(app)
        for app in APPS.glob("*/Contents/MacOS/*")
        if app.name in {"Chromium", "Google Chrome"}
    ]
    return next((path for name in candidates if (path := shutil.which(name))), None)


def launch_arguments() -> dict[str, Any]:
    """Return what Playwright needs to start it: as root there is no sandbox to be had."""
    path = find()
    if path is None:
        raise FileNotFoundError(ADVICE)
    flags = [*QUIET, "--no-sandbox"] if os.geteuid() == 0 else [*QUIET]
    return {"executable_path": path, "args": flags}


def install() -> None:
    """Install Chromium where that is ours to do: as root, on a system with apt-get."""
    apt = shutil.which("apt-get")
    if os.geteuid() != 0 or apt is None:
        sys.exit(ADVICE)
    print("Installing Chromium for the journeys", flush=True)
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    for arguments in (
        ["update", "-q"],
        ["install", "-q", "-y", "--no-install-recommends", "chromium", "fonts-liberation"],
    ):
        subprocess.run([apt, *arguments], check=False, stdout=sys.stderr, env=environment)
    if find() is None:
        sys.exit(ADVICE)


if __name__ == "__main__":
    if find() is None:
        install()
