"""The course of somebody's time with a team: when they came, who co-ordinated, in which zone."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from alongside.policy.contacts import Outcome
from dev.world.chance import Chance
from dev.world.clock import DAY
from dev.world.persons import Someone
from dev.world.spec import Frame
from dev.world.staffing import Colleague, Staffed
from dev.world.stays import Stay


@dataclass(frozen=True)
class Zoned:
    """From a day on somebody is in a zone, for a reason, with so many contacts a week."""

    since: date
    zone: str
    reason: str
    a_week: float


@dataclass(frozen=True)
class Attempt:
    """A contact, made or missed, as later steps need to know it."""

    id: str
    at: datetime
    outcome: Outcome
    worker: Colleague


@dataclass
class Run:
    """Contacts missed one after another, until somebody saw the person again."""

    missed: list[Attempt]
    seen: Attempt | None = None


@dataclass
class Life:
    """Somebody's time with a team, from the day they joined."""

    who: Someone
    team: Staffed
    episode: str
    joined_on: date
    left_on: date | None
    stays: list[Stay]
    coordinator: Colleague  # now, or when they left
    earlier: list[tuple[Colleague, date]] = field(default_factory=list)  # with each one's last day
    zones: list[Zoned] = field(default_factory=list)
    elusive: float = 0.1  # the share of attempts that do not reach them
    referral: str | None = None
    goals: list[str] = field(default_factory=list)  # the threads of their goals
    signs: tuple[str, ...] = ()  # the threads of their early signs
    signs_since: date = date.max  # from which they stand in the plan one by one
    twice_a_day: bool = False  # and told in full: the longest record that a page has to bear
    runs: list[Run] = field(default_factory=list)  # of missed contacts

    @property
    def chance(self) -> Chance:
        """The lots of this person."""
        return self.who.chance

    def in_hospital(self, day: date) -> bool:
        """Whether they are on a ward on a day."""
        return any(stay.kind == "inpatient" and stay.covers(day) for stay in self.stays)

    def coordinator_on(self, day: date) -> Colleague:
        """Return who co-ordinated their care on a day."""
        for worker, last in self.earlier:
            if day <= last:
                return worker
        return self.coordinator

    @property
    def zone(self) -> Zoned:
        """The zone that was set last."""
        return self.zones[-1]


AGREED = "zone.steady"
NEW, SIGNS, LIFE_EVENT, MEDICATION, HARD = (
    "zone.new-to-team", "zone.relapse-signs", "zone.life-event", "zone.medication-change",
    "zone.hard-to-engage",
)  # fmt: skip


def zones_of(life: Life, frame: Frame) -> list[Zoned]:
    """Make the zones of somebody's time here: after joining, around stays, and now and then."""
    chance = life.chance
    if life.twice_a_day:
        return [Zoned(life.joined_on, "every-day", "zone.crisis", 14.0)]
    usual = chance.choices((1.0, 1.5, 2.0), (30, 35, 35))[0]
    found = [Zoned(life.joined_on, "every-other-day", NEW, 3.5)]
    found.append(Zoned(life.joined_on + DAY * chance.randint(60, 85), "weekly", AGREED, usual))
    for stay in life.stays:
        if stay.kind == "inpatient" and (stay.last is None or stay.last > life.joined_on):
            found += _around(stay, usual, chance)
    day = max(frame.begins, life.joined_on + DAY * 120)
    while (day := day + DAY * chance.randint(120, 420)) < frame.today:
        if not life.in_hospital(day):
            found += _troubled(day, usual, chance)
    return _in_order(found, life, frame.today)


def _around(stay: Stay, usual: float, chance: Chance) -> list[Zoned]:
    found = [Zoned(stay.first, "in-hospital", "zone.in-hospital", 1.0)]
    if stay.last:
        found.append(Zoned(stay.last, "every-day", LIFE_EVENT, 7.0))
        found.append(Zoned(stay.last + DAY * chance.randint(8, 14), "weekly", AGREED, usual))
    return found


def _troubled(day: date, usual: float, chance: Chance) -> list[Zoned]:
    zone, a_week = chance.choice((("every-other-day", 3.5), ("every-other-day", 3.5),
                                  ("every-day", 7.0)))  # fmt: skip
    reason = chance.choice((SIGNS, LIFE_EVENT, MEDICATION, HARD))
    if zone == "every-day":
        reason = "zone.crisis"
    return [Zoned(day, zone, reason, a_week),
            Zoned(day + DAY * chance.randint(10, 30), "weekly", AGREED, usual)]  # fmt: skip


def _in_order(found: list[Zoned], life: Life, today: date) -> list[Zoned]:
    """Order the zones, drop those from before they joined, after today, or said twice."""
    until = life.left_on or today
    first = [each for each in found if each.since <= until and each.since >= life.joined_on]
    kept: list[Zoned] = []
    for each in sorted(first, key=lambda zoned: zoned.since):
        if kept and kept[-1].since == each.since:
            kept.pop()
        if each.zone != "in-hospital" and life.in_hospital(each.since + DAY):
            continue
        if kept and (kept[-1].zone, kept[-1].reason) == (each.zone, each.reason):
            continue
        kept.append(each)
    return kept or [Zoned(life.joined_on, "every-other-day", NEW, 3.5)]


def a_week(zoned: Zoned) -> Decimal:
    """Return the contacts a week of a zone, as stored."""
    return Decimal(str(zoned.a_week))
