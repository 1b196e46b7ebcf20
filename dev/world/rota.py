"""Who sees whom and when: the whole team works with everyone, the care co-ordinator most."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from dev.world.chance import Chance
from dev.world.lives import Life
from dev.world.staffing import Colleague, Staffed

Time: TypeAlias = tuple[int, int]
# No visit is longer than 45 minutes, so these never run into each other.
HOURS: tuple[Time, ...] = ((9, 30), (10, 30), (11, 30), (13, 0), (14, 0), (15, 0), (16, 0))
LATE: tuple[Time, ...] = ((17, 0), (12, 15), (17, 45), (18, 30), (19, 15), (20, 0))
QUARTERS = tuple((hour, minute) for hour in range(9, 17) for minute in (0, 15, 30, 45))
MOST_IN_A_DAY = 6
LEAST_TODAY = 3
OWN = 0.5  # the share of contacts that the care co-ordinator makes
WITH_A_SECOND = 0.07
# How much of the visiting each profession does beside the care co-ordinators' own.
_SHARES = {
    "support-worker": 7, "peer-worker": 4, "ot-technical-instructor": 5, "nurse": 4,
    "social-worker": 3, "occupational-therapist": 4, "psychologist": 1, "psychiatrist": 1,
}  # fmt: skip


@dataclass(frozen=True)
class Slot:
    """A worker, maybe a second one, and a time of day."""

    worker: Colleague
    second: Colleague | None
    hour: int
    minute: int


class Rota:
    """The diaries of a team around today, so that nobody is in two places at once."""

    def __init__(self, team: Staffed, today: date) -> None:
        self.team = team
        self.today = today
        self.pool = [w for w in team.visitors for _ in range(_SHARES.get(w.profession, 1))]
        self._taken: defaultdict[tuple[str, date], set[Time]] = defaultdict(set)

    def before(self, life: Life, day: date, chance: Chance) -> Slot:
        """Return who saw somebody on a day long ago, without looking into diaries."""
        hour, minute = QUARTERS[int(chance.random() * len(QUARTERS))]
        worker = self._worker(life, day, chance)
        second = self._lot(chance) if chance.random() < WITH_A_SECOND else None
        return Slot(worker, second if second is not worker else None, hour, minute)

    def around(self, life: Life, day: date, chance: Chance) -> Slot:
        """Return somebody with time on a day near today; the next who has, when the first has not.

        When everybody is full, the care co-ordinator stays longer, or whoever has least.
        """
        for _ in range(8):
            worker = self._worker(life, day, chance)
            if self.has_time(worker, day):
                return self._book(worker, day, chance)
        coordinator = life.coordinator_on(day)
        whoever = min(self.team.visitors, key=lambda one: len(self._taken[one.id, day]))
        stays = len(self._taken[coordinator.id, day]) < MOST_IN_A_DAY
        who = coordinator if stays else whoever
        taken = self._taken[who.id, day]
        time = next(time for time in (*LATE, *HOURS) if time not in taken)
        taken.add(time)
        return Slot(who, None, *time)

    def idle_today(self) -> Iterator[Colleague]:
        """Yield those who have hardly a visit today, once for each that they could still make."""
        for worker in self.team.visitors:
            for _ in range(LEAST_TODAY - len(self._taken[worker.id, self.today])):
                yield worker

    def take(self, worker: Colleague, chance: Chance) -> Slot:
        """Give somebody one more visit today."""
        return self._book(worker, self.today, chance)

    def has_time(self, worker: Colleague, day: date) -> bool:
        """Whether somebody works on a day and is not full. Today, whichever day it is, all do."""
        works = day.weekday() in worker.weekdays or day == self.today
        return works and len(self._taken[worker.id, day]) < MOST_IN_A_DAY

    def _book(self, worker: Colleague, day: date, chance: Chance) -> Slot:
        taken = self._taken[worker.id, day]
        times = (HOURS[(number * 3 + day.day) % len(HOURS)] for number in range(len(HOURS)))
        time = next(time for time in times if time not in taken)
        taken.add(time)
        second = self._lot(chance) if chance.random() < WITH_A_SECOND else None
        if second is None or time in self._taken[second.id, day] or not self.has_time(second, day):
            return Slot(worker, None, *time)
        self._taken[second.id, day].add(time)
        return Slot(worker, second, *time)

    def _worker(self, life: Life, day: date, chance: Chance) -> Colleague:
        return life.coordinator_on(day) if chance.random() < OWN else self._lot(chance)

    def _lot(self, chance: Chance) -> Colleague:
        return self.pool[int(chance.random() * len(self.pool))]
