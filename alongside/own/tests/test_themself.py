"""Somebody in care reads what is theirs with their own sign-in, and nothing else of anybody."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import pytest
from django.test import Client

from alongside.access import actions as access
from alongside.access.actions import OpenedFor, log_opening
from alongside.access.deciding import Kind, Purpose
from alongside.access.models import Opening, Relationship
from alongside.own.models import OwnSignIn
from alongside.own.tests.owned import asking_as, client_of_own, given, name_carer, sql, text_of
from alongside.people import actions as people
from alongside.people.models import Person
from alongside.policy.disclosing import Ground, PersonTold
from alongside.record.tests.telling import everything
from alongside.rights.models import CopyRequest
from alongside.sharing import actions as sharing
from alongside.sharing.disclosures import Giving, Grounds, give_unasked
from alongside.staff.models import Team, Worker
from tests.cast import NOW, Cast, asking

pytestmark = pytest.mark.django_db
SignIn = Callable[[Worker], Client]
A_DAY = timedelta(days=1)
PAGES = ("", "plan/", "looked/", "shared/", "record/", "help/", "sign-in/")
CODE, STATEMENT, DOOR = "C2580X", "He sold the bike to pay somebody", "Never go in alone"
REASON = "His sister rang and said that he sold the bike"


@pytest.fixture
def client(sams: OwnSignIn) -> Client:
    return client_of_own(sams)


def all_of_it(client: Client) -> str:
    return "".join(text_of(client, f"/own/{page}") for page in PAGES)


def test_their_own_plan_in_their_words(cast: Cast, client: Client) -> None:
    assert "No plan has been written with you yet" in text_of(client, "/own/plan/")
    everything(cast)
    text = text_of(client, "/own/plan/")
    for told in ("I want my own key", "To cook for my daughter", "Ring my sister"):
        assert told in text


def test_they_start_on_their_own_page_and_have_no_menu_of_ours(client: Client) -> None:
    assert client.get("/")["Location"] == "/own/"
    text = text_of(client, "/own/")
    assert "Your record, <bdi>Sam</bdi>" in text
    assert "North team" in text
    for ours in ("Find a person", "Caseload", "Report a breach", "Ó Briain"):
        assert ours not in text


def test_nothing_on_any_page_is_anothers_or_said_in_confidence(cast: Cast, client: Client) -> None:
    everything(cast)
    with asking(cast.ngozi) as ngozi:
        sharing.keep_statement(
            cast.sam, said_by="Orla", said=STATEMENT, told_on=NOW.date(), by=ngozi, at=NOW
        )
        people.write_restricted(cast.sam, texts={"entry_code": CODE}, seen={}, by=ngozi, at=NOW)
        Person.objects.filter(pk=cast.sam.pk).update(before_knocking=DOOR)
        why = OpenedFor(Kind.THIRD_PARTY, Purpose.DANGER, REASON)
        log_opening([cast.sam.pk], page="/", by=ngozi, at=NOW - A_DAY, why=why)
    text = all_of_it(client)
    assert "because somebody might have been in danger" in text
    for secret in (CODE, STATEMENT, DOOR, REASON, "Dylan", "Ŵyn-Jones", "Canal Row",
                   "We walked by the canal", "9999836909", "999 983 6909"):  # fmt: skip
        assert secret not in text


def test_who_looked_names_workers_and_themself(
    cast: Cast, client: Client, client_of: SignIn
) -> None:
    with asking(cast.ngozi) as ngozi:
        page = f"/people/{cast.sam.pk}/"
        log_opening([cast.sam.pk], page=page, by=ngozi, at=NOW - A_DAY)
    text_of(client, "/own/plan/")
    text = text_of(client, "/own/looked/")
    assert "Ngozi Okafor" in text
    assert "community psychiatric nurse" in text
    assert "Read your record with your own sign-in" in text
    turned = text_of(client_of(cast.priya), f"/people/{cast.sam.pk}/rights/own-view/")
    assert "Read your record with your own sign-in" in turned


def test_what_they_open_is_logged_before_it_is_sent(
    cast: Cast, sams: OwnSignIn, client: Client
) -> None:
    for page in PAGES:
        text_of(client, f"/own/{page}")
    with asking(cast.ngozi):
        sql("SELECT set_config('alongside.worker', %s, true)", str(sams.pk))
        logged = list(Opening.objects.order_by("at").values_list("page", "person_ids", "kind"))
    about_them = [f"/own/{page}" for page in PAGES if page != "sign-in/"]
    assert logged == [(page, [cast.sam.pk], Kind.CLINICAL.value) for page in about_them]


def test_what_cannot_be_logged_is_not_shown(
    cast: Cast, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    everything(cast)
    monkeypatch.setattr(access, "_LOG_OPENING", "SELECT FROM nowhere WHERE %s = 1")
    answer = client.get("/own/plan/")
    assert answer.status_code == 503
    assert "I want my own key" not in answer.text


def test_what_was_given_is_shown_once_they_were_told(cast: Cast, client: Client) -> None:
    with asking(cast.ngozi) as ngozi:
        for told, what in ((PersonTold.AFTER, "That he is here"), (PersonTold.NOT_YET, "Where")):
            give_unasked(
                cast.sam, to=("PC Hall", "West Yorkshire Police", "police"),
                grounds=Grounds(Ground.LIFE, "He said that he would jump"),
                giving=Giving(what, "telephone", NOW.date(), told, ""), by=ngozi, at=NOW,
            )  # fmt: skip
    text = text_of(client, "/own/shared/")
    assert "That he is here" in text
    assert "PC Hall, West Yorkshire Police" in text
    assert "To save a life or prevent serious harm" in text
    assert "<td>Where</td>" not in text


def test_they_take_back_at_once_what_somebody_may_be_told(
    cast: Cast, client: Client, orlas: OwnSignIn, client_of: SignIn
) -> None:
    carer = client_of_own(orlas)
    text_of(carer, "/own/told/")
    back = f"/own/shared/{orlas.recipient_id}/taken-back/"
    assert back in text_of(client, "/own/shared/")
    assert client.post(back).status_code == 302
    assert "Nothing may be told to them any more" in text_of(client, "/own/shared/")
    assert carer.get("/own/told/").status_code == 404
    page = text_of(client_of(cast.priya), f"/people/{cast.sam.pk}/consent/")
    assert page.count("With their own sign-in") == 6
    assert "May not be told" in page
    client.post(back)
    assert "Nothing may be told to them, so nothing" in text_of(client, "/own/shared/")


def test_they_take_it_back_on_the_last_day_too_and_are_asked_again_when_we_said(
    cast: Cast, orlas: OwnSignIn, sams: OwnSignIn
) -> None:
    with asking(cast.ngozi):
        [last_day] = {row[0] for row in sql("SELECT look_again_on FROM sharing_consent")}
    again = last_day + 90 * A_DAY
    with asking_as(sams, on=last_day):
        taken = sql("SELECT own_take_back(%s, %s, %s)", orlas.recipient_id, again, NOW)
    assert taken == [(6,)]
    with asking(cast.ngozi):
        kept = sql("SELECT DISTINCT look_again_on FROM sharing_consent WHERE answer = 'no'")
    assert kept == [(again,)]


def test_nobody_elses_answers_are_taken_back(cast: Cast, client: Client) -> None:
    with asking(cast.sian) as sian:
        other = name_carer(cast, by=sian, person=cast.dylan)
        dylans = client_of_own(given(cast, by=sian, person=cast.dylan))
    for recipient in (other.pk, UUID(int=7)):
        client.post(f"/own/shared/{recipient}/taken-back/")
        assert "Nothing may be told to them, so nothing" in text_of(client, "/own/shared/")
    assert "What is in your plan" in text_of(dylans, "/own/shared/")


def test_a_copy_that_they_ask_for_waits_with_the_team(
    cast: Cast, client: Client, client_of: SignIn
) -> None:
    assert client.post("/own/record/", {"words": "The time in hospital"}).status_code == 302
    assert "It waits for an answer" in text_of(client, "/own/record/")
    assert client.post("/own/record/").content.decode().count("it waits for an answer") == 1
    with asking(cast.ngozi):
        asked = CopyRequest.objects.get()
        assert (asked.by, asked.asked_as, asked.asked_by, asked.words) == (
            None, "themself", "Samuel Ó Briain", "The time in hospital",
        )  # fmt: skip
    ngozi = client_of(cast.ngozi)
    assert "a copy of the record" in text_of(ngozi, f"/people/{cast.sam.pk}/")
    page = text_of(ngozi, f"/people/{cast.sam.pk}/rights/copies/{asked.pk}/")
    assert "With their own sign-in" in page
    assert "Nobody: they asked themself" in page


def test_it_goes_on_when_care_ends_and_stops_when_nobody_knows_them(
    cast: Cast, client: Client
) -> None:
    with asking(cast.ngozi):
        sql("UPDATE access_relationship SET because = 'referred' WHERE person_id = %s", cast.sam.pk)
    text_of(client, "/own/")
    with asking(cast.ngozi):
        Relationship.objects.filter(person_id=cast.sam.pk).update(ended_at=NOW)
    assert "nothing that we can show you" in nothing(client)


def nothing(client: Client) -> str:
    """Open every page, and return what they all are, once nothing is shown."""
    found = [client.get(f"/own/{page}") for page in PAGES if page != "sign-in/"]
    assert {each.status_code for each in found} == {404}
    return found[0].content.decode()


def test_nothing_is_shown_of_whom_we_know_to_have_died(cast: Cast, client: Client) -> None:
    with asking(cast.ngozi) as ngozi:
        people.note_death(cast.sam, died_on=NOW.date(), by=ngozi, at=NOW)
    assert "nothing that we can show you" in nothing(client)


def test_they_end_it_at_once_wherever_it_is_open(
    cast: Cast, sams: OwnSignIn, client: Client, client_of: SignIn
) -> None:
    elsewhere = client_of_own(sams)
    text_of(elsewhere, "/own/")
    assert "End this sign-in now?" in text_of(client, "/own/sign-in/end/")
    assert "It has ended" in client.post("/own/sign-in/end/").content.decode()
    for each in (client, elsewhere):
        assert each.get("/own/")["Location"].startswith("/sign-in/")
    with asking(cast.ngozi):
        sams.refresh_from_db()
        assert (sams.ended_by, sams.ended_at is None) == (None, False)
    page = text_of(client_of(cast.priya), f"/people/{cast.sam.pk}/own-sign-in/")
    assert "They ended it themself" in page


def test_help_is_near_on_every_page(cast: Cast, client: Client) -> None:
    Team.objects.filter(pk=cast.north.pk).update(phone="0113 496 0110")
    for page in PAGES:
        text = text_of(client, f"/own/{page}")
        assert "ring <strong>111</strong>" in text, page
        assert "Leave now" in text, page
        assert ("0113 496 0110" in text) == (page != "sign-in/"), page


def test_leaving_signs_out_and_says_nothing(client: Client) -> None:
    text = client.post("/own/leave/").content.decode()
    assert "Weather" in text
    assert "Your record" not in text
    assert client.get("/own/")["Location"].startswith("/sign-in/")
    assert client.get("/own/leave/").status_code in {302, 405}
