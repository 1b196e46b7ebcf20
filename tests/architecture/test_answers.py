"""What is given out as a file says what it is called, and its name is none that somebody typed."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

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


def test_every_page_says_which_methods_it_answers() -> None:
    """What changes something is no GET, and what nobody asked for, such as TRACE, is refused."""
    patterns = [*_patterns(get_resolver())]
    assert len(patterns) > 150
    assert {_called(one) for one in patterns if not _says(one)} == set()


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/sign-in/", "/sign-out/", "/api/referrals", "/api/x"])
def test_trace_is_answered_nowhere(client: Client, address: str) -> None:
    answer = client.generic("TRACE", address, headers={"X-Secret": "a secret"})
    assert answer.status_code in {404, 405}
    assert "a secret" not in answer.text


def _patterns(resolver: URLResolver) -> Iterator[URLPattern]:
    for one in resolver.url_patterns:
        if isinstance(one, URLResolver):
            yield from _patterns(one)
        else:
            yield one


def _called(pattern: URLPattern) -> str:
    view: Any = pattern.callback
    return f"{view.__module__}.{view.__name__}"


def _says(pattern: URLPattern) -> bool:
    """Whether the view is a class, of which Django refuses the rest, or says its methods."""
    view: Any = inspect.unwrap(pattern.callback, stop=lambda one: hasattr(one, "view_class"))
    if hasattr(view, "view_class"):
        return True
    decorators = inspect.getsource(view).partition("def ")[0]
    return "require_" in decorators or "for_systems" in decorators
