from __future__ import annotations

import ast

from alongside.kernel.rules import Mark
from alongside.policy.reads import EXPLANATIONS, LOOKED_BACK, NO_WORK, WORK
from tests.architecture.reading import modules


def test_each_explanation_says_what_it_is_where_it_comes_from_and_that_it_was_not_found() -> None:
    assert len({each.id for each in EXPLANATIONS}) == len(EXPLANATIONS)
    for each in EXPLANATIONS:
        assert each.sentence.endswith(".")
        assert each.missing
        assert not each.missing.endswith(".")
        assert each.source.mark is not Mark.RECALLED
        assert 0 <= each.reach < LOOKED_BACK


def test_every_word_of_the_trail_is_work_for_a_person_or_is_not() -> None:
    assert not set(WORK) & set(NO_WORK)
    assert {each for each in _first_words() if each not in {*WORK, *NO_WORK}} == set()


def test_what_excuses_itself_explains_nothing() -> None:
    assert {"connection", "emergency", "meeting", "reason", "relationship"} <= set(NO_WORK)


def _first_words() -> set[str]:
    """Read from the code what the trail can say, also where a variable is recorded."""
    found = set()
    for module in modules():
        if "record(" not in ast.unparse(module.tree):
            continue
        for node in ast.walk(module.tree):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "record" and node.args:
                found |= _texts(node.args[0])
            if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "what":
                found |= _texts(node.value)
    return {text.split(".")[0] for text in found if "." in text and " " not in text}


def _texts(node: ast.expr) -> set[str]:
    return {
        each.value
        for each in ast.walk(node)
        if isinstance(each, ast.Constant) and isinstance(each.value, str)
    }


def test_the_trail_was_read() -> None:
    """Without any, the test above would hold of nothing."""
    assert {"contact", "document", "screening", "breach", "emergency"} <= _first_words()
