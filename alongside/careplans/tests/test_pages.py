from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from alongside.access.models import Opening
from alongside.careplans import actions, queries
from alongside.careplans.actions import PlanText
from alongside.careplans.comparing import marked
from alongside.careplans.forms import PlanForm
from alongside.careplans.models import CarePlan, CopyGiven
from alongside.careplans.shape import shape_posted
from alongside.documents.queries import sent
from alongside.drafts import actions as drafts
from alongside.policy.frameworks import COMMUNITY_FRAMEWORK, WELSH_CTP
from alongside.policy.relapse import MOST_SIGNS
from alongside.staff.models import Worker
from tests.cast import NOW, Cast, asking

Clients = Callable[[Worker], Client]
SAID = {
    "in_their_words": "My mornings, and nobody in uniform. Tŷ fy mam <3",
    "words_0": "Get the allotment back",
    "kind_0_0": "social",
    "what_0_0": "Visit the allotment",
    "who_0_0": "Priya",
    "when_0_0": "Thursdays",
    "agreed": "partly",
    "why_partly": "Tablets, not the depot",
}


def _url(cast: Cast, rest: str = "") -> str:
    return f"/people/{cast.sam.pk}/plan/{rest}"


def _plan(cast: Cast) -> CarePlan:
    with asking(cast.ngozi):
        plan = queries.current_plan_for(cast.ngozi, cast.sam.pk)
    assert plan
    return plan


def test_no_plan_is_said_aloud(cast: Cast, client_of: Clients) -> None:
    page = client_of(cast.priya).get(_url(cast)).content.decode()
    assert "No plan has been written yet" in page


def test_a_plan_is_written_and_read_and_the_reading_logged(cast: Cast, client_of: Clients) -> None:
    client = client_of(cast.ngozi)
    assert client.post(_url(cast, "write/"), SAID).status_code == 302
    page = client.get(_url(cast)).content.decode()
    for said in ("nobody in uniform. Tŷ fy mam &lt;3", "Get the allotment back", "Thursdays"):
        assert said in page
    with asking(cast.ngozi):
        assert Opening.objects.filter(person_ids__contains=[cast.sam.pk]).count() == 2


@pytest.mark.parametrize("name", ["sian", "ruth"])
def test_others_cannot_tell_a_plan_from_nothing(cast: Cast, client_of: Clients, name: str) -> None:
    client_of(cast.ngozi).post(_url(cast, "write/"), SAID)
    plan = _plan(cast)
    client = client_of(getattr(cast, name))
    absent = client.get(f"/people/{uuid4()}/plan/")
    for rest in ("", "write/", "choice/", f"{plan.pk}/", f"{plan.pk}/paper/", f"{plan.pk}/copy/"):
        hidden = client.get(_url(cast, rest))
        assert (hidden.status_code, hidden.content) == (404, absent.content)
    assert client.post(_url(cast, "write/"), SAID).status_code == 404
    assert client.post(_url(cast, f"{plan.pk}/choose/")).status_code == 404


def test_an_administrator_reads_the_plan_and_does_not_write_it(
    cast: Cast, client_of: Clients
) -> None:
    assert client_of(cast.ada).get(_url(cast)).status_code == 200
    assert client_of(cast.ada).post(_url(cast, "write/"), SAID).status_code == 404


def test_what_is_half_said_is_asked_for_and_what_was_typed_is_still_there(
    cast: Cast, client_of: Clients
) -> None:
    half = SAID | {"who_0_0": "", "words_0": "", "why_partly": ""}
    page = client_of(cast.ngozi).post(_url(cast, "write/"), half).content.decode()
    assert "Enter who will do it for goal 1, step 1" in page
    assert "Enter goal 1, or clear its steps" in page
    assert "Enter what they see differently" in page
    assert "Visit the allotment" in page
    with asking(cast.ngozi):
        assert not CarePlan.objects.exists()


def test_a_plan_that_says_nothing_is_no_plan(cast: Cast, client_of: Clients) -> None:
    page = client_of(cast.ngozi).post(_url(cast, "write/"), {"agreed": "agreed"}).content.decode()
    assert "nothing is written yet" in page
    with asking(cast.ngozi):
        assert not CarePlan.objects.exists()
    only = {"agreed": "not asked", "sign_0": "Stops opening the curtains"}
    assert client_of(cast.ngozi).post(_url(cast, "write/"), only).status_code == 302


