"""Whatever is shown, typed or changed in the editor of criteria, the pack can still be read."""

from __future__ import annotations

from collections.abc import Callable
from html.parser import HTMLParser
from typing import Any

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from alongside.policy.eligibility.aloud import Said, said
from alongside.policy.eligibility.pack import Pack
from alongside.policy.eligibility.reading import shipped_packs
from alongside.policy.eligibility.vocabulary import VOCABULARY
from alongside.referrals.forms.shapes import form_of_shape
from alongside.referrals.models import Criteria
from alongside.referrals.tests.test_pages_of_criteria import draft, now_says, page, seen
from alongside.staff.models import Worker
from tests.cast import Cast

ClientOf = Callable[[Worker], Client]


def places(one: Said) -> list[str]:
    here = "-".join(map(str, one.path)) or "whole"
    return [here, *(place for member in one.members for place in places(member))]


@pytest.mark.parametrize("pack", shipped_packs(), ids=lambda one: one.id)
def test_saving_any_part_of_a_shipped_pack_untouched_changes_nothing(
    cast: Cast, client_of: ClientOf, pack: Pack
) -> None:
    """The boxes hold all that a part says: what is shown and sent back is the same pack."""
    begun, client = draft(cast, pack.id), client_of(cast.tom)
    for criterion in pack.criteria:
        one = {"criteria_id": begun.pk, "criterion_id": criterion.id}
        for place in places(said(criterion.when)):
            address = page("part", **one, place=place)
            sent = boxes(client, address) | {"seen": seen(begun)}
            assert client.post(address, sent).status_code == 302, address
        address = page("criterion", **one)
        sent = boxes(client, address) | {"seen": seen(begun)}
        assert client.post(address, sent).status_code == 302
    assert now_says(begun) == pack


def boxes(client: Client, address: str) -> dict[str, Any]:
    """Return what a browser would send of a page: every box as it is shown."""
    return boxes_on(client.get(address).content.decode())


def boxes_on(page: str) -> dict[str, Any]:
    """Return what a browser would send of a page that is open: every box as it is shown."""
    found: dict[str, Any] = {}

    class Boxes(HTMLParser):
        select = ""

        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            has = dict(attrs)
            name, value = has.get("name") or "", has.get("value") or ""
            if tag == "select":
                self.select = name
                found.setdefault(name, "")
            elif tag == "option" and "selected" in has:
                found[self.select] = value
            elif tag == "input" and has.get("type") in {"checkbox", "radio"}:
                if "checked" in has:
                    found.setdefault(name, []).append(value)
            elif tag == "input" and name and has.get("type") in {"text", "number", "hidden"}:
                found[name] = value

    Boxes().feed(page)
    for name in ("csrfmiddlewaretoken", "q", "seen"):
        found.pop(name, None)
    return found


ANYTHING = st.one_of(
    st.text(max_size=40), st.sampled_from(["yes", "all", "at_least", "inpatient", "", "-1", "\x00"])
)
SHAPES = sorted([*VOCABULARY, "use", "area", "several", "whole"])
NAMES = [
    "says",
    "kind",
    "place",
    "mark",
    "example",
    "opposite",
    "answer",
    "values",
    "every",
    "least_word",
    "least",
    "least_unit",
    "most_word",
    "most",
    "most_unit",
    "within",
    "within_unit",
    "measure",
    "care",
    "judged",
    "begun",
    "only",
    "area",
    "by",
    "join",
    "minimum",
    "facts",
]


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    shape=st.sampled_from(SHAPES),
    typed=st.dictionaries(st.sampled_from(NAMES), st.one_of(ANYTHING, st.lists(ANYTHING))),
)
def test_nothing_that_is_typed_breaks_the_editor(
    cast: Cast, client_of: ClientOf, shape: str, typed: dict[str, Any]
) -> None:
    begun = Criteria.objects.filter(in_force_from=None).first() or draft(cast)
    client = client_of(cast.tom)
    sent = {"seen": seen(begun)} | typed
    can_be_asked = form_of_shape(shape) is not None
    answer = client.post(page("add-shape", criteria_id=begun.pk, shape=shape), sent)
    assert answer.status_code in ({200, 302} if can_be_asked else {404})
    one = {"criteria_id": begun.pk, "criterion_id": "high-use"}
    for place in ("whole", "0", "1"):
        assert client.post(page("part", **one, place=place), sent).status_code in {200, 302}
    assert now_says(begun)


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    at=st.integers(0, 3000),
    length=st.integers(0, 60),
    put=st.text(max_size=40),
)
def test_any_text_is_saved_or_refused_with_a_sentence(
    cast: Cast, client_of: ClientOf, at: int, length: int, put: str
) -> None:
    begun = Criteria.objects.filter(in_force_from=None).first() or draft(cast)
    text = begun.toml[:at] + put + begun.toml[at + length :]
    answer = client_of(cast.tom).post(page("text", begun.pk), {"seen": seen(begun), "toml": text})
    assert answer.status_code in {200, 302}
    if answer.status_code == 200:
        assert "There is a problem" in answer.content.decode()
    assert now_says(begun)
