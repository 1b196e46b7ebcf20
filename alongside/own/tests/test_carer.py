"""A carer reads what the person lets them be told now, kind by kind, and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from alongside.access.deciding import Kind
from alongside.access.models import Opening
from alongside.careplans.models import CarePlan, Goal
from alongside.caseload.models import Discharge
from alongside.inpatient.models import Spell
from alongside.own.models import OwnSignIn
from alongside.own.tests.owned import (
    AGAIN,
    TODAY,
    asking_as,
    client_of_own,
    given,
    name_carer,
    said,
    sql,
    text_of,
)
from alongside.people import actions as people
from alongside.policy.consent import Answer, Asked
from alongside.sharing import actions as sharing
from alongside.sharing.models import Recipient
from alongside.staff.models import Worker
from tests.cast import NOW, Cast, asking

pytestmark = pytest.mark.django_db
SignIn = Callable[[Worker], Client]
A_DAY = timedelta(days=1)
SHOWS = {
    Asked.IN_CARE: "In the care of North team",
    Asked.HOW_THEY_ARE: '<h2 class="nhsuk-heading-m">How they are</h2>',
    Asked.PLAN: "To cook for my daughter",
    Asked.CRISIS: "Ring my sister",
    Asked.MEDICATION: '<h2 class="nhsuk-heading-m">Their medication</h2>',
    Asked.WHERE: "Cedar ward",
}


@pytest.fixture
def client(cast: Cast, orlas: OwnSignIn) -> Client:
    with asking(cast.ngozi) as ngozi:
        plan = CarePlan.objects.create(
            person=cast.sam, episode=cast.sams_episode, number=1, framework="community-framework",
            in_their_words="I want my own key", agreed="agreed", written_by=ngozi, written_at=NOW,
            in_a_crisis="Ring my sister", early_signs="Curtains drawn",
            triggers="The clocks going back", what_family_does="Ring at six",
            response="Two of us go",
        )  # fmt: skip
        Goal.objects.create(plan=plan, person=cast.sam, place=1, words="To cook for my daughter")
        Spell.objects.create(
            person=cast.sam, kind="inpatient", place="Cedar ward", recorded_by=ngozi,
            began_on=TODAY - A_DAY, recorded_at=NOW,
        )  # fmt: skip
    return client_of_own(orlas)


def answers(cast: Cast, carer: Recipient, what: sharing.Said, days: int = 1) -> None:
    with asking(cast.ngozi) as ngozi:
        sharing.keep_consent(carer, said=what, by=ngozi, at=NOW + days * A_DAY)


def nothing(client: Client) -> str:
    answer = client.get("/own/told/")
    assert answer.status_code == 404
    text = answer.content.decode()
    assert "There is nothing that we can show you here" in text
    return text


def test_all_kinds_that_they_may_be_told(client: Client) -> None:
    assert client.get("/")["Location"] == "/own/told/"
    text = text_of(client, "/own/told/")
    for told in ("In the care of North team", "I want my own key", "To cook for my daughter",
                 "Curtains drawn", "Ring at six", "Ring my sister", "Cedar ward",
                 "How they are, and their medication"):  # fmt: skip
        assert told in text
    for other in (
        "The clocks going back",
        "Two of us go",
        "Ó Briain",
        "Canal Row",
        "9999836909",
        "Ngozi",
        "Find a person",
    ):
        assert other not in text


@pytest.mark.parametrize("asked", list(SHOWS))
def test_one_kind_alone_and_nothing_of_the_others(
    cast: Cast, orla: Recipient, client: Client, asked: Asked
) -> None:
    answers(cast, orla, said(dict.fromkeys(SHOWS, Answer.NO) | {asked: Answer.YES}))
    text = text_of(client, "/own/told/")
    assert SHOWS[asked] in text
    for other in set(SHOWS) - {asked}:
        assert SHOWS[other] not in text, other
    assert ("North team" in text) == (asked is Asked.IN_CARE)


def test_taking_it_back_works_at_the_next_request(
    cast: Cast, orla: Recipient, client: Client
) -> None:
    text_of(client, "/own/told/")
    with asking(cast.ngozi) as ngozi:
        sharing.take_back(orla, look_again_on=AGAIN, by=ngozi, at=NOW + A_DAY)
    text = nothing(client)
    for told in ("Sam", "North team", "my own key", "Cedar"):
        assert told not in text


def taken_back(cast: Cast, orla: Recipient, _: OwnSignIn) -> None:
    with asking(cast.ngozi) as ngozi:
        sharing.take_back(orla, look_again_on=AGAIN, by=ngozi, at=NOW + A_DAY)


def refused(cast: Cast, orla: Recipient, _: OwnSignIn) -> None:
    answers(cast, orla, said(dict.fromkeys(SHOWS, Answer.NO)))


def listened_to(cast: Cast, orla: Recipient, _: OwnSignIn) -> None:
    answers(cast, orla, said(dict.fromkeys(SHOWS, Answer.LISTEN)))


def died(cast: Cast, _: Recipient, __: OwnSignIn) -> None:
    with asking(cast.ngozi) as ngozi:
        people.note_death(cast.sam, died_on=TODAY, by=ngozi, at=NOW)


def care_ended(cast: Cast, _: Recipient, __: OwnSignIn) -> None:
    with asking(cast.ngozi) as ngozi:
        Discharge.objects.create(
            episode=cast.sams_episode, person=cast.sam, ground="goals-met", explanation="Well",
            discharged_by=ngozi, discharged_at=NOW,
        )  # fmt: skip


def nobody_knows_them(cast: Cast, _: Recipient, __: OwnSignIn) -> None:
    with asking(cast.ngozi):
        sql("UPDATE access_relationship SET ended_at = now() WHERE person_id = %s", cast.sam.pk)


REASONS = (taken_back, refused, listened_to, died, care_ended, nobody_knows_them)


@pytest.mark.parametrize("reason", REASONS)
def test_nothing_is_shown_in_the_same_words_whatever_the_reason(
    cast: Cast, orla: Recipient, orlas: OwnSignIn, client: Client, reason: Any
) -> None:
    with asking(cast.ngozi) as ngozi:
        never = name_carer(cast, by=ngozi, name="Kit, friend")
        kits = given(cast, by=ngozi, carer=never)
        sharing.take_back(never, look_again_on=AGAIN, by=ngozi, at=NOW)
    reason(cast, orla, orlas)
    assert words(nothing(client)) == words(nothing(client_of_own(kits)))


def words(text: str) -> str:
    """Return what a page shows, without what proves whose form it is."""
    return text.split("<main", 1)[1].split("</main>", maxsplit=1)[0]


def test_an_answer_that_is_to_be_asked_again_shows_nothing(
    cast: Cast, orla: Recipient, orlas: OwnSignIn, client: Client
) -> None:
    answers(cast, orla, said(again=TODAY + A_DAY), days=0)
    text_of(client, "/own/told/")
    with asking_as(orlas, on=TODAY + 2 * A_DAY):
        assert sql("SELECT * FROM own_carer") == []
    with asking_as(orlas, on=TODAY + A_DAY):
        assert len(sql("SELECT * FROM own_carer")) == 1


def test_last_weeks_yes_that_is_written_late_undoes_no_no(
    cast: Cast, orla: Recipient, client: Client
) -> None:
    answers(cast, orla, said(dict.fromkeys(SHOWS, Answer.NO)))
    answers(cast, orla, said(on=TODAY - 7 * A_DAY), days=2)
    nothing(client)


def test_the_pages_of_the_person_are_not_there_for_a_carer_nor_the_other_way(
    cast: Cast, sams: OwnSignIn, client: Client
) -> None:
    for page in ("", "plan/", "looked/", "shared/", "record/", "help/"):
        assert client.get(f"/own/{page}").status_code == 404, page
    assert client_of_own(sams).get("/own/told/").status_code == 404
    assert client.get(f"/people/{cast.sam.pk}/").status_code == 404


def test_that_a_carer_read_it_is_logged_and_shown_to_the_person(
    cast: Cast, sams: OwnSignIn, orlas: OwnSignIn, client: Client
) -> None:
    text_of(client, "/own/told/")
    with asking(cast.ngozi):
        sql("SELECT set_config('alongside.worker', %s, true)", str(orlas.pk))
        assert list(Opening.objects.values_list("person_ids", "kind")) == [
            ([cast.sam.pk], Kind.TOLD.value)
        ]
    text = text_of(client_of_own(sams), "/own/looked/")
    assert "Orla, sister" in text
    assert "Read what you let them be told, with a sign-in of their own" in text
    shared = text_of(client_of_own(sams), "/own/shared/")
    assert "They have a sign-in of their own" in shared


def test_two_people_one_carer_and_neither_learns_of_the_other(cast: Cast, client: Client) -> None:
    with asking(cast.sian) as sian:
        same = name_carer(cast, by=sian, person=cast.dylan, name="Orla Ó Briain")
        other = client_of_own(
            given(cast, by=sian, carer=same, person=cast.dylan, email="o@x.example")
        )
    assert "Dylan" in text_of(other, "/own/told/")
    assert "Dylan" not in text_of(client, "/own/told/")
    assert "Sam" not in text_of(other, "/own/told/")
