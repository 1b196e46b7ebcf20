"""Passwords that are guessed first are not taken; any others are, whatever they are made of."""

from __future__ import annotations

from typing import Any, cast

import pytest
from django.conf import LazySettings
from django.contrib.auth.password_validation import get_password_validators, validate_password
from django.core.exceptions import ValidationError

from alongside.access.passwords import WORDS
from alongside.config.settings import AUTH_PASSWORD_VALIDATORS
from dev import CHECKOUT

ALL = get_password_validators(cast("Any", AUTH_PASSWORD_VALIDATORS))


@pytest.mark.parametrize(
    "password",
    [
        "Alongside2026!", "al0ng$ide-2026-12", "outreach-monday-1", "NHSpassword2026",
        "Summer 2026 Trust", "leedsandyork2026", "Leeds York 123456", "assertiveoutreach",
    ],
)  # fmt: skip
def test_words_of_this_place_make_no_password(password: str, settings: LazySettings) -> None:
    settings.ORGANISATION = "Leeds and York Partnership"
    with pytest.raises(ValidationError, match="guessed first"):
        validate_password(password, password_validators=ALL)


@pytest.mark.parametrize(
    "password",
    [
        "geese over the tramlines", "a nurse, three geese, a tram", "123 ~~~ $$$ ---",
        "wwwwqqqqzzzzyyyy", "пять гусей на трамвае", "on monday the tram is late",
        "geese, trams & paint " + "~" * 200,
    ],
)  # fmt: skip
def test_whatever_else_is_long_enough_is_one(password: str, settings: LazySettings) -> None:
    settings.ORGANISATION = "Leeds and York Partnership"
    validate_password(password, password_validators=ALL)


@pytest.mark.parametrize(
    "password",
    [
        "short of it", "123456789012", "qwertyuiop123", "109876543210", "1qaz2wsx3edc",
        "abcabcabcabc", "aaaaaaaaaaaaa", "qwertyqwerty2026", "Liverpool-2026!", "polniypizdec0211",
        "1" * 100_000,
    ],
)  # fmt: skip
def test_short_ones_and_those_that_everybody_has_are_not(password: str) -> None:
    with pytest.raises(ValidationError):
        validate_password(password, password_validators=ALL)


def test_the_words_stand_where_people_read_them() -> None:
    page = (CHECKOUT / "docs/security/sign-in.md").read_text()
    assert ", ".join(WORDS) in " ".join(page.replace("\n>", "").split())
