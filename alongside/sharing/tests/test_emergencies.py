from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.db import DatabaseError, connection, transaction
from django.test import Client

from alongside.access.connections import say_they_know
from alongside.access.deciding import Role
from alongside.access.models import Emergency, Opening
from alongside.staff.models import Worker
from tests.cast import NOW, Cast, asking, hire, meet

pytestmark = pytest.mark.django_db
Clients = Callable[[Worker], Client]
WHY = "He is in our waiting room and says he took all his tablets"


@pytest.fixture
def grace(cast: Cast) -> Worker:
    """The privacy officer of the team whose worker opens a record of another."""
    with asking(cast.ada):
        return hire("Grace Osei", cast.south, Role.PRIVACY_OFFICER)


def ask(client: Client, **typed: Any) -> Any:
    """Ask for a record in an emergency."""
    return client.post("/emergency/", {"because": WHY} | typed)


def test_a_record_is_open_to_one_worker_of_another_team_who_says_why(
    cast: Cast, client_of: Clients, grace: Worker
) -> None:
    sian, page = client_of(cast.sian), f"/people/{cast.sam.pk}/"
    assert sian.get(page).status_code == 404
    answer = ask(sian, nhs_number=cast.sam.nhs_number)
    assert answer.status_code == 302
    assert answer["Location"] == page
    shown = sian.get(page).text
    assert cast.sam.family_name in shown
    assert "in an emergency" in shown
    assert f"In the care of {cast.north}" in shown
    assert str(cast.ngozi) in shown  # whom to ring
    colleague = client_of(hire("Cai Evans", cast.south, Role.CARE_COORDINATOR))
    assert colleague.get(page).status_code == 404
    with asking(cast.sian):
        [emergency] = Emergency.objects.all()
    assert emergency.until - emergency.began_at == timedelta(hours=4)


def test_it_is_over_after_four_hours(cast: Cast, client_of: Clients) -> None:
    sian, page = client_of(cast.sian), f"/people/{cast.sam.pk}/"
    ask(sian, nhs_number=cast.sam.nhs_number)
    with asking(cast.sian):
        [emergency] = Emergency.objects.all()
    for moment, status in [(emergency.until - timedelta(seconds=1), 200), (emergency.until, 404)]:
        with time_machine.travel(moment, tick=False):
            assert sian.get(page).status_code == status


def test_the_database_gives_nobody_longer(cast: Cast) -> None:
    with asking(cast.sian), connection.cursor() as cursor:
        with pytest.raises(DatabaseError, match="four_hours"), transaction.atomic():
            cursor.execute(
                "SELECT alongside_break_glass('E-1', gen_random_uuid(), %s, '', NULL, %s, %s,"
                " 'emergency', 'x', '/')",
                [cast.sam.nhs_number, NOW, NOW + timedelta(hours=5)],
            )
        with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
            cursor.execute("UPDATE access_emergency SET until = until + interval '1 day'")
        with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
            cursor.execute("INSERT INTO access_emergency (reference) VALUES ('E-2')")


def test_the_privacy_officer_is_told_at_once_without_any_name(
    cast: Cast, client_of: Clients, grace: Worker
) -> None:
    ask(client_of(cast.sian), nhs_number=cast.sam.nhs_number)
    [sent] = mail.outbox
    assert sent.to == ["grace@alongside.example"]
    with asking(cast.sian):
        [emergency] = Emergency.objects.all()
    assert emergency.reference in sent.subject
    assert emergency.told_at == emergency.began_at
    said = f"{sent.subject} {sent.body}"
    for name in (cast.sam.family_name, cast.sam.given_name, "Sian", "Pritchard", WHY):
        assert name not in said
    assert cast.sam.nhs_number not in said


