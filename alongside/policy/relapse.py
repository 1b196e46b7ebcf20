"""Early signs: a person's own, from their plan, as they were seen. Counted, and never a score."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import NamedTuple

from alongside.kernel.period import day_of
from alongside.policy.values import SHIPPED, Nation, Values

LONGEST_SIGN = 200  # letters: a sign is ticked at a door, and read in one look
MOST_SIGNS = 100  # of one plan: as many as an older text reads like, and no absurd number
_SENTENCES = re.compile(r"(?<=[.!?;])\s+|\n+")


class Sighting(NamedTuple):
    """An early sign, in the words of the plan, and when it was seen for the last time."""

    words: str
    last_at: datetime


class SignsSeen(NamedTuple):
    """Which signs of the newest plan were seen in somebody, and what was agreed for that."""

    sightings: tuple[Sighting, ...] = ()
    zone: str = ""  # of policy.zones; empty where none was agreed
    response: str = ""  # what was agreed to be done

    @property
    def last_at(self) -> datetime | None:
        """When one of them was seen for the last time."""
        return max((each.last_at for each in self.sightings), default=None)


NONE_SEEN = SignsSeen()


def signs_that_call(
    signs: SignsSeen, *, on: date, nation: Nation, values: Values = SHIPPED
) -> SignsSeen:
    """Return the signs that were seen lately, where so many call for what was agreed; else none."""
    if not signs.sightings:
        return NONE_SEEN
    length = values.in_force("relapse.lately", nation=nation, on=on)
    seen = ((day_of(each.last_at), each) for each in signs.sightings)
    lately = tuple(each for day, each in seen if day <= on < length.after(day))
    enough = len(lately) >= values.in_force("relapse.signs", nation=nation, on=on).whole
    return signs._replace(sightings=lately) if enough else NONE_SEEN


def signs_in(text: str) -> tuple[str, ...]:
    """Return what reads like one sign after another in a text, for somebody to look through.

    Plans that were written before signs stood one by one have such a text. Nothing is left out:
    what is too long for a sign goes on in the next one.
    """
    parts = [part.strip() for part in _SENTENCES.split(text) if part.strip()]
    cut = [
        part[start : start + LONGEST_SIGN]
        for part in parts
        for start in range(0, len(part), LONGEST_SIGN)
    ]
    return tuple(cut)
