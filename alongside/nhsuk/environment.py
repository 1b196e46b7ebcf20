"""The Jinja environment of all pages.

Our own templates fail on a name they were never given: in a clinical record a silent blank is a
hazard. The templates of nhsuk-frontend-jinja count on missing names being empty, so they live in an
environment of their own and are called from ours as plain functions.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from django.templatetags.static import static
from jinja2 import (
    BytecodeCache,
    ChainableUndefined,
    Environment,
    FileSystemBytecodeCache,
    PackageLoader,
    StrictUndefined,
)

from alongside.nhsuk import components, words
from alongside.nhsuk.addresses import url
from alongside.nhsuk.shown import shown

# Macros of ours that pages use without importing them; plain.jinja is written for speed.
PLAIN = (
    "absent",
    "actionLink",
    "backLink",
    "button",
    "buttonLink",
    "empty",
    "inset",
    "link",
    "pagination",
    "summaryList",
    "tag",
    "warning",
)


def environment(**options: Any) -> Environment:
    """Return the environment for our own templates; named in settings.TEMPLATES."""
    options["undefined"] = StrictUndefined
    options.setdefault("bytecode_cache", _bytecode_cache())
    options.update(trim_blocks=True, lstrip_blocks=True)
    env = Environment(**options)  # noqa: S701 - Django's engine turns autoescape on
    env.filters.update(words.FILTERS)
    env.globals.update(components.load(_components_environment()))
    env.globals.update(static=cache(static), url=url, row=words.row, shown=shown)
    plain = env.get_template("nhsuk/plain.jinja").module
    env.globals.update({name: getattr(plain, name) for name in PLAIN})
    return env


def _components_environment() -> Environment:
    """Return the environment in which the NHS.UK components render, blank where not told."""
    return Environment(
        loader=PackageLoader("nhsuk_frontend_jinja"),
        undefined=ChainableUndefined,
        autoescape=True,
        auto_reload=False,
        bytecode_cache=_bytecode_cache(),
    )


def _bytecode_cache() -> BytecodeCache | None:
    """Return a cache of compiled templates, or None where none is safe."""
    try:
        return FileSystemBytecodeCache()
    except RuntimeError:  # no folder that only this user may write to
        return None
