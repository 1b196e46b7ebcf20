"""What has changed about somebody since a moment, named from the rows themselves. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from alongside.inpatient.models import Spell
from alongside.inpatient.queries import SpellAround
from alongside.kernel.period import day_of
from alongside.policy.contacts import Outcome
from alongside.standards.queries import Promised
from alongside.today.figures import Left


def changes(
    each: Promised, spells: Iterable[SpellAround], left: Left, *, since: datetime
) -> Iterable[str]:
    """Name what is new about somebody since a moment."""
    somebody, contacts, plans = each.somebody, each.contacts, each.plans
    first = day_of(since)
    moments: tuple[tuple[str, Any], ...] = (
        ("New zone", somebody.zone and somebody.zone.since),
        ("New co-ordinator", somebody.coordinated_since),
        (_missed(contacts.last_missed), contacts.last_missed_at),
        ("New plan", plans.plan_at),
        ("Transfer", somebody.transfer_since),
    )
    if somebody.began_on >= first:
        yield "New to the team"
    yield from (told for told, at in moments if at and at >= since)
    days = (("Reviewed", plans.last_review_on), ("Paused", somebody.paused_on))
    yield from (told for told, day in days if day and day >= first)
    yield from _of_spells(spells, since)
    yield from _of_the_team(left, since)


def _of_spells(spells: Iterable[SpellAround], since: datetime) -> Iterable[str]:
    first = day_of(since)
    for spell in spells:
        what = "Hospital" if spell.kind == Spell.Kind.INPATIENT else "Crisis team"
        if spell.began_on >= first or (spell.goes_on and spell.recorded_at >= since):
            yield f"{what}: began"
        if not spell.goes_on:
            yield f"{what}: ended"


def _of_the_team(left: Left, since: datetime) -> Iterable[str]:
    """Name what colleagues left to be done and known, and what they have done."""
    if any(one.at >= since for one in left.handovers):
        yield "Handed over"
    yield from (f"New task: {one.what}" for one in left.tasks if one.made_at >= since)
    yield from (f"Done: {one.what}" for one in left.done)


def _missed(outcome: str) -> str:
    return f"Missed: {Outcome(outcome).label.lower()}" if outcome else "Missed"
