from __future__ import annotations

import pytest

from tests.cast import Cast
from tests.proofs.histories import histories
from tests.proofs.who_sees import Oracle

pytestmark = pytest.mark.django_db(transaction=True)


def test_everybody_sees_whom_they_may_whatever_happened(cast: Cast) -> None:
    counted, differences = histories(cast, 8, 1)
    assert differences == []
    assert counted.histories >= 8
    assert counted.steps >= 100


def test_a_rule_that_the_program_does_not_keep_is_found(cast: Cast) -> None:
    """As if administrators saw nobody: the shortest history in which it shows is told."""

    def without_administrators(oracle: Oracle, worker: str, person: int) -> bool:
        return worker != "ada" and oracle.sees(worker, person)

    _, [difference] = histories(cast, 4, 1, sees=without_administrators)
    assert difference.startswith("ada sees [0] by the query and may see [], after: ")
