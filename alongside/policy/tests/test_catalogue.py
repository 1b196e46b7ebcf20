from typing import Any

import pytest

from alongside.kernel.rules import Mark, Rule
from alongside.policy.catalogue import POLICIES, REFUSING, RULES
from alongside.policy.eligibility import may_judge, may_refer
from alongside.policy.ladder import SHIPPED as LADDER
from alongside.policy.sources import BY_NAME
from alongside.policy.standards import STANDARDS
from alongside.policy.values import SHIPPED as VALUES
from alongside.policy.zones import ZONES


def test_every_rule_has_an_id_of_its_own() -> None:
    ids = [rule.id for rule in RULES]
    assert len(set(ids)) == len(ids)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_every_rule_has_one_sentence_and_a_source(rule: Rule[Any]) -> None:
    assert rule.sentence.endswith(".")
    assert rule.sentence[0].isupper()
    assert rule.source.title


def test_what_was_only_recalled_never_refuses() -> None:
    assert [rule.id for rule in REFUSING if rule.source.mark is Mark.RECALLED] == []


def test_every_policy_asks_a_question() -> None:
    assert all(policy.question.endswith("?") for policy in POLICIES)


def test_everything_declared_cites_a_named_source_or_its_own_reasoning() -> None:
    of_packs = {rule.id for policy in (may_refer, may_judge) for rule in policy.rules}
    cited = [
        *(rule.source for rule in RULES if rule.id not in of_packs),
        *(value.source for value in VALUES),
        *(step.source for step in LADDER.steps),
        *(standard.source for standard in STANDARDS.values()),
        *(zone.source for zone in ZONES.values()),
    ]
    for source in cited:
        assert source.mark is Mark.DERIVED or source in BY_NAME.values(), source


def test_no_rule_speaks_of_grades_of_risk() -> None:
    for rule in RULES:
        words = rule.sentence.lower()
        assert "risk" not in words, rule.id
        assert "score" not in words, rule.id
