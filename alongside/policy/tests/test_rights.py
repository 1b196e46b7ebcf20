"""Each nation has services of its own to turn to, and each says where we know it from."""

import pytest

from alongside.kernel.rules import Mark
from alongside.policy.rights import RIGHTS, rights_in
from alongside.policy.sources import BY_NAME
from alongside.policy.values import Nation


def test_every_nation_has_its_own() -> None:
    assert set(RIGHTS) == set(Nation)


def test_wales_says_llais_and_putting_things_right_and_never_pals() -> None:
    wales = rights_in("Wales")
    said = f"{wales.listens} {wales.complains.helps} {wales.to_anybody}"
    assert "Llais" in said
    assert "Putting Things Right" in said
    assert "PALS" not in said


@pytest.mark.parametrize("nation", list(Nation))
def test_each_way_is_a_sentence_with_a_named_source(nation: Nation) -> None:
    for turn in (RIGHTS[nation].listens, RIGHTS[nation].complains):
        assert turn.helps.endswith(".")
        assert turn.source in BY_NAME.values()


def test_what_was_only_recalled_is_marked() -> None:
    assert rights_in("Wales").complains.source.mark is Mark.RECALLED
