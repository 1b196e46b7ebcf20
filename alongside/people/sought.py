"""What somebody means who types into the search box: names, a number, a birthday, a postcode."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from itertools import product

from alongside.people.told import one_line
from alongside.policy.matching import name_parts

LONGEST = 120  # characters that are read; nobody is called by more
MOST_WORDS = 5
LONGEST_WORD = 60  # the database compares no longer words


@dataclass(frozen=True)
class Sought:
    """What a search text says about whoever is sought; all of it has to fit."""

    names: tuple[str, ...] = ()
    born_on: tuple[date, ...] = ()  # any of these: the century of 29/2/05 is not said
    born_in: int | None = None
    ends_in: str = ""  # the same four digits, when they end an NHS number instead
    digits: str = ""  # of an NHS number, or a part of one
    postcode: str = ""
    unreal: str = ""  # looks like a day, but there is none

    @property
    def is_nothing(self) -> bool:
        """Whether nothing was said that anybody could be found by."""
        return not (self.names or self.born_on or self.born_in or self.digits or self.postcode)


_MONTHS = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
_NUMBERS = {name: number for number, name in enumerate(_MONTHS.split("|"), start=1)}
_MONTH = rf"(?P<name>{_MONTHS})[a-z]*"
_DAY = r"\b(?P<day>[0-9]{1,2})"
_YEAR = r"(?P<year>[0-9]{4}|[0-9]{2})\b"
_DAYS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"\b(?P<year>[0-9]{4})[-/.](?P<month>[0-9]{1,2})[-/.](?P<day>[0-9]{1,2})\b",
        rf"{_DAY}(?P<sep>[-/. ])(?P<month>[0-9]{{1,2}})(?P=sep){_YEAR}",
        rf"{_DAY}(?:st|nd|rd|th)?[-/., ]*(?:of )?{_MONTH}[-/., ]*{_YEAR}",
        rf"\b{_MONTH} (?P<day>[0-9]{{1,2}})(?:st|nd|rd|th)?,? (?P<year>[0-9]{{4}})\b",
    )
)
_RUN_TOGETHER = re.compile(r"\b(?P<day>[0-9]{2})(?P<month>[0-9]{2})(?P<year>[0-9]{4}|[0-9]{2})\b")
_POSTCODE = re.compile(r"\b([a-z]{1,2}[0-9][a-z0-9]?) ?([0-9][a-z]{2})\b", re.IGNORECASE)
_OUTWARD = re.compile(r"\b[a-z]{1,2}[0-9]{1,2}[a-z]?\b", re.IGNORECASE)
_DIGITS = re.compile(r"\b[0-9](?:[ -]?[0-9]){2,}\b")


def sought(typed: str, *, today: date) -> Sought:
    """Read what somebody typed; nothing that can be typed is an error."""
    text = one_line(typed[: LONGEST * 2])[:LONGEST]
    born_on, unreal, text = _day(text, today)
    postcode, text = _postcode(text)
    digits, text = _digits(text)
    if not born_on and (day := _RUN_TOGETHER.fullmatch(digits)):
        born_on = _days(day, today)
        digits = "" if born_on else digits
    born_in = _year(digits, today)
    return Sought(
        names=tuple(part[:LONGEST_WORD] for part in name_parts(text))[:MOST_WORDS],
        born_on=born_on,
        born_in=born_in,
        ends_in=digits if born_in else "",
        digits="" if born_in else digits,
        postcode=postcode,
        unreal=unreal,
    )


def _day(text: str, today: date) -> tuple[tuple[date, ...], str, str]:
    for pattern in _DAYS:
        if found := pattern.search(text):
            days = _days(found, today)
            return days, "" if days else found[0], text.replace(found[0], " ", 1)
    return (), "", text


def _days(found: re.Match[str], today: date) -> tuple[date, ...]:
    """Return the days that may be meant: one of two digits may be in either century."""
    parts = found.groupdict()
    month = _NUMBERS[parts["name"].lower()] if parts.get("name") else int(parts["month"])
    years = [int(parts["year"])]
    if len(parts["year"]) == 2:
        years = [century + years[0] for century in (today.year // 100 * 100, 1900)]
    days = []
    for year, number in product(years, [int(parts["day"])]):
        try:
            day = date(year, month, number)
        except ValueError:
            continue
        days += [day] if day <= today else []
    return tuple(days)


def _postcode(text: str) -> tuple[str, str]:
    """Take a postcode, or its first half, out of the text."""
    if found := _POSTCODE.search(text):
        return f"{found[1]}{found[2]}".upper(), text.replace(found[0], " ", 1)
    if found := _OUTWARD.search(text):
        return found[0].upper(), text.replace(found[0], " ", 1)
    return "", text


def _digits(text: str) -> tuple[str, str]:
    if found := _DIGITS.search(text):
        return re.sub("[ -]", "", found[0])[:10], text.replace(found[0], " ", 1)
    return "", text


def _year(digits: str, today: date) -> int | None:
    return int(digits) if len(digits) == 4 and 1900 <= int(digits) <= today.year else None
