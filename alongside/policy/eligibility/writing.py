"""Packs written down: as plain data for a page or an API, and as a TOML file to read aloud."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from functools import singledispatch
from typing import Any

from alongside.kernel.rules import Mark
from alongside.policy.eligibility.bounds import JUDGED, Amount, Bounds, Duration
from alongside.policy.eligibility.conditions import (
    AllOf,
    Among,
    AnyOf,
    Compared,
    Condition,
    Has,
    InArea,
    Is,
    Not,
    Recent,
    SomeOf,
)
from alongside.policy.eligibility.hospital_use import Used
from alongside.policy.eligibility.pack import Criterion, Kind, Pack, Supporting

Data = dict[str, Any]

MARKS = {Mark.SEEN: "seen", Mark.RECALLED: "recalled", Mark.DERIVED: "derived"}
_WIDTH = 100
_INDENT = "    "
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\b": "\\b", "\t": "\\t", "\f": "\\f", "\r": "\\r"}


def pack_as_data(pack: Pack) -> Data:
    """Return a pack as plain data that JSON can hold; `pack_from_data` reads it back."""
    data: Data = {
        "id": pack.id,
        "title": pack.title,
        "nation": pack.nation,
        "version": pack.version,
        "in_force_from": pack.in_force_from.isoformat(),
        "source": _source_as_data(pack),
    }
    if pack.notes:
        data["notes"] = pack.notes
    if pack.of_kind(Kind.SUPPORTING):
        data["supporting_needed"] = _needed_as_data(pack.supporting)
    for kind in Kind:
        if criteria := pack.of_kind(kind):
            data[kind.value] = [_criterion_as_data(criterion) for criterion in criteria]
    return data


def _source_as_data(pack: Pack) -> Data:
    source = pack.source
    data = {"title": source.title, "place": source.place, "url": source.url}
    return {key: value for key, value in data.items() if value} | {"mark": MARKS[source.mark]}


def _needed_as_data(supporting: Supporting) -> str | int:
    return str(supporting) if supporting.minimum is None else supporting.minimum


def _criterion_as_data(criterion: Criterion) -> Data:
    data: Data = {"id": criterion.id, "says": criterion.says, "from": criterion.place}
    if criterion.mark:
        data["mark"] = MARKS[criterion.mark]
    if criterion.example:
        data["example"] = True
    return data | {"when": condition_as_data(criterion.when)}


@singledispatch
def condition_as_data(condition: Condition) -> Data:
    """Return a condition as plain data, in the words that a pack is written in."""
    raise TypeError(f"{type(condition).__name__} has no way to be written down")


@condition_as_data.register
def _(condition: Is) -> Data:
    value = condition.value
    if isinstance(value, bool):
        value = "yes" if value else "no"
    return {"fact": condition.fact, "is": value}


@condition_as_data.register
def _(condition: Among) -> Data:
    return {"fact": condition.fact, "among": _one_or_list(condition.values)}


def _one_or_list(words: tuple[str, ...]) -> str | list[str]:
    return words[0] if len(words) == 1 else list(words)


@condition_as_data.register
def _(condition: Has) -> Data:
    if len(condition.values) == 1:
        return {"fact": condition.fact, "has": condition.values[0]}
    has = "has_all" if condition.every else "has_any"
    return {"fact": condition.fact, has: list(condition.values)}


@condition_as_data.register
def _(condition: Compared) -> Data:
    return {"fact": condition.fact} | _bounds_as_data(condition.bounds)


@condition_as_data.register
def _(condition: Recent) -> Data:
    return {"fact": condition.fact, "within": str(condition.within)}


@condition_as_data.register
def _(condition: InArea) -> Data:
    return {"area": list(condition.areas), "by": condition.by.value}


@condition_as_data.register
def _(condition: Used) -> Data:
    data: Data = {condition.measure.value: condition.of.value}
    if condition.only:
        data["only"] = _one_or_list(tuple(one.value for one in condition.only))
    data |= {"how_many": JUDGED} if condition.bounds is None else _bounds_as_data(condition.bounds)
    if condition.within:
        data["begun_within" if condition.begun else "within"] = str(condition.within)
    return data


@condition_as_data.register
def _(condition: AllOf) -> Data:
    return {"all": [condition_as_data(one) for one in condition.of]}


@condition_as_data.register
def _(condition: AnyOf) -> Data:
    return {"any": [condition_as_data(one) for one in condition.of]}


@condition_as_data.register
def _(condition: Not) -> Data:
    return {"not": condition_as_data(condition.of)}


@condition_as_data.register
def _(condition: SomeOf) -> Data:
    how_many: Data = (
        {"how_many": JUDGED} if condition.minimum is None else {"at_least": condition.minimum}
    )
    return how_many | {"of": [condition_as_data(one) for one in condition.of]}


def _bounds_as_data(bounds: Bounds) -> Data:
    amounts: dict[str, Amount | None] = {
        "more_than": bounds.more_than,
        "at_least": bounds.at_least,
        "less_than": bounds.less_than,
        "at_most": bounds.at_most,
    }
    return {
        word: str(amount) if isinstance(amount, Duration) else amount
        for word, amount in amounts.items()
        if amount is not None
    }


def pack_to_toml(pack: Pack) -> str:
    """Return a pack as a TOML file; `pack_from_toml` reads it back, and nothing is lost."""
    data = pack_as_data(pack) | {"in_force_from": pack.in_force_from}
    blocks = {kind.value: data.pop(kind.value, []) for kind in Kind}
    lines = [line for key, value in data.items() for line in _pair(key, value)]
    for kind, criteria in blocks.items():
        for criterion in criteria:
            lines += ["", f"[[{kind}]]"]
            lines += [line for key, value in criterion.items() for line in _pair(key, value)]
    return "\n".join(lines) + "\n"


def _pair(key: str, value: object) -> Iterator[str]:
    """Yield the lines of `key = value`; a table that is too long for one line is spread out."""
    short = f"{key} = {_inline(value)}"
    if isinstance(value, str) and "\n" in value:
        yield f"{key} = {_long_text(value)}"
    elif not isinstance(value, Mapping | list) or _fits(value, short):
        yield short
    elif isinstance(value, Mapping):
        for inner, inner_value in value.items():
            yield from _pair(f"{key}.{inner}", inner_value)
    else:
        yield f"{key} = {_spread(value, '')}"


def _inline(value: object) -> str:
    """Return a value on one line."""
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{key} = {_inline(item)}" for key, item in value.items()) + " }"
    if isinstance(value, list):
        return "[" + ", ".join(_inline(item) for item in value) + "]"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, date):
        return value.isoformat()
    return f'"{_escaped(value)}"' if isinstance(value, str) else str(value)


def _spread(value: object, indent: str) -> str:
    """Return a value over several lines where one is too short for it."""
    short = _inline(value)
    if not isinstance(value, Mapping | list) or _fits(value, f"{indent}{short},"):
        return short
    if isinstance(value, Mapping):
        # Line breaks are allowed inside the lists of an inline table, not between its keys.
        return (
            "{ "
            + ", ".join(f"{key} = {_spread(item, indent)}" for key, item in value.items())
            + " }"
        )
    deeper = indent + _INDENT
    items = "".join(f"{deeper}{_spread(item, deeper)},\n" for item in value)
    return f"[\n{items}{indent}]"


def _fits(value: object, line: str) -> bool:
    """Whether a value is read more easily on one line: it is short, and no list of conditions."""
    return len(line) <= _WIDTH and not _holds_tables(value)


def _holds_tables(value: object) -> bool:
    if isinstance(value, Mapping):
        return any(_holds_tables(item) for item in value.values())
    return isinstance(value, list) and any(isinstance(item, Mapping) for item in value)


def _long_text(text: str) -> str:
    lines = "\n".join(_escaped(line) for line in text.split("\n"))
    return f'"""\n{lines}"""'


def _escaped(text: str) -> str:
    return "".join(_ESCAPES.get(one) or (one if one.isprintable() else _code(one)) for one in text)


def _code(one: str) -> str:
    return f"\\u{ord(one):04X}" if ord(one) <= 0xFFFF else f"\\U{ord(one):08X}"
