"""Packs read and checked: from a TOML file, or from the plain data of a page or an API."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from alongside.kernel.rules import Source
from alongside.policy.eligibility.bounds import JUDGED
from alongside.policy.eligibility.checking import Problems, Table
from alongside.policy.eligibility.lines import lines_of
from alongside.policy.eligibility.pack import (
    FOR_INFORMATION,
    NATIONS,
    SUPPORTING,
    Criterion,
    Kind,
    Pack,
    PackRefused,
    Problem,
    Supporting,
)
from alongside.policy.eligibility.reading_conditions import read_condition
from alongside.policy.eligibility.writing import MARKS

SHELF = Path(__file__).parent / "packs"

_MARKS = {word: mark for mark, word in MARKS.items()}
_PACK_KEYS = ("id", "title", "nation", "version", "in_force_from", "source", "notes")
_CRITERION_KEYS = ("id", "says", "from", "mark", "example", "when")
_ID = re.compile(r"[a-z][a-z0-9-]{0,59}")
_TOO_LONG = 200_000


@cache
def shipped_packs() -> tuple[Pack, ...]:
    """Return the packs that come with the program."""
    files = sorted(SHELF.glob("*.toml"))
    return tuple(pack_from_toml(file.read_text(encoding="utf-8"), file.name) for file in files)


def pack_from_toml(text: str, name: str) -> Pack:
    """Read a pack from TOML, or raise PackRefused with every problem and its line."""
    if len(text) > _TOO_LONG:
        raise PackRefused(name, (Problem(f"This is longer than {_TOO_LONG} signs."),))
    try:
        data = tomllib.loads(text)
    except (ValueError, RecursionError) as wrong:
        raise PackRefused(name, (_syntax(str(wrong), text),)) from None
    return _read(data, name, Problems(lines_of(text)))


def pack_from_data(data: Mapping[str, object], name: str) -> Pack:
    """Read a pack from plain data, or raise PackRefused with every problem and its path."""
    return _read(data, name, Problems())


def _syntax(wrong: str, text: str) -> Problem:
    """Return what the TOML reader says, with its line."""
    found = re.search(r" \(at line (\d+), column \d+\)| \(at end of document\)", wrong)
    why = wrong[: found.start()] if found else wrong
    says = (
        f"This is not TOML: {why}. Look there and just before for a quotation mark, a bracket or"
        " an = that is missing."
    )
    return Problem(says, line=int(found[1]) if found and found[1] else text.count("\n") + 1)


def _read(data: Mapping[str, object], name: str, problems: Problems) -> Pack:
    table = Table(data, (), problems)
    table.only([*_PACK_KEYS, "supporting_needed", *(kind.value for kind in Kind)])
    criteria = tuple(_criteria(table))
    pack = _pack(table, tuple(one for one in criteria if one is not None))
    if pack is None or problems.found:
        raise PackRefused(name, problems.in_order())
    return pack


def _pack(table: Table, criteria: tuple[Criterion, ...]) -> Pack | None:
    source = _source(table)
    day = table.day("in_force_from")
    version = table.number("version", least=1)
    nation = table.named("nation", {nation: nation for nation in NATIONS})
    pack_id, title = _id(table), table.text("title")
    notes = table.text("notes", needed=False, lines=True)
    supporting = _supporting(table)
    if not (source and day and version and nation):
        return None
    pack = Pack(pack_id, title, nation, version, day, source, criteria, supporting, notes)
    _check_recalled(table, pack)
    return pack


def _source(table: Table) -> Source | None:
    inner = table.table("source")
    if inner is None:
        return None
    inner.only(["title", "place", "url", "mark"])
    mark = inner.named("mark", _MARKS)
    title = inner.text("title")
    place, url = inner.text("place", needed=False), inner.text("url", needed=False)
    if url and not re.fullmatch(r"https?://\S+", url):
        inner.refuse("“url” begins with https://.", "url")
    return Source(title, place, mark, url) if mark else None


def _id(table: Table) -> str:
    text = table.text("id")
    if text and not _ID.fullmatch(text):
        table.refuse(f"“{text}” is no id. Use small letters, numbers and hyphens.", "id")
    return text


def _criteria(table: Table) -> list[Criterion | None]:
    tables = [(kind, one) for kind in Kind for one in table.tables(kind.value)]
    if not tables:
        table.refuse("There is no criterion. Write one under [[required]].")
    found = [_criterion(kind, one) for kind, one in tables]
    ids = Counter(str(one.data.get("id")) for _, one in tables)
    for _, one in tables:
        if ids[str(one.data.get("id"))] > 1 and "id" in one:
            one.refuse(f"There are two criteria with the id “{one.data['id']}”.", "id")
    return found


def _criterion(kind: Kind, table: Table) -> Criterion | None:
    table.only(_CRITERION_KEYS)
    criterion_id, says, place = _id(table), table.text("says"), table.text("from")
    if criterion_id == SUPPORTING:
        table.refuse(f"“{SUPPORTING}” is kept for the supporting criteria together.", "id")
    example = table.yes_no("example")
    mark = table.named("mark", _MARKS) if "mark" in table else None
    when = table.table("when")
    condition = read_condition(when) if when else None
    if condition is None:
        return None
    return Criterion(criterion_id, kind, says, place, condition, example, mark)


def _supporting(table: Table) -> Supporting:
    """Return how many supporting criteria are needed."""
    number = len(table.tables(Kind.SUPPORTING.value))
    if "supporting_needed" not in table:
        if number:
            says = (
                f"Say how many supporting criteria are needed: 2, “{JUDGED}” or “for information”."
            )
            table.refuse(says, "supporting_needed")
        return FOR_INFORMATION
    if not number:
        table.refuse("There are no supporting criteria to count.", "supporting_needed")
    if isinstance(table.data["supporting_needed"], str):
        ways = {JUDGED: Supporting(judged=True), str(FOR_INFORMATION): FOR_INFORMATION}
        return table.named("supporting_needed", ways) or FOR_INFORMATION
    minimum = table.number("supporting_needed", least=1)
    if minimum and number and minimum > number:
        table.refuse(f"At least {minimum} of {number} can never be met.", "supporting_needed")
    return Supporting(minimum)


def _check_recalled(table: Table, pack: Pack) -> None:
    """Refuse to let a recalled criterion decide: it may inform, and people judge."""
    for kind in Kind:
        for at, criterion in enumerate(pack.of_kind(kind)):
            counts = kind is not Kind.SUPPORTING or pack.supporting.minimum is not None
            if counts and pack.may_only_inform(criterion):
                table.refuse(
                    f"“{criterion.id}” is recalled, not seen in its source, so it may not decide. "
                    "Mark it seen once it is, or make it supporting for a person to judge.",
                    kind.value,
                    at,
                )
