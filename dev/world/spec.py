"""What a world is made of: which teams, how many people, how much of the past in full."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from alongside.access.deciding import Role
from alongside.kernel.period import months_after
from dev.world.places import CITIES, City


@dataclass(frozen=True)
class Post:
    """A post in a team: the profession, the role, how much of a whole week, how many of it."""

    profession: str
    role: Role
    whole_time: str = "1.00"
    number: int = 1


@dataclass(frozen=True)
class TeamSpec:
    """A team that keeps a caseload: where, of what kind, for how many, with whom."""

    city: City
    kind: str
    name: str
    people: int
    posts: tuple[Post, ...]
    has_long_record: bool = False  # somebody was seen twice a day for years: 2,000 contacts

    @property
    def framework(self) -> str:
        """The framework that the team's service works under."""
        return "welsh-ctp" if self.city.nation == "Wales" else "community-framework"


@dataclass(frozen=True)
class Scale:
    """How much is told of each person's past, so that a world of 100,000 still fits."""

    contacts: float = 1.0  # the share of older contacts that is told
    in_full: timedelta = timedelta(days=3 * 366)  # how far back everything is told
    planned: timedelta = timedelta(days=42)  # how far back contacts have the visit that was planned
    ladders: timedelta = timedelta(days=120)  # how far back missed contacts have their steps
    plans: int = 12  # the most versions of a plan
    passed: int = 1_000  # the most people whom a meeting is told to have passed

    @classmethod
    def large(cls) -> Scale:
        """The lately past in full and the rest thinned out: about 50 contacts a person."""
        return cls(
            contacts=0.155,
            in_full=timedelta(days=42),
            planned=timedelta(days=21),
            ladders=timedelta(days=8),
            plans=1,
            passed=12,
        )


@dataclass(frozen=True)
class Frame:
    """The days of a world and what its lots are drawn from."""

    seed: int
    today: date
    years: int
    scale: Scale

    @cached_property
    def begins(self) -> date:
        """The first day of the history."""
        return months_after(self.today, -12 * self.years)

    @cached_property
    def full_from(self) -> date:
        """The day from which everything is told."""
        return max(self.begins, self.today - self.scale.in_full)

    @cached_property
    def planned_from(self) -> date:
        """The day from which visits are told that were planned."""
        return max(self.begins, self.today - self.scale.planned)

    @cached_property
    def ladders_from(self) -> date:
        """The day from which the steps after missed contacts are told."""
        return max(self.begins, self.today - self.scale.ladders)


COORDINATOR, WORKER = Role.CARE_COORDINATOR, Role.WORKER


def _dedicated() -> tuple[Post, ...]:
    """Twelve clinicians, of whom nine co-ordinate care, and those around them."""
    return (
        Post("nurse", COORDINATOR, number=4),
        Post("nurse", COORDINATOR, "0.60"),
        Post("social-worker", COORDINATOR, number=2),
        Post("occupational-therapist", COORDINATOR),
        Post("social-worker", COORDINATOR, "0.60"),
        Post("psychologist", WORKER, "0.80"),
        Post("psychiatrist", WORKER),
        Post("psychiatrist", WORKER, "0.50"),
        Post("manager", Role.MANAGER),
        Post("administrator", Role.ADMINISTRATOR),
        Post("support-worker", WORKER, number=3),
        Post("peer-worker", WORKER, "0.60"),
        Post("ot-technical-instructor", WORKER),
    )


def _rehabilitation() -> tuple[Post, ...]:
    """A smaller team, in which occupational therapy weighs more."""
    return (
        Post("nurse", COORDINATOR, number=2),
        Post("occupational-therapist", COORDINATOR),
        Post("social-worker", COORDINATOR),
        Post("psychologist", WORKER, "0.60"),
        Post("psychiatrist", WORKER, "0.60"),
        Post("manager", Role.MANAGER),
        Post("administrator", Role.ADMINISTRATOR, "0.60"),
        Post("support-worker", WORKER, number=2),
        Post("ot-technical-instructor", WORKER, "0.80"),
    )


def _in_a_cmht() -> tuple[Post, ...]:
    """Three assertive outreach workers inside a CMHT, with its manager and its psychiatrist."""
    return (
        Post("nurse", COORDINATOR, number=2),
        Post("social-worker", COORDINATOR),
        Post("psychiatrist", WORKER, "0.20"),
        Post("manager", Role.MANAGER, "0.40"),
        Post("administrator", Role.ADMINISTRATOR, "0.40"),
    )


def demo_teams() -> tuple[TeamSpec, ...]:
    """Return the teams of the demo: one of each way to organise it, in three cities, and one more.

    The Birmingham team is there so that somebody can move from one team to another.
    """
    return (
        TeamSpec(CITIES["Leeds"], "assertive outreach", "Leeds assertive outreach team", 90,
                 _dedicated()),
        TeamSpec(CITIES["Cardiff"], "community rehabilitation",
                 "Cardiff community rehabilitation team", 42, _rehabilitation()),
        TeamSpec(CITIES["Leicester"], "ao in cmht",
                 "Assertive outreach in Leicester West CMHT", 33, _in_a_cmht()),
        TeamSpec(CITIES["Birmingham"], "assertive outreach",
                 "Handsworth assertive outreach team", 42, _rehabilitation()),
    )  # fmt: skip


DEMO_PEOPLE = sum(team.people for team in demo_teams())


def many_teams(people: int, teams: int) -> tuple[TeamSpec, ...]:
    """Return any number of teams in the four cities, for benchmarks."""
    cities = tuple(CITIES.values())
    share, rest = divmod(people, teams)
    return tuple(
        TeamSpec(
            cities[number % len(cities)],
            "assertive outreach",
            f"{cities[number % len(cities)].name} team {number + 1}",
            share + (number < rest),
            _dedicated(),
            has_long_record=number < 4,
        )
        for number in range(teams)
    )
