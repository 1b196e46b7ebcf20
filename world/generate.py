"""A whole world, team by team, as rows. Memory holds one team at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from world import care, caseloads, contacts
from world.chance import Chance
from world.lives import Life
from world.persons import Population
from world.rota import Rota
from world.rows import Numbers, Rows
from world.rows_care import PlannedVisit
from world.spec import Frame, Scale, TeamSpec
from world.staffing import Personnel, Staffed


@dataclass(frozen=True)
class Wanted:
    """What world is wanted: from which seed, up to which day, of which teams."""

    seed: int
    today: date
    years: int
    teams: Sequence[TeamSpec]
    scale: Scale = field(default_factory=Scale)

    @property
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

    def team(self, spec: TeamSpec) -> Rows:
        """Yield the rows of a team and of everybody it knows."""
        chance = Chance.of(self.frame.seed, self.frame.today, spec.name)
        team, rows = self.personnel.team(spec, chance)
        yield from rows
        yield from self.population.surgeries(spec.city)
        team.partner_id = self.population.agencies[f"{spec.city.name} harm reduction"]
        yield from self._people(team, chance)

    def _people(self, team: Staffed, chance: Chance) -> Rows:
        lives = caseloads.in_care(team, self.population, self.frame, chance)
        left = caseloads.who_left(team, self.population, self.frame, chance)
        rota, seen_today = Rota(team, self.frame.today), set[str]()
        for life in [*lives, *left]:
            yield from self._life(life, rota, seen_today)
        yield from contacts.more_today(lives, rota, seen_today, chance)

    def _life(self, life: Life, rota: Rota, seen_today: set[str]) -> Rows:
        numbers, frame = self.numbers, self.frame
        yield self.population.person(life.who, life.joined_on)
        if not life.chance.odds(0.1):
            yield from self.population.wishes(life.who, life.joined_on, life.coordinator)
        yield care.known_by(life, numbers, "in our care", life.joined_on)
        yield care.episode_of(life)
        yield from care.coordinations_of(life, numbers)
        if life.joined_on >= frame.full_from:
            yield care.allocation_of(life, numbers)
        yield from care.zones_rows(life, frame, numbers)
        yield from care.spells_of(life, numbers)
        for row in contacts.contacts_of(life, frame, rota):
            if isinstance(row, PlannedVisit) and row.planned_for.date() == frame.today:
                seen_today.add(life.who.id)
            yield row