def test_a_mail_that_cannot_be_sent_keeps_nobody_from_a_record(
    cast: Cast, client_of: Clients, grace: Worker, settings: Any
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_PORT = 1  # where nothing listens
    sian = client_of(cast.sian)
    assert ask(sian, nhs_number=cast.sam.nhs_number)["Location"] == f"/people/{cast.sam.pk}/"
    with asking(cast.sian):
        [emergency] = Emergency.objects.all()
    assert emergency.told_at is None
    officer = client_of(grace)
    assert emergency.reference in officer.get("/reasons/").text
    assert "No e-mail could be sent" in officer.get(f"/reasons/{emergency.opening_id}/").text


def test_every_use_is_reviewed_page_by_page_and_can_be_closed(
    cast: Cast, client_of: Clients, grace: Worker
) -> None:
    sian, officer = client_of(cast.sian), client_of(grace)
    ask(sian, nhs_number=cast.sam.nhs_number)
    sian.get(f"/people/{cast.sam.pk}/identity/")
    sian.get(f"/people/{cast.dylan.pk}/identity/")  # of their own team: nobody's to review
    with asking(cast.sian):
        [emergency] = Emergency.objects.all()
    page = officer.get(f"/reasons/{emergency.opening_id}/").text
    assert WHY in page
    assert "identity" in page
    assert page.count("<li>9am: ") == 2  # the asking, and the one page
    assert cast.sam.family_name not in page
    assert str(cast.sam.pk) not in page
    closed = officer.post(f"/emergency/{emergency.reference}/close/")
    assert closed["Location"] == f"/reasons/{emergency.opening_id}/"
    assert sian.get(f"/people/{cast.sam.pk}/").status_code == 404


def test_whoever_opened_it_closes_it_and_a_stranger_finds_nothing_to_close(
    cast: Cast, client_of: Clients
) -> None:
    sian = client_of(cast.sian)
    ask(sian, nhs_number=cast.sam.nhs_number)
    with asking(cast.sian):
        [emergency] = Emergency.objects.all()
    close = f"/emergency/{emergency.reference}/close/"
    assert client_of(cast.ngozi).post(close).status_code == 404
    assert sian.post(close).status_code == 302
    assert sian.get(f"/people/{cast.sam.pk}/").status_code == 404


def test_asking_for_somebody_who_is_not_here_is_kept_and_told_too(
    cast: Cast, client_of: Clients, grace: Worker
) -> None:
    sian = client_of(cast.sian)
    answer = sian.post("/emergency/", {"nhs_number": "999 999 9468", "because": WHY}, follow=True)
    assert "Nobody was found" in answer.text
    [sent] = mail.outbox
    with asking(cast.sian):
        [emergency] = Emergency.objects.all()
        [opening] = Opening.objects.all()
    assert emergency.reference in sent.subject
    assert (opening.purpose, opening.person_ids) == ("emergency", [])
    assert "nobody who was found" in client_of(grace).get("/reasons/").text


def test_by_name_and_date_of_birth_it_is_one_person_or_nobody(
    cast: Cast, client_of: Clients
) -> None:
    sian, born = client_of(cast.sian), cast.sam.born_on
    assert born is not None
    day = {"born_on_day": born.day, "born_on_month": born.month, "born_on_year": born.year}
    by_name = {"nhs_number": "", "family_name": cast.sam.family_name.upper()} | day
    assert ask(sian, **by_name)["Location"] == f"/people/{cast.sam.pk}/"
    with asking(cast.ngozi):
        meet(cast.ngozi, cast.north, family_name=cast.sam.family_name, born_on=born)
    colleague = client_of(hire("Cai Evans", cast.south, Role.CARE_COORDINATOR))
    assert ask(colleague, **by_name)["Location"] == "/emergency/"


def test_who_knows_them_outside_work_opens_nothing_in_an_emergency(
    cast: Cast, client_of: Clients
) -> None:
    with asking(cast.ngozi):
        say_they_know(cast.sam.pk, worker_id=cast.sian.pk, how="Cousins", by=cast.ngozi, at=NOW)
    sian = client_of(cast.sian)
    assert ask(sian, nhs_number=cast.sam.nhs_number)["Location"] == "/emergency/"
    assert sian.get(f"/people/{cast.sam.pk}/").status_code == 403


def test_of_people_of_ones_own_team_nothing_is_opened(cast: Cast, client_of: Clients) -> None:
    answer = ask(client_of(cast.ngozi), nhs_number=cast.sam.nhs_number)
    assert answer["Location"] == f"/people/{cast.sam.pk}/"
    with asking(cast.ngozi):
        assert not Emergency.objects.exists()


def test_nobody_looks_through_the_service_with_it(cast: Cast, client_of: Clients) -> None:
    sian = client_of(cast.sian)
    for _ in range(5):
        assert ask(sian, nhs_number="999 999 9468").status_code == 302
    assert "You asked 5 times within an hour" in ask(sian, nhs_number=cast.sam.nhs_number).text
    assert sian.get(f"/people/{cast.sam.pk}/").status_code == 404


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"nhs_number": ""}, "Enter an NHS number, or a family name and a date of birth"),
        ({"because": ""}, "Enter why you need it"),
        ({"because": "..."}, "in a few words that a colleague understands"),
    ],
)
def test_without_whom_or_why_nothing_is_opened(
    cast: Cast, client_of: Clients, typed: dict[str, str], says: str
) -> None:
    assert says in ask(client_of(cast.sian), **({"nhs_number": cast.sam.nhs_number} | typed)).text
    with asking(cast.sian):
        assert not Emergency.objects.exists()


def test_a_key_safe_code_still_asks_for_its_own_reason(cast: Cast, client_of: Clients) -> None:
    sian = client_of(cast.sian)
    ask(sian, nhs_number=cast.sam.nhs_number)
    page = sian.get(f"/people/{cast.sam.pk}/restricted/")
    assert page.status_code == 200
    assert "In an emergency, from outside" not in page.text  # no reason that one may choose
