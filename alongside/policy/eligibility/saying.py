"""How facts and numbers are said in plain sentences."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from alongside.kernel.fact import Fact, Known
from alongside.policy.eligibility.bounds import Bounds, Duration, Possible, Unit
from alongside.policy.eligibility.hospital_use import Care, Measure, Used
from alongside.policy.eligibility.kinds import FactKind, FactValue
from alongside.policy.eligibility.spells import Spell


def day_in_words(day: date) -> str:
    """Return a day as people write it: 22 November 2026."""
    return f"{day.day} {day:%B %Y}"


def listed(words: Iterable[str], last: str = "and") -> str:
    """Return words as a list in a sentence: a, b and c."""
    *first, final = found = list(words)
    # What has a comma in itself is parted by more than a comma.
    between = "; " if any("," in word for word in found) else ", "
    return f"{between.join(first)} {last} {final}" if first else final


def value_in_words(kind: FactKind, value: FactValue) -> str:
    """Return the value of a fact as people say it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, date):
        return day_in_words(value)
    if isinstance(value, frozenset):
        return (
            listed(sorted(choice_in_sentence(kind.choices[one]) for one in value))
            if value
            else "none"
        )
    if isinstance(value, tuple):
        return listed(spell_in_words(spell) for spell in value) if value else "none"
    return (
        choice_in_sentence(kind.choices.get(value, value)) if isinstance(value, str) else str(value)
    )


def fact_in_words(kind: FactKind, fact: Fact[FactValue]) -> str:
    """Return what is known of a fact, saying aloud when nothing is."""
    if not isinstance(fact, Known):
        return f"{kind.label}: not known"
    return f"{kind.label}: {value_in_words(kind, fact.value)}"


def spell_in_words(spell: Spell) -> str:
    """Return a spell as people say it, with what is known of it."""
    if spell.last is None:
        days = f"since {day_in_words(spell.first)}"
    else:
        days = f"{day_in_words(spell.first)} to {day_in_words(spell.last)}"
    return days + (f" ({', '.join(told)})" if (told := _told_of(spell)) else "")


def _told_of(spell: Spell) -> list[str]:
    detained = {True: "detained", False: "informal", None: ""}[spell.detained]
    planned = {True: "planned", False: "unplanned", None: ""}[spell.planned]
    return [word for word in (detained, planned) if word]


def use_in_words(used: Used, measured: Possible, on: date) -> str:
    """Return a measured use: 2 inpatient stays begun in the 24 months to 22 November 2026."""
    only = "".join(f"{only.value} " for only in used.only)
    begun = " begun" if used.begun else ""
    span = f"in the {used.within} to" if used.within else "on record up to"
    return f"{_number(measured)} {only}{_things(used, measured)}{begun} {span} {day_in_words(on)}"


def asked_in_words(bounds: Bounds | None, measured: Possible) -> str:
    """Return what was asked: more than 6 months (182 days) asked."""
    if bounds is None:
        # Of none at all there is nothing to judge: none is never “a number of”.
        none = measured.most == 0
        return "no number is given" if none else "no number is given, so a person judges"
    given = (bounds.more_than, bounds.at_least, bounds.less_than, bounds.at_most)
    times = [amount for amount in given if isinstance(amount, Duration)]
    days = [f"{time} is {time.days} days" for time in times if time.unit is not Unit.DAYS]
    return f"{bounds} asked" + (f" ({', '.join(days)})" if days else "")


_NAME = re.compile(r"^[A-Z]{2}| [A-Z][a-z]")


def choice_in_sentence(words: str) -> str:
    """Return a choice as it stands in a sentence; what is a name keeps its capitals."""
    return words if _NAME.search(words) else words[:1].lower() + words[1:]


def _number(measured: Possible) -> str:
    if measured.is_known:
        return str(measured.least or "no")
    least, most = measured.least, measured.most
    if most is None:
        return f"{least} or more" if least else "an unknown number of"
    return f"between {least} and {most}" if least else f"at most {most}"


def _things(used: Used, measured: Possible) -> str:
    """Return what is counted, in the singular for exactly one."""
    one, many = _STAYS[used.of] if used.measure is Measure.COUNT else _DAYS[used.of]
    thing = one if measured.most == 1 else many
    return thing.replace(" ", " in a row ", 1) if used.measure is Measure.LONGEST else thing


_STAYS = {
    Care.INPATIENT: ("inpatient stay", "inpatient stays"),
    Care.CRISIS_TEAM: ("time with the crisis team", "times with the crisis team"),
    Care.EITHER: (
        "inpatient stay or time with the crisis team",
        "inpatient stays or times with the crisis team",
    ),
}
_DAYS = {
    Care.INPATIENT: ("day in hospital", "days in hospital"),
    Care.CRISIS_TEAM: ("day with the crisis team", "days with the crisis team"),
    Care.EITHER: (
        "day in hospital or with the crisis team",
        "days in hospital or with the crisis team",
    ),
}
