"""The page about ASVS names every requirement once, and what it says holds each is there."""

from __future__ import annotations

import ast
import re
from collections import Counter
from dataclasses import dataclass
from functools import cache

import pytest

from dev import CHECKOUT

PAGE = (CHECKOUT / "docs/security/asvs.md").read_text()
HELD, NOT_APPLICABLE, EXCEPTION = "held", "not applicable", "exception"
# The level of each requirement of a section of version 5.0.0, in their order. Level 3 is left out.
LEVELS = {
    "1.1": "22", "1.2": "1111122223", "1.3": "112222222223", "1.4": "222", "1.5": "123",
    "2.1": "122", "2.2": "112", "2.3": "12223", "2.4": "23",
    "3.1": "3", "3.2": "113", "3.3": "12223", "3.4": "11222233", "3.5": "11122333", "3.6": "3",
    "3.7": "22333",
    "4.1": "12233", "4.2": "23333", "4.3": "22", "4.4": "1222",
    "5.1": "2", "5.2": "112333", "5.3": "113", "5.4": "222",
    "6.1": "122", "6.2": "111111112222", "6.3": "11223333", "6.4": "112233", "6.5": "22222333",
    "6.6": "2223", "6.7": "33", "6.8": "2222",
    "7.1": "222", "7.2": "1111", "7.3": "22", "7.4": "11222", "7.5": "223", "7.6": "22",
    "8.1": "1233", "8.2": "1123", "8.3": "133", "8.4": "23",
    "9.1": "111", "9.2": "1222",
    "10.1": "22", "10.2": "223", "10.3": "22223", "10.4": "1111122222233333", "10.5": "22222",
    "10.6": "22", "10.7": "222",
    "11.1": "2233", "11.2": "22233", "11.3": "11233", "11.4": "1222", "11.5": "23", "11.6": "23",
    "11.7": "33",
    "12.1": "12233", "12.2": "11", "12.3": "22223",
    "13.1": "2333", "13.2": "222223", "13.3": "2233", "13.4": "1222233",
    "14.1": "22", "14.2": "12223333", "14.3": "122",
    "15.1": "12233", "15.2": "12233", "15.3": "1222222", "15.4": "3333",
    "16.1": "2", "16.2": "22222", "16.3": "2222", "16.4": "222", "16.5": "2223",
    "17.1": "23", "17.2": "22223333", "17.3": "22",
}  # fmt: skip


_IN_A_FOLDER = r"(?:[\w.-]+/)+[\w-]+\.\w+"
_OF_THE_ROOT = r"uv\.lock|compose\.yaml|pyproject\.toml"


@dataclass(frozen=True)
class Row:
    """What the page says of one requirement."""

    number: str
    level: str
    asks: str
    status: str
    says: str

    @property
    def chapter(self) -> str:
        """The first part of the number."""
        return self.number.partition(".")[0]

    @property
    def paths(self) -> list[str]:
        """The files that it names, each with the test in it if one is named."""
        return re.findall(rf"`((?:{_IN_A_FOLDER}|{_OF_THE_ROOT})(?:::\w+)?)`", self.says)


ROWS = [
    Row(*(cell.strip() for cell in line.strip().strip("|").split("|")))
    for line in PAGE.splitlines()
    if re.match(r"\| \d+\.\d+\.\d+ \|", line)
]


def _required() -> dict[str, str]:
    return {
        f"{section}.{place}": level
        for section, levels in LEVELS.items()
        for place, level in enumerate(levels, start=1)
        if level != "3"
    }


def test_the_standard_has_as_many_requirements_as_it_says() -> None:
    assert Counter("".join(LEVELS.values())) == {"1": 70, "2": 183, "3": 92}


def test_every_requirement_of_levels_1_and_2_stands_there_once_and_in_order() -> None:
    assert [(row.number, row.level) for row in ROWS] == list(_required().items())


def test_each_stands_in_its_own_chapter() -> None:
    chapter = ""
    for line in PAGE.splitlines():
        if found := re.match(r"## (\d+) ", line):
            chapter = found[1]
        elif found := re.match(r"\| (\d+)\.\d+\.\d+ \|", line):
            assert found[1] == chapter, line


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.number)
def test_what_is_said_of_it_is_so(row: Row) -> None:
    assert row.status in {HELD, NOT_APPLICABLE, EXCEPTION}
    assert len(row.asks.split()) < 16, "in a few words of our own"
    if row.status == HELD:
        assert row.paths, "a file that holds it"
    elif row.status == EXCEPTION:
        assert re.match(r"Missing: \w.* To be done: \w", row.says)
    else:
        assert len(row.says.split()) > 3, "why"
    for path in row.paths:
        file, _, test = path.partition("::")
        assert (CHECKOUT / file).is_file(), path
        assert not test or test in _tests_in(file), path


@cache
def _tests_in(file: str) -> set[str]:
    tree = ast.parse((CHECKOUT / file).read_text())
    return {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}


def test_it_counts_them() -> None:
    for chapter in dict.fromkeys(row.chapter for row in ROWS):
        found = [row for row in ROWS if row.chapter == chapter]
        assert _counted(f"{chapter}", found) in PAGE
    assert _counted("all", ROWS) in PAGE


def _counted(name: str, rows: list[Row]) -> str:
    levels, states = Counter(row.level for row in rows), Counter(row.status for row in rows)
    figures = (levels["1"], levels["2"], states[HELD], states[NOT_APPLICABLE], states[EXCEPTION])
    return f"| {name} | {' | '.join(map(str, figures))} |"


def test_those_that_matter_most_are_exceptions() -> None:
    first = PAGE.partition("## The exceptions that matter most")[2].partition("\n## ")[0]
    named = re.findall(r"^\d\. \*\*(\d+\.\d+\.\d+)", first, re.MULTILINE)
    assert len(named) == 5
    assert {row.status for row in ROWS if row.number in named} == {EXCEPTION}
