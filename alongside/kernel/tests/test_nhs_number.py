from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.kernel.nhs_number import NhsNumber


@pytest.mark.parametrize(
    "typed", ["9999836909", "999 983 6909", "999-983-6909", " 999\u00a0983 6909"]
)
def test_it_is_read_however_people_space_it(typed: str) -> None:
    number = NhsNumber(typed)
    assert number == "9999836909"
    assert number.spaced == "999 983 6909"


@pytest.mark.parametrize("typed", ["", "999983690", "99998369091", "999983690x", "٩٩٩٩٨٣٦٩٠٩"])
def test_anything_but_ten_digits_is_refused_with_an_example(typed: str) -> None:
    with pytest.raises(ValueError, match="has 10 digits, like"):
        NhsNumber(typed)


@pytest.mark.parametrize("typed", ["9999836908", "0000000000", "1111111111", "9999999999"])
def test_a_wrong_check_digit_or_a_run_of_one_digit_is_refused(typed: str) -> None:
    with pytest.raises(ValueError, match="Check each digit"):
        NhsNumber(typed)


@given(st.integers(min_value=0, max_value=999_999_999), st.integers(min_value=0, max_value=8))
def test_one_wrong_digit_never_passes(first_nine: int, place: int) -> None:
    digits = f"{first_nine:09d}"
    valid = [d for d in "0123456789" if _is_valid(digits + d)]
    assert len(valid) <= 1
    for check in valid:
        wrong = str((int(digits[place]) + 1) % 10)
        assert not _is_valid(digits[:place] + wrong + digits[place + 1 :] + check)


@given(st.text())
def test_any_text_is_read_or_refused_in_words(typed: str) -> None:
    if _is_valid(typed):
        assert len(NhsNumber(typed)) == 10
    else:
        with pytest.raises(ValueError, match="NHS number"):
            NhsNumber(typed)


def _is_valid(digits: str) -> bool:
    try:
        NhsNumber(digits)
    except ValueError:
        return False
    return True
