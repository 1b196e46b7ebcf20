"""A list says what is missing in the same words as the decision, only cheaper."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.kernel.fact import Known
from alongside.policy.eligibility.deciding import Outcome, decide
from alongside.policy.eligibility.facts import Facts
from alongside.policy.eligibility.kinds import FactKind, FactType
from alongside.policy.eligibility.missing import outcome_and_missing
from alongside.policy.eligibility.pack import Pack
from alongside.policy.eligibility.reading import shipped_packs
from alongside.policy.eligibility.vocabulary import asked

ON = date(2026, 11, 23)


def _values(kind: FactKind) -> st.SearchStrategy[Any]:
    choices = sorted(kind.choices)
    return {
        FactType.YES_NO: st.booleans(),
        FactType.NUMBER: st.integers(0, 9),
        FactType.CHOICE: st.sampled_from(choices) if choices else st.none(),
        FactType.CHOICES: st.frozensets(st.sampled_from(choices or ["-"]), max_size=3),
        FactType.SPELLS: st.just(()),
        FactType.DAY: st.dates(date(1940, 1, 1), ON),
        FactType.AREA: st.sampled_from(["LS12", "LE1 5WW", "CF"]),
    }[kind.type]


told = st.fixed_dictionaries(
    {}, optional={kind.id: _values(kind).map(Known) for kind in asked()}
).map(lambda facts: Facts(ON, facts))


@given(st.sampled_from(shipped_packs()), told)
def test_the_list_asks_what_the_decision_asks(pack: Pack, facts: Facts) -> None:
    outcome, missing = outcome_and_missing(pack, facts)
    decided = decide(pack, facts)
    assert outcome is decided.outcome
    assert set(missing) == {question.fact for question in decided.questions}


@pytest.mark.parametrize("pack", shipped_packs(), ids=lambda pack: pack.id)
def test_of_somebody_about_whom_nothing_is_told_something_is_missing(pack: Pack) -> None:
    outcome, missing = outcome_and_missing(pack, Facts(ON))
    assert outcome is Outcome.CANNOT_TELL
    assert missing
