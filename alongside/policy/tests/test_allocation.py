from dataclasses import replace
from decimal import Decimal
from itertools import permutations

import pytest

from alongside.policy.allocation import (
    AllocationFacts,
    PossibleWorker,
    Wish,
    WishAbout,
    candidates,
    may_allocate,
    meets,
)
from alongside.policy.caseload import Caseload

A_WOMAN = Wish(WishAbout.GENDER, "woman")
PUNJABI = Wish(WishAbout.LANGUAGE, "Punjabi")
IN_THEIR_WORDS = Wish(WishAbout.RELIGION, in_their_words="Someone who knows what Eid means to me")


def with_places(taken: int) -> Caseload:
    return Caseload(people=taken, places=Decimal(taken), lower=Decimal(10), upper=Decimal(12))


NGOZI = PossibleWorker("ngozi", with_places(12), gender="woman", languages=frozenset({"Igbo"}))
HARPREET = PossibleWorker(
    "harpreet", with_places(8), gender="man", languages=frozenset({"punjabi"})
)
SIAN = PossibleWorker("sian", with_places(10), gender="woman", times_met=3)
TOM = PossibleWorker("tom", with_places(5), gender="man")
TEAM = (NGOZI, HARPREET, SIAN, TOM)


def order(*wishes: Wish, team: tuple[PossibleWorker, ...] = TEAM) -> list[str]:
    return [candidate.worker.id for candidate in candidates(wishes, team)]


@pytest.mark.parametrize(
    ("wishes", "expected"),
    [
        # Without a wish: room, then who has met them, then most room.
        ((), ["sian", "tom", "harpreet", "ngozi"]),
        ((A_WOMAN,), ["sian", "ngozi", "tom", "harpreet"]),
        ((PUNJABI,), ["harpreet", "sian", "tom", "ngozi"]),
        # The person's own order of wishes decides between them.
        ((A_WOMAN, PUNJABI), ["sian", "ngozi", "harpreet", "tom"]),
        ((PUNJABI, A_WOMAN), ["harpreet", "sian", "ngozi", "tom"]),
    ],
)
def test_candidates_stand_in_the_stated_order(
    wishes: tuple[Wish, ...], expected: list[str]
) -> None:
    assert order(*wishes) == expected


def test_the_order_does_not_depend_on_how_the_team_was_listed() -> None:
    assert {tuple(order(A_WOMAN, team=team)) for team in permutations(TEAM)} == {
        ("sian", "ngozi", "tom", "harpreet")
    }


def test_whoever_the_person_asked_not_to_see_comes_last_and_says_so() -> None:
    team = (replace(SIAN, not_wanted=True), TOM)
    last = candidates([A_WOMAN], team)[-1]
    assert last.worker.id == "sian"
    assert last.reasons_against[0] == "The person asked not to work with them"


def test_only_those_who_may_co_ordinate_are_candidates() -> None:
    assert order(team=(replace(TOM, may_coordinate=False), SIAN)) == ["sian"]


def test_a_full_caseload_is_a_reason_against_and_no_bar() -> None:
    ngozi = next(c for c in candidates([A_WOMAN], TEAM) if c.worker.id == "ngozi")
    assert ngozi.reasons_for == ("Meets the wish. Man or woman: woman",)
    assert ngozi.reasons_against == (
        "With one more person this caseload would take 13 places; 12 is the limit for these hours.",
    )


def test_each_candidate_has_reasons_for_and_against() -> None:
    sian = candidates([A_WOMAN, PUNJABI], TEAM)[0]
    assert sian.reasons_for == (
        "Meets the wish. Man or woman: woman",
        "Has met them 3 times lately",
        "Caseload: 10 people, 10 of 12 places: room for 2 more",
    )
    assert sian.reasons_against == ("Does not meet the wish. Language: Punjabi",)
    assert sian.unmet == (PUNJABI,)


def test_somebody_who_needs_more_time_fills_a_caseload_sooner() -> None:
    nearly_full = replace(SIAN, caseload=with_places(11))
    one = candidates([], [nearly_full], places=Decimal(1))[0]
    two = candidates([], [nearly_full], places=Decimal(2))[0]
    assert not one.reasons_against
    assert two.reasons_against


def test_whoever_co_ordinates_now_takes_nobody_more() -> None:
    full = replace(NGOZI, coordinates_now=True)
    candidate = candidates([], [full])[0]
    assert candidate.reasons_for == ("Co-ordinates their care now",)
    assert candidate.reasons_against == ()


def test_a_wish_in_their_own_words_is_left_to_people() -> None:
    candidate = candidates([IN_THEIR_WORDS], [TOM])[0]
    assert candidate.to_judge == (IN_THEIR_WORDS,)
    assert candidate.unmet == ()


def test_what_is_not_known_of_a_worker_is_not_a_no() -> None:
    unknown = replace(TOM, gender="")
    assert meets(unknown, A_WOMAN).value == "cannot tell"


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("man", "met"),
        ("A man", "met"),
        ("male", "met"),
        ("a woman", "not met"),
        ("Female.", "not met"),
        ("somebody older", "cannot tell"),
    ],
)
def test_a_wish_for_a_man_or_a_woman_is_read_as_people_type_it(typed: str, answer: str) -> None:
    assert meets(TOM, Wish(WishAbout.GENDER, typed)).value == answer


def test_a_wish_is_read_whatever_its_capitals() -> None:
    assert meets(HARPREET, PUNJABI).value == "met"


@pytest.mark.parametrize(
    ("facts", "objections"),
    [
        (AllocationFacts(True, True), []),
        (AllocationFacts(False, True), ["allocation.may-coordinate"]),
        (AllocationFacts(True, False), ["allocation.wishes-asked"]),
        (AllocationFacts(True, False, why_not_asked="Too unwell today"), []),
        (AllocationFacts(True, True, unmet=(A_WOMAN,)), ["allocation.unmet-wish"]),
        (AllocationFacts(True, True, unmet=(A_WOMAN,), why_unmet=" "), ["allocation.unmet-wish"]),
        (AllocationFacts(True, True, unmet=(A_WOMAN,), why_unmet="No woman has room"), []),
    ],
)
def test_a_wish_is_asked_and_met_or_explained(
    facts: AllocationFacts, objections: list[str]
) -> None:
    assert [rule.id for rule in may_allocate(facts).objections] == objections
