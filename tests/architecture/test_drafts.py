"""Nothing typed is lost: every form with a long text keeps what is typed while it is typed."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from functools import cache

import pytest

from dev import CHECKOUT
from tests.architecture.reading import Module, imports, modules

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

# Forms with a long text that no page shows, each with its reason.
ON_NO_PAGE = {"Words": "reads the words that another system sends"}


@cache
def long_forms(room: str = "") -> frozenset[str]:
    """Return the names of every form, and maker of a form, that has a long text; of a room."""
    made = [(name, uses) for name, uses in _made_in_forms(room)]
    found = set(LONG)
    while grown := {name for name, uses in made if uses & found} - found:
        found |= grown
    return frozenset(name for name in found - LONG if not name.startswith("_"))


def _made_in_forms(room: str = "") -> Iterator[tuple[str, set[str]]]:
    """Give what the files of forms make, and what each is made of; of a room."""
    for module in modules():
        if "forms" not in (module.layer, module.path.stem) or room not in ("", module.room):
            continue
        for node in module.tree.body:
            if isinstance(node, ast.ClassDef | ast.FunctionDef):
                yield node.name, _names_in(node)
            elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
                yield node.target.id, _names_in(node)
            elif isinstance(node, ast.Assign):
                yield from (
                    (each.id, _names_in(node))
                    for each in node.targets
                    if isinstance(each, ast.Name)
                )


def _names_in(node: ast.AST) -> set[str]:
    names = {each.id for each in ast.walk(node) if isinstance(each, ast.Name)}
    return names | {each.attr for each in ast.walk(node) if isinstance(each, ast.Attribute)}


def pages() -> Iterator[tuple[str, set[str], set[str], set[str]]]:
    """Give each view that renders a page: its name, templates, names and keywords it uses."""
    for module in modules():
        if module.layer != "views":
            continue
        for name, function in _functions(module).items():
            reached = _reached(function, module)
            nodes = [node for each in reached for node in ast.walk(each)]
            templates = {text for text in _texts_in(nodes) if text.endswith(".jinja")}
            if templates and not name.startswith("_"):
                used = set().union(*map(_names_in, reached))
                calls = (node for node in nodes if isinstance(node, ast.Call))
                keywords = {word.arg for call in calls for word in call.keywords if word.arg}
                yield f"{module.room}.{name}", templates, used, keywords


def _texts_in(nodes: Iterable[ast.AST]) -> set[str]:
    """Return the texts that are said, and the paths that one of them may fill in."""
    listed = list(nodes)
    texts = {text for node in listed for text in [_text(node)] if text}
    names = [text for text in texts if re.fullmatch(r"\w+", text)]
    gaps = [
        (_text(node.values[0]), _text(node.values[2]))
        for node in listed
        if isinstance(node, ast.JoinedStr) and len(node.values) == 3
    ]
    ends = {end for _, end in gaps}
    return (texts - ends) | {f"{start}{name}{end}" for start, end in gaps for name in names}


def _text(node: ast.AST) -> str:
    said = node.value if isinstance(node, ast.Constant) else ""
    return said if isinstance(said, str) else ""


def _reached(function: ast.stmt, module: Module) -> list[ast.stmt]:
    """Return a view with the functions of the views of its room that it uses."""
    found = [(function, module)]
    for each, where in found:
        near = _within_reach(where)
        found += [
            near[name] for name in sorted(_names_in(each) & near.keys()) if near[name] not in found
        ]
    return [each for each, _ in found]


@cache
def _within_reach(module: Module) -> dict[str, tuple[ast.stmt, Module]]:
    """Return the functions that a file of views has or takes from another, and their methods."""
    taken = {
        found.name
        for found in imports(module.tree)
        if (found.room, found.layer) == (module.room, "views")
    }
    others = [each for each in modules() if (each.room, each.layer) == (module.room, "views")]
    near = {
        name: (function, each)
        for each in others
        for name, function in _functions(each, of=taken).items()
    }
    return near | {name: (function, module) for name, function in _functions(module).items()}


def _functions(module: Module, of: set[str] | None = None) -> dict[str, ast.stmt]:
    """Return what a file and its classes do, by name; only some where these are said."""
    found: dict[str, ast.stmt] = {}
    for node in module.tree.body:
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call):  # made by a function
            named = {each.id: node for each in node.targets if isinstance(each, ast.Name)}
            found |= {name: each for name, each in named.items() if of is None or name in of}
        elif of is None or getattr(node, "name", None) in of:
            inside = node.body if isinstance(node, ast.ClassDef) else [node]
            found |= {each.name: each for each in inside if isinstance(each, ast.FunctionDef)}
    return found


WITH_LONG_TEXT = {
    name: (templates, keywords)
    for name, templates, used, keywords in pages()
    if used & long_forms(name.split(".")[0]) and name not in KEEPS_NONE
}


def test_the_page_of_every_form_with_a_long_text_is_found() -> None:
    assert {"Session", "Decide", "ContactForm", "Withdrawal", "HandoverForm"} <= long_forms()
    shown = set().union(*(used for *_, used, _ in pages()))
    made_of = dict(_made_in_forms())
    while more := set().union(*(made_of.get(name, set()) for name in shown)) - shown:
        shown |= more
    assert long_forms() - shown == set(ON_NO_PAGE)


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
