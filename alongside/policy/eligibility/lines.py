"""On which line of a TOML file each value stands, so that a problem can name its line.

The standard reader gives values without their places. This walks a text that it has accepted, so
it need not check anything; it only follows keys, brackets and strings.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping

Path = tuple[str | int, ...]

_TOKEN = re.compile(
    r'(?P<text>"""(?:\\.|[^\\])*?"{3,5}|\'\'\'.*?\'{3,5}|"(?:\\.|[^"\\])*"|\'[^\']*\')'
    r"|(?P<comment>#[^\n]*)|(?P<newline>\n)|(?P<mark>[\[\]{}=,.])|(?P<bare>[^\s\[\]{}=,.#\"']+)",
    re.DOTALL,
)
Token = tuple[str, str, int]


def lines_of(text: str) -> Mapping[Path, int]:
    """Return the line of every key, table and list item of a valid TOML text, counted from 1."""
    walk = _Walk(_tokens(text))
    walk.document()
    return walk.lines


def _tokens(text: str) -> list[Token]:
    """Return the tokens with their lines, comments left out."""
    found: list[Token] = []
    line = 1
    for token in _TOKEN.finditer(text):
        kind = token.lastgroup or ""
        if kind != "comment":
            found.append((kind, token[0], line))
        line += token[0].count("\n")
    return [*found, ("end", "", line)]


class _Walk:
    """Goes through the tokens once and notes the line of each path."""

    def __init__(self, tokens: list[Token]) -> None:
        self.tokens = tokens
        self.at = 0
        self.lines: dict[Path, int] = {(): 1}
        self.tables: Counter[Path] = Counter()

    @property
    def word(self) -> str:
        return self.tokens[self.at][1]

    @property
    def line(self) -> int:
        return self.tokens[self.at][2]

    def document(self) -> None:
        """Follow headers and keys to the end."""
        table: Path = ()
        while self.tokens[self.at][0] != "end":
            if self.word == "\n":
                self.at += 1
            elif self.word == "[":
                table = self.header()
            else:
                self.pair(table)

    def header(self) -> Path:
        """Follow [table] or [[table]], and return the path that the keys below it have."""
        line = self.line
        # Two marks that touch open a list of tables; `[ [` would not be valid here.
        is_list = self.tokens[self.at + 1][1] == "["
        self.at += 2 if is_list else 1
        path = self.inside_lists(self.key())
        self.at += 2 if is_list else 1
        if is_list:
            self.lines.setdefault(path, line)
            self.tables[path] += 1
            path = (*path, self.tables[path] - 1)
        self.lines[path] = line
        return path

    def inside_lists(self, key: Path) -> Path:
        """Return a header's key with the number of the item where a part of it is a list."""
        path: Path = ()
        for depth, part in enumerate(key):
            path = (*path, part)
            if self.tables[path] and depth < len(key) - 1:
                path = (*path, self.tables[path] - 1)
        return path

    def pair(self, table: Path) -> None:
        """Follow `key = value`."""
        line = self.line
        path = table
        for part in self.key():
            path = (*path, part)
            self.lines.setdefault(path, line)
        self.at += 1
        self.value(path)

    def key(self) -> Path:
        """Follow a dotted key."""
        parts: list[str] = []
        while self.word not in {"=", "]"}:
            if self.word != ".":
                parts.append(self.word.strip("\"'"))
            self.at += 1
        return tuple(parts)

    def value(self, path: Path) -> None:
        """Follow a value: a list, a table, or plain words to the end of the item."""
        self.lines.setdefault(path, self.line)
        if self.word == "[":
            self.items(path)
        elif self.word == "{":
            self.at += 1
            while self.word != "}":
                if self.word in {",", "\n"}:
                    self.at += 1
                else:
                    self.pair(path)
            self.at += 1
        else:
            while self.word not in {",", "]", "}", "\n", ""}:
                self.at += 1

    def items(self, path: Path) -> None:
        """Follow the items of a list."""
        self.at += 1
        number = 0
        while self.word != "]":
            if self.word in {",", "\n"}:
                self.at += 1
            else:
                self.value((*path, number))
                number += 1
        self.at += 1
