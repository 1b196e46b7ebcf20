"""What takes longer is found, and what answers otherwise too."""

from __future__ import annotations

import time

import pytest

from bench.visitor import Answer
from tests.proofs.timing import Ask, Pair


def after(seconds: float, status: int = 404) -> Ask:
    """Return how something is asked that takes so long."""

    def ask() -> Answer:
        until = time.perf_counter() + seconds
        while time.perf_counter() < until:
            pass
        return Answer(status, b"")

    return ask


@pytest.mark.parametrize(
    ("hidden", "holds"),
    [
        (after(0.002), True),
        (after(0.004), False),
        (after(0.001), False),
        (after(0.002, 200), False),
    ],
)
def test_what_takes_longer_or_answers_otherwise_is_found(hidden: Ask, *, holds: bool) -> None:
    pair = Pair("A page", hidden, after(0.002), 404, each=30)
    pair.measure()
    assert pair.line().holds == holds
