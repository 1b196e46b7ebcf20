"""A name in a right-to-left script turns nothing that stands beside it in a line."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from dev import CHECKOUT

STYLE = (CHECKOUT / "alongside/web/static/web/alongside.css").read_text()
PLACES = """() => {
    const range = document.createRange(), name = document.querySelector("#name");
    range.selectNode(name.nextSibling);
    return [name.getBoundingClientRect().left, range.getBoundingClientRect().left];
}"""


@pytest.mark.parametrize("tag", ["a", "strong", "bdi"])
def test_a_number_after_a_name_stays_after_it(page: Page, tag: str) -> None:
    line = f'<p><{tag} id="name">\u05e9\u05e8\u05d4 \u05dc\u05d5\u05d9</{tag}> 24, 2 missed</p>'
    page.set_content(f'<style>{STYLE}</style><main class="app-main">{line}</main>')
    name, number = page.evaluate(PLACES)
    assert name < number
