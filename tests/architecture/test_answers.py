"""What is given out as a file says what it is called, and its name is none that somebody typed."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from tests.architecture.reading import Module, modules


def test_every_file_that_is_given_out_has_a_name() -> None:
    """Else a browser makes one of the address, which may be of somebody."""
    files = [one for module in modules() for one in _giving_files(module)]
    assert len(files) > 9
    assert [where for where, text in files if "Content-Disposition" not in text] == []


def _giving_files(module: Module) -> Iterator[tuple[str, str]]:
    for function in ast.walk(module.tree):
        if not isinstance(function, ast.FunctionDef):
            continue
        text = ast.unparse(function)
        if "HttpResponse(" in text and "content_type=" in text:
            yield f"{module}: {function.name}", text
