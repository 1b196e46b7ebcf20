"""Nothing typed is lost: every form with a long text keeps what is typed while it is typed."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache

import pytest

from dev import CHECKOUT
from tests.architecture.reading import modules

LONG = {"LongText", "Lines"}  # fields that take more than a moment to fill in
# Views that show a form with a long text and keep no draft, each with its reason.
KEEPS_NONE = {
    "record.leaving_preview": "shows the letter of a form that another page keeps",
    "record.welcome_preview": "shows the letter of a form that another page keeps",
    "contacts.hand": "chooses a worker, on the page that also asks what came of a step",
    "referrals.preview": "shows the letter of a form that another page keeps",
    "referrals.turned_away_letter_pdf": "a name that is printed and deliberately never kept",
    "staff.open_team": "a few lines about a team, none of them about a person",
}


@cache
def long_forms(room: str = "") -> frozenset[str]:
    """Return the names of every form, and maker of a form, that has a long text; of a room."""
    made = [
        (node.name, _names_in(node))
        for module in modules()
        if "forms" in (module.layer, module.path.stem) and room in ("", module.room)
        for node in module.tree.body
        if isinstance(node, ast.ClassDef | ast.FunctionDef)
    ]
    found = set(LONG)
    while grown := {name for name, uses in made if uses & found} - found:
        found |= grown
    return frozenset(name for name in found - LONG if not name.startswith("_"))


def _names_in(node: ast.AST) -> set[str]:
    names = {each.id for each in ast.walk(node) if isinstance(each, ast.Name)}
    return names | {each.attr for each in ast.walk(node) if isinstance(each, ast.Attribute)}


def pages() -> Iterator[tuple[str, set[str], set[str], set[str]]]:
    """Give each view that renders a page: its name, templates, names and keywords it uses."""
    for module in modules():
        if module.layer != "views":
            continue
        own = {node.name: node for node in module.tree.body if isinstance(node, ast.FunctionDef)}
        for name, function in own.items():
            reached = _reached(function, own)
            templates = {
                text
                for each in reached
                for node in ast.walk(each)
                if isinstance(node, ast.Constant)
                and isinstance(text := node.value, str)
                and text.endswith(".jinja")
            }
            if templates and not name.startswith("_"):
                used = set().union(*map(_names_in, reached))
                keywords = {
                    word.arg
                    for each in reached
                    for node in ast.walk(each)
                    if isinstance(node, ast.Call)
                    for word in node.keywords
                    if word.arg
                }
                yield f"{module.room}.{name}", templates, used, keywords


def _reached(function: ast.FunctionDef, own: dict[str, ast.FunctionDef]) -> list[ast.FunctionDef]:
    """Return a view with the functions of its file that it uses."""
    found = [function]
    for each in found:
        found += [
            own[name] for name in sorted(_names_in(each) & own.keys()) if own[name] not in found
        ]
    return found


WITH_LONG_TEXT = {
    name: (templates, keywords)
    for name, templates, used, keywords in pages()
    if used & long_forms(name.split(".")[0]) and name not in KEEPS_NONE
}


def test_there_are_forms_with_long_texts_at_all() -> None:
    assert {"Session", "Decide", "ContactForm", "Withdrawal", "HandoverForm"} <= long_forms()
    assert len(WITH_LONG_TEXT) > 25


@pytest.mark.parametrize("view", sorted(WITH_LONG_TEXT))
def test_a_page_with_a_long_text_keeps_what_is_typed_and_shows_it_again(view: str) -> None:
    templates, keywords = WITH_LONG_TEXT[view]
    assert "kept" in keywords, "give the form what was kept: kept=draft_for(…)"
    texts = [text for name in templates for text in _texts_of(name)]
    assert any("data-autosave" in text for text in texts), f"say data-autosave in {templates}"


def _texts_of(template: str) -> Iterator[str]:
    """Give the text of a template of ours."""
    for file in (CHECKOUT / "alongside").glob(f"*/jinja2/{template}"):
        yield file.read_text()


def test_no_exception_has_grown_old() -> None:
    named = {name for name, *_ in pages()}
    assert set(KEEPS_NONE) <= named
