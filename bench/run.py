"""Loads the worlds, serves them, and measures every page in them."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from django.urls import NoReverseMatch

from bench import worlds
from bench.measuring import Figures, cpu_of, measure
from bench.pages import PAGES, Case, Page, case_in
from bench.processes import Processes, family_of
from bench.report import Report
from bench.server import PROGRAM, YARDSTICK, Server, collect_static, serving
from bench.visitor import Answer, Unexpected, Visitor
from bench.worlds import LARGE, SMALL, Size
from dev import Unready
from dev.postgres import Cluster
from dev.world.signins import PASSWORD

LONG, SHORT = 2.5, 0.75  # seconds for which a page is asked for
YARDSTICK_SECONDS = 0.5  # before each page and after the last: a machine changes its pace


def main() -> int:
    """Measure, print a line for each figure, and say by the exit code whether any is short."""
    began = time.monotonic()
    report = Report()
    quick = os.environ.get("QUICK") == "1"
    try:
        with _cluster() as cluster:
            collect_static()
            small = _measure(SMALL, cluster, report)
            if not quick:
                large = _measure(LARGE, cluster, report)
                report.growth(small, large)
    except Unready as reason:
        sys.exit(str(reason))
    return report.end(time.monotonic() - began)


@contextmanager
def _cluster() -> Iterator[Cluster]:
    """Keep our own PostgreSQL running, with the memory of a server."""
    cluster = Cluster("bench")
    with cluster.running():
        again = worlds.tune(cluster)
        if not again:
            yield cluster
    if again:
        with cluster.running():
            yield cluster


def _measure(size: Size, cluster: Cluster, report: Report) -> dict[str, float]:
    """Load a world and measure every page in it; return what each costs."""
    report.head(f"The {size.name} world: {size.people:,} people, {size.teams:,} teams")
    database, loaded = worlds.made(size, cluster)
    report.loaded(loaded)
    addresses = cluster.addresses(database)
    with cluster.connect(database) as superuser:
        case = case_in(superuser)
    with ExitStack() as stack:
        program = stack.enter_context(serving(PROGRAM, addresses))
        yardstick = stack.enter_context(serving(YARDSTICK, addresses))
        for server in (program, yardstick):
            server.await_answer()
        measuring = _Measuring(cluster, program, yardstick, case)
        found = {page: measuring.page(page) for page in PAGES}
        measuring.look_at_the_yardstick()
    return report.world(found, measuring.yardsticks)


class _Measuring:
    """Asks for pages as one worker, and for the yardstick before each of them."""

    def __init__(self, cluster: Cluster, program: Server, yardstick: Server, case: Case) -> None:
        self.case = case
        self.seconds = SHORT if os.environ.get("QUICK") == "1" else LONG
        self.backends: Processes = lambda: worlds.backends(cluster)
        self.program: Processes = lambda: family_of(program.process.pid)
        self.yardstick: Processes = lambda: family_of(yardstick.process.pid)
        self.stranger = Visitor(yardstick.port)
        self.worker = Visitor(program.port)
        self.worker.sign_in(case.email, PASSWORD)
        self.yardsticks: list[float] = []

    def look_at_the_yardstick(self) -> None:
        """Measure what the yardstick costs at this moment."""
        cpu = cpu_of(
            _yardstick,
            self.stranger.copy(),
            self.yardstick,
            self.backends,
            seconds=YARDSTICK_SECONDS,
        )
        self.yardsticks.append(cpu)

    def page(self, page: Page) -> Figures | str:
        """Measure one page after a look at the yardstick, or say why it cannot be measured."""
        self.look_at_the_yardstick()
        window = self.worker.copy()  # the server does not keep an idle connection open for long
        try:
            ask = page.asking(self.case, window)
            return measure(ask, window, self.program, self.backends, seconds=self.seconds)
        except NoReverseMatch:
            return "there is no such page yet"
        except Unexpected as reason:
            return str(reason)


def _yardstick(visitor: Visitor) -> Answer:
    return visitor.get("/")
