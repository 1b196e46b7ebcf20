"""One page, asked for again and again: CPU a request, and how long it takes to answer."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from statistics import mean

from bench.processes import Meter, Processes
from bench.visitor import Answer, Unexpected, Visitor

WARM_UP, LEAST, MOST = 4, 8, 500
AT_ONCE = 8
TURNS = 4  # in which a page and the yardstick are measured: a machine changes its pace
YARDSTICK_SECONDS = 0.15  # before each turn and after the last
Ask = Callable[[Visitor], Answer]


@dataclass(frozen=True)
class Figures:
    """What a page costs: CPU milliseconds a request, and milliseconds until the answer."""

    cpu: float
    yardstick: float  # what the yardstick cost meanwhile, in CPU milliseconds
    p50: float
    p95: float
    p95_with_eight: float

    @property
    def times(self) -> float:
        """What the page costs as a multiple of the yardstick."""
        return self.cpu / self.yardstick


def measure(
    ask: Ask,
    visitor: Visitor,
    *processes: Processes,
    seconds: float,
    yardstick: Callable[[], float],
) -> Figures:
    """Measure one page alone by turns with the yardstick, and for as long with eight at once."""
    warm_up(ask, visitor)
    alone: list[float] = []
    beside, cpu = [yardstick()], 0.0
    for _ in range(TURNS):
        meter = Meter(*processes)
        alone += _asked(ask, visitor, seconds / TURNS)
        cpu += meter.seconds()
        beside.append(yardstick())
    with ThreadPoolExecutor(AT_ONCE) as people:
        windows = [visitor.copy() for _ in range(AT_ONCE)]
        together = [
            t for times in people.map(lambda one: _asked(ask, one, seconds), windows) for t in times
        ]
    return Figures(
        cpu=cpu / len(alone) * 1000,
        yardstick=mean(beside),
        p50=_share(alone, 0.5),
        p95=_share(alone, 0.95),
        p95_with_eight=_share(together, 0.95),
    )


def warm_up(ask: Ask, visitor: Visitor) -> None:
    """Let eight ask for a page at once, a few times each.

    Each thread of the server has its own connection, and a statement is planned when a connection
    asks for it the third time. A server is past that in a minute.
    """
    with ThreadPoolExecutor(AT_ONCE) as people:
        list(people.map(lambda one: _warmed(ask, one), [visitor.copy() for _ in range(AT_ONCE)]))
    _checked(ask(visitor))


def cpu_of(ask: Ask, visitor: Visitor, *processes: Processes, seconds: float) -> float:
    """Return only the CPU milliseconds a request: enough where two things take turns."""
    _warmed(ask, visitor)
    meter = Meter(*processes)
    asked = len(_asked(ask, visitor, seconds))
    return meter.seconds() / asked * 1000


def _warmed(ask: Ask, visitor: Visitor) -> None:
    for _ in range(WARM_UP):
        _checked(ask(visitor))


def _asked(ask: Ask, visitor: Visitor, seconds: float) -> list[float]:
    """Ask for some seconds and return how many milliseconds each answer took."""
    times: list[float] = []
    until = time.monotonic() + seconds
    while len(times) < LEAST or (time.monotonic() < until and len(times) < MOST):
        began = time.perf_counter()
        answer = ask(visitor)
        times.append((time.perf_counter() - began) * 1000)
        _checked(answer)
    return times


def _checked(answer: Answer) -> None:
    if answer.status not in {200, 302}:
        raise Unexpected(f"answered {answer.status}")


def _share(times: list[float], share: float) -> float:
    return sorted(times)[min(len(times) - 1, int(len(times) * share))]
