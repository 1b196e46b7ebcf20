"""Objects of a model read by a plain statement: nothing is built, and no column is forgotten."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

from django.db import DEFAULT_DB_ALIAS, connection, models

Found = TypeVar("Found", bound=models.Model)


def columns_of(model: type[models.Model], called: str) -> str:
    """Return every column of a model, in its order, as a statement that calls it so names them."""
    return ", ".join(f"{called}.{field.column}" for field in _fields(model))


def read(model: type[Found], values: Sequence[Any]) -> Found:
    """Return the object that these values of all its columns make.

    For models whose fields show what PostgreSQL gives as it is, which JSON does not.
    """
    return model.from_db(DEFAULT_DB_ALIAS, [field.attname for field in _fields(model)], values)


def width_of(model: type[models.Model]) -> int:
    """Return how many columns a model has: where the next one's begin, in a row of several."""
    return len(_fields(model))


def _fields(model: type[models.Model]) -> Sequence[Any]:
    return model._meta.concrete_fields  # noqa: SLF001 - Django's public name for them


def first(model: type[Found], statement: str, given: Mapping[str, Any]) -> Found | None:
    """Return the object that the first row of a statement makes, or None when there is none."""
    with connection.cursor() as cursor:
        cursor.execute(statement, given)
        found = cursor.fetchone()
    return read(model, found) if found else None


# Whether one of %(teams)s knows %(person)s: the first net, in statements about one person.
KNOWN = """EXISTS (SELECT FROM access_relationship
    WHERE person_id = %(person)s AND team_id = ANY(%(teams)s) AND ended_at IS NULL)"""
