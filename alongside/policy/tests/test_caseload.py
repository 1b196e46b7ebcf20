from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.policy.caseload import Caseload, CaseloadRules, Fullness
from alongside.policy.intensity import Intensity
from alongside.policy.values import Nation

RULES = CaseloadRules.in_force(nation=Nation.ENGLAND, on=date(2026, 6, 1))
DAILY, ALTERNATE, WEEKLY = Intensity(7, 7), Intensity(7, 14), Intensity(1, 7)
WHOLE_TIME = Decimal(1)


def caseload(
    daily: int = 0, alternate: int = 0, weekly: int = 0, whole_time: str = "1"
) -> Caseload:
    people = [DAILY] * daily + [ALTERNATE] * alternate + [WEEKLY] * weekly
    return RULES.caseload(people, whole_time=Decimal(whole_time))


@pytest.mark.parametrize(
    ("mine", "places", "fullness"),
    [
        (caseload(), "0", Fullness.ROOM),
        (caseload(weekly=9), "9", Fullness.ROOM),
        (caseload(weekly=10), "10", Fullness.NEARLY_FULL),
        (caseload(weekly=11), "11", Fullness.NEARLY_FULL),
        (caseload(weekly=12), "12", Fullness.FULL),
        (caseload(weekly=13), "13", Fullness.OVER),
        # Ten people of whom two are seen every day fill it.
        (caseload(daily=2, weekly=8), "12", Fullness.FULL),
        (caseload(alternate=3, weekly=7), "11.5", Fullness.FULL),
        (caseload(alternate=4, weekly=7), "13.0", Fullness.OVER),
        (caseload(weekly=5, whole_time="0.5"), "5", Fullness.NEARLY_FULL),
        (caseload(weekly=6, whole_time="0.5"), "6", Fullness.FULL),
        (caseload(weekly=7, whole_time="0.5"), "7", Fullness.OVER),
        (caseload(weekly=7, whole_time="0.6"), "7", Fullness.FULL),
    ],
)
def test_ten_to_twelve_weighed_by_intensity_and_hours(
    mine: Caseload, places: str, fullness: Fullness
) -> None:
    assert mine.places == Decimal(places)
    assert mine.fullness is fullness


@pytest.mark.parametrize(
    ("mine", "sentence"),
    [
        (caseload(weekly=1), "1 person, 1 of 12 places: room for 11 more"),
        (caseload(alternate=3, weekly=7), "10 people, 11.5 of 12 places: room for 0.5 more"),
        (caseload(weekly=12), "12 people, 12 of 12 places"),
        (caseload(daily=1, weekly=12), "13 people, 14 of 12 places: 2 too many"),
        (caseload(weekly=10), "10 people, 10 of 12 places: room for 2 more"),
    ],
)
def test_a_caseload_says_how_full_it_is(mine: Caseload, sentence: str) -> None:
    assert mine.sentence == sentence


@pytest.mark.parametrize(
    ("mine", "somebody", "warned"),
    [
        (caseload(weekly=11), WEEKLY, False),
        (caseload(weekly=11), ALTERNATE, True),
        (caseload(weekly=10), DAILY, False),
        (caseload(weekly=11), DAILY, True),
        (caseload(weekly=12), WEEKLY, True),
    ],
)
def test_the_warning_comes_before_it_breaks(
    mine: Caseload, somebody: Intensity, warned: bool
) -> None:
    assert bool(mine.warning_before(RULES.weight(somebody))) is warned


def test_the_warning_says_what_would_be() -> None:
    assert caseload(weekly=12).warning_before(Decimal(1)) == (
        "With one more person this caseload would take 13 places; 12 is the limit for these hours."
    )


@given(st.lists(st.sampled_from([DAILY, ALTERNATE, WEEKLY]), max_size=30))
def test_room_left_is_never_negative_and_fills_up(people: list[Intensity]) -> None:
    mine = RULES.caseload(people, whole_time=WHOLE_TIME)
    assert mine.room_left >= 0
    assert mine.with_one_more(Decimal(1)).room_left <= mine.room_left
    assert (mine.fullness is Fullness.OVER) is (mine.places > mine.upper)
