"""A practitioner's own pages: their day, their people, what they record, ask for and keep."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from alongside.access.models import Opening
from alongside.audit.models import Entry
from alongside.contacts.models import PlannedVisit
from alongside.joint.actions import ours
from alongside.joint.models import CaseNote, PartnerContact
from alongside.joint.returning import COLUMNS
from alongside.joint.tests.shared import (
    AGAIN,
    asking_as,
    client_of_practitioner,
    consent,
    later,
    sql,
    text_of,
)
from alongside.partners.models import Practitioner
from alongside.people.models import Person
from alongside.policy.contacts import Place
from alongside.policy.joint import CalledBy
from alongside.sharing import actions as sharing
from alongside.sharing.models import Recipient
from alongside.staff.models import Worker
from tests.architecture.test_links import _dead_links
from tests.cast import NOW, PASSWORD, Cast, asking, meet
from tests.signing_in import SECOND_STEP, second_step

pytestmark = pytest.mark.django_db
SignIn = Callable[[Worker], Client]
TUESDAY = date(2026, 11, 24)


def page(cast: Cast, rest: str = "") -> str:
    return f"/partner/people/{cast.sam.pk}/{rest}"


def contact(**other: Any) -> dict[str, Any]:
    typed = {
        "contact_id": str(uuid4()), "began_at": "2026-11-23T08:30", "was_met": "yes",
        "place": "street", "given_needles": "20", "given_foil": "2", "returned": "11",
    }  # fmt: skip
    return typed | other


def planned(cast: Cast, jo: Practitioner) -> PlannedVisit:
    return PlannedVisit.objects.create(
        person=cast.sam, team=cast.north, worker=cast.ngozi, partner=jo.agency, place="home",
        planned_for=later(1), planned_by=cast.ngozi, planned_at=NOW, purpose="Depot",
    )  # fmt: skip


def test_they_start_on_their_day_and_no_page_of_ours_is_there(
    cast: Cast, client: Client, sams: Recipient
) -> None:
    start = client.get("/", follow=True)
    assert start.request["PATH_INFO"] == "/partner/"
    for path in ("/board/", f"/people/{cast.sam.pk}/", "/people/", "/my-day/"):
        assert client.get(path).status_code == 404


def test_they_sign_in_as_everybody_does_in_two_steps(jo: Practitioner) -> None:
    anew = Client()
    typed = {"login": jo.account.email, "password": PASSWORD}
    assert anew.post("/sign-in/", typed)["Location"] == SECOND_STEP
    assert anew.get("/partner/").status_code == 302, "a password alone opens nothing"
    second_step(anew)
    assert "Jo Marsh" in anew.get("/partner/").content.decode()


def test_the_day_shows_tuesdays_joint_visits_with_the_risk_that_bears_on_them(
    cast: Cast, client: Client, jo: Practitioner, sams: Recipient
) -> None:
    with asking(cast.ngozi):
        planned(cast, jo)
    assert "Ask Ngozi Okafor before you go" in text_of(client, f"/partner/on/{TUESDAY}/")
    with asking(cast.ngozi) as ngozi:
        ours.write_risk(cast.sam, practitioner=jo, says="Two dogs, not friendly", by=ngozi, at=NOW)
    text = text_of(client, f"/partner/on/{TUESDAY}/")
    for told in ("9am", "Samuel Ó Briain", "At home, with Ngozi Okafor", "Two dogs, not friendly"):
        assert told in text
    assert "Depot" not in text
    assert "No joint visit is planned on this day" in text_of(client, "/partner/")
    assert "all day on Tuesday" in text
    assert client.get("/partner/on/soon/").status_code == 404


def test_a_person_shows_the_minimum_and_what_is_absent_is_said(
    cast: Cast, client: Client, sams: Recipient
) -> None:
    text = text_of(client, page(cast))
    for told in ("Samuel Ó Briain", "29 February 1984", "Male", "Not recorded", "ask the team"):
        assert told in text
    for hidden in ("Canal Row", "LS12 3QE", "07700 900123", "9999836909", "999 983 6909"):
        assert hidden not in text


def test_an_initial_is_all_that_is_shown_where_that_was_chosen(
    cast: Cast, client: Client, jo: Practitioner
) -> None:
    with asking(cast.ngozi) as ngozi:
        consent(cast, jo, by=ngozi, called_by=CalledBy.INITIAL)
    for path in ("/partner/people/", page(cast), page(cast, "contact/")):
        text = text_of(client, path)
        assert "S." in text
        assert "Samuel" not in text
        assert "Briain" not in text


def test_without_consent_nobody_is_there_to_the_byte(
    cast: Cast, client: Client, kit: Practitioner, sams: Recipient
) -> None:
    others = client_of_practitioner(kit)
    hidden, absent = others.get(page(cast)), others.get(f"/partner/people/{uuid4()}/")
    assert hidden.status_code == absent.status_code == 404
    assert hidden.content == absent.content
    assert [*hidden.headers.items()] == [*absent.headers.items()]
    assert client.get(page(cast)).status_code == 200
    with asking(cast.ngozi) as ngozi:
        sharing.take_back(sams, look_again_on=AGAIN, by=ngozi, at=NOW)
    for rest in ("", "contact/", "visit/"):
        gone = client.get(page(cast, rest))
        assert gone.status_code == 404
    assert "Nobody consents yet" in text_of(client, "/partner/people/")


def test_every_opening_is_logged_before_the_page_is_sent(
    cast: Cast, client: Client, jo: Practitioner, sams: Recipient
) -> None:
    paths = ["/partner/people/", *(page(cast, rest) for rest in ("", "contact/", "visit/"))]
    for path in paths:
        client.get(path)
    with asking_as(jo):
        sql("SET LOCAL ROLE NONE")
        logged = Opening.objects.filter(worker_id=jo.pk).order_by("at")
        assert [(one.page, one.person_ids, one.kind) for one in logged] == [
            (path, [cast.sam.pk], "the minimum for a partner")
            for path in paths
        ]  # fmt: skip


def test_a_contact_and_what_was_exchanged_are_kept_once(
    cast: Cast, client: Client, client_of: SignIn, sams: Recipient
) -> None:
    typed = contact()
    for _ in range(2):
        assert client.post(page(cast, "contact/"), typed).status_code == 302
    text = text_of(client, page(cast))
    assert "Needles and syringes 20, 11 back; Foil 2" in text
    with asking(cast.ngozi):
        assert PartnerContact.objects.count() == 1
        assert Entry.objects.filter(what="joint.contact-recorded").count() == 1
    ours_ = text_of(client_of(cast.priya), f"/people/{cast.sam.pk}/joint/")
    assert "Needles and syringes 20, 11 back; Foil 2" in ours_


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"began_at": "2026-11-24T08:30"}, "must be"),
        ({"was_met": "no"}, "You wrote an exchange down, so you met them"),
        ({"given_needles": "-1"}, "must be 0 or more"),
        ({"given_needles": "many"}, "must be a number"),
        ({"given_needles": "99999999999"}, "must be 10000 or fewer"),
        ({"place": "moon"}, "Choose one of the answers"),
    ],
)
def test_a_contact_that_cannot_be_is_said(
    cast: Cast, client: Client, sams: Recipient, wrong: dict[str, Any], says: str
) -> None:
    answer = client.post(page(cast, "contact/"), contact(**wrong))
    assert answer.status_code == 200
    assert says in answer.content.decode()


def test_a_visit_on_another_day_needs_both(
    cast: Cast, client: Client, client_of: SignIn, jo: Practitioner, sams: Recipient
) -> None:
    typed = {"planned_for": "2026-11-26T10:00", "minutes": "45", "place": "cafe"}
    assert client.post(page(cast, "visit/"), typed).status_code == 302
    assert "The team has not answered yet" in text_of(client, "/partner/")
    theirs = client_of(cast.priya)
    assert "asks for a joint visit, 26 November 2026" in text_of(theirs, "/my-day/")
    with asking(cast.priya):
        assert not PlannedVisit.objects.exists()
        [(proposal_id,)] = sql("SELECT id FROM joint_visitproposal")
    agreed = theirs.post(f"/joint-visits/{proposal_id}/", {"agreed": "yes"})
    assert agreed.status_code == 302
    again = theirs.post(f"/joint-visits/{proposal_id}/", {"agreed": "no"})
    assert "A colleague answered this before" in again.content.decode()
    assert "asks for a joint visit" not in text_of(theirs, "/my-day/")
    assert "Harm Reduction Leeds" in text_of(theirs, "/my-day/2026-11-26/")
    assert "Café, with Priya Nair" in text_of(client, "/partner/on/2026-11-26/")


@pytest.mark.parametrize("agrees", [True, False])
def test_the_team_asks_and_the_practitioner_answers(
    cast: Cast, client: Client, client_of: SignIn, sams: Recipient, agrees: bool
) -> None:
    assert sams.practitioner
    worker = client_of(cast.ngozi)
    path = f"/people/{cast.sam.pk}/joint/{sams.practitioner.pk}/visit/"
    typed = {"planned_for": "2026-11-26T10:00", "minutes": "45", "place": "cafe"}
    assert worker.post(path, typed).status_code == 302
    assert "Ngozi Okafor asks you for a visit" in text_of(client, "/partner/")
    with asking(cast.ngozi):
        [(proposal_id,)] = sql("SELECT id FROM joint_visitproposal")
    answer = f"/partner/visits/{proposal_id}/"
    assert client.post(answer, {"agreed": "yes" if agrees else "no"}).status_code == 302
    assert client.post(answer, {"agreed": "yes"}).status_code == 404
    with asking(cast.ngozi):
        assert [each.worker for each in PlannedVisit.objects.all()] == [cast.ngozi] * agrees
    told = text_of(worker, f"/people/{cast.sam.pk}/joint/")
    assert ("agreed" if agrees else "declined") in told
    assert ("Café" in text_of(worker, "/my-day/2026-11-26/")) is agrees


def test_a_visit_in_the_past_is_asked_of_nobody(
    cast: Cast, client: Client, sams: Recipient
) -> None:
    typed = {"planned_for": "2026-11-20T10:00", "minutes": "45", "place": "cafe"}
    answer = client.post(page(cast, "visit/"), typed)
    assert "A visit is asked for at a time to come" in answer.content.decode()


def test_a_note_that_names_somebody_is_asked_about_first(
    cast: Cast, client: Client, jo: Practitioner, sams: Recipient
) -> None:
    typed = {"text": "I worry about O Briain, born 29 Feb 1984, 999 983 6909"}
    answer = client.post("/partner/notes/", typed).content.decode()
    assert "This holds a name: briain and a date of birth and an NHS number" in answer
    assert "names nobody whom I see" in answer
    assert client.post("/partner/notes/", typed | {"names_nobody": "on"}).status_code == 302
    assert client.post("/partner/notes/", {"text": "Endings are hard"}).status_code == 302
    assert "Endings are hard" in text_of(client, "/partner/notes/")
    with asking(cast.tom):
        assert not CaseNote.objects.exists(), "nobody but the practitioner reads it"


def test_the_minimum_return_has_the_fields_of_the_protocol_and_no_formula(
    cast: Cast, client: Client, client_of: SignIn, jo: Practitioner, sams: Recipient
) -> None:
    with asking(cast.ngozi) as ngozi:
        Person.objects.filter(pk=cast.sam.pk).update(ward="=Armley", ethnicity="B")
        silent = meet(ngozi, cast.north, given_name="Una", family_name="Quiet")
        consent(cast, jo, by=ngozi, person=silent)
    client.post(page(cast, "contact/"), contact())
    client.post(page(cast, "contact/"), contact(given_foil="", returned=""))
    days = "first_day=1&first_month=11&first_year=2026&last_day=23&last_month=11&last_year=2026"
    own = client.get(f"/partner/return/?{days}")
    assert own["Content-Type"] == "text/csv; charset=utf-8"
    head, *rows = own.content.decode("utf-8-sig").splitlines()
    assert head == ",".join(COLUMNS)
    assert rows == [
        "Male,White: Irish,Samuel Ó Briain,'=Armley,29/02/1984,Needles and syringes 40; Foil 2",
    ]
    with asking(cast.tom):
        [(agreement,)] = sql("SELECT agreement FROM partners_protocol")
    teams = client_of(cast.tom).get(f"/protocols/{agreement}/return/?{days}")
    assert teams.content == own.content
    assert client_of(cast.priya).get(f"/protocols/{agreement}/return/").status_code == 404
    other = days.replace("_month=11", "_month=10")
    assert len(client.get(f"/partner/return/?{other}").content.splitlines()) == 1
    wrong = days.replace("first_day=1&", "first_day=30&")
    assert "must be today or in the past" in text_of(client, f"/partner/return/?{wrong}")


def test_the_protocol_and_its_policies_are_theirs_to_read(
    cast: Cast, client: Client, jo: Practitioner
) -> None:
    text = text_of(client, "/partner/protocols/")
    assert "To meet the needs of people who need harm reduction." in text
    assert "No policy is attached." in text


def test_no_link_of_theirs_leads_to_a_page_of_ours(
    cast: Cast, client: Client, jo: Practitioner, sams: Recipient
) -> None:
    with asking(cast.ngozi) as ngozi:
        asked = ours.Asked(later(2), 45, Place.CAFE)
        ours.offer_visit(
            cast.sam, team_id=cast.north.pk, practitioner=jo, asked=asked, by=ngozi, at=NOW
        )
    dead, opened = _dead_links(client)
    assert dead == []
    assert opened > 10


def test_most_pages_ask_the_database_little(
    cast: Cast, client: Client, sams: Recipient, django_assert_max_num_queries: Any
) -> None:
    client.get("/partner/people/")
    with django_assert_max_num_queries(14):
        client.get(page(cast))
