"""The packs that come with the program, as files and as packs."""

import pytest

from alongside.kernel.rules import Mark
from alongside.policy.eligibility import (
    Kind,
    Pack,
    pack_as_data,
    pack_from_data,
    pack_from_toml,
    pack_to_toml,
    shipped_packs,
)
from alongside.policy.eligibility.reading import SHELF

by_pack = pytest.mark.parametrize("pack", shipped_packs(), ids=lambda pack: pack.id)


def test_five_packs_are_shipped() -> None:
    assert {pack.id for pack in shipped_packs()} == {
        "wales-2007",
        "england-2001",
        "leicestershire",
        "leeds-dual-diagnosis",
        "nhs-england-2024",
    }


@by_pack
def test_the_file_is_written_exactly_as_the_editor_would_write_it(pack: Pack) -> None:
    text = (SHELF / f"{pack.id}.toml").read_text(encoding="utf-8")
    assert pack_to_toml(pack) == text
    assert pack_from_toml(text, "same.toml") == pack
    assert pack_from_data(pack_as_data(pack), "same") == pack


@by_pack
def test_every_criterion_names_its_paragraph(pack: Pack) -> None:
    assert all(pack.source_of(criterion).place for criterion in pack.criteria)


@by_pack
def test_what_is_only_recalled_never_decides(pack: Pack) -> None:
    recalled = [one for one in pack.criteria if pack.mark_of(one) is Mark.RECALLED]
    assert all(one.kind is Kind.SUPPORTING for one in recalled)
    assert not recalled or pack.supporting.judged


def test_only_the_markers_of_2024_are_recalled() -> None:
    recalled = {pack.id for pack in shipped_packs() if pack.source.mark is Mark.RECALLED}
    assert recalled == {"nhs-england-2024"}
