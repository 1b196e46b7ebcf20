"""Conditions read from the tables of a pack; the first key says which condition it is."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from alongside.policy.eligibility.bounds import JUDGED, Amount, Bounds
from alongside.policy.eligibility.checking import Table, by_value, shown
from alongside.policy.eligibility.conditions import (
    AllOf,
    Among,
    AnyOf,
    Basis,
    Compared,
    Condition,
    Has,
    InArea,
    Is,
    Not,
    Recent,
    SomeOf,
)
from alongside.policy.eligibility.hospital_use import Care, Measure, Only, Used
from alongside.policy.eligibility.kinds import FactKind, FactType
from alongside.policy.eligibility.postcodes import is_postcode, tidy
from alongside.policy.eligibility.saying import listed
from alongside.policy.eligibility.vocabulary import VOCABULARY

BOUNDS = ("more_than", "at_least", "less_than", "at_most")
YES_NO = {"yes": True, "no": False}
_DEEPEST = 12


def read_condition(table: Table) -> Condition | None:
    """Return the condition that a table tells, or None after noting all that is wrong with it."""
    if len(table.path) > _DEEPEST:
        table.refuse("This is nested too deeply to be read. Make it two criteria.")
        return None
    subjects = [key for key in table.data if key in _READERS]
    if len(subjects) == 1:
        return _READERS[subjects[0]](table)
    if subjects:
        table.refuse(f"“{subjects[0]}” and “{subjects[1]}” do not go together. Use “all” or “any”.")
    else:
        table.only(_READERS)
        table.refuse(f"A condition begins with one of: {', '.join(_READERS)}.")
    return None


def _all(table: Table) -> Condition | None:
    table.only(["all"])
    found = _members(table, "all")
    return AllOf(found) if found else None


def _any(table: Table) -> Condition | None:
    table.only(["any"])
    found = _members(table, "any")
    return AnyOf(found) if found else None


def _not(table: Table) -> Condition | None:
    table.only(["not"])
    inner = table.table("not")
    found = read_condition(inner) if inner else None
    return Not(found) if found else None


def _some(table: Table) -> Condition | None:
    table.only(["at_least", "how_many", "of"])
    found = _members(table, "of")
    if _is_judged(table):
        return SomeOf(found, None) if found else None
    if "at_least" not in table:
        table.refuse(f"Say how many: at_least = 2, or how_many = “{JUDGED}”.")
        return None
    minimum = table.number("at_least", least=1)
    if minimum is not None and found and minimum > len(found):
        table.refuse(f"At least {minimum} of {len(found)} can never be met.", "at_least")
    return SomeOf(found, minimum) if found and minimum else None


def _members(table: Table, key: str) -> tuple[Condition, ...]:
    """Return the conditions of a list, empty when any of them is wrong."""
    tables = table.tables(key)
    if not tables and key in table and table.data[key] == []:
        table.refuse(f"“{key}” is empty.", key)
    found = [read_condition(one) for one in tables]
    whole = [one for one in found if one is not None]
    return tuple(whole) if len(whole) == len(found) else ()


def _is_judged(table: Table) -> bool:
    """Whether the number is left to a person, noting anything else that is written there."""
    if "how_many" not in table:
        return False
    table.named("how_many", {JUDGED: JUDGED})
    for key in BOUNDS:
        if key in table:
            table.refuse(f"“how_many” and “{key}” do not go together.", key)
    return True


def _fact(table: Table) -> Condition | None:
    kind = table.named("fact", VOCABULARY)
    if kind is None:
        return None
    if kind.type not in _ASKED_ELSEWHERE:
        table.only(["fact", *_TESTS[kind.type]])
    tests = [key for key in _TESTS[kind.type] if key in table]
    if not tests:
        table.refuse(_untested(kind))
        return None
    if len(tests) > 1 and kind.type is not FactType.NUMBER:
        table.refuse(f"“{tests[0]}” and “{tests[1]}” do not go together.", tests[1])
        return None
    return _FACT_READERS[tests[0]](table, kind)


def _untested(kind: FactKind) -> str:
    """Return what may be asked of a fact of which nothing is asked."""
    if kind.type in _ASKED_ELSEWHERE:
        return f"“{kind.id}” is asked with {_ASKED_ELSEWHERE[kind.type]}, not with “fact”."
    may = listed(_TESTS[kind.type], "or")
    return f"“{kind.label}” takes {kind.type.value}. Say what is asked of it: {may}."


def _is(table: Table, kind: FactKind) -> Condition | None:
    if kind.type is FactType.CHOICE:
        word = table.named("is", {choice: choice for choice in kind.choices})
        return Is(kind.id, word) if word is not None else None
    value = table.data["is"]
    truth = value if isinstance(value, bool) else table.named("is", YES_NO)
    return Is(kind.id, truth) if truth is not None else None


def _among(table: Table, kind: FactKind) -> Condition | None:
    values = table.all_named("among", kind.words)
    return Among(kind.id, values)


def _has(table: Table, kind: FactKind) -> Condition | None:
    words = next(key for key in ("has", "has_all", "has_any") if key in table)
    values = table.all_named(words, kind.words)
    # Of one value, all and any are the same; it is kept in one way, so that packs compare.
    return Has(kind.id, values, every=words != "has_any" or len(values) == 1)


def _recent(table: Table, kind: FactKind) -> Condition | None:
    within = table.duration("within")
    return Recent(kind.id, within) if within else None


def _compared(table: Table, kind: FactKind) -> Condition | None:
    bounds = _bounds(table, times=False)
    return Compared(kind.id, bounds) if bounds else None


def _area(table: Table) -> Condition | None:
    table.only(["area", "by"])
    by = table.named("by", by_value(Basis))
    words = table.data["area"]
    if not isinstance(words, list) or not words:
        table.refuse("“area” takes a list of postcode beginnings, such as LE1.", "area")
        return None
    for number, word in enumerate(words):
        if not isinstance(word, str) or not is_postcode(word) or tidy(word) != word:
            says = f"{shown(word)} is not the beginning of a postcode, such as LE, LE1 or LE1 5."
            table.refuse(says, "area", number)
    return InArea(tuple(map(str, words)), by) if by else None


def _used(table: Table) -> Condition | None:
    measure = next(measure for measure in Measure if measure.value in table)
    table.only([measure.value, "only", "how_many", *BOUNDS, "within", "begun_within"])
    care = table.named(measure.value, by_value(Care))
    only = table.all_named("only", by_value(Only)) if "only" in table else ()
    judged = _is_judged(table)
    bounds = None if judged else _bounds(table, times=measure is not Measure.COUNT)
    begun = "begun_within" in table
    window = "begun_within" if begun else "within"
    within = table.duration(window) if window in table else None
    _check_use(table, measure, care, only)
    if care is None or (bounds is None and not judged):
        return None
    return Used(measure, care, bounds, within, begun, only)


def _check_use(table: Table, measure: Measure, care: Care | None, only: tuple[Only, ...]) -> None:
    if "within" in table and "begun_within" in table:
        table.refuse("Give “within” or “begun_within”, not both.", "begun_within")
    if "begun_within" in table and measure is not Measure.COUNT:
        table.refuse("“begun_within” goes with “count”. Days are counted “within”.", "begun_within")
    law = {Only.DETAINED, Only.INFORMAL}
    if law.intersection(only) and care in {Care.CRISIS_TEAM, Care.EITHER}:
        table.refuse("Nobody is detained by a crisis team. Ask this of “inpatient”.", "only")
    for pair in (law, {Only.PLANNED, Only.UNPLANNED}):
        if pair <= set(only):
            table.refuse("No stay can be both of these.", "only")


def _bounds(table: Table, *, times: bool) -> Bounds | None:
    """Return what a number is asked to be; days and other lengths of time when `times`."""
    before = len(table.problems.found)
    read: Callable[[str], Amount | None] = table.duration if times else table.number
    amounts: Mapping[str, Amount | None] = {key: read(key) for key in BOUNDS if key in table}
    if len(table.problems.found) > before:
        return None
    bounds = Bounds(**amounts)
    if problem := bounds.problem():
        table.refuse(problem, *list(amounts)[-1:])
        return None
    return bounds


_READERS: Mapping[str, Callable[[Table], Condition | None]] = {
    "fact": _fact,
    "count": _used,
    "total": _used,
    "longest": _used,
    "area": _area,
    "all": _all,
    "any": _any,
    "not": _not,
    "of": _some,
}
_TESTS: Mapping[FactType, tuple[str, ...]] = {
    FactType.YES_NO: ("is",),
    FactType.CHOICE: ("is", "among"),
    FactType.CHOICES: ("has", "has_all", "has_any"),
    FactType.NUMBER: BOUNDS,
    FactType.DAY: ("within",),
    FactType.SPELLS: (),
    FactType.AREA: (),
}
_ASKED_ELSEWHERE = {
    FactType.SPELLS: "“count”, “total” or “longest”",
    FactType.AREA: "“area”",
}
_FACT_READERS: Mapping[str, Callable[[Table, FactKind], Condition | None]] = {
    "is": _is,
    "among": _among,
    "has": _has,
    "has_all": _has,
    "has_any": _has,
    "within": _recent,
} | dict.fromkeys(BOUNDS, _compared)
