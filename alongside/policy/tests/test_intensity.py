from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.policy.intensity import Intensity, compare


@pytest.mark.parametrize(
    ("intensity", "days", "expected"),
    [
        (Intensity(14, 7), 1, 2),
        (Intensity(7, 7), 28, 28),
        (Intensity(7, 14), 1, 0),
        (Intensity(7, 14), 2, 1),
        (Intensity(7, 14), 28, 14),
        (Intensity(1, 7), 6, 0),
        (Intensity(1, 7), 7, 1),
        (Intensity(1, 14), 28, 2),
        (Intensity(2, 7), 7, 2),
    ],
)
def test_what_was_agreed_for_some_days(intensity: Intensity, days: int, expected: int) -> None:
    assert intensity.expected_in(days) == expected


@pytest.mark.parametrize(
    ("intensity", "said"),
    [
        (Intensity(14, 7), "twice a day"),
        (Intensity(7, 7), "every day"),
        (Intensity(7, 14), "every other day"),
        (Intensity(1, 7), "once a week"),
        (Intensity(3, 7), "3 times a week"),
        (Intensity(2, 7), "twice a week"),
        (Intensity(2, 14), "twice a fortnight"),
        (Intensity(1, 28), "once in 28 days"),
    ],
)
def test_an_agreement_reads_as_people_say_it(intensity: Intensity, said: str) -> None:
    assert str(intensity) == said


@pytest.mark.parametrize(
    ("given_contacts", "short_by", "sentence"),
    [
        (0, 4, "0 of 4 agreed contacts given, 4 short"),
        (3, 1, "3 of 4 agreed contacts given, 1 short"),
        (4, 0, "4 of 4 agreed contacts given"),
        (6, 0, "6 of 4 agreed contacts given"),
    ],
)
def test_given_against_agreed(given_contacts: int, short_by: int, sentence: str) -> None:
    compared = compare(Intensity(1, 7), given=given_contacts, days=28)
    assert compared.short_by == short_by
    assert compared.sentence == sentence


def test_nothing_is_short_before_anything_is_due() -> None:
    assert compare(Intensity(1, 7), given=0, days=3).sentence == "0 given, none agreed yet"


@pytest.mark.parametrize(("contacts", "in_days"), [(0, 7), (1, 0), (-1, 7)])
def test_an_agreement_means_something(contacts: int, in_days: int) -> None:
    with pytest.raises(ValueError, match="at least one contact"):
        Intensity(contacts, in_days)


@pytest.mark.parametrize(
    ("a_week", "intensity"),
    [
        (7, Intensity(7, 7)),
        (14, Intensity(14, 7)),
        (Decimal("3.5"), Intensity(7, 14)),
        (Decimal("0.5"), Intensity(1, 14)),
        (1, Intensity(1, 7)),
    ],
)
def test_an_agreement_can_be_kept_as_contacts_a_week(
    a_week: Decimal | int, intensity: Intensity
) -> None:
    assert Intensity.a_week(a_week) == intensity
    assert intensity.contacts_a_week == Decimal(a_week)


def test_the_same_dose_in_other_words_is_the_same_dose() -> None:
    assert Intensity(2, 14).is_at_least(Intensity(1, 7))
    assert Intensity(1, 7).is_at_least(Intensity(2, 14))
    assert not Intensity(1, 14).is_at_least(Intensity(1, 7))


@given(st.integers(1, 20), st.integers(1, 60), st.integers(0, 400), st.integers(0, 400))
def test_more_days_never_mean_fewer_contacts(
    contacts: int, in_days: int, days: int, more: int
) -> None:
    intensity = Intensity(contacts, in_days)
    assert intensity.expected_in(days) <= intensity.expected_in(days + more)
