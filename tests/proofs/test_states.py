from __future__ import annotations

import pytest

from alongside.access.actions import introduce
from alongside.access.models import Relationship
from tests.cast import NOW, Cast, asking
from tests.proofs import states
from tests.proofs.states import STATES, TABLE, differences, pages

pytestmark = pytest.mark.django_db


ALL = sorted(TABLE["states"])


@pytest.mark.parametrize("state", ALL)
def test_one_page_of_six_is_shown_as_the_tables_say_in_each_state(cast: Cast, state: str) -> None:
    """In turn, so that six states try every page; `make prove` tries all in each."""
    tried: list[str] = []
    part = [*pages()][ALL.index(state) % 6 :: 6]
    assert list(map(str, differences(cast, state, tried, part))) == []
    assert len(tried) > 250


def test_a_leak_and_a_wrong_refusal_are_found(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """A team that should not know Sam does, and ours knows him no more."""

    def leaky(cast: Cast) -> None:
        with asking(cast.ngozi):
            known = Relationship.objects.filter(person_id=cast.sam.pk, team_id=cast.north.pk)
            introduce(cast.sam.pk, to_team_id=cast.south.pk, by=cast.ngozi, at=NOW)
            known.update(ended_at=states.LATER)

    monkeypatch.setattr(states, "STATES", {**STATES, "as_it_is": leaky})
    found = list(
        differences(cast, "as_it_is", [], [each for each in pages() if "record:" in each[0]])
    )
    leaks = {each.page for each in found if each.is_leak and each.actor == "elsewhere"}
    refused = {each.page for each in found if not each.is_leak and each.actor == "manager"}
    assert "record:person" in leaks & refused
