"""Actions leave a trail or do not happen."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextvars import ContextVar
from datetime import datetime
from functools import wraps
from typing import Any, ParamSpec, Protocol, TypeVar
from uuid import UUID

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, models, transaction

from alongside.audit.models import Entry

Given = ParamSpec("Given")
Done = TypeVar("Done")

_recorded: ContextVar[list[Entry] | None] = ContextVar("recorded", default=None)


class Doer(Protocol):
    """Whoever does something: a worker, or whatever else has an id of its own."""

    @property
    def pk(self) -> Any:
        """The id."""


class NoTrail(RuntimeError):
    """An action ended without recording what it did, so nothing of it was kept."""


def audited(action: Callable[Given, Done]) -> Callable[Given, Done]:
    """Run an action in one transaction that commits only when it left a trail."""

    @wraps(action)
    def run(*args: Given.args, **kwargs: Given.kwargs) -> Done:
        outer = _recorded.get()
        token = _recorded.set([])
        try:
            with transaction.atomic():
                _name_action(f"{action.__module__.split('.')[1]}.{action.__name__}")
                done = action(*args, **kwargs)
                entries = _recorded.get() or []
                if not entries:
                    raise NoTrail(f"{action.__name__} recorded nothing: call record() in it")
                if outer is not None:
                    outer.extend(entries)
                return done
        finally:
            _recorded.reset(token)

    return run


def record(
    what: str,
    *,
    on: models.Model,
    by: Doer,
    at: datetime,
    person_id: UUID | None = None,
    **details: Any,
) -> Entry:
    """Write one line of the trail: what was done, to what, about whom, by whom and when."""
    recorded = _recorded.get()
    if recorded is None:
        raise NoTrail(f"{what} is recorded outside an audited action")
    entry = Entry.objects.create(
        what=what,
        person_id=person_id or getattr(on, "person_id", None),
        subject=on._meta.label_lower,  # noqa: SLF001 - Django's public name for a model
        subject_id=str(on.pk),
        by_id=by.pk,
        at=at,
        details=json.loads(json.dumps(details, cls=DjangoJSONEncoder)),
    )
    recorded.append(entry)
    return entry


def _name_action(name: str) -> None:
    """Tell the history triggers which action the coming changes belong to."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('pghistory.context_metadata',"
            " (coalesce(nullif(current_setting('pghistory.context_metadata', true), ''), '{}')"
            "::jsonb"
            " || jsonb_build_object('action', %s::text))::text, true)",
            [name],
        )
