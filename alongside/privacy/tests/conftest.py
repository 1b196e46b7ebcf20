from __future__ import annotations

import pytest

from alongside.access.deciding import Role
from alongside.staff.models import Worker
from tests.cast import Cast, asking, hire


@pytest.fixture
def grace(cast: Cast) -> Worker:
    """The privacy officer of the North team."""
    with asking(cast.ada):
        return hire("Grace Osei", cast.north, Role.PRIVACY_OFFICER)
