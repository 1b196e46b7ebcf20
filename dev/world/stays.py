"""Stays in hospital and with the crisis team, as dates.

30% have had three or more admissions in the last two years (North East England, 2006), about
39% at least one in nine months and most of those under the Mental Health Act (London, 2003).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dev.world.chance import Chance
from dev.world.clock import DAY

THREE_OR_MORE = 0.30
IN_HOSPITAL_TODAY = 0.07
TWO_YEARS = 730


@dataclass(frozen=True)
class Stay:
    """A stay on a ward or a time with the crisis team; no last day while it goes on."""

    kind: str
    first: date
    last: date | None
    section: str = ""

    def covers(self, day: date) -> bool:
        """Whether a day lies in the stay."""
        return self.first <= day and (self.last is None or day <= self.last)


def stays_of(chance: Chance, *, joined_on: date, today: date) -> list[Stay]:
    """Make the stays of somebody who joined a team on a day, the earliest first.

    The two years before joining hold the high use of hospital for which they were referred; the
    last two years hold what published figures say of the people of such teams.
    """
    recent_from = today - DAY * TWO_YEARS
    many = chance.odds(THREE_OR_MORE)
    number = chance.choices((3, 4, 5), (6, 3, 1))[0] if many else chance.choices(
        (0, 1, 2), (62, 27, 11))[0]  # fmt: skip
    found = _spread(chance, recent_from, today, number)
    before = [stay for stay in found if stay.first < joined_on]
    if joined_on <= recent_from:
        found += _spread(chance, joined_on - DAY * TWO_YEARS, joined_on - DAY * 20, 3)
    elif len(before) < 3 and number < 3:
        found = [stay for stay in found if stay.first >= joined_on] + _long(chance, joined_on)
    if chance.odds(IN_HOSPITAL_TODAY) and joined_on < today - DAY * 60:
        found = _on_the_ward(_without_overlap(found), chance, today)
    return _with_home_treatment(_without_overlap(found), chance, today)


def _spread(chance: Chance, first: date, last: date, number: int) -> list[Stay]:
    """Spread a number of admissions over a time, each in a part of its own."""
    if number == 0:
        return []
    part = (last - first).days // number
    return [_admission(chance, first + DAY * part * each, part) for each in range(number)]


def _admission(chance: Chance, part_from: date, part: int) -> Stay:
    length = min(part - 2, max(4, round(chance.lognormvariate(3.3, 0.6))))
    first = part_from + DAY * chance.randint(0, part - length - 1)
    section = chance.choices(("", "2", "3"), (38, 40, 22))[0]
    return Stay("inpatient", first, first + DAY * (length - 1), section)


def _long(chance: Chance, joined_on: date) -> list[Stay]:
    """More than six months in hospital, ended shortly before or after the team took over."""
    last = joined_on - DAY * chance.randint(8, 40)
    return [Stay("inpatient", last - DAY * chance.randint(190, 300), last, "3")]


def _on_the_ward(found: list[Stay], chance: Chance, today: date) -> list[Stay]:
    """Let the last stay go on, begun a few days or weeks ago."""
    first = today - DAY * chance.randint(3, 50)
    kept = [stay for stay in found[:-1] if stay.last and stay.last < first]
    return [*kept, Stay("inpatient", first, None, chance.choice(("", "2", "3")))]


def _without_overlap(found: list[Stay]) -> list[Stay]:
    kept: list[Stay] = []
    for stay in sorted(found, key=lambda each: each.first):
        if not kept or (kept[-1].last or stay.first) < stay.first:
            kept.append(stay)
    return kept


def _with_home_treatment(found: list[Stay], chance: Chance, today: date) -> list[Stay]:
    """Put a time with the crisis team after some stays, where there is room for it."""
    told: list[Stay] = []
    for number, stay in enumerate(found):
        told.append(stay)
        following = found[number + 1].first if number + 1 < len(found) else today
        if stay.last and chance.odds(0.25):
            last = stay.last + DAY * chance.randint(12, 36)
            if last < following:
                told.append(Stay("home treatment", stay.last + DAY, last))
    return told
