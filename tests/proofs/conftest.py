"""What the proofs of this folder begin with."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.cast import Cast
from tests.proofs.log import Log
from tests.proofs.tampering import a_log


@pytest.fixture
def log(transactional_db: None, cast: Cast) -> Iterator[Log]:
    """Give a log that was written, and sealed three times."""
    with a_log(cast) as log:
        yield log
