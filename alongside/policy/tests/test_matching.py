"""Somebody is recognised by several signs, each said aloud."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.policy.matching import Identity, Register, likeness, name_parts

SAM = Identity(
    given_name="Samuel",
    family_name="Ó Briain",
    known_as="Sam",
    born_on=date(1984, 2, 29),
    nhs_number="9999836909",
    postcode="LS12 3QE",
    phone="07700 900123",
)
WITHOUT_NUMBER = replace(SAM, nhs_number="", postcode="", phone="")


@pytest.mark.parametrize(
    ("other", "sign"),
    [
        (Identity(nhs_number="9999836909"), "The NHS number is the same."),
        (Identity("Samuel", "O'Briain"), "The names are the same."),
        (Identity("Samuel", "Okafor"), "One name is the same."),
        (Identity("OBRIAIN", "SAMUEL"), "The names are the same, in the other order."),
        (Identity("Sam", "O\u2019Briain"), "The names are the same."),
        (
            Identity("Samuel", "O'Brian", born_on=date(1984, 2, 29)),
            "The names are nearly the same, spelt a little differently.",
        ),
        (
            Identity("S", "O Briain", born_on=date(1984, 2, 29)),
            "One name and one initial are the same.",
        ),
        (
            Identity("Samuel", "Ó Briain", born_on=date(1984, 2, 28)),
            "The dates of birth differ in one place.",
        ),
        (
            Identity("Samuel", "Ó Briain", phone="+44 7700 900123"),
            "The telephone number is the same.",
        ),
    ],
)
def test_one_person_is_recognised(other: Identity, sign: str) -> None:
    assert sign in likeness(SAM, other).says


@pytest.mark.parametrize(
    "other",
    [
        Identity("Samuel", "O'Brian", born_on=date(1984, 2, 29)),
        Identity("Samuel", "Ó Briain"),
        Identity("Samuel", "Ó Briain", nhs_number="9990602670", born_on=date(1984, 2, 29)),
        Identity("Samuel", "Married", born_on=date(1984, 2, 29)),
        Identity("", "", nhs_number="9999836909"),
    ],
)
def test_a_worker_is_shown_the_likely(other: Identity) -> None:
    assert likeness(SAM, other).is_likely


@pytest.mark.parametrize(
    "other",
    [
        Identity("Samuel", "Okafor"),
        Identity("Ann", "Lee", born_on=date(1984, 2, 29)),
        Identity("Samuel", "Ó Briain", born_on=date(1951, 11, 3)),
        Identity("Samuel", "Ó Briain", nhs_number="9990602670"),
        Identity("Pat", "Smith", postcode="LS12 3QE"),
        Identity(),
    ],
)
def test_a_worker_is_not_shown_strangers(other: Identity) -> None:
    assert not likeness(SAM, other).is_likely


def test_short_names_are_not_taken_for_one_another() -> None:
    assert not likeness(Identity("Ann", "Lee"), Identity("Jan", "Leo")).signs


def test_day_and_month_are_often_swapped() -> None:
    swapped = likeness(
        Identity("A", born_on=date(1984, 3, 7)), Identity("B", born_on=date(1984, 7, 3))
    )
    assert swapped.says == ("Day and month of birth are the other way round.",)


def test_number_and_birth_together_are_nearly_sure() -> None:
    assert likeness(SAM, Identity(nhs_number=SAM.nhs_number, born_on=SAM.born_on)).is_nearly_sure
    assert not likeness(SAM, WITHOUT_NUMBER).is_nearly_sure


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("Ŵyn-Jones", ("wynjones",)),
        ("Ó Briain", ("obriain",)),
        ("O'Brien", ("obrien",)),
        ("van der Berg", ("van", "der", "berg")),
        ("\u200fMiriam", ("miriam",)),
        ("  ", ()),
    ],
)
def test_names_are_compared_without_marks(name: str, parts: tuple[str, ...]) -> None:
    found = name_parts(name)
    assert found == parts or "".join(found) == "".join(parts)


def test_a_register_finds_the_likeliest_first() -> None:
    register = Register([("sam", SAM), ("other", Identity("Samuel", "Ó Briain"))])
    register.add("stranger", Identity("Wei", "Zhang", born_on=date(1990, 1, 1)))
    assert [key for key, _ in register.like(SAM)] == ["sam", "other"]
    assert register.like(Identity("Wei", "Zhang"))[0][0] == "stranger"
    assert register.like(Identity("Nobody", "Here")) == []


@pytest.mark.parametrize(
    "told",
    [
        Identity(nhs_number=SAM.nhs_number),
        Identity("OBriain", "Samuel"),
        Identity("Samuel", "O'Brian", born_on=date(1984, 2, 29)),
        Identity("Samul", "O'Brian", born_on=date(1984, 2, 29)),
        Identity("Samuel", "O'Brian", born_on=date(1984, 2, 28)),
        Identity("Samuel", "O'Brian", born_on=date(1985, 2, 28)),
        Identity("Samuel", "O'Brian", phone="07700900123"),
        Identity("Samuel", "Married", born_on=date(1984, 2, 29)),
    ],
)
def test_a_register_compares_whoever_may_be_likely(told: Identity) -> None:
    alike = likeness(SAM, told).is_likely
    assert [key for key, _ in Register([("sam", SAM)]).like(told)] == (["sam"] if alike else [])


names = st.text(max_size=30)
identities = st.builds(
    Identity,
    given_name=names,
    family_name=names,
    known_as=names,
    born_on=st.none() | st.dates(),
    nhs_number=st.sampled_from(["", "9999836909", "9990602670"]),
    postcode=st.text(max_size=9),
    phone=st.text(max_size=15),
)


@given(identities, identities)
def test_likeness_is_the_same_both_ways(one: Identity, other: Identity) -> None:
    assert likeness(one, other).weight == likeness(other, one).weight


@given(identities)
def test_nothing_speaks_against_a_person_and_themself(one: Identity) -> None:
    assert all(sign.weight > 0 for sign in likeness(one, one).signs)
