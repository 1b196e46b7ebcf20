"""Make the rows of a world in a process of their own, ahead of whoever puts them in.

Making up a row and sending it to PostgreSQL cost about the same, and one interpreter does one of
them at a time. Rows come over in parcels; a bounded number of them waits, so memory stays bounded.
"""

from __future__ import annotations

import gc
import pickle
import time
from itertools import islice
from multiprocessing import get_context
from multiprocessing.connection import Connection
from queue import Queue
from threading import Thread
from typing import Self

from dev.world.generate import Wanted, world
from dev.world.rows import Rows

PARCEL = 20_000  # rows: four megabytes
MOST = 60  # parcels that wait: the small world is put in as soon as its tables are there


class BrokenOff(Exception):
    """The other process ended before its world did; what it had to say stands on the screen."""


class Ahead:
    """The rows of a world, being made from now on; for a `with` statement, and to be read once."""

    def __init__(self, wanted: Wanted, *, password: str) -> None:
        context = get_context("spawn")  # it inherits no connection to a database
        self._arriving, sending = context.Pipe(duplex=False)
        self._parcels: Queue[bytes | None] = Queue(MOST)
        self._maker = context.Process(target=_make, args=(sending, wanted, password), daemon=True)
        self._maker.start()
        sending.close()
        Thread(target=self._fetch, daemon=True).start()
        self.cpu_seconds = 0.0  # of the other process, known when all its rows have come

    def __enter__(self) -> Self:
        """Lend the rows."""
        return self

    def __exit__(self, *_: object) -> None:
        """Stop making rows that nobody wants any more."""
        self._maker.kill()
        self._maker.join()

    def rows(self) -> Rows:
        """Yield every row; raise BrokenOff unless all of them came."""
        while (parcel := self._parcels.get()) is not None:
            came = pickle.loads(parcel)  # noqa: S301 - from our own process
            if isinstance(came, float):
                self.cpu_seconds = came
                return
            yield from came
        raise BrokenOff("The rows of the world broke off before its end.")

    def _fetch(self) -> None:
        """Take over what arrives until the other end is closed."""
        try:
            while True:
                self._parcels.put(self._arriving.recv_bytes())
        except (EOFError, OSError):
            self._parcels.put(None)


def _make(sending: Connection, wanted: Wanted, password: str) -> None:
    """Send the rows of a world and, when they have all been sent, the CPU seconds they took."""
    gc.disable()  # nothing in a world goes round in circles: it would look at the rows for nothing
    rows = world(wanted, password=password)
    while parcel := list(islice(rows, PARCEL)):
        sending.send_bytes(pickle.dumps(parcel))
    sending.send_bytes(pickle.dumps(time.process_time()))