def test_only_a_next_version_begins_with_the_last(cast: Cast, client_of: Clients) -> None:
    client = client_of(cast.ngozi)
    assert "It begins with" not in client.get(_url(cast, "write/")).content.decode()
    client.post(_url(cast, "write/"), SAID)
    assert "It begins with" in client.get(_url(cast, "write/")).content.decode()


def test_more_room_is_given_and_nothing_typed_is_lost(cast: Cast, client_of: Clients) -> None:
    page = client_of(cast.ngozi).post(_url(cast, "write/"), SAID | {"more": "goal"})
    assert "Goal 2, in their own words" in page.content.decode()
    assert 'formaction="#goal-2">Add another goal' in page.content.decode(), "there it goes on"
    assert "Visit the allotment" in page.content.decode()
    assert "Tablets, not the depot" in page.content.decode()


def test_the_next_version_begins_with_the_last(cast: Cast, client_of: Clients) -> None:
    client = client_of(cast.ngozi)
    client.post(_url(cast, "write/"), SAID)
    page = client.get(_url(cast, "write/")).content.decode()
    assert "Visit the allotment" in page
    assert f'value="{_plan(cast).pk}"' in page


def _written_at_once(cast: Cast, client_of: Clients, *said: tuple[Worker, str]) -> None:
    client_of(cast.ngozi).post(_url(cast, "write/"), SAID)
    first = _plan(cast)
    for worker, words in said:
        typed = SAID | {"in_their_words": words, "based_on": str(first.pk)}
        assert client_of(worker).post(_url(cast, "write/"), typed).status_code == 302


def test_two_who_write_at_once_are_both_kept_and_one_chooses(
    cast: Cast, client_of: Clients
) -> None:
    _written_at_once(
        cast, client_of, (cast.ngozi, "As Ngozi heard it"), (cast.priya, "As Priya heard it")
    )
    client = client_of(cast.tom)
    assert "Two versions stand side by side" in client.get(_url(cast)).content.decode()
    assert client.get(_url(cast, "write/"))["Location"] == _url(cast, "choice/")
    page = client.get(_url(cast, "choice/")).content.decode()
    assert '<mark class="app-differs">Ngozi</mark>' in page
    assert '<mark class="app-differs">Priya</mark>' in page
    assert "The same in both" in page
    with asking(cast.tom):
        theirs = CarePlan.objects.get(in_their_words="As Ngozi heard it")
    client.post(_url(cast, f"{theirs.pk}/choose/"))
    assert (_plan(cast).number, _plan(cast).in_their_words) == (4, "As Ngozi heard it")
    assert "side by side" not in client.get(_url(cast)).content.decode()
    assert client.get(_url(cast, "choice/"))["Location"] == _url(cast)


def test_of_three_who_write_at_once_none_is_lost(cast: Cast, client_of: Clients) -> None:
    workers = (cast.ngozi, cast.priya, cast.tom)
    _written_at_once(cast, client_of, *((worker, f"By {worker.name}") for worker in workers))
    page = client_of(cast.tom).get(_url(cast, "choice/")).content.decode()
    assert all(f"By {worker.name}" in page for worker in workers)
    with asking(cast.tom):
        mine = CarePlan.objects.get(in_their_words="By Priya Nair")
    client_of(cast.tom).post(_url(cast, f"{mine.pk}/choose/"))
    assert _plan(cast).in_their_words == "By Priya Nair"
    with asking(cast.tom):
        for plan in CarePlan.objects.all():
            assert queries.beside_for(cast.tom, plan) == []


def test_what_was_typed_and_not_sent_is_there_again(cast: Cast, client_of: Clients) -> None:
    client = client_of(cast.ngozi)
    client.post(_url(cast, "write/"), SAID)
    typed = {
        "words_0": ["A flat of his own"],
        "what_1_2": ["Ring the council"],
        "agreed": ["agreed"],
    }
    assert cast.ngozi.account_id
    with asking(cast.ngozi):
        drafts.keep(_url(cast, "write/"), typed, by=cast.ngozi.account_id, at=timezone.now())
    page = client.get(_url(cast, "write/")).content.decode()
    assert "We kept what you typed" in page
    assert "A flat of his own" in page
    assert "Ring the council" in page
    assert "We kept" not in client_of(cast.priya).get(_url(cast, "write/")).content.decode()
    client.post(_url(cast, "write/"), SAID)
    assert "We kept" not in client.get(_url(cast, "write/")).content.decode()


