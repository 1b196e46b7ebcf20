"""The small world in which most is proved: the cast, in a database that is as new each time."""

from __future__ import annotations

import logging
import pickle
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import time_machine
from django.db import connections
from django.test.utils import setup_test_environment

from alongside.kernel.period import LONDON
from dev import databases, testing
from tests.cast import NOW, Cast, raise_cast

_RAISED: list[bytes] = []


@contextmanager
def session() -> Iterator[None]:
    """Raise the cast in the database of this session, once, and keep it to be copied."""
    setup_test_environment()  # mails stay in memory
    with time_machine.travel(NOW, tick=True):
        _RAISED.append(pickle.dumps(raise_cast()))
    connections.close_all()
    testing.keep()
    try:
        yield
    finally:
        connections.close_all()


@contextmanager
def quiet(*loggers: str) -> Iterator[None]:
    """Let no line be written of refusals, which most requests of a proof should meet."""
    before = {each: logging.getLogger(each).level for each in loggers}
    for each in loggers:
        logging.getLogger(each).setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        for each, level in before.items():
            logging.getLogger(each).setLevel(level)


@contextmanager
def small_world(*, at: datetime | None = NOW) -> Iterator[Cast]:
    """Lend the cast, in a database that nobody has used, at the moment when every test begins.

    Where other processes take part, whose clock is the true one, `at` is None.
    """
    connections.close_all()
    testing.renew()
    cast: Cast = pickle.loads(_RAISED[0])  # our own, a minute old
    if at is None:
        yield cast
    else:
        with time_machine.travel(at, tick=True):
            yield cast
    connections.close_all()


@contextmanager
def demo_world() -> Iterator[datetime]:
    """Lend the world of the demo, as `make run` makes it: years of several teams, up to today."""
    connections.close_all()
    testing.renew(empty=True)
    with TemporaryDirectory() as folder:
        sign_ins = str(Path(folder, "sign-ins.json"))
        databases.as_owner(testing.CLUSTER.addresses(testing.NAME), "demo", "--sign-ins", sign_ins)
    yield datetime.now(LONDON)
    connections.close_all()
