"""The chapter on eligibility: every pack that is shipped, criterion by criterion."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from alongside.policy.deciding import may_decide
from alongside.policy.eligibility import (
    REFERRERS,
    VOCABULARY,
    Criterion,
    FactKind,
    Kind,
    Pack,
    asked,
    condition_as_data,
    may_judge,
    may_refer,
    shipped_packs,
)
from alongside.policy.reference.markdown import cited, policy_section, table
from alongside.policy.referring import may_send

INTRODUCTION = (
    "A criterion is answered met, not met or cannot tell; what cannot be told becomes a question"
    " to the referrer. A service edits its own version of a pack, dated; old decisions keep the"
    " version under which they were made. A criterion that is only recalled turns nobody away."
)
COMPOSED = {"all", "any", "not", "of"}
KINDS = {Kind.REQUIRED: "Required", Kind.SUPPORTING: "Supporting", Kind.EXCLUDING: "Excluding"}


def eligibility_chapter() -> str:
    """Return the chapter on who may have assertive outreach."""
    questions = [
        (f"`{kind.id}`", kind.group.value, kind.asks, kind.type.value, _choices(kind))
        for kind in asked()
    ]
    referrers = [
        (name, "yes" if may_refer(referrer) else "no") for referrer, name in REFERRERS.items()
    ]
    return "\n\n".join(
        [
            INTRODUCTION,
            *(_pack(pack) for pack in shipped_packs()),
            policy_section(may_judge),
            policy_section(may_decide),
            policy_section(may_refer),
            policy_section(may_send),
            table(["Who refers", "May"], referrers),
            "## What criteria can ask about",
            table(["Fact", "About", "Question", "Is", "Answers"], questions),
        ]
    )


def _pack(pack: Pack) -> str:
    rows = [_criterion(pack, criterion) for criterion in pack.criteria]
    told = (
        f"Pack `{pack.id}`, version {pack.version}, {pack.nation}, in force from"
        f" {pack.in_force_from:%-d %B %Y}. Supporting criteria: {pack.supporting}."
        f" {cited(pack.source)}."
    )
    headings = ["Criterion", "Kind", "Says", "Met when", "Source"]
    parts = [f"## {pack.title}", told, pack.notes.strip(), table(headings, rows)]
    return "\n\n".join(part for part in parts if part)


def _criterion(pack: Pack, criterion: Criterion) -> tuple[str, ...]:
    example = " (the number is an example: a person may judge)" if criterion.example else ""
    return (
        f"`{criterion.id}`",
        KINDS[criterion.kind],
        criterion.says,
        in_words(condition_as_data(criterion.when)) + example,
        cited(pack.source_of(criterion)),
    )


def _choices(kind: FactKind) -> str:
    return "; ".join(kind.choices.values())


def in_words(condition: Mapping[str, Any]) -> str:
    """Return a condition, as a pack writes it, in words."""
    if "all" in condition:
        return _joined(condition["all"], "and")
    if "any" in condition:
        return _joined(condition["any"], "or")
    if "not" in condition:
        return f"not ({in_words(condition['not'])})"
    if "of" in condition:
        rest = {word: value for word, value in condition.items() if word != "of"}
        return f"{_said(rest)} of: {_joined(condition['of'], ';')}"
    return _said(condition)


def _joined(conditions: list[Mapping[str, Any]], word: str) -> str:
    parts = [
        f"({in_words(each)})" if COMPOSED & each.keys() else in_words(each) for each in conditions
    ]
    return "; ".join(parts) if word == ";" else f" {word} ".join(parts)


def _said(condition: Mapping[str, Any]) -> str:
    """Return one test of one fact; a plain yes is said by the fact alone."""
    if condition.get("is") == "yes":
        return VOCABULARY[condition["fact"]].label
    told = []
    for word, value in condition.items():
        if word == "fact":
            told.append(VOCABULARY[value].label)
        else:
            told.append(f"{word.replace('_', ' ')} {_value(value)}")
    return f"{told[0]}: {', '.join(told[1:])}" if "fact" in condition else ", ".join(told)


def _value(value: object) -> str:
    listed = value if isinstance(value, list) else [value]
    return " or ".join(str(each).replace("_", " ") for each in listed)
