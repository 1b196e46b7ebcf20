"""What an own sign-in shows: through the views of the database, and asked again of what decides."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils import timezone

from alongside.access.deciding import Actor, Kind, Subject, Verdict, decide
from alongside.own.asking import Own
from alongside.own.seen import CopyAsked, Plan, Themself, Told, ToldToCarer, goals_of, spell_of
from alongside.policy.consent import Asked
from alongside.rights.looked import LET_BE_TOLD, YOU, Looked, looked_of
from alongside.rights.shared import Shared, ground_of_letter, why_disclosed
from alongside.staff.letterhead import rights_told, role_of

_PERSON = """
SELECT own_id, person_id, given_name, family_name, known_as, team, phone, is_in_care, nation, pals,
    complaints, advocacy
FROM own_person
"""
_PLAN = """
SELECT own_id, in_their_words, early_signs, in_a_crisis, written_at, goals, triggers, what_helps,
    what_family_does, response
FROM own_plan
"""
_TOLD = """
SELECT own_id, recipient_id, name, asked, look_again_on, signs_in FROM own_told
ORDER BY name, recipient_id
"""
_SHARED = """
SELECT own_id, given_on, what, to_whom, ground, is_letter FROM own_shared
ORDER BY given_on DESC, at DESC, what
"""
_COPIES = """
SELECT own_id, asked_on, came, answered_on, is_longer FROM own_copies
ORDER BY asked_on DESC, at DESC
"""
_LOOKED = "SELECT who, name, profession, agency, how, first_on, last_on, days FROM own_looked()"
_CARER = """
SELECT own_id, person_id, asked, name, team, phone, in_their_words, early_signs, goals, in_a_crisis,
    spells, what_family_does
FROM own_carer
"""
_LABELS = {each.value: each.to_them for each in Asked}
_ORDER = {each: place for place, each in enumerate(_LABELS)}


def themself_for(own: Own) -> Themself | None:
    """Return who somebody in care is here, or None when there is nothing that we can show them."""
    rows = _rows(own, Kind.IDENTITY, _PERSON)
    if not rows:
        return None
    [[person_id, given, family, known_as, team, phone, in_care, nation, pals, complains, helps]] = (
        rows
    )
    return Themself(
        person_id,
        known_as or given or family or "Name not known",
        team,
        phone,
        in_care,
        rights_told(nation, pals=pals, complaints=complains, advocacy=helps),
    )


def plan_for(own: Own) -> Plan | None:
    """Return their newest plan, or None when none was written."""
    rows = _rows(own, Kind.CLINICAL, _PLAN)
    if not rows:
        return None
    [[words, signs, crisis, written_at, goals, *when_signs_show]] = rows
    return Plan(words, signs, crisis, written_at, goals_of(_read(goals)), *when_signs_show)


def looked_for(own: Own) -> Looked:
    """Return who has seen their record, how often and why, themself and carers among them."""
    them = themself_for(own)
    if them is None:
        return Looked((), (), None)
    with connection.cursor() as cursor:
        cursor.execute(_LOOKED)
        rows = cursor.fetchall()
    called: dict[UUID, tuple[str, str]] = {}
    for who, name, profession, agency, how, *_ in rows:
        if how == "themself":
            called[who] = YOU
        elif name:
            role = f"Of {agency}" if agency else role_of(profession)
            called[who] = (name, LET_BE_TOLD if how == "told" else role)
    return looked_of([(row[0], *row[4:]) for row in rows], called)


def told_for(own: Own) -> list[Told]:
    """Return whom they let be told what, by name."""
    found: dict[UUID, list[Any]] = {}
    for recipient, *row in _rows(own, Kind.CLINICAL, _TOLD):
        found.setdefault(recipient, []).append(row)
    return [_told(recipient, rows) for recipient, rows in found.items()]


def _told(recipient_id: UUID, rows: list[Any]) -> Told:
    asked = sorted((row[1] for row in rows), key=lambda each: _ORDER.get(each, len(_ORDER)))
    what = tuple(_LABELS.get(each, each) for each in asked)
    return Told(recipient_id, rows[0][0], what, min(row[2] for row in rows), rows[0][3])


def shared_for(own: Own) -> list[Shared]:
    """Return what was given to others about them, newest first."""
    return [
        Shared(on, what, to, ground_of_letter(ground) if is_letter else why_disclosed(ground))
        for on, what, to, ground, is_letter in _rows(own, Kind.CLINICAL, _SHARED)
    ]


def copies_for(own: Own) -> list[CopyAsked]:
    """Return which copies of their record they asked for themself, newest first."""
    return [
        CopyAsked(asked_on, came or "", answered_on, is_longer)
        for asked_on, came, answered_on, is_longer in _rows(own, Kind.CLINICAL, _COPIES)
    ]


def carer_for(own: Own) -> ToldToCarer | None:
    """Return what a carer may be told now, or None when there is nothing that we can show."""
    with connection.cursor() as cursor:
        cursor.execute(_CARER)
        row = cursor.fetchone()
    if row is None:
        return None
    own_id, person_id, asked, name, team, phone, words, signs, goals, crisis, spells, family = row
    kinds = _may_be_told(own, own_id, asked)
    if not kinds:
        return None
    return ToldToCarer(
        person_id, name, kinds, team, phone, words, signs, goals_of(_read(goals)), crisis,
        tuple(map(spell_of, _read(spells))), family,
    )  # fmt: skip


def _may_be_told(own: Own, own_id: UUID, asked: Sequence[str]) -> frozenset[Asked]:
    """Ask what decides of each kind, as every page does: of what the view says they may be told."""
    told = frozenset(Asked(each) for each in asked if each in _LABELS)
    subject, now = Subject(known_to=frozenset(), told_to={own_id: told}), timezone.now()
    return frozenset(
        each
        for each in told
        if decide(Actor(own.pk), subject=subject, kind=Kind.TOLD, at=now, asked=each)
        is Verdict.ALLOW
    )


def _rows(own: Own, kind: Kind, statement: str) -> list[list[Any]]:
    """Return the rows that a view gives, where what decides agrees that they are the asker's."""
    with connection.cursor() as cursor:
        cursor.execute(statement)
        rows = cursor.fetchall()
    return [list(row[1:]) for row in rows if _may_see(own, row[0], kind)]


def _may_see(own: Own, own_id: UUID, kind: Kind) -> bool:
    subject = Subject(known_to=frozenset(), themself=frozenset({own_id}))
    verdict = decide(Actor(own.pk), subject=subject, kind=kind, at=timezone.now())
    return verdict is Verdict.ALLOW


def _read(told: Any) -> Any:
    return json.loads(told) if isinstance(told, str) else told
