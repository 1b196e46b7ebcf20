"""Writing down spells in hospital and with the crisis team, as dates."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from alongside.audit.trail import audited, record
from alongside.inpatient.models import Spell
from alongside.kernel.rules import Refused
from alongside.people.models import Person
from alongside.staff.models import Worker


@audited
def note_spell(person: Person, *, told: Mapping[str, Any], by: Worker, at: datetime) -> Spell:
    """Write down a spell from its first day to its last, or one that goes on."""
    _in_their_life(person, told)
    spell = Spell.objects.create(person=person, recorded_by=by, recorded_at=at, **told)
    record("spell.noted", on=spell, by=by, at=at, kind=spell.kind, began_on=spell.began_on)
    return spell


class Overtaken(Refused):
    """Somebody else changed the same spell meanwhile: whoever types sees that before it is lost."""


@audited
def change_spell(
    spell: Spell, *, told: Mapping[str, Any], seen: str, by: Worker, at: datetime
) -> Spell:
    """Put a spell right, or say when it ended; what stood before stays in the history.

    `seen` is what it said when they began to type, as `Spell.says` has it. Raises Overtaken when it
    says something else by now, and Refused when it was taken back.
    """
    locked = Spell.objects.select_for_update().select_related("person").get(pk=spell.pk)
    if locked.mistaken_because:
        raise Refused(f"It was taken back meanwhile: {locked.mistaken_because}")
    if seen != locked.says:
        raise Overtaken(
            f"A colleague changed this while you were typing. It says now: {locked.says}. Save"
            " again to put what you typed in its place"
        )
    _in_their_life(locked.person, told)
    for name, value in told.items():
        setattr(locked, name, value)
    locked.save(update_fields=list(told))
    record("spell.changed", on=locked, by=by, at=at, began_on=locked.began_on)
    return locked


@audited
def take_back_spell(spell: Spell, *, because: str, by: Worker, at: datetime) -> None:
    """Say that a spell never was, and why it was written."""
    locked = Spell.objects.select_for_update().get(pk=spell.pk)
    locked.mistaken_because = because
    locked.save(update_fields=["mistaken_because"])
    record("spell.taken-back", on=locked, by=by, at=at, because=because)


def _in_their_life(person: Person, told: Mapping[str, Any]) -> None:
    if person.born_on and told["began_on"] < person.born_on:
        raise Refused("The first day is before the date of birth. Check both", about="began_on")
    if told["ended_on"] and told["ended_on"] < told["began_on"]:
        raise Refused("The last day must be the first day or later", about="ended_on")
