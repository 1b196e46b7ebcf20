"""A whole world, team by team, as rows. Memory holds one team at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property

from alongside.policy.discharge import Ground
from dev.world import care, caseloads, contacts, ladders, leaving, meetings, plans, referrals
from dev.world.arrivals import Arrivals
from dev.world.chance import Chance
from dev.world.clock import DAY
from dev.world.deciding import Versions, criteria_of
from dev.world.lives import Life
from dev.world.persons import Population
from dev.world.referrals import Coming
from dev.world.rota import Rota
from dev.world.rows import Numbers, Rows
from dev.world.rows_arriving import Person, Referral
from dev.world.rows_care import Discharge, PlannedVisit, Transfer
from dev.world.spec import Frame, Scale, TeamSpec
from dev.world.staffing import Personnel, Staffed

ASKS_TO_COME_BACK = 0.12  # of those who stepped down
NOT_ASKED = 0.1  # the share of people whom nobody has asked for their wishes


@dataclass(frozen=True)
class Wanted:
    """What world is wanted: from which seed, up to which day, of which teams."""

    seed: int
    today: date
    years: int
    teams: Sequence[TeamSpec]
    scale: Scale = field(default_factory=Scale)

    @cached_property
    def frame(self) -> Frame:
        """The days of this world."""
        return Frame(self.seed, self.today, self.years, self.scale)


def world(wanted: Wanted, *, password: str) -> Rows:
    """Yield every row of a world; `password` is the hash with which all of it signs in."""
    making = _Making(wanted, password)
    for spec in wanted.teams:
        yield from making.team(spec)


class _Making:
    """What is counted through the whole of a world."""

    def __init__(self, wanted: Wanted, password: str) -> None:
        self.frame = wanted.frame
        self.numbers = Numbers()
        self.personnel = Personnel(self.frame, self.numbers, password)
        self.population = Population(self.frame, self.numbers)
        self.versions: Versions = {}
        self.first: Staffed | None = None  # the team to which somebody moves from another

    def team(self, spec: TeamSpec) -> Rows:
        """Yield the rows of a team and of everybody it knows."""
        chance = Chance.of(self.frame.seed, self.frame.today, spec.name)
        team, rows = self.personnel.team(spec, chance)
        yield from rows
        yield from self.population.surgeries(spec.city)
        team.partner_id = self.population.agencies[f"{spec.city.name} harm reduction"]
        yield from criteria_of(team, self.frame, self.numbers, self.versions)
        yield from Arrivals(
            team, self.population, self.frame, self.numbers, self.versions, chance
        ).rows()
        yield from self._people(team, chance)
        self.first = self.first or team

    def _people(self, team: Staffed, chance: Chance) -> Rows:
        here = caseloads.in_care(team, self.population, self.frame, chance)
        left = caseloads.who_left(team, self.population, self.frame, chance)
        rota, seen_today = Rota(team, self.frame.today), set[str]()
        for life in here:
            yield from self._story(life, rota, seen_today)
        for life in left:
            yield from self._left(life, rota, here)
        yield from contacts.more_today(here, rota, seen_today, chance)
        yield from meetings.meetings_of(team, here, self.frame, numbers=self.numbers, chance=chance)
        yield from self._now(here)

    def _story(self, life: Life, rota: Rota, seen_today: set[str]) -> Rows:
        """Yield all of the time that somebody has been with the team."""
        yield self.population.person(life.who, life.joined_on)
        if not life.chance.odds(NOT_ASKED):
            yield from self.population.wishes(life.who, life.joined_on, life.coordinator)
        yield care.known_by(life, self.numbers, "in our care", life.joined_on)
        yield from care.spells_of(life, self.numbers)
        yield from self._episode(life, rota, seen_today)

    def _episode(
        self, life: Life, rota: Rota, seen_today: set[str], *, back: Discharge | None = None
    ) -> Rows:
        numbers, frame = self.numbers, self.frame
        if life.joined_on - DAY * 40 >= frame.full_from:
            received = life.joined_on - DAY * life.chance.randint(14, 40)
            coming = Coming.of(life.who, life.team, life.stays, on=received)
            coming = replace(coming, returned_from=back.episode_id if back else None)
            for row in referrals.accepted(coming, numbers, self.versions):
                life.referral = row.id if isinstance(row, Referral) else life.referral
                yield row
        yield care.episode_of(life, back.id if back else None)
        yield from care.coordinations_of(life, numbers)
        if life.referral:
            yield care.allocation_of(life, numbers)
        yield from care.zones_rows(life, frame, numbers)
        yield from plans.plans_of(life, frame, numbers)
        for row in contacts.contacts_of(life, frame, rota):
            if isinstance(row, PlannedVisit) and row.planned_for.date() == frame.today:
                seen_today.add(life.who.id)
            yield row
        yield from ladders.ladder_of(life, frame)

    def _left(self, life: Life, rota: Rota, here: list[Life]) -> Rows:
        """Yield the story of somebody who left, and of coming back where that happened."""
        ground = leaving.ground_of(life)
        for row in self._story(life, rota, set()):
            died = isinstance(row, Person) and ground is Ground.DIED
            yield row._replace(died_on=life.left_on) if died else row  # type: ignore[attr-defined]  # every row is a NamedTuple
        discharge = leaving.discharge_of(life, ground, self.numbers)
        yield discharge
        if ground is not Ground.STEPPED_DOWN:
            return
        if back := caseloads.back_again(life, self.frame):
            yield from self._episode(back, rota, set(), back=discharge)
            here.append(back)
        elif life.chance.odds(ASKS_TO_COME_BACK):
            yield from self._asks_to_come_back(life)

    def _asks_to_come_back(self, life: Life) -> Rows:
        """Yield a fresh referral of somebody who was here before."""
        on = self.frame.today - DAY * life.chance.randint(1, 5)
        coming = Coming.of(life.who, life.team, life.stays, on=on)
        coming = replace(coming, returned_from=life.episode)
        yield from referrals.undecided(
            coming, self.numbers, self.versions, person=life.who.id, missing=1
        )

    def _now(self, here: list[Life]) -> Rows:
        """Yield what is going on with a few: a pause, somebody moving to another team."""
        settled = [each for each in here if each.zone.zone == "weekly" and not each.twice_a_day]
        if len(settled) < 2:
            return
        yield leaving.pause_of(settled[-1], self.frame, self.numbers)
        other = self.first.id if self.first and self.numbers.last(Transfer) == 1 else None
        yield from leaving.transfer_of(settled[-2], self.frame, self.numbers, to_team=other)