@given(st.text(max_size=80), st.text(max_size=80))
def test_marking_words_loses_none_of_them(one: str, other: str) -> None:
    for text, pieces in zip((one, other), marked(one, other), strict=True):
        assert "".join(piece.words for piece in pieces) == text
    same = [
        "".join(piece.words for piece in pieces if not piece.differs)
        for pieces in marked(one, other)
    ]
    assert same[0] == same[1]


@pytest.mark.parametrize("query", ["", "?print=large", "?in=welsh", "?print=%00&in=x"])
def test_the_plan_prints_in_every_form(cast: Cast, client_of: Clients, query: str) -> None:
    client = client_of(cast.ngozi)
    client.post(_url(cast, "write/"), SAID)
    made = client.get(_url(cast, f"{_plan(cast).pk}/paper/{query}"))
    assert made.content.startswith(b"%PDF")
    assert made.headers["Cache-Control"] == "no-store"


def test_a_copy_on_paper_is_kept_as_it_was_given(cast: Cast, client_of: Clients) -> None:
    client = client_of(cast.ngozi)
    client.post(_url(cast, "write/"), SAID)
    plan = _plan(cast)
    day = {"given_on_day": "22", "given_on_month": "11", "given_on_year": "2026"}
    for form in ("large print", "declined"):
        posted = client.post(_url(cast, f"{plan.pk}/copy/"), {"form": form} | day)
        assert posted.status_code == 302
    with asking(cast.ngozi):
        [printed, declined] = CopyGiven.objects.order_by("pk")
        assert printed.document_id
        kept = sent(printed.document_id)
        assert kept
        assert kept.large_print
        assert declined.document_id is None


def test_a_plan_that_cannot_be_printed_says_why(cast: Cast, client_of: Clients) -> None:
    client = client_of(cast.ngozi)
    client.post(_url(cast, "write/"), SAID | {"in_their_words": "早上好"})
    plan = _plan(cast)
    printed = client.get(_url(cast, f"{plan.pk}/paper/"), follow=True)
    assert "We have no font for" in printed.content.decode()
    day = {"given_on_day": "22", "given_on_month": "11", "given_on_year": "2026"}
    posted = client.post(_url(cast, f"{plan.pk}/copy/"), {"form": "print"} | day)
    assert "We have no font for" in posted.content.decode()
    with asking(cast.ngozi):
        assert not CopyGiven.objects.exists()


def test_a_plan_with_many_versions_asks_the_database_no_more_often(
    cast: Cast, client_of: Clients, django_assert_max_num_queries: Any
) -> None:
    with asking(cast.ngozi):
        plan = None
        for _ in range(12):
            plan = actions.write_plan(
                cast.sams_episode, text=PlanText(), based_on=plan, by=cast.ngozi, at=NOW
            )
    client = client_of(cast.ngozi)
    with django_assert_max_num_queries(22):
        client.get(_url(cast))


NAMES = st.from_regex(
    r"(words|what|kind|who|when|area|thread|sign|signthread)_[0-9]{1,3}(_[0-9]{1,3})?",
    fullmatch=True,
)


@given(
    st.dictionaries(NAMES | st.sampled_from(sorted(SAID)), st.text(max_size=50), max_size=12),
    st.text(max_size=5),
)
def test_whatever_is_posted_is_taken_or_answered(typed: dict[str, str], more: str) -> None:
    for framework in (COMMUNITY_FRAMEWORK, WELSH_CTP):
        form = PlanForm(typed, framework=framework, shape=shape_posted(typed))
        if form.is_valid():
            assert isinstance(form.text, PlanText)
    more_room = shape_posted(typed).with_more(more)
    assert len(more_room.goals) <= 21
    assert more_room.signs <= MOST_SIGNS
