"""Any part of a pack can be changed, added and taken away, and what is left reads again."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.policy.eligibility import editing
from alongside.policy.eligibility.aloud import Said, said
from alongside.policy.eligibility.pack import Kind, Pack
from alongside.policy.eligibility.reading import pack_from_data, shipped_packs
from alongside.policy.eligibility.writing import pack_as_data

YES = {"fact": "autism", "is": "yes"}
HOME = {"fact": "homeless", "is": "yes"}
AGE = {"fact": "age", "at_least": 18}


def data(pack_id: str = "leicestershire") -> dict[str, Any]:
    return pack_as_data(next(one for one in shipped_packs() if one.id == pack_id))


def read(changed: dict[str, Any]) -> Pack:
    return pack_from_data(changed, "changed")


def test_a_criterion_is_added_changed_moved_and_taken_away() -> None:
    criterion = {"says": "They are autistic", "from": "ours", "when": YES}
    grown = editing.with_criterion(data(), Kind.REQUIRED, criterion)
    added = read(grown).of_kind(Kind.REQUIRED)[-1]
    assert added.id == "they-are-autistic"
    moved = editing.with_criterion_moved(grown, added.id, -1)
    assert read(moved).of_kind(Kind.REQUIRED)[-2].id == added.id
    excluding = editing.with_criterion_changed(moved, added.id, Kind.EXCLUDING, criterion)
    assert read(excluding).of_kind(Kind.EXCLUDING)[-1].id == added.id
    assert editing.without_criterion(excluding, added.id) == data()


def test_the_first_supporting_criterion_asks_for_a_judgement_and_the_last_takes_it_along() -> None:
    bare = editing.without_criterion(data(), "mental-health-act")
    assert "supporting_needed" not in bare
    criterion = {"says": "Autistic", "from": "ours", "when": YES}
    assert read(editing.with_criterion(bare, Kind.SUPPORTING, criterion)).supporting.judged


def test_two_criteria_never_share_an_id() -> None:
    criterion = {"says": "Contact", "from": "ours", "when": YES}
    grown = editing.with_criterion(data(), Kind.REQUIRED, criterion)
    assert [one.id for one in read(grown).of_kind(Kind.REQUIRED)][-1] == "contact-2"
    assert editing.new_id(data(), "支持") == "criterion"
    assert editing.new_id(data(), "Supporting") == "supporting-2"


def test_one_question_becomes_two_and_one_again() -> None:
    both = editing.with_part_added(YES, (), HOME)
    assert both == {"all": [YES, HOME]}
    assert editing.without_part(both, (1,)) == {"all": [YES]}
    with pytest.raises(LookupError):
        editing.without_part({"all": [YES]}, (0,))


def test_not_is_no_step_of_its_own() -> None:
    when = {"not": {"any": [YES, {"not": HOME}]}}
    assert editing.part_at(when, (1,)) == HOME
    assert editing.is_turned(when, (1,))
    assert editing.is_turned(when, ())
    assert editing.with_part(when, (1,), AGE) == {"not": {"any": [YES, AGE]}}
    assert editing.with_part_added(when, (), AGE) == {"not": {"any": [YES, {"not": HOME}, AGE]}}
    assert editing.without_part(when, (1,)) == {"not": {"any": [YES]}}
    assert editing.unturned({"not": {"not": YES}}) == (YES, False)


@pytest.mark.parametrize("path", [(9,), (0, 0), (-1,), (0, 5)])
def test_a_place_that_is_not_there_is_an_error(path: tuple[int, ...]) -> None:
    when = {"all": [YES, HOME]}
    changes: list[Callable[[], object]] = [
        lambda: editing.part_at(when, path),
        lambda: editing.with_part(when, path, AGE),
        lambda: editing.without_part(when, path),
    ]
    for change in changes:
        with pytest.raises(LookupError):
            change()


CONDITIONS = [(pack.id, criterion.id) for pack in shipped_packs() for criterion in pack.criteria]


@given(st.sampled_from(CONDITIONS), st.sampled_from([YES, HOME, AGE]), st.booleans(), st.data())
def test_any_part_of_any_criterion_can_be_replaced(
    where: tuple[str, str], part: dict[str, Any], turned: bool, chosen: st.DataObject
) -> None:
    pack = data(where[0])
    criterion = editing.criterion_in(pack, where[1])
    kind, _ = editing.place_of(pack, where[1])
    current = next(one for one in shipped_packs() if one.id == where[0]).criterion(where[1])
    assert current
    path = chosen.draw(st.sampled_from(paths(said(current.when))))
    when = editing.with_part(criterion["when"], path, part, turned=turned)
    changed = read(
        editing.with_criterion_changed(pack, where[1], kind, criterion | {"when": when})
    ).criterion(where[1])
    assert changed
    assert editing.part_at(when, path) == part
    assert editing.is_turned(when, path) is turned


def paths(one: Said) -> list[tuple[int, ...]]:
    return [one.path, *(path for member in one.members for path in paths(member))]


def test_criteria_are_read_aloud_as_people_say_them() -> None:
    found = {
        criterion.id: said(criterion.when)
        for pack in shipped_packs()
        if pack.id in {"england-2001", "leicestershire"}
        for criterion in pack.criteria
    }
    assert found["age"].words == "Age in years: at least 18 and at most 65"
    high = found["high-use"]
    assert high.words == "Any of these"
    assert [one.words for one in high.members] == [
        "More than 2 stays in hospital that began in the past 24 months",
        "More than 6 months with the crisis team in all times together in the past 24 months",
    ]
    frequent = next(one for one in shipped_packs() if one.id == "wales-2007").criterion(
        "frequent-use"
    )
    assert frequent
    assert said(frequent.when).words == (
        "How many stays in hospital or times with the crisis team: a person judges"
    )
    assert found["no-psychosis"].turned
    assert found["contact"].words == "Contact hard to keep"
    assert found["detained"].words == "At least 1 detained stay in hospital in the past 24 months"
