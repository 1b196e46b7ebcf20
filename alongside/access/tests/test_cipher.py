"""What is enciphered opens in its place only, and with a key of this service only."""

from __future__ import annotations

import pytest
from django.conf import LazySettings
from hypothesis import given
from hypothesis import strategies as st

from alongside.access.cipher import Unreadable, decipher, encipher

HERE = "people_restricted.entry_code_enciphered.1"


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=300))
def test_a_text_comes_back_as_it_was(text: str) -> None:
    assert decipher(encipher(text, place=HERE), place=HERE) == text


def test_the_same_text_is_never_kept_alike() -> None:
    assert encipher("C1247", place=HERE) != encipher("C1247", place=HERE)
    assert encipher("", place=HERE) == b"", "what is not written down is told apart without a key"


@given(st.integers(0, 8 * 37 - 1))
def test_any_bit_that_changes_is_noticed(bit: int) -> None:
    kept = bytearray(encipher("C1247", place=HERE))
    kept[bit // 8] ^= 1 << bit % 8
    with pytest.raises(Unreadable):
        decipher(bytes(kept), place=HERE)


@pytest.mark.parametrize(
    "elsewhere",
    [
        "people_restricted.entry_code_enciphered.2",
        "people_restricted.safe_address_enciphered.1",
        "people_other.entry_code_enciphered.1",
    ],
)
def test_what_was_moved_to_another_place_does_not_open(elsewhere: str) -> None:
    with pytest.raises(Unreadable):
        decipher(encipher("C1247", place=HERE), place=elsewhere)


def test_a_new_key_enciphers_and_the_old_one_still_opens(settings: LazySettings) -> None:
    old = encipher("C1247", place=HERE)
    settings.RECORD_KEYS = [b"n" * 32, *settings.RECORD_KEYS]
    new = encipher("C1247", place=HERE)
    assert decipher(old, place=HERE) == decipher(new, place=HERE) == "C1247"
    settings.RECORD_KEYS = settings.RECORD_KEYS[:1]
    assert decipher(new, place=HERE) == "C1247"
    with pytest.raises(Unreadable):
        decipher(old, place=HERE)
