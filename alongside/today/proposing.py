"""What stated rules ask about somebody's zone, from what the board knows of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from functools import lru_cache
from typing import NamedTuple

from alongside.caseload.figures import InCare
from alongside.contacts.missed import NOT_MISSED, Missed, missed_in_a_row
from alongside.contacts.signs import signs_seen
from alongside.inpatient.models import Spell
from alongside.inpatient.queries import SpellAround
from alongside.kernel.period import day_of, start_of
from alongside.policy.relapse import NONE_SEEN, SignsSeen, signs_that_call
from alongside.policy.values import SHIPPED, Nation, Values
from alongside.policy.zones import Question, ZoneFacts, question
from alongside.standards.queries import Promised


def facts_about(
    somebody: InCare,
    spells: Iterable[SpellAround],
    *,
    missed: Missed,
    signs: SignsSeen = NONE_SEEN,
    on: date,
    values: Values = SHIPPED,
) -> ZoneFacts:
    """Return what the record says of somebody on a day that could call for another zone."""
    return ZoneFacts(
        on=on,
        nation=Nation(somebody.nation),
        joined_on=somebody.began_on,
        in_hospital=any(spell.is_in_hospital_now for spell in spells),
        in_transfer=somebody.transfer_since is not None,
        misses_in_a_row=missed.times,
        signs=signs,
        values=values,
    )


class Asked(NamedTuple):
    """What rules ask about a zone, and the early signs that call for what was agreed."""

    question: Question | None
    signs: SignsSeen


def asked_about(
    people: Sequence[Promised], spells: Iterable[Spell], *, at: datetime
) -> list[Asked]:
    """Return what is asked about each zone of one person, in the order of their teams.

    In two queries more than the page of the person has.
    """
    listed, on = [SpellAround.of(spell) for spell in spells], day_of(at)
    last_seen = {each.somebody.person_id: each.contacts.last_seen_at for each in people}
    missed, signs = missed_in_a_row(last_seen, at=at), signs_seen(last_seen.keys(), at=at)
    found = []
    for each in people:
        somebody, values = each.somebody, each.evidence.values
        theirs = signs.get(somebody.person_id, NONE_SEEN)
        question = question_about(
            somebody,
            listed,
            missed=missed.get(somebody.person_id, NOT_MISSED),
            signs=theirs,
            on=on,
            values=values,
        )
        nation = Nation(somebody.nation)
        found.append(Asked(question, signs_that_call(theirs, on=on, nation=nation, values=values)))
    return found


def question_about(
    somebody: InCare,
    spells: Iterable[SpellAround],
    *,
    missed: Missed,
    signs: SignsSeen = NONE_SEEN,
    on: date,
    values: Values = SHIPPED,
) -> Question | None:
    """Return what rules ask about the zone, until somebody has decided on it knowing the same."""
    zone = somebody.zone
    facts = facts_about(somebody, spells, missed=missed, signs=signs, on=on, values=values)
    asked = _asked(zone.zone if zone else "", facts)
    if asked is None or asked.proposed is None or zone is None or zone.review_on <= on:
        return asked
    arose = [
        start_of(somebody.began_on),
        *(spell.recorded_at for spell in spells if spell.is_in_hospital_now),
        *(at for at in (somebody.transfer_since, missed.last_at, signs.last_at) if at),
    ]
    return asked if zone.set_at < max(arose) else None


_asked = lru_cache(maxsize=4096)(question)  # most of a team's people are told of alike
