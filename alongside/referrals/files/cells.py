"""One cell at a time: what it means, or a sentence that says what is wrong and how to mend it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date

from alongside.kernel.fact import NOT_KNOWN, Fact, Known
from alongside.kernel.nhs_number import NhsNumber
from alongside.people.models import Person
from alongside.people.told import ETHNICITIES, ETHNICITY_NOT_KNOWN
from alongside.policy.eligibility.kinds import FactKind, FactType, FactValue
from alongside.policy.eligibility.postcodes import is_postcode, tidy
from alongside.policy.eligibility.referring import REFERRERS
from alongside.policy.eligibility.spells import Spell
from alongside.referrals.models import Referral

_DAY_FIRST = re.compile(r"(\d{1,2})[/.\- ](\d{1,2}|[A-Za-z]{3,9})[/.\- ](\d{4})")
_YEAR_FIRST = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[T ]00:00(?::00)?)?")
_MONTHS = {
    date(2000, m, 1).strftime(form).lower(): m for m in range(1, 13) for form in ("%B", "%b")
}
_UNKNOWN = frozenset({"not known", "not-known", "unknown", "nk", "n/k", "?"})
_YES, _NO = frozenset({"yes", "y", "true", "1"}), frozenset({"no", "n", "false", "0"})
_NONE = frozenset({"none", "none of these", "no", "0"})
_SPELL = re.compile(r"(\S+)\s+(?:to|-|until)\s+(\S+|now)((?:\s+\w+)*)", re.IGNORECASE)
_MOST = 100  # between semicolons: more is a fault of whatever wrote it
_TOLD = {
    "detained": ("detained", True),
    "informal": ("detained", False),
    "planned": ("planned", True),
    "unplanned": ("planned", False),
}


def day(text: str) -> date | None:
    """Return a day written as 31/12/2025, 2025-12-31 or 31 December 2025; None when empty."""
    if not text:
        return None
    if found := _YEAR_FIRST.fullmatch(text):
        year, month, number = found.groups()
    elif found := _DAY_FIRST.fullmatch(text):
        number, month, year = found.groups()
    else:
        raise ValueError(f"“{text}” is not read as a day. Write it as 31/12/2025 or 2025-12-31.")
    try:
        return date(int(year), _MONTHS.get(month.lower()) or int(month), int(number))
    except ValueError:
        raise ValueError(f"{text} is not a real date. Check day and month.") from None


def past_day(text: str, *, today: date) -> date | None:
    """Return a day that is not in the future."""
    found = day(text)
    if found is None:
        return None
    if found > today:
        raise ValueError(f"{text} is in the future.")
    if found.year < 1900:
        raise ValueError(f"{text} is before 1900. Check the year.")
    return found


def nhs_number(text: str) -> str:
    """Return the ten digits of a valid NHS number, or nothing."""
    if not text:
        return ""
    try:
        return str(NhsNumber(text))
    except ValueError as wrong:
        raise ValueError(f"“{text}”: {wrong}.") from None


def postcode(text: str) -> str:
    """Return a postcode, or its beginning, as the post office writes it."""
    if text and not is_postcode(text):
        raise ValueError(f"“{text}” is not a postcode. Write it like LS12 3QE, or leave it empty.")
    return tidy(text)


def one_of(choices: Iterable[tuple[str, str]], text: str) -> str:
    """Return the choice that a text names by its code or its words, whatever their case."""
    if not text:
        return ""
    offered = list(choices)
    named = {name.casefold(): code for code, words in offered for name in (code, words)}
    if text.casefold() not in named:
        words = "; ".join(f"{code} ({words})" for code, words in offered[:8])
        words += f"; and {len(offered) - 8} more" if len(offered) > 8 else ""
        raise ValueError(f"“{text}” is none of the answers. Use one of: {words}.")
    return named[text.casefold()]


def gender(text: str) -> str:
    """Return a gender by its national code or its word."""
    known = {"m": "1", "f": "2", "man": "1", "woman": "2"}
    return known.get(text.casefold()) or one_of(_pairs(Person.Gender.choices), text)


def interpreter(text: str) -> str:
    """Return whether an interpreter is needed; not to know is an answer, and empty is none."""
    if not text:
        return ""
    if text.casefold() in _UNKNOWN:
        return Referral.Interpreter.NOT_KNOWN
    return Referral.Interpreter.YES if _is_yes(text) else Referral.Interpreter.NO


def ethnicity(text: str) -> str:
    """Return an ethnicity by its code in the NHS Data Dictionary or by its words."""
    known = dict.fromkeys(_UNKNOWN, ETHNICITY_NOT_KNOWN)
    return known.get(text.casefold()) or one_of(ETHNICITIES.items(), text)


def pathway(text: str) -> str:
    """Return a pathway by its code or its words."""
    return one_of(_pairs(Referral.Pathway.choices), text)


def priority(text: str) -> str:
    """Return a priority; routine when nothing is said."""
    return one_of(_pairs(Referral.Priority.choices), text) or Referral.Priority.ROUTINE


def referrer(text: str) -> str:
    """Return what kind of team or service refers."""
    return one_of([(kind.value, words) for kind, words in REFERRERS.items()], text)


def _pairs(choices: Iterable[tuple[object, object]]) -> list[tuple[str, str]]:
    return [(str(code), str(words)) for code, words in choices]


def fact(kind: FactKind, text: str, *, today: date) -> Fact[FactValue] | None:
    """Return what a cell tells of one fact: known, not known, or nothing when it is empty."""
    if not text:
        return None
    if text.casefold() in _UNKNOWN:
        return NOT_KNOWN
    return Known(_READ[kind.type](kind, text, today))


def _yes_no(kind: FactKind, text: str, today: date) -> bool:  # noqa: ARG001 - one shape for all
    return _is_yes(text)


def _is_yes(text: str) -> bool:
    if text.casefold() in _YES | _NO:
        return text.casefold() in _YES
    raise ValueError(f"“{text}” is none of the answers. Use yes, no or not known.")


def _number(kind: FactKind, text: str, today: date) -> int:  # noqa: ARG001 - one shape for all
    if re.fullmatch(r"[0-9]{1,3}", text):
        return int(text)
    raise ValueError(f"“{text}” is not a whole number up to 999.")


def _choice(kind: FactKind, text: str, today: date) -> str:  # noqa: ARG001 - one shape for all
    return one_of(kind.choices.items(), text)


def _choices(kind: FactKind, text: str, today: date) -> frozenset[str]:  # noqa: ARG001 - one shape for all
    if text.casefold() in _NONE:
        return frozenset()
    return frozenset(one_of(kind.choices.items(), part) for part in _parts(text))


def _spells(kind: FactKind, text: str, today: date) -> tuple[Spell, ...]:  # noqa: ARG001 - one shape for all
    if text.casefold() in _NONE:
        return ()
    return tuple(_spell(part, today) for part in _parts(text))


def _parts(text: str) -> list[str]:
    """Return what stands between semicolons; nothing at all does not say that there is none."""
    parts = [part.strip() for part in text.split(";") if part.strip()]
    if not parts:
        raise ValueError(f"“{text}” says nothing. Write none if there are none.")
    if len(parts) > _MOST:
        raise ValueError(f"There are {len(parts):,} of them, and at most {_MOST} are read.")
    return parts


def _spell(text: str, today: date) -> Spell:
    found = _SPELL.fullmatch(text)
    if found is None:
        raise ValueError(
            f"“{text}” is not read as a stay. Write: 01/03/2025 to 12/04/2025 detained; and so on."
        )
    first = past_day(found[1], today=today)
    last = None if found[2].casefold() == "now" else past_day(found[2], today=today)
    told: dict[str, bool] = {}
    for word in found[3].casefold().split():
        if word not in _TOLD:
            raise ValueError(f"“{word}” is not read. Use detained, informal, planned, unplanned.")
        told.update([_TOLD[word]])
    if first is None or (last is not None and last < first):
        raise ValueError(f"“{text}” ends before it begins.")
    return Spell(first, last, detained=told.get("detained"), planned=told.get("planned"))


def _day(kind: FactKind, text: str, today: date) -> date:  # noqa: ARG001 - one shape for all
    found = past_day(text, today=today)
    if found is None:
        raise ValueError("Write a day.")
    return found


def _area(kind: FactKind, text: str, today: date) -> str:  # noqa: ARG001 - one shape for all
    return postcode(text)


_READ: Mapping[FactType, Callable[[FactKind, str, date], FactValue]] = {
    FactType.YES_NO: _yes_no,
    FactType.NUMBER: _number,
    FactType.CHOICE: _choice,
    FactType.CHOICES: _choices,
    FactType.SPELLS: _spells,
    FactType.DAY: _day,
    FactType.AREA: _area,
}
