"""The real server over one database: the program, or the yardstick."""

from __future__ import annotations

import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from dev import CHECKOUT, Unready
from dev.serving import served_by

PATIENCE = 60
PROGRAM, YARDSTICK, WITHOUT = "alongside.config", "bench.yardstick", "bench.without"
# The yardstick keeps its connections, as it did when limits were set beside it: a new one for each
# request is a third of what it costs, and would make every multiple smaller.
KEPT = ("--keep-alive=2", "--worker-connections=1000")


@dataclass(frozen=True)
class Server:
    """A server that was started."""

    process: subprocess.Popen[bytes]
    port: int

    def await_answer(self) -> None:
        """Wait until it answers: those that begin together are there together."""
        until = time.monotonic() + PATIENCE
        while self.process.poll() is None and time.monotonic() < until:
            try:
                connection = http.client.HTTPConnection("localhost", self.port, timeout=PATIENCE)
                connection.request("GET", "/")
                connection.getresponse().read()
            except OSError:
                time.sleep(0.1)
            else:
                return
        raise Unready("The server that was to be measured did not start.")


@contextmanager
def serving(module: str, addresses: dict[str, str]) -> Iterator[Server]:
    """Serve as `make run` does, for as long as it is measured."""
    port = _free_port()
    command = (*served_by(module, port), *(KEPT if module == YARDSTICK else ()))
    environment = {"ALONGSIDE_DEMO": "1", "DJANGO_SETTINGS_MODULE": f"{module}.settings"}
    process = subprocess.Popen(
        [sys.executable, *command], cwd=CHECKOUT, env=os.environ | addresses | environment
    )
    try:
        yield Server(process, port)
    finally:
        process.terminate()
        process.wait(timeout=20)


def collect_static() -> None:
    """Collect style sheets and scripts, whose names the pages look up."""
    subprocess.run(
        [sys.executable, "manage.py", "collectstatic", "--noinput", "--verbosity=0"],
        cwd=CHECKOUT,
        env=os.environ | {"ALONGSIDE_DEMO": "1"},
        check=True,
    )


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
