"""Who is in the care of a team: each with a course of their own, shared out among co-ordinators."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import count

from dev.world.chance import Chance
from dev.world.clock import DAY
from dev.world.lives import Life, zones_of
from dev.world.persons import Population, Someone
from dev.world.spec import Frame
from dev.world.staffing import Colleague, Staffed
from dev.world.stays import stays_of

BEFORE_THE_HISTORY = 0.5  # the share of people who were with the team already
LEFT_FOR_EACH = 0.16  # people who left in the history, for each who is there
COMES_BACK = 0.35  # of those who stepped down long enough ago


def in_care(team: Staffed, population: Population, frame: Frame, chance: Chance) -> list[Life]:
    """Make the lives of those who are in the care of a team today."""
    shares = _shared_out(team)
    lives = [
        _life(
            population.someone(team.spec.city, Chance.of(chance.id())),
            team,
            coordinator=coordinator,
            frame=frame,
        )
        for coordinator in shares
    ]
    if team.spec.has_long_record:
        _be_seen_twice_a_day(lives[0], frame)
    return lives


def _be_seen_twice_a_day(life: Life, frame: Frame) -> None:
    """Give somebody the longest record that a page has to bear."""
    life.twice_a_day = True
    life.joined_on, life.stays, life.earlier = frame.begins, [], []
    life.zones = zones_of(life, frame)


def who_left(team: Staffed, population: Population, frame: Frame, chance: Chance) -> list[Life]:
    """Make the lives of those who left the team within the history."""
    lives = []
    for _ in range(round(team.spec.people * LEFT_FOR_EACH)):
        who = population.someone(team.spec.city, Chance.of(chance.id()))
        left = chance.day(frame.begins + DAY * 200, frame.today - DAY * 12)
        coordinator = chance.choice(team.coordinators)
        lives.append(_life(who, team, coordinator=coordinator, frame=frame, left_on=left))
    return lives


def _shared_out(team: Staffed) -> list[Colleague]:
    """Return a care co-ordinator for each person, in proportion to the hours that each works."""
    places = _places(team.coordinators)
    return [next(places) for _ in range(team.spec.people)]


def _places(coordinators: list[Colleague]) -> Iterator[Colleague]:
    """Yield whoever has the fewest people for their hours, for ever."""
    people = dict.fromkeys(coordinators, 0)
    for _ in count():
        worker = min(people, key=lambda each: (people[each] + 0.5) / float(each.whole_time))
        people[worker] += 1
        yield worker


def _life(
    who: Someone,
    team: Staffed,
    *,
    coordinator: Colleague,
    frame: Frame,
    left_on: date | None = None,
) -> Life:
    chance = who.chance
    joined = _joined(frame, left_on, chance)
    life = Life(
        who=who,
        team=team,
        episode=chance.id(),
        joined_on=joined,
        left_on=left_on,
        stays=stays_of(chance, joined_on=joined, today=left_on or frame.today),
        coordinator=coordinator,
        elusive=min(0.35, chance.lognormvariate(-2.4, 0.7)),
    )
    life.earlier = _earlier(life, frame)
    life.zones = zones_of(life, frame)
    return life


def _joined(frame: Frame, left_on: date | None, chance: Chance) -> date:
    """Return the day on which somebody joined: half of them before the history begins."""
    if chance.odds(BEFORE_THE_HISTORY):
        return chance.day(frame.begins - DAY * 2200, frame.begins - DAY * 30)
    return chance.day(frame.begins, (left_on or frame.today) - DAY * (150 if left_on else 4))


def _earlier(life: Life, frame: Frame) -> list[tuple[Colleague, date]]:
    """Return who co-ordinated before, where that changed: now and then, over the years."""
    chance, until = life.chance, life.left_on or frame.today
    if (until - life.joined_on).days < 300 or chance.odds(0.55):
        return []
    day = chance.day(max(life.joined_on, frame.begins) + DAY * 60, until - DAY * 45)
    others = [each for each in life.team.coordinators if each is not life.coordinator]
    return [(chance.choice(others), day)] if others else []


def back_again(life: Life, frame: Frame) -> Life | None:
    """Return the life of somebody who came back within a year of leaving well, or None."""
    left_on, chance = life.left_on, life.chance
    if left_on is None or not chance.odds(COMES_BACK):
        return None
    again = left_on + DAY * chance.randint(60, 300)
    if again > frame.today - DAY * 10:
        return None
    back = Life(
        who=life.who,
        team=life.team,
        episode=chance.id(),
        joined_on=again,
        left_on=None,
        stays=life.stays,
        coordinator=life.coordinator,
        elusive=life.elusive,
    )
    back.zones = zones_of(back, frame)
    return back
