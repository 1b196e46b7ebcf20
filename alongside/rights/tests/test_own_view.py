"""Somebody sees who looked and why, and nothing that another said or that is another's."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from pypdf import PdfReader

from alongside.access.actions import OpenedFor, log_opening
from alongside.access.deciding import Kind, Purpose
from alongside.access.emergencies import Sought, open_in_emergency
from alongside.access.models import Opening
from alongside.documents.models import Sent
from alongside.partners.tests.partnered import join, partnered
from alongside.people import actions as people
from alongside.people.models import Person
from alongside.policy.disclosing import Ground, PersonTold
from alongside.record.tests.telling import everything
from alongside.rights.looked import looked_for
from alongside.sharing import actions as sharing
from alongside.sharing.disclosures import Giving, Grounds, give_unasked
from alongside.staff.models import Worker
from tests.cast import NOW, Cast, asking

pytestmark = pytest.mark.django_db
SignIn = Callable[[Worker], Client]
A_DAY = timedelta(days=1)
REASON = "His sister rang and said that he sold the bike"
CODE, STATEMENT, DOOR = "C2580X", "He sold the bike to pay somebody", "Never go in alone"


def page(cast: Cast, rest: str = "") -> str:
    return f"/people/{cast.sam.pk}/rights/own-view/{rest}"


def opens(worker: Worker, cast: Cast, days_ago: int, page: str = "", people: int = 1) -> None:
    with asking(worker):
        ids = [cast.sam.pk, cast.dylan.pk][:people]
        log_opening(
            ids, page=page or f"/people/{cast.sam.pk}/", by=worker, at=NOW - days_ago * A_DAY
        )


@pytest.fixture
def looked(cast: Cast) -> None:
    for days_ago in (1, 3, 3, 9):
        opens(cast.ngozi, cast, days_ago)
    opens(cast.priya, cast, 2, page="search")
    opens(cast.priya, cast, 4, page=f"/board/{cast.north.pk}/", people=2)
    opens(cast.tom, cast, 5, page="/visits/00000000-0000-4000-8000-000000000001/")
    with asking(cast.ngozi):
        why = OpenedFor(Kind.THIRD_PARTY, Purpose.DANGER, REASON)
        log_opening([cast.sam.pk], page="/", by=cast.ngozi, at=NOW - A_DAY, why=why)
    with asking(cast.sian) as sian:
        sought = Sought(nhs_number=cast.sam.nhs_number)
        open_in_emergency(sought, because=REASON, page="/", by=sian, at=NOW - 2 * A_DAY)


@pytest.mark.usefixtures("looked")
def test_each_worker_by_name_and_role_how_often_and_why(cast: Cast, client_of: SignIn) -> None:
    text = client_of(cast.priya).get(page(cast)).content.decode()
    for told in (
        "Ngozi Okafor", "community psychiatric nurse",
        "on 3 days, from 14 November 2026 to 22 November 2026",
        "because somebody might have been in danger: once, on 22 November 2026",
        "Sian Pritchard", "Opened your record in an emergency, from outside the team",
        "Tom Brennan", "once, on 18 November 2026",
    ):  # fmt: skip
        assert told in text
    assert "looked at, such as the team’s board" in text
    assert "They did not open your record by that: Priya Nair." in text
    for secret in (REASON, "in confidence by", "bike"):
        assert secret not in text, "nor that anything was said about them at all"


@pytest.mark.usefixtures("looked")
def test_only_those_who_know_them_may_ask_and_only_the_answer_is_wider(cast: Cast) -> None:
    with asking(cast.sian) as sian:
        assert looked_for(sian, cast.sam.pk) is None
        with connection.cursor() as cursor:
            cursor.execute("SELECT * FROM alongside_who_looked(%s)", [cast.sam.pk])
            assert cursor.fetchall() == []
    with asking(cast.priya) as priya:
        assert looked_for(priya, cast.sam.pk)
        assert set(Opening.objects.values_list("worker_id", flat=True)) == {cast.priya.pk}


def test_a_practitioner_of_a_partner_is_named_and_nobody_is_forgotten(
    cast: Cast, client_of: SignIn
) -> None:
    with asking(cast.tom) as tom:
        practitioner = join(cast, partnered(cast, by=tom), by=tom)
    for by, page_, kind in (
        (practitioner.pk, "/partner/", Kind.PARTNER_MINIMUM),
        (UUID(int=7), f"/people/{cast.sam.pk}/", Kind.CLINICAL),
    ):
        with asking(cast.ngozi), connection.cursor() as cursor:
            cursor.execute("SELECT set_config('alongside.worker', %s, true)", [f"{by}"])
            who = Worker(pk=by)
            log_opening([cast.sam.pk], page=page_, by=who, at=NOW - A_DAY, kind=kind)
    text = client_of(cast.priya).get(page(cast)).content.decode()
    assert practitioner.name in text
    assert "Saw only the few things that you let them see" in text
    assert "Somebody whose name is not kept any more" in text


def test_the_page_holds_nothing_that_is_not_theirs_to_see(cast: Cast, client_of: SignIn) -> None:
    everything(cast)
    with asking(cast.ngozi) as ngozi:
        sharing.keep_statement(
            cast.sam, said_by="Orla", said=STATEMENT, told_on=NOW.date(), by=ngozi, at=NOW
        )
        people.write_restricted(cast.sam, texts={"entry_code": CODE}, seen={}, by=ngozi, at=NOW)
        Person.objects.filter(pk=cast.sam.pk).update(before_knocking=DOOR)
    client = client_of(cast.ngozi)
    shown = client.get(page(cast))
    printed = "".join(
        each.extract_text() for each in PdfReader(BytesIO(_paper(client, cast))).pages
    )
    for text in (shown.content.decode(), printed):
        assert "I want my own key" in text, "their plan, in their words"
        assert "To cook for my daughter" in text
        for secret in (CODE, STATEMENT, DOOR, "Dylan", "Ŵyn-Jones"):
            assert secret not in text
    assert b"Find a person" not in shown.content, "no menu for somebody who turns the screen back"


def _paper(client: Client, cast: Cast, size: str = "") -> bytes:
    answer = client.get(page(cast, "paper/"), {"print": size})
    assert answer["Content-Type"] == "application/pdf"
    return answer.content


def test_the_paper_comes_in_two_sizes_and_is_kept_as_it_was_given(
    cast: Cast, client_of: SignIn
) -> None:
    client = client_of(cast.priya)
    plain, large = _paper(client, cast), _paper(client, cast, "large")
    assert _sizes(plain) >= {12}
    assert _sizes(large) >= {16}
    with asking(cast.priya):
        assert Sent.objects.count() == 0, "looking keeps nothing"
    assert client.post(page(cast, "given/"), {"print": "large"}).status_code == 302
    with asking(cast.priya):
        sent = Sent.objects.get()
        assert (sent.large_print, sent.how_given, sent.addressee) == (
            True, "by hand", cast.sam.full_name,
        )  # fmt: skip
    text = client.get(page(cast)).content.decode()
    assert "Nothing was sent to anybody else" in text, "what they were given is no disclosure"


def _sizes(pdf: bytes) -> set[int]:
    sizes: set[int] = set()

    def look(_text: str, _c: object, matrix: list[float], _f: object, size: float) -> None:
        sizes.add(round(size * abs(matrix[3] or 1)))

    for each in PdfReader(BytesIO(pdf)).pages:
        each.extract_text(visitor_text=look)
    return sizes


def test_what_was_sent_to_others_says_on_which_ground(cast: Cast, client_of: SignIn) -> None:
    everything(cast)  # a letter to "Sam", which is not how he is addressed
    text = client_of(cast.priya).get(page(cast)).content.decode()
    assert "Welcome to the team" in text
    assert "On which ground was not written down. Ask us" in text


def test_what_was_disclosed_is_shown_once_they_were_told(cast: Cast, client_of: SignIn) -> None:
    told = {
        PersonTold.AFTER: "That he is in our care",
        PersonTold.NOT_YET: "Where he sleeps",
        PersonTold.NEVER: "What he said of the man next door",
    }
    with asking(cast.ngozi) as ngozi:
        for person_told, what in told.items():
            because = "It would put her in danger" if person_told is PersonTold.NEVER else ""
            give_unasked(
                cast.sam, to=("PC Hall", "West Yorkshire Police", "police"),
                grounds=Grounds(Ground.LIFE, "He said that he would jump"),
                giving=Giving(what, "telephone", NOW.date(), person_told, because),
                by=ngozi, at=NOW,
            )  # fmt: skip
    client = client_of(cast.ngozi)
    text = client.get(page(cast)).content.decode()
    assert "That he is in our care" in text
    assert "To save a life or prevent serious harm" in text
    assert "Where he sleeps" not in text
    assert "man next door" not in text
    of_worker = client.get(f"/people/{cast.sam.pk}/rights/").content.decode()
    assert "they have not been told yet" in of_worker
