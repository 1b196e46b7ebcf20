"""What holds whatever the facts, the conditions and the packs."""

import json
from typing import Any

from hypothesis import example, given, settings
from hypothesis import strategies as st

from alongside.kernel.fact import NOT_KNOWN, Answer
from alongside.policy.eligibility import (
    Eligibility,
    Facts,
    Outcome,
    Pack,
    PackRefused,
    as_stored,
    decide,
    from_stored,
    pack_as_data,
    pack_from_data,
    pack_from_toml,
    pack_to_toml,
    shipped_packs,
)
from alongside.policy.eligibility.conditions import Condition
from alongside.policy.eligibility.explaining import explain
from alongside.policy.eligibility.lines import lines_of
from alongside.policy.eligibility.tests import given as any_

CANNOT_TELL = Answer.CANNOT_TELL
shipped = st.sampled_from(shipped_packs())


@st.composite
def growing(draw: st.DrawFn) -> tuple[Facts, Facts]:
    """Some facts, and the same with fewer of them known."""
    more = draw(any_.facts)
    kept = draw(st.sets(st.sampled_from(sorted(more.told)))) if more.told else set()
    less = Facts(more.on, {name: more.told[name] for name in kept})
    return less, more


@given(any_.conditions, growing())
@settings(max_examples=120, deadline=None)
def test_learning_a_fact_never_turns_an_answer_round(
    condition: Condition, facts: tuple[Facts, Facts]
) -> None:
    before, after = (condition.answer(one) for one in facts)
    assert before in {CANNOT_TELL, after}


@given(any_.packs() | shipped, growing())
@settings(max_examples=50, deadline=None)
def test_learning_a_fact_never_turns_a_decision_round(
    pack: Pack, facts: tuple[Facts, Facts]
) -> None:
    before, after = (decide(pack, one).outcome for one in facts)
    assert before in {Outcome.CANNOT_TELL, after}


@given(any_.conditions, any_.facts)
@settings(max_examples=80, deadline=None)
def test_who_cannot_tell_asks_a_question_or_a_person(condition: Condition, facts: Facts) -> None:
    finding = explain(condition, facts)
    assert finding.answer is condition.answer(facts)
    waits = bool(finding.questions) or finding.needs_judgement
    assert waits == (finding.answer is CANNOT_TELL)
    assert finding.because


@given(any_.packs() | shipped, any_.facts)
@settings(max_examples=50, deadline=None)
def test_a_decision_explains_itself_and_is_kept_whole(pack: Pack, facts: Facts) -> None:
    eligibility = decide(pack, facts)
    assert [one.id for one in eligibility.criteria] == [one.id for one in pack.criteria]
    assert all(one.because.endswith(".") for one in eligibility.criteria)
    assert from_stored(json.loads(json.dumps(as_stored(eligibility)))) == eligibility
    assert_waits(eligibility)


def assert_waits(eligibility: Eligibility) -> None:
    """A decision that cannot tell yet says what it waits for; one that can waits for nothing."""
    waits = bool(eligibility.questions or eligibility.to_judge)
    assert waits == (eligibility.outcome is Outcome.CANNOT_TELL)


@given(any_.packs())
@settings(max_examples=60, deadline=None)
def test_a_pack_is_written_and_read_back_the_same(pack: Pack) -> None:
    text = pack_to_toml(pack)
    assert pack_from_toml(text, "drawn.toml") == pack
    assert pack_to_toml(pack_from_toml(text, "drawn.toml")) == text
    assert pack_from_data(json.loads(json.dumps(pack_as_data(pack))), "drawn") == pack


@given(any_.packs())
@settings(max_examples=40, deadline=None)
def test_every_criterion_is_found_on_its_line(pack: Pack) -> None:
    text = pack_to_toml(pack)
    lines = text.split("\n")
    for path, line in lines_of(text).items():
        if len(path) == 3 and path[2] in {"id", "says", "from", "when"}:
            assert lines[line - 1].startswith(str(path[2]))
        if len(path) == 2 and isinstance(path[1], int):
            assert lines[line - 1] == f"[[{path[0]}]]"


@given(any_.facts)
@settings(max_examples=20, deadline=None)
def test_a_fact_told_as_not_known_is_a_fact_that_was_not_told(facts: Facts) -> None:
    silent = {name: fact for name, fact in facts.told.items() if fact is not NOT_KNOWN}
    for pack in shipped_packs():
        told, untold = decide(pack, facts), decide(pack, Facts(facts.on, silent))
        assert told.criteria == untold.criteria


keys = st.sampled_from(
    [
        "fact",
        "is",
        "among",
        "has",
        "count",
        "total",
        "any",
        "not",
        "of",
        "at_least",
        "area",
        "by",
        "within",
        "only",
        "how_many",
        "x",
    ]
)
words = st.sampled_from(["age", "inpatient", "yes", "24 months", "2026-02-31", "\x00", "é"])
scraps = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | words | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(keys, inner, max_size=4),
    max_leaves=8,
)


@given(shipped, st.data(), scraps)
@settings(max_examples=120, deadline=None)
@example(shipped_packs()[0], None, {})
def test_whatever_is_put_into_a_pack_it_is_read_or_refused(
    pack: Pack, data: Any, scrap: object
) -> None:
    table: Any = json.loads(json.dumps(pack_as_data(pack)))
    place = table
    while data and isinstance(place, dict | list) and place:
        names = list(place) if isinstance(place, dict) else list(range(len(place)))
        key = data.draw(st.sampled_from(names))
        if not isinstance(place[key], dict | list) or data.draw(st.booleans()):
            place[key] = scrap
            break
        place = place[key]
    assert all(says.endswith((".", "?")) for says in problems_of(table))


def problems_of(table: Any) -> list[str]:
    """What is wrong with a pack, nothing when it can be read."""
    try:
        pack_from_data(table, "draft")
    except PackRefused as refused:
        return [problem.says for problem in refused.problems]
    return []
