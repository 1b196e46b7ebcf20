"""What the documents say of the code is so."""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path

import pytest
from django.apps import apps

ROOT = Path(__file__).parents[2]
GLOSSARY = (ROOT / "docs/glossary.md").read_text()
HAZARDS = (ROOT / "docs/safety/hazards.md").read_text()


@pytest.mark.parametrize("place", re.findall(r"`(alongside\.[\w.]+)`", GLOSSARY))
def test_every_word_of_the_glossary_is_in_the_code(place: str) -> None:
    room, name = place.rsplit(".", 1)
    assert hasattr(import_module(room), name)


def test_every_thing_that_is_stored_is_in_the_glossary() -> None:
    stored = {
        f"{model.__module__}.{model.__name__}"
        for model in apps.get_models()
        if model.__module__.startswith("alongside.") and not model.__name__.endswith("Event")
    }
    assert {place for place in stored if f"`{place}`" not in GLOSSARY} == set()


@pytest.mark.parametrize("held_by", re.findall(r"`((?:alongside|tests)/[^`]+)`", HAZARDS))
def test_every_control_of_a_hazard_has_the_test_that_holds_it(held_by: str) -> None:
    file, _, name = held_by.partition("::")
    assert (ROOT / file).is_file()
    assert not name or f"def {name}(" in (ROOT / file).read_text()


LINKS = [
    (document, link)
    for document in [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")]
    for link in re.findall(r"\]\((?!https?:|mailto:|#)([^)#]+)", document.read_text())
]


@pytest.mark.parametrize(("document", "link"), LINKS, ids=lambda each: str(each)[-40:])
def test_every_link_between_documents_leads_somewhere(document: Path, link: str) -> None:
    assert (document.parent / link).exists()
