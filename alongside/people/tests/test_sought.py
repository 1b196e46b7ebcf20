"""What is typed into the search box is read as people mean it, and is never an error."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.people.sought import Sought, sought

TODAY = date(2026, 11, 23)


def read(typed: str) -> Sought:
    return sought(typed, today=TODAY)


@pytest.mark.parametrize(
    "typed",
    [
        "29/2/1984", "29/02/84", "29-2-84", "29.2.1984", "29 2 1984", "29 feb 1984", "29Feb84",
        "29th of February 1984", "February 29 1984", "1984-02-29", "29021984", "290284",
    ],
)  # fmt: skip
def test_a_birthday_is_read_however_it_is_typed(typed: str) -> None:
    assert date(1984, 2, 29) in read(typed).born_on
    assert read(typed).names == ()
    assert not read(typed).digits


def test_a_year_of_two_digits_may_be_of_either_century_but_not_to_come() -> None:
    assert read("1/6/05").born_on == (date(2005, 6, 1), date(1905, 6, 1))
    assert read("1/6/84").born_on == (date(1984, 6, 1),)


def test_a_day_that_never_was_is_said_to_be_none() -> None:
    assert read("31/2/1984") == Sought(unreal="31/2/1984")
    assert read("29/2/2099").unreal


@pytest.mark.parametrize("typed", ["999 983 6909", "9999836909", "999-983-6909", " 9999836909 "])
def test_an_nhs_number_is_read_with_any_spacing(typed: str) -> None:
    assert read(typed) == Sought(digits="9999836909")


def test_names_lose_accents_apostrophes_and_capitals() -> None:
    assert read("Ó BRIAIN, Sam").names == ("obriain", "sam")
    assert read("O’Briain").names == ("obriain",)
    assert read("Ŵyn-Jones").names == ("wynjones",)


def test_a_postcode_is_read_whole_or_its_first_half() -> None:
    assert read("ls12 3qe").postcode == read("LS123QE").postcode == "LS123QE"
    assert read("LS12").postcode == "LS12"


def test_several_things_are_read_together() -> None:
    both = read("okafor 29/2/84")
    assert both.names == ("okafor",)
    assert both.born_on == (date(1984, 2, 29),)
    assert read("okafor 1984").born_in == 1984


def test_four_digits_that_could_be_a_year_may_end_an_nhs_number_too() -> None:
    assert read("1917") == Sought(born_in=1917, ends_in="1917")
    assert read("6909") == Sought(digits="6909")


@given(st.text(max_size=400))
def test_whatever_is_typed_can_be_read(typed: str) -> None:
    wanted = read(typed)
    assert all(len(name) <= 60 for name in wanted.names)
    assert "\x00" not in repr(wanted.names)
