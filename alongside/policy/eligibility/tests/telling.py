"""Facts for tests, told in as few words as a referrer would use."""

from datetime import date, timedelta
from typing import Any

from alongside.kernel.fact import Answer, Known
from alongside.policy.eligibility import Facts, Pack, Spell, asked, decide, shipped_packs
from alongside.policy.eligibility.checking import Problems, Table
from alongside.policy.eligibility.conditions import Condition
from alongside.policy.eligibility.kinds import FactType
from alongside.policy.eligibility.reading_conditions import read_condition

TODAY = date(2026, 11, 22)
MET, NOT_MET, CANNOT_TELL = Answer.MET, Answer.NOT_MET, Answer.CANNOT_TELL


def told(on: date = TODAY, **values: Any) -> Facts:
    """Only these facts are known."""
    return Facts(on, {name: Known(value, source="referral") for name, value in values.items()})


def all_no(on: date = TODAY, **values: Any) -> Facts:
    """Every question was answered with no, none or nothing, but for these."""
    nothing = {
        FactType.YES_NO: False,
        FactType.CHOICES: frozenset(),
        FactType.SPELLS: (),
        FactType.NUMBER: 0,
    }
    answers = {kind.id: nothing[kind.type] for kind in asked() if kind.type in nothing}
    plain = {"primary_diagnosis": "none", "framework": "none", "offending": "none"}
    return told(on, **(answers | plain | {"born_on": date(1984, 3, 27)} | values))


def shipped(pack_id: str) -> Pack:
    return next(pack for pack in shipped_packs() if pack.id == pack_id)


def answer_of(pack: Pack, criterion_id: str, facts: Facts) -> Answer:
    found = {one.id: one.answer for one in decide(pack, facts).criteria}
    return found[criterion_id]


def condition(**data: Any) -> Condition:
    """The condition that a table tells."""
    problems = Problems()
    found = read_condition(Table(data, (), problems))
    assert found is not None, problems.found
    assert not problems.found
    return found


def stay(first: date, days: int = 1, **known: Any) -> Spell:
    """A spell of so many days."""
    return Spell(first, first + timedelta(days=days - 1), **known)


def stays(number: int, first: date = date(2026, 1, 1), **known: Any) -> tuple[Spell, ...]:
    """So many stays of a week, a month between them."""
    return tuple(stay(first + timedelta(days=30 * at), 7, **known) for at in range(number))
