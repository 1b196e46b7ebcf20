"""What an own sign-in shows is what the oracle says, in short; `make prove` makes 400 histories."""

from __future__ import annotations

import os

import pytest

from alongside.policy.consent import Asked
from tests.cast import Cast
from tests.proofs.own_sign_ins import Oracle, histories

pytestmark = pytest.mark.django_db
HISTORIES = int(os.environ.get("ALONGSIDE_OWN_HISTORIES", "6"))


def test_an_own_sign_in_shows_what_the_oracle_says(cast: Cast) -> None:
    counted, differences = histories(cast, HISTORIES, 24)
    assert differences == []
    assert counted.histories >= HISTORIES


def test_what_is_shown_too_long_is_found(cast: Cast) -> None:
    class Stricter(Oracle):
        """Expects that a carer is told nothing any more."""

        def told(self, number: int) -> set[Asked]:
            return set()

    _, differences = histories(cast, 2, 24, oracle=Stricter)
    assert "the carer of" in differences[0]
