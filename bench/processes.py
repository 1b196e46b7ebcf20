"""How much CPU some processes have used: what a busy machine cannot falsify."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")
Processes = Callable[[], Iterable[int]]


def cpu_seconds(process: int) -> float:
    """Return the CPU seconds of a process, for itself and for the kernel; 0 when it is gone."""
    try:
        stat = Path(f"/proc/{process}/stat").read_text()
    except OSError:
        return 0.0
    fields = stat.rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def children_of(parent: int) -> list[int]:
    """Return the processes that a process started."""
    try:
        return [
            int(child)
            for thread in Path(f"/proc/{parent}/task").iterdir()
            for child in (thread / "children").read_text().split()
        ]
    except OSError:
        return []


def family_of(parent: int) -> list[int]:
    """Return a process and those that it started: gunicorn and its workers."""
    return [parent, *children_of(parent)]


def backends_of(postmaster: int) -> list[int]:
    """Return the processes of PostgreSQL that serve the program, one to a connection."""
    found = []
    for child in children_of(postmaster):
        try:
            command = Path(f"/proc/{child}/cmdline").read_text()
        except OSError:
            continue
        if " alongside_" in command:  # the roles of the program and of its owner
            found.append(child)
    return found


class Meter:
    """Reads how much CPU several processes used, from one reading to the next."""

    def __init__(self, *families: Processes) -> None:
        self.families = families
        self._begun = self._read()

    def _read(self) -> dict[int, float]:
        return {process: cpu_seconds(process) for family in self.families for process in family()}

    def seconds(self) -> float:
        """Return the CPU seconds since this meter was made."""
        now = self._read()
        return sum(used - self._begun.get(process, 0.0) for process, used in now.items())
