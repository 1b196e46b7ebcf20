"""Actions are told by whom and when; pages ask only on behalf of somebody."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from dev import CHECKOUT
from tests.architecture.reading import Import, Module, imports, layer, modules, public_functions

# On whose behalf a page may ask: somebody who works here, somebody who signed in to refer,
# a practitioner of a partner, or somebody in care or a carer with a sign-in of their own.
ASKING = {"worker", "account", "account_id", "practitioner", "own"}
# Public functions of an actions file that change nothing, each with its reason.
CHANGES_NOTHING = {
    "careplans.text_of": "the words that the next version of a plan starts from",
}
# Queries that pages ask without a worker, each with its reason.
ASKED_WITHOUT = {
    "audit.unsealed_since": "whether the sealer works, which is about nobody",
    "careplans.beside": "other versions of a plan that was found for the worker",
    "referrals.received": "where referrals stand that were found for the worker",
    "referrals.reckoned": "what the criteria come to on a referral found for the worker",
    "own.own_of_account": "finds whoever has a sign-in of their own in the first place",
    "partners.practitioner_of_account": "finds the practitioner in the first place",
    "staff.worker_of_account": "finds the worker in the first place",
}


def test_actions_are_told_by_whom_and_when() -> None:
    wrong = [name for name, function in _actions() if not {"by", "at"} <= _keywords(function)]
    assert set(wrong) == set(CHANGES_NOTHING)


def test_pages_ask_only_queries_for_somebody() -> None:
    asked = {name for module in layer("views") for name in _queries_in(module)}
    wrong = {name for name in asked if not name.endswith("_for")}
    assert wrong <= set(ASKED_WITHOUT)


def test_queries_for_somebody_take_them_first() -> None:
    wrong = [
        f"{module}: {function.name}"
        for module in layer("queries")
        for function in public_functions(module)
        if function.name.endswith("_for") and _first_argument(function) not in ASKING
    ]
    assert wrong == []


def test_one_function_says_whose_account_asks() -> None:
    """Elsewhere a page has its worker; only drafts are kept before there is one."""
    asking = {
        f"{module}".removeprefix("alongside/")
        for module in modules()
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Attribute) and ast.unparse(node).endswith("request.user.pk")
    }
    assert asking == {"drafts/posted.py", "drafts/views.py", "staff/signed_in.py"}


def _actions() -> Iterator[tuple[str, ast.FunctionDef]]:
    for module in layer("actions"):
        for function in public_functions(module):
            yield f"{module.room}.{function.name}", function


def _keywords(function: ast.FunctionDef) -> set[str]:
    return {argument.arg for argument in function.args.kwonlyargs}


def _first_argument(function: ast.FunctionDef) -> str:
    arguments = [*function.args.posonlyargs, *function.args.args]
    return arguments[0].arg if arguments else ""


def _queries_in(module: Module) -> Iterator[str]:
    """Give the queries that a page names, called or handed on: staff.team_for."""
    rooms = {}
    for found in imports(module.tree):
        if found.layer != "queries":
            continue
        if found.name == "queries" or _is_file(found):
            rooms[found.known_as] = found.room
        elif not found.name[0].isupper():  # what a query gives may be named freely
            yield f"{found.room}.{found.name}"
    for node in ast.walk(module.tree):
        if not isinstance(node, ast.Attribute) or node.attr[0].isupper():
            continue
        if room := rooms.get(ast.unparse(node.value)):
            yield f"{room}.{node.attr}"


def _is_file(found: Import) -> bool:
    """Whether the name is a file of a folder of queries."""
    return (CHECKOUT / "alongside" / found.room / "queries" / f"{found.name}.py").exists()
