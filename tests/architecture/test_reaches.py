"""What the program reaches beyond itself stands in docs/security/inventory.md, and is no more."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

import pytest
from django.conf import settings

from dev import CHECKOUT
from tests.architecture.reading import Module, modules

# What fetches, runs or reads what others sent in a way that can be turned against the program.
REACHES = {
    "ftplib", "http.client", "httpx", "os.system", "requests", "smtplib", "socket", "subprocess",
    "telnetlib", "urllib.request", "urllib3", "xmlrpc",
}  # fmt: skip
RUNS = {"marshal", "pickle", "shelve", "code", "codeop", "runpy", "ctypes"}
PARSES = {"xml", "lxml", "yaml", "html5lib", "bleach", "markdown", "tarfile"}
# What may, each with its reason.
MAY = {
    "alongside/web/oidc/views.py: requests": "names the fault of a provider that is down",
}
CALLS = {"eval", "exec", "compile", "__import__", "os.system", "os.popen", "Template"}


def _taken(module: Module) -> Iterator[str]:
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def test_the_program_fetches_runs_and_parses_nothing_that_others_send() -> None:
    found = {
        f"{module}: {name}"
        for module in modules()
        for taken in _taken(module)
        for name in REACHES | RUNS | PARSES
        if taken == name or taken.startswith(f"{name}.")
    }
    assert found == set(MAY)


def test_no_text_becomes_code_or_a_template() -> None:
    called = {
        f"{module}: {ast.unparse(node.func)}"
        for module in modules()
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Call)
        and (ast.unparse(node.func) in CALLS or ast.unparse(node.func).endswith(".from_string"))
    }
    assert called == set()


def test_no_page_takes_text_for_markup() -> None:
    """Nor does a script: what it shows it shows as text."""
    templates = [*(CHECKOUT / "alongside").glob("*/jinja2/**/*.jinja")]
    assert len(templates) > 100
    unsafe = [one.name for one in templates if re.search(r"\|\s*safe\b", one.read_text())]
    assert unsafe == []
    assert [one.name for one in templates if "autoescape false" in one.read_text()] == []
    scripts = [*(CHECKOUT / "alongside").glob("*/static/*/*.js")]
    ours = [one for one in scripts if not one.name.endswith(".min.js")]
    assert len(ours) > 5
    for word in ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(",
                 "postMessage", "sessionStorage", "indexedDB", "WebSocket"):  # fmt: skip
        assert [one.name for one in ours if word in one.read_text()] == [], word


def test_a_browser_keeps_one_setting_and_no_more() -> None:
    kept = {
        line.strip()
        for script in (CHECKOUT / "alongside").glob("*/static/*/*.js")
        if not script.name.endswith(".min.js")
        for line in script.read_text().splitlines()
        if "localStorage.setItem" in line
    }
    assert kept == {'localStorage.setItem(SETTING, on ? "on" : "off");'}


@pytest.mark.parametrize("scripting", ["django.contrib.admin", "debug_toolbar", "corsheaders"])
def test_nothing_is_installed_that_no_page_needs(scripting: str) -> None:
    assert scripting not in settings.INSTALLED_APPS
