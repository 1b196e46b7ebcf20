"""What the proofs of this folder begin with."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from dev import testing
from tests.cast import Cast


@pytest.fixture
def log(transactional_db: None, tmp_path: Path, cast: Cast) -> Iterator[object]:
    """Give a log that was written, and sealed three times."""
    from tests.proofs.log import Log

    with testing.CLUSTER.connect(testing.NAME) as superuser:
        key = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
        log = Log(superuser, tmp_path / "heads", key)
        log.begin(cast)
        yield log
