"""What is printed: a line for each figure, with its limit and ok or SHORT."""

from __future__ import annotations

import os
from collections.abc import Mapping

from bench.criteria import CASES
from bench.measuring import Figures
from bench.pages import Page
from bench.worlds import Loaded

ROWS_A_SECOND = 20_000
WAIT = 200  # milliseconds, p95 with eight people at once
WHAT_IF = 1  # seconds
COST = 0.2  # of a page, which row-level security and the log of who looked may be
GROWTH = 1.3  # in the large world, as a multiple of the small one


class Report:
    """Prints each figure as it comes, and remembers whether any was short."""

    def __init__(self) -> None:
        self.short = 0

    def head(self, title: str) -> None:
        """Print which world comes now, and how busy the machine is with other things."""
        busy = os.getloadavg()[0]
        print(f"\n{title} (load of this machine: {busy:.1f} on {os.cpu_count()} processors)")

    def what_if(self, seconds: float) -> None:
        """Print how long a draft of criteria takes to be tried on many referrals."""
        told = f"{seconds:8.2f} s of CPU ({CASES:,} referrals)"
        ok = seconds <= WHAT_IF
        self._line("a draft of criteria, tried on all", told, f"{WHAT_IF:g} s", ok=ok)

    def loaded(self, loaded: Loaded) -> None:
        """Print how quickly the rows came in."""
        self._line(
            "load by COPY",
            f"{loaded.a_second:>8,.0f} rows/s ({loaded.rows:,} rows in {loaded.seconds:.0f} s;"
            f" {loaded.a_cpu_second:,.0f} for each CPU second)",
            f"{ROWS_A_SECOND:,}",
            # By the clock, or by CPU seconds when others keep the machine busy.
            ok=max(loaded.a_second, loaded.a_cpu_second) >= ROWS_A_SECOND,
        )

    def world(self, found: Mapping[Page, Figures | str]) -> None:
        """Print what each page costs, as a multiple of the yardstick meanwhile."""
        for page, figures in found.items():
            if isinstance(figures, str):
                self._line(page.name, figures, f"{page.limit:g} x", ok=False)
                continue
            told = (
                f"{figures.times:6.1f} x {figures.yardstick:5.2f} = {figures.cpu:5.2f} ms of CPU"
                f"   p50 {figures.p50:5.0f} ms, p95 {figures.p95:5.0f} ms,"
                f" with eight {figures.p95_with_eight:5.0f} ms"
            )
            ok = figures.times <= page.limit and figures.p95_with_eight < WAIT
            self._line(page.name, told, f"{page.limit:g} x, {WAIT} ms", ok=ok)

    def growth(self, grown: Mapping[Page, float | str]) -> None:
        """Print by how much each page costs more in the large world."""
        print("\nThe large world against the small one, asked by turns")
        for page, times in grown.items():
            if isinstance(times, str):
                self._line(page.name, times, f"{GROWTH} x", ok=False)
            else:
                self._line(page.name, f"{times:6.2f} x", f"{GROWTH} x", ok=times <= GROWTH)

    def cost(self, shares: Mapping[Page, float | str]) -> None:
        """Print which share of each page row-level security and the log of who looked are."""
        print("\nRow-level security and the log of who looked, on against off, asked by turns")
        for page, share in shares.items():
            if isinstance(share, str):
                self._line(page.name, share, f"{COST:.0%}", ok=False)
            else:
                self._line(page.name, f"{share:6.1%}", f"{COST:.0%}", ok=share <= COST)

    def end(self, seconds: float) -> int:
        """Print how it ended and return the exit code."""
        said = f"{self.short} SHORT" if self.short else "nothing is short"
        print(f"\n{said}, in {seconds:.0f} s", flush=True)
        return 1 if self.short else 0

    def _line(self, name: str, told: str, limit: str, *, ok: bool) -> None:
        self.short += not ok
        print(f"{'ok' if ok else 'SHORT':<6} {name:<36}{told}   limit {limit}", flush=True)
