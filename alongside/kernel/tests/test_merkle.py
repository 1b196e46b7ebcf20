from __future__ import annotations

from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.kernel.merkle import EMPTY_ROOT, Tree

LEAVES = [
    bytes.fromhex(leaf)
    for leaf in (
        "", "00", "10", "2021", "3031", "40414243", "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
]  # fmt: skip
# The roots that the reference implementation of Certificate Transparency is tested with.
ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
logs = st.lists(st.binary(max_size=40), max_size=70)


def mth(entries: list[bytes]) -> bytes:
    """RFC 6962, section 2.1, word for word."""
    if not entries:
        return sha256(b"").digest()
    if len(entries) == 1:
        return sha256(b"\x00" + entries[0]).digest()
    k = 1
    while k * 2 < len(entries):
        k *= 2
    return sha256(b"\x01" + mth(entries[:k]) + mth(entries[k:])).digest()


@pytest.mark.parametrize("size", range(9))
def test_the_roots_are_those_of_rfc_6962(size: int) -> None:
    assert Tree().extended(LEAVES[:size]).root.hex() == ROOTS[size]


@given(logs, st.integers(0, 70))
def test_a_tree_that_grew_is_the_tree_of_the_whole_log(log: list[bytes], cut: int) -> None:
    before = Tree().extended(log[:cut])
    grown = before.extended(log[cut:])
    assert before.root == mth(log[:cut])
    assert grown.root == mth(log)
    assert grown == Tree().extended(log)
    assert grown.is_possible
    assert Tree.unpacked(grown.size, grown.packed) == grown
    assert grown.size == len(log)


@given(logs.filter(bool), st.data())
def test_another_log_has_another_root(log: list[bytes], data: st.DataObject) -> None:
    other = data.draw(logs.filter(lambda drawn: drawn != log))
    assert Tree().extended(log).root != Tree().extended(other).root


def test_an_edge_that_no_tree_has_is_not_possible() -> None:
    assert not Tree(3, (EMPTY_ROOT,)).is_possible
    assert not Tree(-1, (EMPTY_ROOT,)).is_possible
    assert Tree(4, (EMPTY_ROOT,)).is_possible
