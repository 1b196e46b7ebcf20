"""What an accepted referral told of somebody goes into their own record, with who told it."""

from __future__ import annotations

from datetime import date, datetime

from alongside.inpatient.actions import note_spell
from alongside.inpatient.models import SECTION_NOT_TOLD, Spell
from alongside.inpatient.queries import spells_known_of
from alongside.kernel.fact import Known
from alongside.kernel.period import day_of
from alongside.nhsuk.words import day
from alongside.policy.eligibility.spells import Spell as Told
from alongside.referrals.facts import told_by, told_in
from alongside.referrals.models import Referral
from alongside.staff.models import Worker

_FACTS = {
    "inpatient_spells": Spell.Kind.INPATIENT,
    "crisis_spells": Spell.Kind.HOME_TREATMENT,
}
_LONGEST = 200


def hand_on_spells(referral: Referral, *, by: Worker, at: datetime) -> list[Spell]:
    """Write down the stays that a referral told of; what our own record knows already stands."""
    person = referral.person
    if person is None:
        return []
    facts = told_in(referral)
    written: list[Spell] = []
    for name, kind in _FACTS.items():
        fact = facts.get(name)
        if not isinstance(fact, Known) or not isinstance(fact.value, tuple):
            continue
        known = list(spells_known_of(person.pk, kind))
        source = f"{fact.source or told_by(referral)}, in the referral of {_came_on(referral)}"
        for told in fact.value:
            if not isinstance(told, Told) or _is_known(told, known, born_on=person.born_on):
                continue
            words = _words(told, kind) | {"source": source[:_LONGEST]}
            known.append(note_spell(person, told=words, by=by, at=at))
            written.append(known[-1])
    return written


def _words(told: Told, kind: Spell.Kind) -> dict[str, object]:
    """Return a told stay as the record keeps it: where it was, a referral does not tell."""
    in_hospital = kind is Spell.Kind.INPATIENT
    return {
        "kind": kind,
        "began_on": told.first,
        "ended_on": told.last,
        "section": SECTION_NOT_TOLD if in_hospital and told.detained else "",
        "planned": in_hospital and bool(told.planned),
    }


def _is_known(told: Told, known: list[Spell], *, born_on: date | None) -> bool:
    """Whether our record has a stay on one of these days; one before their birth is a slip."""
    if born_on and told.first < born_on:
        return True
    last = told.last or date.max
    return any(
        each.began_on <= last and (each.ended_on or date.max) >= told.first for each in known
    )


def _came_on(referral: Referral) -> str:
    return day(day_of(referral.received_at or referral.begun_at))
