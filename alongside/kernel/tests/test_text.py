"""Nobody's name shows as another because of a sign that nobody can see."""

from __future__ import annotations

import pytest

from alongside.kernel.text import lines_of, without_overrides


@pytest.mark.parametrize(
    "sign", [*map(chr, range(0x202A, 0x202F)), *map(chr, range(0x2066, 0x206A))]
)
def test_a_sign_that_turns_what_follows_goes(sign: str) -> None:
    assert without_overrides(f"Third{sign}evil") == "Thirdevil"


@pytest.mark.parametrize("mark", ["\u200e", "\u200f", "\u061c", "\u200c", "\u200d"])
def test_what_a_script_needs_stays(mark: str) -> None:
    assert without_overrides(f"{mark}Miriam{mark}") == f"{mark}Miriam{mark}"


def test_an_address_is_its_lines_and_its_postcode_without_what_is_empty() -> None:
    assert lines_of("Flat 2\n\n 9 Elm Row \r\nLeeds", "LS1 4AB") == (
        "Flat 2",
        "9 Elm Row",
        "Leeds",
        "LS1 4AB",
    )
    assert lines_of("", " ") == ()
