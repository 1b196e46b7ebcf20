from __future__ import annotations

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from alongside.kernel.fact import Answer, all_of, any_of, at_least

MET, NOT_MET, CANNOT_TELL = Answer.MET, Answer.NOT_MET, Answer.CANNOT_TELL
ANSWERS = st.lists(st.sampled_from(list(Answer)), max_size=6)


def _worlds(answers: list[Answer]) -> list[tuple[bool, ...]]:
    """Every way in which what is not known may turn out."""
    return list(
        product(*({MET: [True], NOT_MET: [False], CANNOT_TELL: [True, False]}[a] for a in answers))
    )


def _answer(truths: set[bool]) -> Answer:
    return CANNOT_TELL if len(truths) == 2 else Answer.of(truths.pop())


@given(ANSWERS)
def test_all_any_and_some_say_no_more_than_every_way_it_may_turn_out(
    answers: list[Answer],
) -> None:
    worlds = _worlds(answers)
    assert all_of(answers) is _answer({all(world) for world in worlds})
    assert any_of(answers) is _answer({any(world) for world in worlds})
    for minimum in range(4):
        assert at_least(minimum, answers) is _answer({sum(world) >= minimum for world in worlds})


def test_the_opposite_of_not_knowing_is_not_knowing() -> None:
    assert [~answer for answer in (MET, NOT_MET, CANNOT_TELL)] == [NOT_MET, MET, CANNOT_TELL]
