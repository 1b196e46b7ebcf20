"""Reading one table of a pack: every key that is there is used, every problem has its place."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from enum import Enum
from typing import TypeVar

from alongside.policy.eligibility.bounds import Duration
from alongside.policy.eligibility.kinds import suggest
from alongside.policy.eligibility.lines import Path
from alongside.policy.eligibility.pack import Problem
from alongside.policy.eligibility.saying import listed

Named = TypeVar("Named", bound=Enum)
Read = TypeVar("Read")

_LONGEST_TEXT = 5000
_LARGEST_NUMBER = 100_000


class Problems:
    """All problems that are found in one pack, in the order of its lines."""

    def __init__(self, lines: Mapping[Path, int] | None = None) -> None:
        self.lines = lines
        self.found: list[Problem] = []

    def add(self, path: Path, says: str) -> None:
        """Note a problem; the line is that of the nearest thing that is written down."""
        self.found.append(Problem(says, path, self.line_of(path)))

    def line_of(self, path: Path) -> int | None:
        """Return the line of a path or, where it is missing, of what it would stand in."""
        if self.lines is None:
            return None
        while path not in self.lines:
            path = path[:-1]
        return self.lines[path]

    def in_order(self) -> tuple[Problem, ...]:
        """Return the problems, each once, as they come in the file."""
        return tuple(dict.fromkeys(sorted(self.found, key=lambda one: one.line or 0)))


class Table:
    """One table of a pack, with the place where it stands."""

    def __init__(self, data: Mapping[str, object], path: Path, problems: Problems) -> None:
        self.data = data
        self.path = path
        self.problems = problems

    def __contains__(self, key: str) -> bool:
        """Whether a key is written down."""
        return key in self.data

    def refuse(self, says: str, *at: str | int) -> None:
        """Note a problem with this table or something in it."""
        self.problems.add((*self.path, *at), says)

    def only(self, known: Iterable[str]) -> None:
        """Refuse every key that is not known here, naming the nearest that is."""
        names = dict.fromkeys(known)
        for key in self.data:
            if key not in names:
                hint = suggest(key, names) or f" What may stand here: {', '.join(names)}."
                self.refuse(f"“{key}” means nothing here.{hint}", key)

    def text(self, key: str, *, needed: bool = True, lines: bool = False) -> str:
        """Return a text that people can read, or an empty one after noting what is wrong."""
        value = self.data.get(key)
        if value is None and not needed:
            return ""
        if not isinstance(value, str) or not value.strip():
            self.refuse(f"“{key}” is missing." if value is None else f"“{key}” takes words.", key)
            return ""
        if len(value) > _LONGEST_TEXT or not _is_readable(value, lines=lines):
            self.refuse(f"“{key}” is too long or holds signs that cannot be printed.", key)
            return ""
        return value

    def number(self, key: str, least: int = 0) -> int | None:
        """Return a whole number."""
        value = self.data.get(key)
        if not isinstance(value, int) or isinstance(value, bool):
            says = "is missing." if value is None else f"takes a whole number, not {shown(value)}."
            self.refuse(f"“{key}” {says}", key)
            return None
        if not least <= value <= _LARGEST_NUMBER:
            self.refuse(f"“{key}” is {least} or more, and not beyond {_LARGEST_NUMBER}.", key)
            return None
        return value

    def yes_no(self, key: str) -> bool:
        """Return a true or false, false when it is not written."""
        value = self.data.get(key, False)
        if isinstance(value, bool):
            return value
        self.refuse(f"“{key}” is true or false, not {shown(value)}.", key)
        return False

    def day(self, key: str) -> date | None:
        """Return a day, written as a TOML date or, from a page, as a text."""
        value = self.data.get(key)
        if isinstance(value, str):
            value = _day_in(value)
        if isinstance(value, date) and not isinstance(value, datetime):
            return value
        self.refuse(f"“{key}” is a day, written like 2026-11-22.", key)
        return None

    def named(self, key: str, known: Mapping[str, Read]) -> Read | None:
        """Return what a word stands for, from a closed list."""
        return self._one_named(key, self.data.get(key), known)

    def all_named(self, key: str, known: Mapping[str, Read]) -> tuple[Read, ...]:
        """Return what the words of a list stand for; one word may stand without a list."""
        value = self.data[key]
        words = value if isinstance(value, list) else [value]
        if not words or len(words) != len({str(word) for word in words}):
            self.refuse(f"“{key}” is empty or names something twice.", key)
        found = [
            self._one_named(key, word, known, *([number] if isinstance(value, list) else []))
            for number, word in enumerate(words)
        ]
        return tuple(one for one in found if one is not None)

    def _one_named(
        self, key: str, value: object, known: Mapping[str, Read], *at: int
    ) -> Read | None:
        if isinstance(value, str) and value in known:
            return known[value]
        hint = suggest(value, known) if isinstance(value, str) else ""
        hint = hint or f" Write one of: {listed(known, 'or')}."
        says = f"“{key}” is missing." if value is None else f"“{key}” cannot be {shown(value)}."
        self.refuse(says + hint, key, *at)
        return None

    def duration(self, key: str) -> Duration | None:
        """Return a length of time."""
        value = self.data[key]
        if not isinstance(value, str):
            self.refuse(f"“{key}” is a length of time. Write it like “24 months”.", key)
            return None
        return self.trying(key, Duration.of, value)

    def trying(self, key: str, read: Callable[[str], Read], text: str) -> Read | None:
        """Return what a text stands for, noting the sentence with which it is refused."""
        try:
            return read(text)
        except ValueError as wrong:
            self.refuse(str(wrong), key)
            return None

    def table(self, key: str) -> Table | None:
        """Return a table inside this one."""
        value = self.data.get(key)
        if isinstance(value, Mapping):
            return Table(value, (*self.path, key), self.problems)
        self.refuse(f"“{key}” is missing." if value is None else f"“{key}” takes {{ … }}.", key)
        return None

    def tables(self, key: str) -> list[Table]:
        """Return the tables of a list inside this one."""
        value = self.data.get(key, [])
        if not isinstance(value, list) or not all(isinstance(one, Mapping) for one in value):
            self.refuse(f"“{key}” takes a list of {{ … }}.", key)
            return []
        return [Table(one, (*self.path, key, at), self.problems) for at, one in enumerate(value)]


def by_value(names: type[Named]) -> dict[str, Named]:
    """Return the members of a closed list by the word that stands for each."""
    return {str(member.value): member for member in names}


def shown(value: object) -> str:
    """Return a value as it was written, cut short where it is long."""
    text = f"“{value}”" if isinstance(value, str) else str(value)
    return text if len(text) <= 60 else f"{text[:57]}…”"


def _is_readable(text: str, *, lines: bool) -> bool:
    return all(one.isprintable() or (lines and one == "\n") for one in text)


def _day_in(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
