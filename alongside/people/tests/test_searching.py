"""People are found by what one remembers of them, and only by the teams that know them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from alongside.people.searching import people_found_for
from alongside.staff.models import Worker
from tests.cast import NOW, Cast, asking, meet


def names(worker: Worker, typed: str) -> list[str]:
    with asking(worker):
        found, _ = people_found_for(worker, typed, today=NOW.date())
        return [person.full_name for person in found]


@pytest.fixture
def people(cast: Cast) -> Cast:
    for given_name, family_name, more in (
        ("Catherine", "Okonkwo", {"born_on": date(1991, 12, 3), "postcode": "LS8 4HT"}),
        ("Jon", "Ŵyn-Jones", {"former_names": "Jonathan Pugh"}),
        ("Adebayo", "", {"known_as": "Bayo"}),
        ("مريم", "حداد", {}),
        ("John", "Smith", {"nhs_number": "9990602670"}),
        ("Temi", "Bello", {"nhs_number": "9993361917"}),
        ("", "", {"born_on": date(1970, 1, 1)}),
    ):
        meet(cast.ngozi, cast.north, given_name=given_name, family_name=family_name, **more)
    return cast


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("Samuel", "Samuel Ó Briain"),
        ("obriain", "Samuel Ó Briain"),
        ("o'briain sam", "Samuel Ó Briain"),
        ("brian samul", "Samuel Ó Briain"),
        ("sam", "Samuel Ó Briain"),
        ("Kathryn", "Catherine Okonkwo"),
        ("okonko", "Catherine Okonkwo"),
        ("Onkonkwo Cathrine", "Catherine Okonkwo"),
        ("jones", "Jon Ŵyn-Jones"),
        ("wyn jones", "Jon Ŵyn-Jones"),
        ("wyn-jones", "Jon Ŵyn-Jones"),
        ("Pugh", "Jon Ŵyn-Jones"),
        ("bayo", "Adebayo"),
        ("حداد", "مريم حداد"),
        ("jhon smtih", "John Smith"),
        ("9990602670", "John Smith"),
        ("999 983", "Samuel Ó Briain"),
        ("6909", "Samuel Ó Briain"),
        ("1917", "Temi Bello"),
        ("29/2/84", "Samuel Ó Briain"),
        ("obrian 1984", "Samuel Ó Briain"),
        ("ls12 3qe", "Samuel Ó Briain"),
        ("LS8", "Catherine Okonkwo"),
        ("1 jan 1970", "Name not known"),
    ],
)
def test_the_one_who_is_meant_comes_first(people: Cast, typed: str, first: str) -> None:
    assert names(people.ngozi, typed)[:1] == [first]


@pytest.mark.parametrize("typed", ["zebedee", "30/2/84", "sam 1990", "??", "%", "' OR 1=1", "12"])
def test_nobody_fits(people: Cast, typed: str) -> None:
    assert names(people.ngozi, typed) == []


def test_those_whom_only_another_team_knows_are_never_found(people: Cast) -> None:
    for typed in ("Dylan", "14/7/1990", "Ŵyn-Jones Dylan"):
        assert "Dylan Ŵyn-Jones" not in names(people.ngozi, typed)
    assert names(people.sian, "dylan") == ["Dylan Ŵyn-Jones"]
    assert names(people.sian, "okonkwo") == []
    assert names(people.ruth, "dylan") == []


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(typed=st.text(max_size=300))
def test_nothing_that_is_typed_breaks_the_search(people: Cast, typed: str) -> None:
    names(people.ngozi, typed)


def test_very_long_names_can_be_compared(people: Cast) -> None:
    meet(people.ngozi, people.north, given_name="ẞ" * 100, former_names="漢" * 200)
    assert names(people.ngozi, "漢" * 90)
