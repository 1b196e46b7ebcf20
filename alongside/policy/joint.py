"""Working jointly with a partner: the agreed days, what is exchanged, what names nobody."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from alongside.kernel.nhs_number import NhsNumber
from alongside.kernel.period import WEEKDAYS, months_after
from alongside.policy.terms import Term
from alongside.policy.values import SHIPPED, Nation

MOST_BYTES_OF_A_POLICY = 5 * 1024 * 1024


class Equipment(Term):
    """Clean injecting equipment that is exchanged; counted by kind, and nothing else of it."""

    NEEDLES = "needles", "Needles and syringes"
    FILTERS = "filters", "Filters"
    COOKERS = "cookers", "Cookers or spoons"
    ACID = "acid", "Citric acid or vitamin C"
    WATER = "water", "Sterile water"
    SWABS = "swabs", "Swabs"
    FOIL = "foil", "Foil"
    BINS = "bins", "Sharps bins"


class Side(Term):
    """Who offers or asks: our team, or the partner's practitioner."""

    OURS = "ours", "The team"
    THEIRS = "theirs", "The practitioner"


class CalledBy(Term):
    """How a person wants to be named to a practitioner."""

    NAME = "name", "By their name"
    INITIAL = "initial", "By an initial only"


def joint_days_shipped(on: date) -> tuple[int, ...]:
    """Return the days of the week on which a practitioner is there unless otherwise agreed."""
    said = SHIPPED.in_force("joint.days", nation=Nation.ENGLAND, on=on).text
    return tuple(number for number, day in enumerate(WEEKDAYS) if day in said.split(", "))


def weeks_of_notice_shipped(on: date) -> int:
    """Return how long before a meeting a practitioner is asked, unless otherwise agreed."""
    return SHIPPED.in_force("joint.meeting-notice", nation=Nation.ENGLAND, on=on).whole


def reminded_from(review_on: date) -> date:
    """Return the day from which a protocol that is to be reviewed is shown to its manager."""
    before = SHIPPED.in_force("joint.review-reminder", nation=Nation.ENGLAND, on=review_on)
    return months_after(review_on, -before.whole)


def days_in_words(days: list[int]) -> str:
    """Return days of the week as people say them."""
    names = [WEEKDAYS[day] for day in sorted(days)]
    return " and ".join(filter(None, [", ".join(names[:-1]), *names[-1:]])) or "No day of the week"


class Way(Term):
    """How practitioners of both sides learn of each other's work."""

    SHADOWING = "shadowing", "Shadowing"
    SKILLS = "skills", "Sharing a skill"


class Became(Term):
    """What became of an offer or a request to learn."""

    AGREED = "agreed", "Agreed"
    DECLINED = "declined", "Declined"
    DONE = "done", "Done"


@dataclass(frozen=True)
class Known:
    """How somebody could be recognised in a text: their name, and the day they were born."""

    name: str
    born_on: date | None


def what_names_somebody(text: str, people: Iterable[Known]) -> list[str]:
    """Return what in a text says who somebody is; nothing where it names nobody.

    Any valid NHS number counts, so that the answer tells nobody whose it is.
    """
    found = []
    words = set(_WORD.findall(_plain(text)))
    everybody = list(people)
    parts = {part for each in everybody for part in _WORD.findall(_plain(each.name))}
    if named := sorted(part for part in words & parts if len(part) >= _SHORTEST_NAME):
        found.append(f"a name: {', '.join(named)}")
    if any(each.born_on and _says_day(text, each.born_on) for each in everybody):
        found.append("a date of birth")
    if any(map(_is_nhs_number, _TEN_DIGITS.findall(text))):
        found.append("an NHS number")
    return found


_SHORTEST_NAME = 3
_WORD = re.compile(r"[^\W\d_]+")
_TEN_DIGITS = re.compile(r"(?<!\d)\d(?:[\s\-\u00a0]?\d){9}(?!\d)")
_NUMBERS = re.compile(r"\d+")


def _plain(text: str) -> str:
    """Return text in small letters without their marks: O Briain is Ó Briain."""
    apart = unicodedata.normalize("NFKD", text)
    return "".join(letter for letter in apart if not unicodedata.combining(letter)).casefold()


def _is_nhs_number(text: str) -> bool:
    try:
        NhsNumber(text)
    except ValueError:
        return False
    return True


def _says_day(text: str, day: date) -> bool:
    """Whether a text holds a day, in figures or with the month in words."""
    for name in (f"{day:%B}", f"{day:%b}"):
        text = re.sub(rf"\b{name}\b", f" {day.month} ", text, flags=re.IGNORECASE)
    numbers = [int(each) for each in _NUMBERS.findall(text)]
    years = {day.year, day.year % 100}
    in_a_row = zip(numbers, numbers[1:], numbers[2:], strict=False)
    return any(
        ((one, two) == (day.day, day.month) and three in years)
        or (one, two, three) == (day.year, day.month, day.day)
        for one, two, three in in_a_row
    )
