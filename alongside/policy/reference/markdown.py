"""Rules, values and sources as Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from alongside.kernel.rules import Mark, Policy, Rule, Source
from alongside.policy.values import Value

MARKS = {Mark.SEEN: "seen", Mark.RECALLED: "recalled, to be checked"}


def table(headings: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Return a table of rows under headings."""
    lines = [headings, ["---"] * len(headings), *rows]
    return "\n".join(f"| {' | '.join(_cell(each) for each in line)} |" for line in lines)


def _cell(content: object) -> str:
    return str(content).replace("|", "\\|").replace("\n", " ") or "none"


def cited(source: Source) -> str:
    """Return a source as the pages cite it, with how well it is known."""
    if source.mark is Mark.DERIVED:
        return f"derived: {source.place}"
    told = f"{source.title}, {source.place}" if source.place else source.title
    linked = f"[{told}]({source.url})" if source.url else told
    return f"{linked} ({MARKS[source.mark]})"


def facts(told: Iterable[tuple[str, str]]) -> str:
    """Return facts as a list, each with its name."""
    return "\n".join(f"- **{name}**: {fact}" for name, fact in told)


def nation_of(value: Value) -> str:
    """Return the nation for which a value holds."""
    return value.nation.label if value.nation else "both"


def rules_table(rules: Iterable[Rule[Any]]) -> str:
    """Return rules as a table."""
    rows = [(f"`{rule.id}`", rule.sentence, cited(rule.source)) for rule in rules]
    return table(["Rule", "Sentence", "Source"], rows)


def policy_section(policy: Policy[Any]) -> str:
    """Return a policy: its question and its rules."""
    told = "A refusal names every rule that objects."
    return f"## {policy.question}\n\n{told}\n\n{rules_table(policy.rules)}"


def dates(value: Value) -> str:
    """Return the days on which a value is in force."""
    since = "" if value.in_force_from == date.min else f"from {value.in_force_from:%-d %B %Y}"
    until = "" if value.in_force_to is None else f"to {value.in_force_to:%-d %B %Y}"
    return " ".join(part for part in (since, until) if part) or "always"


def numbered(sentences: Iterable[str]) -> str:
    """Return sentences as a numbered list."""
    return "\n".join(f"{number}. {said}" for number, said in enumerate(sentences, start=1))


def values_table(values: Iterable[Value]) -> str:
    """Return values as a table."""
    rows = [
        (
            f"`{v.id}`",
            v.sentence,
            v.text,
            nation_of(v),
            v.kind.label,
            dates(v),
            cited(v.source) + (", local" if v.local else ""),
        )
        for v in values
    ]
    return table(["Value", "Sentence", "Is", "Nation", "Kind", "In force", "Source"], rows)
