"""A tree of hashes over a log, in the shape of RFC 6962: its root says what is in every leaf."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from typing import Final

# A leaf never reads as a node, so no other log has the same root.
_LEAF: Final = b"\x00"
_NODE: Final = b"\x01"
_HASH: Final = 32  # bytes
EMPTY_ROOT: Final = sha256(b"").digest()


@dataclass(frozen=True)
class Tree:
    """A tree of some size, known by its right edge alone: the root of each full tree in it.

    It grows without its earlier leaves being read, and holds one hash for each power of two.
    """

    size: int = 0
    edge: tuple[bytes, ...] = ()

    def extended(self, entries: Iterable[bytes]) -> Tree:
        """Return the tree with more leaves at its end."""
        size, edge = self.size, list(self.edge)
        for entry in entries:
            node = sha256(_LEAF + entry).digest()
            size += 1
            full = size
            while not full & 1:  # two full trees of a size are one of the next
                node = sha256(_NODE + edge.pop() + node).digest()
                full >>= 1
            edge.append(node)
        return Tree(size, tuple(edge))

    @property
    def root(self) -> bytes:
        """The one hash that depends on every leaf, and on their order and number."""
        if not self.edge:
            return EMPTY_ROOT
        *others, node = self.edge
        for left in reversed(others):
            node = sha256(_NODE + left + node).digest()
        return node

    @property
    def packed(self) -> bytes:
        """The edge as one text of bytes."""
        return b"".join(self.edge)

    @classmethod
    def unpacked(cls, size: int, packed: bytes) -> Tree:
        """Return the tree of a size and an edge; whoever kept them may have kept another's."""
        starts = range(0, len(packed), _HASH)
        return cls(size, tuple(packed[start : start + _HASH] for start in starts))

    @property
    def is_possible(self) -> bool:
        """Whether a tree of this size has an edge of this length."""
        return self.size >= 0 and len(self.edge) == self.size.bit_count()
