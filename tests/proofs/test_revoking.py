from __future__ import annotations

import pytest

from tests.cast import Cast
from tests.proofs.revoking import KINDS, AMembership, World, withdrawn

pytestmark = pytest.mark.django_db(transaction=True)


def test_who_has_left_sees_nothing_from_then_on(cast: Cast) -> None:
    found = withdrawn(cast, (AMembership(),), 4, seed=1)
    assert (found.wrong, found.idle) == ([], [])
    assert found.later >= 8


def test_what_is_not_withdrawn_is_found_out(cast: Cast) -> None:
    class NotAtAll(AMembership):
        def withdraw(self, world: World) -> None:
            pass

    found = withdrawn(cast, (NotAtAll(),), 2, seed=1)
    assert len(found.wrong) == found.later >= 4


def test_each_way_to_lose_access_is_tried() -> None:
    assert len({type(kind) for kind in KINDS}) == 8
