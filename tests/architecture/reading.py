"""Reads the code as text, for the tests of its shape; nothing of it is imported."""

from __future__ import annotations

import ast
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from dev import CHECKOUT

# From the address down to what is stored: a file imports only from files further down.
LAYERS = ("urls", "views", "forms", "actions", "queries", "models")


@dataclass(frozen=True)
class Module:
    """One file of a room: alongside/<room>/<layer>.py, or deeper."""

    path: Path
    room: str
    layer: str
    tree: ast.Module

    def __str__(self) -> str:
        return str(self.path.relative_to(CHECKOUT))


@dataclass(frozen=True)
class Import:
    """One name that a module takes from another of ours."""

    room: str
    layer: str
    name: str
    known_as: str


@cache
def modules() -> tuple[Module, ...]:
    """Return every file of the program but tests and migrations."""
    files = sorted((CHECKOUT / "alongside").glob("*/**/*.py"))
    return tuple(
        Module(file, *_place(file), ast.parse(file.read_text()))
        for file in files
        if not {"tests", "migrations"} & set(file.relative_to(CHECKOUT).parts)
    )


def layer(name: str) -> list[Module]:
    """Return that file of every room which has one."""
    return [module for module in modules() if module.layer == name]


def imports(tree: ast.AST) -> Iterator[Import]:
    """Give what a file takes from our own rooms."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            origin = node.module.split(".")
            for alias in node.names if origin[0] == "alongside" else ():
                # In `from alongside.staff import queries` the layer is the name itself.
                room, place = _placed([*origin[1:], alias.name, alias.name])
                yield Import(room, place, alias.name, alias.asname or alias.name)
        elif isinstance(node, ast.Import):
            for alias in node.names:
                if alias.name.startswith("alongside."):
                    room, place = [*alias.name.split(".")[1:], ""][:2]
                    yield Import(room, place, place, alias.asname or alias.name)


def public_functions(module: Module) -> list[ast.FunctionDef]:
    """Return the functions that other rooms may call: of a folder, what its __init__ offers."""
    functions = [node for node in module.tree.body if isinstance(node, ast.FunctionDef)]
    opening = module.path.with_name("__init__.py")
    if module.path.parent.name == module.layer:
        offered = {found.name for found in imports(ast.parse(opening.read_text()))}
        return [function for function in functions if function.name in offered]
    return [function for function in functions if not function.name.startswith("_")]


@cache
def tracked() -> tuple[Path, ...]:
    """Return every file that is kept in the repository."""
    git = shutil.which("git") or "git"
    listed = subprocess.run(
        [git, "-c", f"safe.directory={CHECKOUT}", "ls-files", "-z"],
        cwd=CHECKOUT, check=True, capture_output=True, text=True,
    ).stdout  # fmt: skip
    paths = [CHECKOUT / name for name in listed.split("\0") if name]
    return tuple(path for path in paths if path.is_file())


def _place(file: Path) -> tuple[str, str]:
    return _placed(file.relative_to(CHECKOUT / "alongside").with_suffix("").parts)


def _placed(parts: Sequence[str]) -> tuple[str, str]:
    """Return room and layer: alongside/<room>/<part of it>/<layer>.py is of that layer too."""
    room, *rest = parts
    return room, next((part for part in rest[:2] if part in LAYERS), rest[0])
