"""How long an answer takes says nothing of who is there: hidden takes as long as absent.

A real server of two processes is asked for both by turns (hidden, absent, absent, hidden), since
the pace of a machine changes; the medians are compared. More is asked while they are not yet close,
and all that was asked counts. Passwords are hashed as in earnest, which is most of a sign-in.
"""

from __future__ import annotations

import http.client
import json
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from statistics import median
from typing import Any
from unittest.mock import patch
from urllib.parse import quote
from uuid import uuid4

import psycopg
from django.contrib.auth.hashers import Argon2PasswordHasher

from alongside.api.tests.systems import WEI, key_of
from bench.server import PROGRAM, collect_static, serving
from bench.visitor import Answer, Visitor
from dev import testing
from tests.cast import PASSWORD, Cast
from tests.proofs.crawl import signed_in
from tests.proofs.oracle import Actor
from tests.proofs.promise import Line, Scale
from tests.proofs.sealed import SUPERUSERS_LICENCE
from tests.proofs.worlds import small_world

MOST = 0.05  # of the median of what is absent
CLOSE = MOST / 2  # and no more is asked
MOST_ROUNDS = 6
ABSENT_NUMBER = "9995120410"  # of the test range, and nobody's
Ask = Callable[[], Answer]


@dataclass
class Pair:
    """Two requests that are to take as long: of what is hidden from who asks, and of nothing."""

    what: str
    hidden: Ask
    absent: Ask
    status: int
    each: int  # times in a round
    before: Callable[[], object] = lambda: None  # done before each, and not timed
    took: dict[str, list[float]] = field(default_factory=lambda: {"hidden": [], "absent": []})
    wrong: list[str] = field(default_factory=list)

    @property
    def medians(self) -> tuple[float, float]:
        """The median of each, in seconds."""
        return median(self.took["hidden"]), median(self.took["absent"])

    @property
    def difference(self) -> float:
        """By how much what is hidden takes longer, as a share: the median of all turns.

        Each turn is of four that were asked at once, so at the same pace of the machine.
        """
        hidden, absent = (iter(self.took[which]) for which in ("hidden", "absent"))
        turns = zip(hidden, hidden, absent, absent, strict=True)
        return median((one + other) / (third + last) for one, other, third, last in turns) - 1

    def measure(self) -> None:
        """Ask by turns until both are close, or often enough to know that they are not."""
        for _ in range(4):
            for ask in (self.hidden, self.absent):  # each process has made each page once
                self.before()
                ask()
        for _ in range(MOST_ROUNDS):
            for _ in range(self.each // 2):
                for which in ("hidden", "absent", "absent", "hidden"):
                    self._time(which)
            if abs(self.difference) < CLOSE:
                return

    def _time(self, which: str) -> None:
        ask: Ask = getattr(self, which)
        self.before()
        since = time.perf_counter()
        answer = ask()
        self.took[which].append(time.perf_counter() - since)
        if answer.status != self.status:
            self.wrong.append(f"{which}: answered {answer.status}")

    def line(self) -> Line:
        """Say both medians and the difference."""
        hidden, absent = (1000 * each for each in self.medians)
        asked = len(self.took["hidden"])
        return Line(
            f"{self.what}: hidden and absent",
            f"{hidden:.1f} and {absent:.1f} ms, {self.difference:+.1%} (of {asked:,} each)",
            f"{MOST:.0%}",
            abs(self.difference) <= MOST and not self.wrong,
            wrong=self.wrong,
        )


def prove(scale: Scale) -> Iterator[Line]:
    """Time pairs of requests; too long for who is in haste."""
    if scale.quick:
        return
    with small_world(at=None) as cast, testing.CLUSTER.connect(testing.NAME) as superuser:
        _passwords_in_earnest(superuser)
        with _served() as port:
            for pair in pairs(cast, port, superuser):
                pair.measure()
                yield pair.line()


def pairs(cast: Cast, port: int, superuser: psycopg.Connection[Any]) -> Iterator[Pair]:
    """Give each pair: pages, a search, a referral, a sign-in."""
    sian = Actor("Sian", str(cast.sian.pk), str(cast.sian.account_id))
    visitor = signed_in(sian, port)
    superuser.execute("UPDATE django_session SET expire_date = now() + interval '1 hour'")
    for what, rest in (("The page of a person", ""), ("What is kept apart", "restricted/")):
        yield Pair(
            what,
            partial(visitor.get, f"/people/{cast.sam.pk}/{rest}"),
            partial(visitor.get, f"/people/{uuid4()}/{rest}"),
            404, each=200,
        )  # fmt: skip
    for what, theirs, nobodys in (
        ("A search by name", "Samuel Ó Briain", "Tamsin Ó Brogain"),
        ("A search by NHS number", cast.sam.nhs_number, ABSENT_NUMBER),
    ):
        yield Pair(
            what,
            partial(visitor.get, f"/people/?q={quote(theirs)}"),
            partial(visitor.get, f"/people/?q={quote(nobodys)}"),
            200, each=120,
        )  # fmt: skip
    system = _System(port, key_of(cast.ruth, cast.ada)[1])
    yield Pair(
        "A referral with an NHS number",
        lambda: system.refer(cast.sam.nhs_number),
        lambda: system.refer(ABSENT_NUMBER),
        201, each=80,
    )  # fmt: skip
    stranger = Visitor(port)
    stranger.get("/sign-in/")
    wrong = {"password": "a river without a ward"}
    yield Pair(
        "A sign-in with a wrong password",
        lambda: stranger.post("/sign-in/", wrong | {"login": "ngozi@alongside.example"}),
        lambda: stranger.post("/sign-in/", wrong | {"login": "ngaio@alongside.example"}),
        200, each=30, before=lambda: superuser.execute("DELETE FROM access_cache"),
    )  # fmt: skip


@dataclass
class _System:
    """Another system, which sends referrals."""

    port: int
    secret: str

    def refer(self, nhs_number: str) -> Answer:
        """Send a referral of somebody with an NHS number."""
        told = json.dumps(WEI | {"id": str(uuid4()), "nhs_number": nhs_number})
        shown = {"Authorization": f"Bearer {self.secret}", "Content-Type": "application/json"}
        connection = http.client.HTTPConnection("localhost", self.port, timeout=60)
        connection.request("POST", "/api/referrals", told, shown)
        answer = connection.getresponse()
        return Answer(answer.status, answer.read())


def _passwords_in_earnest(superuser: psycopg.Connection[Any]) -> None:
    """Hash everybody's password as the program does for people, and not as the tests do."""
    hasher = Argon2PasswordHasher()
    hashed = hasher.encode(PASSWORD, hasher.salt())
    superuser.execute(SUPERUSERS_LICENCE)
    superuser.execute("UPDATE access_account SET password = %s", [hashed])
    superuser.execute("SET session_replication_role = origin")


@contextmanager
def _served() -> Iterator[int]:
    """Serve the program as in the demo: with nothing that is quicker for tests."""
    with patch.dict(os.environ, {"ALONGSIDE_TESTING": ""}):
        collect_static()
        with serving(PROGRAM, testing.CLUSTER.addresses(testing.NAME)) as server:
            server.await_answer()
            yield server.port
