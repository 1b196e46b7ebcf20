"""Where tries are counted and used codes remembered, by all processes: Django's table, as JSON.

Django pickles what it keeps there, and whoever unpickles runs what it says: a hand in the table of
the database would be a hand in the program, which has the keys that the database must not have.
"""

from __future__ import annotations

import json
from types import FunctionType
from typing import Any

from django.core.cache.backends.db import DatabaseCache


class _Json:
    """What Django asks of pickle, done with JSON."""

    HIGHEST_PROTOCOL = 0

    @staticmethod
    def dumps(value: object, _protocol: int) -> bytes:
        return json.dumps(value).encode()

    @staticmethod
    def loads(kept: bytes) -> Any:
        """Return what is kept; what is no JSON, such as of a version before, is nothing."""
        try:
            return json.loads(kept)
        except ValueError:
            return None


def _with_json(method: Any) -> Any:
    """Return a method of Django's that packs as JSON."""
    names = {**method.__globals__, "pickle": _Json}
    return FunctionType(
        method.__code__, names, method.__name__, method.__defaults__, method.__closure__
    )


class CountsAndCodes(DatabaseCache):
    """Django's cache in a table, which unpacks nothing but JSON."""

    # Django has no other place at which its packing could be changed; a test holds that it is.
    get_many = _with_json(DatabaseCache.get_many)
    _base_set = _with_json(DatabaseCache._base_set)  # type: ignore[attr-defined]  # noqa: SLF001

    def get(self, key: Any, default: Any = None, version: int | None = None) -> Any:
        """Return what is kept, or what is given in place of nothing."""
        found = super().get(key, version=version)
        return default if found is None else found
