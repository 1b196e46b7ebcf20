"""Everybody who was referred to a team and is not in its care, or not yet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dev.world import referrals
from dev.world.chance import Chance
from dev.world.clock import DAY, moment
from dev.world.deciding import Versions
from dev.world.persons import Population, Someone
from dev.world.referrals import Coming
from dev.world.rows import Numbers, Rows
from dev.world.rows_arriving import Decision, Referral, Relationship, TurnedAway
from dev.world.rows_care import WaitingPlace
from dev.world.spec import Frame
from dev.world.staffing import Staffed
from dev.world.stays import stays_of

# For each person in care: refused in a year, and today waiting for a decision or for a place.
REFUSED_A_YEAR, UNDECIDED, WAITING = 0.08, 0.08, 0.03
_TOLD = (
    "Told whom to ask: their GP or, at night, the crisis line. Offered to ring together.",
    "Explained that a CMHT or another team asks us. Gave the number of the CMHT.",
    "Listened for a while. Gave the carers' line and the way to the CMHT.",
)


@dataclass
class Arrivals:
    """Makes those who were referred to one team."""

    team: Staffed
    population: Population
    frame: Frame
    numbers: Numbers
    versions: Versions
    chance: Chance

    def rows(self) -> Rows:
        """Yield every referral that has not led into care."""
        people, frame = self.team.spec.people, self.frame
        since = max(frame.begins, frame.full_from) + DAY * 2
        years = (frame.today - since).days / 365
        for _ in range(round(people * REFUSED_A_YEAR * years)):
            yield from self._refused(self._day(since, frame.today - DAY * 12))
        for number in range(max(2, round(people * UNDECIDED))):
            yield from self._undecided(self._day(frame.today - DAY * 12, frame.today), number)
        for _ in range(max(1, round(people * WAITING))):
            yield from self._waiting(self._day(frame.today - DAY * 60, frame.today - DAY * 15))
        for _ in range(2):
            yield referrals.draft(self._coming(self._day(frame.today - DAY * 5, frame.today)))
        for _ in range(1 + round(people * 0.01 * years)):
            yield referrals.withdrawn(self._coming(self._day(since, frame.today - DAY * 3)))
        for _ in range(1 + round(people * 0.04 * years)):
            yield self._turned_away(self._day(since, frame.today - DAY))

    def _day(self, first: date, last: date) -> date:
        day = self.chance.day(min(first, last), last)
        return min(last, day + DAY * max(0, 7 - day.weekday())) if day.weekday() > 4 else day

    def _coming(self, on: date) -> Coming:
        who = self.population.someone(self.team.spec.city, Chance.of(self.chance.id()))
        stays = stays_of(who.chance, joined_on=on, today=on)
        return Coming.of(who, self.team, stays, on=on)

    def _refused(self, on: date) -> Rows:
        coming = self._coming(on)
        yield from self._known(coming.who, on + DAY)
        yield from referrals.refused(coming, self.numbers, self.versions)

    def _undecided(self, on: date, number: int) -> Rows:
        """Yield a referral that waits: complete, or with questions; the newest not taken in."""
        on = min(on, self.frame.today - DAY * (number % 3 > 0))
        coming = self._coming(on)
        taken_in = on < self.frame.today - DAY * 2
        if taken_in:
            yield from self._known(coming.who, on + DAY)
        yield from referrals.undecided(
            coming,
            self.numbers,
            self.versions,
            person=coming.who.id if taken_in else None,
            missing=self.chance.choice((0, 0, 1, 2, 3)),
        )

    def _waiting(self, on: date) -> Rows:
        """Yield somebody who was accepted and waits for a care co-ordinator with room."""
        coming = self._coming(on)
        yield from self._known(coming.who, on + DAY)
        made = list(referrals.accepted(coming, self.numbers, self.versions))
        yield from made
        decision = next(row for row in made if isinstance(row, Decision))
        referral = next(row for row in made if isinstance(row, Referral))
        yield WaitingPlace(
            id=self.numbers.next(WaitingPlace),
            referral_id=decision.referral_id,
            person_id=coming.who.id,
            team_id=self.team.id,
            since=referral.received_at or decision.decided_at,
            priority=self.chance.choice("332"),
            why="The CMHT visits them until somebody here co-ordinates their care.",
            placed_by_id=self.team.manager.id,
            placed_at=decision.decided_at,
        )

    def _known(self, who: Someone, since: date) -> Rows:
        yield self.population.person(who, since)
        yield Relationship(
            self.numbers.next(Relationship), who.id, self.team.id, "referred", moment(since, 11)
        )

    def _turned_away(self, on: date) -> TurnedAway:
        by = self.chance.choice((self.team.administrator, self.team.manager))
        asked = self.chance.choices(("themself", "family", "friend", "other"), (25, 55, 12, 8))[0]
        return TurnedAway(
            self.numbers.next(TurnedAway), self.team.id, asked, self.chance.choice(_TOLD),
            moment(on, 14), by.id,
        )  # fmt: skip
