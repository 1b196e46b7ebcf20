"""The share of a standard that is kept over the weeks, as points to be drawn. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol

WEEKS = 12
# The drawing, in its own units: from left to right a week each, from the bottom up to 100%.
STEP, LEFT, TOP, HEIGHT = 12, 6, 5, 30
WIDTH = LEFT * 2 + STEP * (WEEKS - 1)


class Counted(Protocol):
    """What was frozen of one team, standard and week."""

    team_id: int
    standard: str
    week_of: date
    of: int
    kept: int
    met: int
    due: int
    overdue: int

    @property
    def was_reckoned_after(self) -> bool:
        """Whether it was counted in a later week."""


@dataclass(frozen=True, slots=True)
class Point:
    """One week: of how many a standard was kept; of none where nobody counted."""

    week_of: date
    of: int = 0
    kept: int = 0
    met: int = 0
    due: int = 0
    overdue: int = 0
    teams: int = 0  # how many were counted
    was_reckoned_after: bool = False

    @property
    def late(self) -> int:
        """How many were met, and not in time."""
        return self.of - self.met - self.due - self.overdue

    @property
    def per_cent(self) -> int:
        """The share in whole per cent; never 100 while one is broken."""
        return self.kept * 100 // self.of

    @property
    def y(self) -> float:
        """How high it stands in the drawing."""
        return round(TOP + HEIGHT * (100 - self.per_cent) / 100, 1)


@dataclass(frozen=True, slots=True)
class Weeks:
    """A standard over the weeks up to this one, the oldest first; those not counted stay empty."""

    points: tuple[Point, ...]

    @property
    def counted(self) -> list[tuple[int, Point]]:
        """The weeks in which it was counted and held for somebody, each with where it stands."""
        return [(LEFT + STEP * place, p) for place, p in enumerate(self.points) if p.of]

    @property
    def lines(self) -> list[str]:
        """The stretches of weeks without a gap, as the points of a line each."""
        stretches: list[list[str]] = []
        last = None
        for x, point in self.counted:
            if last is None or x - last > STEP:
                stretches.append([])
            stretches[-1].append(f"{x},{point.y}")
            last = x
        return [" ".join(each) for each in stretches if len(each) > 1]

    @property
    def first(self) -> Point:
        """The oldest week that was counted."""
        return self.counted[0][1]

    @property
    def latest(self) -> Point:
        """The newest week that was counted."""
        return self.counted[-1][1]

    @property
    def lowest(self) -> int:
        """The lowest share, in whole per cent."""
        return min(point.per_cent for _, point in self.counted)

    @property
    def highest(self) -> int:
        """The highest share, in whole per cent."""
        return max(point.per_cent for _, point in self.counted)


def mondays(monday: date) -> list[date]:
    """Return the Mondays of the weeks that are looked back on, the oldest first."""
    return [monday - timedelta(weeks=back) for back in range(WEEKS - 1, -1, -1)]


def over_time(shares: Iterable[Counted], *, monday: date, teams: int) -> dict[str, Weeks]:
    """Return each standard over the weeks up to one, summed over the teams whose shares are given.

    A week in which not every team was counted is no sum and stays empty.
    """
    by_week: dict[tuple[str, date], list[Counted]] = {}
    for share in shares:
        by_week.setdefault((share.standard, share.week_of), []).append(share)
    return {
        standard: Weeks(
            tuple(
                _point(week, by_week.get((standard, week), ()), teams) for week in mondays(monday)
            )
        )
        for standard in {standard for standard, _ in by_week}
    }


def _point(week_of: date, shares: Sequence[Counted], teams: int) -> Point:
    if len(shares) < teams:
        return Point(week_of)
    return Point(
        week_of=week_of,
        of=sum(each.of for each in shares),
        kept=sum(each.kept for each in shares),
        met=sum(each.met for each in shares),
        due=sum(each.due for each in shares),
        overdue=sum(each.overdue for each in shares),
        teams=len(shares),
        was_reckoned_after=any(each.was_reckoned_after for each in shares),
    )
