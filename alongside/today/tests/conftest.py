"""It is Monday, nine in the morning, on every page that these tests open."""

from __future__ import annotations

import pytest
from django.utils import timezone

from tests.cast import NOW


@pytest.fixture(autouse=True)
def at_nine(monkeypatch: pytest.MonkeyPatch) -> None:
    """Set the clock that pages read."""
    monkeypatch.setattr(timezone, "now", lambda: NOW)
