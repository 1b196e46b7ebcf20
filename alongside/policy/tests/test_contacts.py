import pytest

from alongside.policy.contacts import (
    MISSED,
    Intervention,
    Means,
    Outcome,
    Place,
    is_direct,
    is_face_to_face,
    was_seen,
)


@pytest.mark.parametrize(
    ("outcome", "means", "direct", "face_to_face", "seen"),
    [
        (Outcome.SEEN, Means.FACE_TO_FACE, True, True, True),
        (Outcome.SEEN_LATE, Means.FACE_TO_FACE, True, True, True),
        (Outcome.SEEN, Means.VIDEO, True, False, True),
        (Outcome.SEEN, Means.PHONE, True, False, False),
        (Outcome.SEEN, Means.TALK_TYPE, True, False, False),
        (Outcome.SEEN, Means.TEXT, False, False, False),
        (Outcome.SEEN, Means.LETTER, False, False, False),
        (Outcome.DECLINED, Means.FACE_TO_FACE, False, False, False),
        (Outcome.NO_ANSWER, Means.FACE_TO_FACE, False, False, False),
        (Outcome.TOO_LATE, Means.FACE_TO_FACE, False, False, False),
        (Outcome.CANCELLED_BY_TEAM, Means.PHONE, False, False, False),
    ],
)
def test_what_counts(
    outcome: Outcome, means: Means, direct: bool, face_to_face: bool, seen: bool
) -> None:
    assert is_direct(outcome, means) is direct
    assert is_face_to_face(outcome, means) is face_to_face
    assert was_seen(outcome, means) is seen


def test_direct_is_what_the_national_figures_count() -> None:
    counted = {
        (outcome.mhsds, means.mhsds)
        for outcome in Outcome
        for means in Means
        if is_direct(outcome, means)
    }
    assert counted == {(a, m) for a in ("5", "6") for m in ("01", "02", "04", "11")}


def test_whoever_is_seen_or_met_face_to_face_had_direct_contact() -> None:
    for outcome in Outcome:
        for means in Means:
            direct = is_direct(outcome, means)
            assert direct or not was_seen(outcome, means)
            assert direct or not is_face_to_face(outcome, means)


def test_only_attempts_that_fail_start_the_ladder() -> None:
    assert {outcome.value for outcome in MISSED} == {"no-answer", "declined", "not-found"}
    assert not Outcome.CANCELLED_BY_PERSON.is_missed
    assert not Outcome.CANCELLED_BY_TEAM.is_missed


def test_a_word_is_stored_by_its_value_and_read_by_its_label() -> None:
    assert Place("cafe") is Place.CAFE
    assert Place.CAFE.label == "Café"
    assert str(Place.CAFE) == "cafe"
    assert Place.PARK.england == "N01"


@pytest.mark.parametrize(
    "place", [Place.HOME, Place.CAFE, Place.PARK, Place.STREET, Place.HOSTEL, Place.PRISON]
)
def test_places_where_people_live_their_lives(place: Place) -> None:
    assert place.is_in_the_community


@pytest.mark.parametrize("place", [Place.WARD, Place.OUTPATIENT_CLINIC, Place.TEAM_BASE])
def test_places_of_the_service(place: Place) -> None:
    assert not place.is_in_the_community


@pytest.mark.parametrize("words", [Place, Means, Outcome, Intervention])
def test_no_two_words_of_a_list_read_the_same(words: type[Place]) -> None:
    labels = [word.label for word in words]
    assert len(set(labels)) == len(labels)
    assert all(labels)


def test_everything_done_in_a_contact_has_its_paragraph() -> None:
    assert all(intervention.sources for intervention in Intervention)
