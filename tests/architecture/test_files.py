"""Files stay short enough to read, say what they are, and name nobody's machine."""

from __future__ import annotations

import ast
import re
from pathlib import Path

from dev import CHECKOUT
from tests.architecture.reading import modules, tracked

LONGEST = 400
EVERY_SYSTEM = {"/", "/home", "/mnt", "/opt", "/srv", "/tmp", "/usr", "/var"}


def test_no_file_is_too_long() -> None:
    code = [path for path in tracked() if path.suffix in {".py", ".js", ".jinja"}]
    code = [path for path in code if "vendor" not in path.parts and "migrations" not in path.parts]
    long = {str(path): n for path in code if (n := len(_lines(path))) > LONGEST}
    assert long == {}


def test_every_file_of_a_room_says_what_it_holds() -> None:
    assert [str(module) for module in modules() if not ast.get_docstring(module.tree)] == []


def test_the_readme_is_short() -> None:
    assert len(_lines(CHECKOUT / "README.md")) < 80


def test_the_root_is_small() -> None:
    entries = {path.relative_to(CHECKOUT).parts[0] for path in tracked()}
    assert len(entries) < 20, sorted(entries)


def test_make_lists_few_commands_and_each_says_what_it_does() -> None:
    makefile = (CHECKOUT / "Makefile").read_text()
    commands = re.findall(r"^([a-z]+):", makefile, re.MULTILINE)
    assert commands == re.findall(r"^([a-z]+):.*## \S", makefile, re.MULTILINE)
    assert len(commands) <= 12


def test_no_file_names_a_folder_of_this_machine() -> None:
    """Wherever the code was written, it must not say. A folder of the root alone tells nothing."""
    around = {
        Path.home(),
        *(folder for folder in [CHECKOUT, *CHECKOUT.parents] if folder.parents[1:]),
    }
    folders = {str(folder) for folder in around} - EVERY_SYSTEM
    named = re.compile("|".join(rf"(?<![\w.]){re.escape(folder)}/" for folder in folders).encode())
    assert [str(path) for path in tracked() if named.search(path.read_bytes())] == []


def test_no_test_reads_the_clock_when_it_is_imported() -> None:
    """The fixture that sets the clock comes later: such a day is the real one, and passes."""
    tests = [path for path in tracked() if path.match("test_*.py")]
    for path in tests:
        for statement in ast.parse(path.read_text()).body:
            if isinstance(statement, ast.Assign | ast.AnnAssign):
                named = {one.attr for one in ast.walk(statement) if isinstance(one, ast.Attribute)}
                assert not named & {"now", "today", "localdate"}, f"{path}: {statement.lineno}"


def _lines(path: Path) -> list[str]:
    return path.read_text().splitlines()
