"""Whether what was just typed makes somebody look like another person whom the worker knows of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, replace
from typing import Any

from alongside.people.models import Person
from alongside.people.recognising import Alike, identity_of, people_like_for
from alongside.policy.matching import Identity, likeness
from alongside.staff.models import Worker

_TELLING = frozenset(field.name for field in fields(Identity))


def twins_after_for(worker: Worker, person: Person, told: Mapping[str, Any]) -> list[Alike]:
    """Return who is more like this person with what was told than before, the likeliest first.

    Somebody who was as alike before has been looked at before, and is not shown again.
    """
    before = identity_of(person)
    after = replace(before, **{name: v for name, v in told.items() if name in _TELLING})
    if after == before:
        return []
    return [
        alike
        for alike in people_like_for(worker, after)
        if alike.person.pk != person.pk
        and alike.likeness.weight > likeness(before, identity_of(alike.person)).weight
    ]
