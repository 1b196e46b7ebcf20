"""Facts and decisions kept as plain data that JSON can hold, and read back the same."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from alongside.kernel.fact import NOT_KNOWN, Answer, Fact, Known
from alongside.kernel.rules import Mark, Source
from alongside.policy.eligibility.deciding import (
    CriterionAnswer,
    Eligibility,
    Judgement,
    Outcome,
    SupportingAnswer,
)
from alongside.policy.eligibility.explaining import Evidence, Question
from alongside.policy.eligibility.facts import Facts
from alongside.policy.eligibility.kinds import FactType, FactValue
from alongside.policy.eligibility.pack import Kind
from alongside.policy.eligibility.spells import Spell
from alongside.policy.eligibility.vocabulary import VOCABULARY

Data = dict[str, Any]


def facts_as_stored(facts: Facts) -> Data:
    """Return facts as plain data; what is not known is written down as not known."""
    told = {name: _fact_as_stored(facts.told[name]) for name in sorted(facts.told)}
    return {"on": facts.on.isoformat(), "told": told}


def facts_from_stored(data: Mapping[str, Any]) -> Facts:
    """Return the facts that were stored."""
    told = {name: _fact_from_stored(name, fact) for name, fact in data["told"].items()}
    return Facts(date.fromisoformat(data["on"]), told)


def _fact_as_stored(fact: Fact[FactValue]) -> Data | None:
    if not isinstance(fact, Known):
        return None
    return {
        "value": value_as_stored(fact.value),
        "as_of": _day_as_stored(fact.as_of),
        "source": fact.source,
    }


def _fact_from_stored(name: str, data: Data | None) -> Fact[FactValue]:
    if data is None:
        return NOT_KNOWN
    value = value_from_stored(name, data["value"])
    return Known(value, as_of=_day_from_stored(data["as_of"]), source=data["source"])


def value_as_stored(value: FactValue) -> Any:
    """Return the value of a fact as JSON can hold it."""
    if isinstance(value, tuple):
        return [_spell_as_stored(spell) for spell in value]
    if isinstance(value, frozenset):
        return sorted(value)
    return value.isoformat() if isinstance(value, date) else value


def value_from_stored(name: str, value: Any) -> FactValue:
    """Return the value of a fact from JSON, by the kind of the fact."""
    read = _READ.get(VOCABULARY[name].type)
    found: FactValue = read(value) if read else value
    return found


def _spell_as_stored(spell: Spell) -> Data:
    days = {"first": spell.first.isoformat(), "last": _day_as_stored(spell.last)}
    return days | {"detained": spell.detained, "planned": spell.planned}


def _spell_from_stored(data: Data) -> Spell:
    first, last = date.fromisoformat(data["first"]), _day_from_stored(data["last"])
    return Spell(first, last, detained=data["detained"], planned=data["planned"])


_READ: Mapping[FactType, Callable[[Any], FactValue]] = {
    FactType.DAY: date.fromisoformat,
    FactType.CHOICES: frozenset,
    FactType.SPELLS: lambda rows: tuple(_spell_from_stored(row) for row in rows),
}


def as_stored(eligibility: Eligibility) -> Data:
    """Return a decision as plain data: facts, version of the pack, and every answer."""
    supporting = eligibility.supporting
    return {
        "pack": {
            "id": eligibility.pack_id,
            "title": eligibility.pack_title,
            "version": eligibility.pack_version,
        },
        "outcome": eligibility.outcome.value,
        "criteria": [_criterion_as_stored(one) for one in eligibility.criteria],
        "supporting": _supporting_as_stored(supporting) if supporting else None,
        "facts": facts_as_stored(eligibility.facts),
    }


def from_stored(data: Mapping[str, Any]) -> Eligibility:
    """Return the decision that was stored, whatever has become of the pack since."""
    supporting = data["supporting"]
    return Eligibility(
        pack_id=data["pack"]["id"],
        pack_title=data["pack"]["title"],
        pack_version=data["pack"]["version"],
        outcome=Outcome(data["outcome"]),
        criteria=tuple(_criterion_from_stored(one) for one in data["criteria"]),
        facts=facts_from_stored(data["facts"]),
        supporting=_supporting_from_stored(supporting) if supporting else None,
    )


def _criterion_as_stored(one: CriterionAnswer) -> Data:
    return {
        "id": one.id,
        "kind": one.kind.value,
        "says": one.says,
        "source": {
            "title": one.source.title,
            "place": one.source.place,
            "mark": one.source.mark.value,
            "url": one.source.url,
        },
        "evidence": [_evidence_as_stored(item) for item in one.evidence],
        "questions": [{"fact": asked.fact, "asks": asked.asks} for asked in one.questions],
        "open_to_judgement": one.open_to_judgement,
    } | _answer_as_stored(one)


def _criterion_from_stored(data: Data) -> CriterionAnswer:
    source = data["source"]
    return CriterionAnswer(
        id=data["id"],
        kind=Kind(data["kind"]),
        says=data["says"],
        source=Source(source["title"], source["place"], Mark(source["mark"]), source["url"]),
        evidence=tuple(_evidence_from_stored(item) for item in data["evidence"]),
        questions=tuple(Question(**asked) for asked in data["questions"]),
        open_to_judgement=data["open_to_judgement"],
        **_answer_from_stored(data),
    )


def _supporting_as_stored(one: SupportingAnswer) -> Data:
    return {"asked": one.asked} | _answer_as_stored(one)


def _supporting_from_stored(data: Data) -> SupportingAnswer:
    return SupportingAnswer(asked=data["asked"], **_answer_from_stored(data))


def _answer_as_stored(one: CriterionAnswer | SupportingAnswer) -> Data:
    return {
        "answer": one.answer.value,
        "reckoned": one.reckoned.value,
        "because": one.because,
        "needs_judgement": one.needs_judgement,
        "judgement": judgement_as_stored(one.judgement) if one.judgement else None,
    }


def _answer_from_stored(data: Data) -> Data:
    judgement = data["judgement"]
    return {
        "answer": Answer(data["answer"]),
        "reckoned": Answer(data["reckoned"]),
        "because": data["because"],
        "needs_judgement": data["needs_judgement"],
        "judgement": judgement_from_stored(judgement) if judgement else None,
    }


def judgement_as_stored(judgement: Judgement) -> Data:
    """Return a judgement as plain data."""
    return {
        "answer": judgement.answer.value,
        "reason": judgement.reason,
        "by": judgement.by,
        "on": judgement.on.isoformat(),
    }


def judgement_from_stored(data: Mapping[str, Any]) -> Judgement:
    """Return the judgement that was stored."""
    on = date.fromisoformat(data["on"])
    return Judgement(Answer(data["answer"]), data["reason"], data["by"], on)


def _evidence_as_stored(item: Evidence) -> Data:
    return {
        "fact": item.fact,
        "says": item.says,
        "as_of": _day_as_stored(item.as_of),
        "source": item.source,
        "rows": list(item.rows),
    }


def _evidence_from_stored(data: Data) -> Evidence:
    as_of = _day_from_stored(data["as_of"])
    return Evidence(data["fact"], data["says"], as_of, data["source"], tuple(data["rows"]))


def _day_as_stored(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _day_from_stored(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
