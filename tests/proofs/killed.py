"""The server is killed at a random moment: what reached somebody had been logged by then.

A real server process answers, with one worker that is killed with SIGKILL while a page about
somebody is made or sent; the next one is there at once. Whatever came of the body is searched for
canaries of the person. Where there is one, the row that says so must be in the database, although
whoever would have written it later is dead.
"""

from __future__ import annotations

import os
import random
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from statistics import median
from typing import Any

import psycopg

from bench.processes import children_of
from bench.server import Server
from dev import CHECKOUT, testing
from tests.cast import Cast
from tests.proofs.canaries import Planted, plant
from tests.proofs.crawl import signed_in_now
from tests.proofs.oracle import Actor
from tests.proofs.promise import Line, Scale, none_of
from tests.proofs.worlds import small_world

PATIENCE = 10.0  # seconds
MOST_TRIES = 12  # for each answer that held one


def prove(scale: Scale) -> Iterator[Line]:
    """Kill the server in the middle of a page, again and again."""
    with small_world(at=None) as cast:
        wanted = scale.of(full=200, quick=4)
        found = killed_in_between(cast, wanted, scale.seed)
        yield none_of(
            f"canaries that came from a killed server, and no row tells of ({found.cut} came in"
            f" part; {found.tried} were killed)",
            tried=found.held, wrong=found.unlogged, least=wanted, seed=scale.seed,
        )  # fmt: skip


@dataclass
class Found:
    """What came of the requests in which the server was killed."""

    whole: int = 0  # with a canary, and all of it
    cut: int = 0  # with a canary, and not all of it
    nothing: int = 0  # no canary had come
    unlogged: list[str] = field(default_factory=list)

    @property
    def held(self) -> int:
        """How many answers held a canary."""
        return self.whole + self.cut

    @property
    def tried(self) -> int:
        """How often it was killed."""
        return self.whole + self.cut + self.nothing


def killed_in_between(cast: Cast, wanted: int, seed: int) -> Found:
    """Ask for the page of Sam, and kill the worker at a random moment until it has come.

    Again and again, until so many answers held a canary; a killed server mostly sends nothing.
    """
    chance, found = random.Random(seed), Found()
    page = f"/people/{cast.sam.pk}/"
    ngozi = Actor("Ngozi", str(cast.ngozi.pk), str(cast.ngozi.account_id))
    cookies = signed_in_now(ngozi, 0).cookies
    with (
        testing.CLUSTER.connect(testing.NAME) as superuser,
        _served(page, cookies["sessionid"]) as server,
    ):
        planted = plant(superuser)
        asked = _request(page, cookies)
        takes = median(_timed(server, asked) for _ in range(5))
        while found.held < wanted and found.tried < MOST_TRIES * wanted:
            before, held = _logged(superuser, cast), found.held
            came = _killed_after(chance.uniform(0.2, 1.6) * takes, server, asked)
            _note(found, planted, came, is_logged=_logged(superuser, cast) > before)
            takes *= 0.97 if found.held > held else 1.1  # a machine changes its pace
            _await_worker(server)
    return found


def _note(found: Found, planted: Planted, came: bytes, *, is_logged: bool) -> None:
    if not planted.found_in(came.decode("utf-8", "replace")):
        found.nothing += 1
        return
    if came.rstrip().endswith(b"</html>"):
        found.whole += 1
    else:
        found.cut += 1
    if not is_logged:
        found.unlogged.append(f"{len(came)} bytes came, and no row says so")


def _logged(superuser: psycopg.Connection[Any], cast: Cast) -> int:
    [(rows,)] = superuser.execute(
        "SELECT count(*) FROM access_opening WHERE worker_id = %s AND %s = ANY(person_ids)",
        [cast.ngozi.pk, cast.sam.pk],
    )
    return int(rows)


def _request(path: str, cookies: dict[str, str]) -> bytes:
    told = "; ".join(f"{name}={value}" for name, value in cookies.items())
    lines = (f"GET {path} HTTP/1.1", "Host: localhost", f"Cookie: {told}", "Connection: close")
    return "".join(f"{line}\r\n" for line in (*lines, "")).encode()


def _timed(server: Server, asked: bytes) -> float:
    """Return how long a worker takes that has just begun, as each does that is killed."""
    _kill(server)
    _await_worker(server)
    began = time.perf_counter()
    _come(server.port, asked)
    return time.perf_counter() - began


def _come(port: int, asked: bytes) -> bytes:
    """Send a request and return whatever comes, until there is no more."""
    came = b""
    with suppress(OSError), socket.create_connection(("127.0.0.1", port), PATIENCE) as wire:
        wire.sendall(asked)
        while part := wire.recv(1 << 16):
            came += part
    return came


def _killed_after(seconds: float, server: Server, asked: bytes) -> bytes:
    """Ask, kill the worker some time after, and return what had come."""
    kill = threading.Timer(seconds, _kill, [server])
    kill.start()
    came = _come(server.port, asked)
    kill.join()
    return came


def _kill(server: Server) -> None:
    for worker in children_of(server.process.pid):
        os.kill(worker, signal.SIGKILL)


def _await_worker(server: Server) -> None:
    """Wait until there is a worker again that answers."""
    until = time.monotonic() + PATIENCE
    asked = b"GET /sign-in/ HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
    while not _come(server.port, asked) and time.monotonic() < until:
        time.sleep(0.02)


@contextmanager
def _served(page: str, session: str) -> Iterator[Server]:
    """Serve the program by one worker, which is forked anew from what was loaded (warmed.py)."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    process = subprocess.Popen(
        [
            sys.executable, "-m", "gunicorn", "tests.proofs.warmed", f"--bind=127.0.0.1:{port}",
            "--preload", "--workers=1", "--worker-class=gthread", "--threads=2",
            "--no-control-socket", "--log-level=critical",
        ],
        cwd=CHECKOUT,
        env=os.environ | {"WARMED_WITH": page, "WARMED_AS": session, "PYTHONWARNINGS": "ignore"},
    )  # fmt: skip
    try:
        server = Server(process, port)
        server.await_answer()
        yield server
    finally:
        process.terminate()
        process.wait(timeout=20)
