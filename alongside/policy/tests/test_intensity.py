from decimal import Decimal

import pytest

from alongside.policy.intensity import Intensity


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
