"""Several proofs at once: each in a process and a database of its own, one to a processor."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed

from dev import CHECKOUT


def prove_at_once(titles: Iterable[str], *, alone: Iterable[str]) -> Iterator[tuple[str, int]]:
    """Prove what is called so; then, one by one, what wants the machine for itself.

    Gives what each prints, and how much of it was short.
    """
    with ThreadPoolExecutor(os.cpu_count()) as processes:
        for each in as_completed([processes.submit(_proved, title) for title in titles]):
            yield each.result()
    yield from map(_proved, alone)


def _proved(title: str) -> tuple[str, int]:
    ran = subprocess.run(
        [sys.executable, "-m", "tests.proofs"], cwd=CHECKOUT, env=os.environ | {"ONLY": title},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    told = ran.stdout.rstrip().rpartition("\n\n")[0]  # without how it ended
    short = told.count("\nSHORT ")
    if ran.returncode not in {0, 1} or bool(ran.returncode) != bool(short):
        return f"{ran.stdout}{ran.stderr}\nSHORT  {title} broke down", short + 1
    return f"\n{told.lstrip()}", short
