"""Loads the worlds, serves them, and measures every page in them."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import ParamSpec, TypeVar

from django.urls import NoReverseMatch

from bench import worlds
from bench.criteria import seconds_of_a_what_if
from bench.measuring import TURNS, YARDSTICK_SECONDS, Ask, Figures, cpu_of, measure, warm_up
from bench.pages import PAGES, Case, Page, case_in
from bench.processes import Processes, family_of
from bench.report import Report
from bench.server import PROGRAM, WITHOUT, YARDSTICK, Server, collect_static, serving
from bench.visitor import Answer, Unexpected, Visitor
from bench.worlds import LARGE, SMALL, Size
from dev import Unready
from dev.postgres import Cluster
from dev.world.signins import PASSWORD

Given = ParamSpec("Given")
Found = TypeVar("Found")
LONG, SHORT = 2.5, 0.75  # seconds for which a page is asked for
TURN_SECONDS = 0.4  # for which a page is asked for in one world, and then in the other


def main() -> int:
    """Measure, print a line for each figure, and say by the exit code whether any is short."""
    began = time.monotonic()
    report = Report()
    quick = os.environ.get("QUICK") == "1"
    try:
        with _cluster() as cluster:
            collect_static()
            report.what_if(seconds_of_a_what_if())
            small = _measure(SMALL, cluster, report)
            if not quick:
                large = _measure(LARGE, cluster, report)
                report.growth(_growth(cluster, small, large))
                report.cost(_cost(cluster, large))
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


@dataclass(frozen=True)
class _World:
    """A world that was loaded, and whose working day is measured in it."""

    addresses: dict[str, str]
    case: Case


def _measure(size: Size, cluster: Cluster, report: Report) -> _World:
    """Load a world and measure every page in it."""
    report.head(f"The {size.name} world: {size.people:,} people, {size.teams:,} teams")
    database, loaded = worlds.made(size, cluster)
    report.loaded(loaded)
    with cluster.connect(database) as superuser:
        world = _World(cluster.addresses(database), case_in(superuser))
    with ExitStack() as stack:
        program, yardstick = (
            stack.enter_context(serving(module, world.addresses)) for module in (PROGRAM, YARDSTICK)
        )
        for server in (program, yardstick):
            server.await_answer()
        asking, stranger = _Asking(cluster, program, world.case), _Stranger(cluster, yardstick)
        report.world({page: _or_why(_figures, page, asking, stranger) for page in PAGES})
    return world


def _growth(cluster: Cluster, *sizes: _World) -> dict[Page, float | str]:
    """Measure how much more each page costs in the second world than in the first, by turns.

    Minutes lie between the figures of two worlds, and a machine changes its pace in less.
    """
    return _by_turns(cluster, *((PROGRAM, world) for world in sizes))


def _cost(cluster: Cluster, world: _World) -> dict[Page, float | str]:
    """Measure which share of each page row-level security and the log of who looked are."""
    with cluster.connect() as superuser:
        worlds.make_bare_role(superuser)
    times = _by_turns(cluster, (WITHOUT, world), (PROGRAM, world))
    return {page: one if isinstance(one, str) else 1 - 1 / one for page, one in times.items()}


def _by_turns(cluster: Cluster, *served: tuple[str, _World]) -> dict[Page, float | str]:
    """Measure how much more each page costs with the second server than with the first."""
    with ExitStack() as stack:
        servers = [stack.enter_context(serving(how, world.addresses)) for how, world in served]
        for server in servers:
            server.await_answer()
        both = [
            _Asking(cluster, server, world.case)
            for server, (_, world) in zip(servers, served, strict=True)
        ]
        return {page: _or_why(_times, page, *both) for page in PAGES}


def _times(page: Page, first: _Asking, second: _Asking) -> float:
    asked = [(one, one.of(page)) for one in (first, second)]
    for _, (ask, window) in asked:
        warm_up(ask, window)
    spent = [0.0, 0.0]
    for _ in range(TURNS):
        for place, (one, (ask, window)) in enumerate(asked):
            spent[place] += cpu_of(ask, window, *one.processes, seconds=TURN_SECONDS)
    return spent[1] / spent[0]


class _Asking:
    """Asks for the pages of a server as one worker."""

    def __init__(self, cluster: Cluster, server: Server, case: Case) -> None:
        self.case = case
        self.processes = _processes(cluster, server)
        self.worker = Visitor(server.port)
        self.worker.sign_in(case.email, PASSWORD)

    def of(self, page: Page) -> tuple[Ask, Visitor]:
        """Return how to ask for a page, and a window of our own to ask in."""
        window = self.worker.copy()  # the server does not keep an idle connection open for long
        return page.asking(self.case, window), window


class _Stranger:
    """Asks for the yardstick."""

    def __init__(self, cluster: Cluster, yardstick: Server) -> None:
        self.visitor = Visitor(yardstick.port)
        self.processes = _processes(cluster, yardstick)

    def cpu(self) -> float:
        """Return the CPU milliseconds that the yardstick costs at this moment."""
        seconds = YARDSTICK_SECONDS
        return cpu_of(_yardstick, self.visitor.copy(), *self.processes, seconds=seconds)


def _processes(cluster: Cluster, server: Server) -> tuple[Processes, ...]:
    return lambda: family_of(server.process.pid), lambda: worlds.backends(cluster)


def _figures(page: Page, asking: _Asking, stranger: _Stranger) -> Figures:
    """Measure one page beside the yardstick."""
    ask, window = asking.of(page)
    seconds = SHORT if os.environ.get("QUICK") == "1" else LONG
    return measure(ask, window, *asking.processes, seconds=seconds, yardstick=stranger.cpu)


def _or_why(find: Callable[Given, Found], *args: Given.args, **kwargs: Given.kwargs) -> Found | str:
    """Return what is found, or why it cannot be measured."""
    try:
        return find(*args, **kwargs)
    except NoReverseMatch:
        return "there is no such page yet"
    except Unexpected as reason:
        return str(reason)


def _yardstick(visitor: Visitor) -> Answer:
    return visitor.get("/")
