"""Rooms and files know only what lies below them, and each keeps its models to itself."""

from __future__ import annotations

import ast

import pytest
from importlinter.cli import lint_imports

from dev import CHECKOUT
from tests.architecture.reading import LAYERS, Module, imports, layer, modules

# Another room's model asked or made outside its room, each with its reason; the list only shrinks.
ASKED_ELSEWHERE: dict[str, str] = {}


def test_rooms_import_downwards_and_policy_is_pure(monkeypatch: pytest.MonkeyPatch) -> None:
    # It sets up a log of its own, and switches every other off for the tests that follow.
    monkeypatch.setattr("importlinter.cli._configure_logging", lambda _verbose: None)
    assert lint_imports(cache_dir=None) == 0


@pytest.mark.parametrize("name", LAYERS)
def test_files_import_only_what_lies_below(name: str) -> None:
    """A queries file of any room asks no action, form or view of any room."""
    above = set(LAYERS[: LAYERS.index(name)])
    wrong = [
        f"{module} imports {found.room}.{found.layer}"
        for module in layer(name)
        for found in imports(module.tree)
        if found.layer in above
    ]
    assert wrong == []


def test_models_are_asked_and_made_in_their_own_room() -> None:
    """Elsewhere they name the type of what was handed over, and lock it; queries find others."""
    asked_elsewhere = {
        f"{module}: {name}".removeprefix("alongside/")
        for module in modules()
        for name in _models_of_others(module)
        if _is_asked_or_made(module.tree, name)
    }
    assert asked_elsewhere == set(ASKED_ELSEWHERE)


def _models_of_others(module: Module) -> list[str]:
    found = imports(module.tree)
    return [each.known_as for each in found if each.layer == "models" and each.room != module.room]


def _is_asked_or_made(tree: ast.Module, name: str) -> bool:
    calls = {ast.unparse(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}
    asked = [call for call in calls if call.startswith(f"{name}.objects.")]
    locked = [call for call in asked if call.startswith(f"{name}.objects.select_for_update")]
    return name in calls or len(asked) > len(locked)


def test_migrations_import_nothing_of_ours() -> None:
    """So that they still run when our code has moved on."""
    migrations = (CHECKOUT / "alongside").glob("*/migrations/*.py")
    ours = [str(file) for file in migrations if [*imports(ast.parse(file.read_text()))]]
    assert ours == []
