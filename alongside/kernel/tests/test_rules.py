from __future__ import annotations

import pytest

from alongside.kernel.rules import Mark, Policy, Refused, Source, rule

GUIDE = Source("A guide", "§ 2")


@rule("stairs.light", source=GUIDE)
def there_is_light(facts: frozenset[str]) -> bool:
    """The stairwell
    is lit."""
    return "light" in facts


@rule("stairs.company", source=GUIDE)
def there_are_two(facts: frozenset[str]) -> bool:
    """Two workers go together."""
    return "two" in facts


may_go_up = Policy("May they go up?", there_is_light, there_are_two)


def test_a_refusal_names_every_rule_that_objects() -> None:
    decision = may_go_up(frozenset())
    assert not decision
    assert [rule.id for rule in decision.objections] == ["stairs.light", "stairs.company"]
    with pytest.raises(Refused, match=r"The stairwell is lit\. Two workers go together\.") as why:
        Refused.unless(decision)
    assert why.value.objections == decision.objections


def test_a_policy_agrees_when_no_rule_objects() -> None:
    assert may_go_up(frozenset({"light", "two"}))


def test_a_rule_without_a_sentence_cannot_be_declared() -> None:
    with pytest.raises(TypeError, match="no sentence"):
        rule("silent", source=GUIDE)(lambda _: True)


def test_a_recalled_source_says_so_wherever_it_is_cited() -> None:
    assert str(GUIDE) == "A guide, § 2"
    assert str(Source("A memory", mark=Mark.RECALLED)) == "A memory (recalled, to be checked)"
