from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client

from alongside.access.deciding import Role
from alongside.audit.models import Entry
from alongside.sharing.models import Breach
from alongside.staff.models import Worker
from tests.cast import Cast, asking, hire

pytestmark = pytest.mark.django_db
Clients = Callable[[Worker], Client]
WHAT = "I left the list of visits on the 49 bus"


def report(cast: Cast, client: Client, **other: str) -> str:
    """Report a breach in the team of Sam's; returns its address."""
    told = {
        "team": str(cast.north.pk), "about_whom": "Eleven people", "what": WHAT,
        "happened_on_day": "20", "happened_on_month": "11", "happened_on_year": "2026",
    }  # fmt: skip
    answer = client.post("/breaches/new/", told | other)
    assert answer.status_code == 302, answer.text
    return str(answer["Location"])


def follow(client: Client, breach: str, step: str, says: str = "Done as it should be") -> str:
    """Write down what was done; returns the page that answers."""
    return str(client.post(breach, {"step": step, "says": says}, follow=True).text)


def test_a_worker_reports_it_and_the_manager_and_the_privacy_officer_follow_it_up(
    cast: Cast, client_of: Clients
) -> None:
    breach = report(cast, client_of(cast.priya))
    grace = client_of(hire("Grace Osei", cast.north, Role.PRIVACY_OFFICER))
    tom = client_of(cast.tom)
    assert WHAT in tom.get(breach).text
    assert "Eleven people" in grace.get("/breaches/").text
    follow(grace, breach, "contained", "The bus company has it in a sealed envelope")
    follow(tom, breach, "investigated")
    assert "the people whom it is about were told" in follow(tom, breach, "closed")
    follow(tom, breach, "person-told")
    assert "Closed" in follow(tom, breach, "closed")
    assert "No breach is open" in tom.get("/breaches/").text
    assert "sealed envelope" in client_of(cast.priya).get(breach).text  # who reported it reads on


def test_colleagues_and_other_teams_do_not_read_it(cast: Cast, client_of: Clients) -> None:
    breach = report(cast, client_of(cast.priya))
    for worker in (cast.ngozi, cast.ada, cast.sian, cast.ruth):
        client = client_of(worker)
        assert client.get(breach).status_code == 404
        assert "Eleven people" not in client.get("/breaches/").text
    with asking(cast.sian):
        assert not Breach.objects.exists()


def test_who_reported_it_does_not_follow_it_up(cast: Cast, client_of: Clients) -> None:
    priya = client_of(cast.priya)
    breach = report(cast, priya)
    follow(priya, breach, "contained")
    with asking(cast.priya):
        assert not Breach.objects.get().steps.exists()


def test_neither_the_trail_nor_a_dump_says_what_happened(cast: Cast, client_of: Clients) -> None:
    report(cast, client_of(cast.priya))
    with asking(cast.priya), connection.cursor() as cursor:
        cursor.execute("SELECT breach::text FROM sharing_breach AS breach")
        assert "bus" not in cursor.fetchall()[0][0]
        assert not Entry.objects.filter(details__icontains="bus").exists()
        assert Breach.objects.get().what == WHAT


def test_a_closed_breach_stays_closed_and_nothing_is_changed(
    cast: Cast, client_of: Clients
) -> None:
    breach, tom = report(cast, client_of(cast.priya)), client_of(cast.tom)
    for step in ("contained", "investigated", "person-told", "closed"):
        follow(tom, breach, step)
    assert "What was done?" not in tom.get(breach).text
    with asking(cast.tom), pytest.raises(DatabaseError), transaction.atomic():
        Breach.objects.update(about_whom="Nobody")


def test_an_empty_report_says_what_is_missing(cast: Cast, client_of: Clients) -> None:
    said = client_of(cast.priya).post("/breaches/new/", {"what": " "}).text
    assert "Enter what happened" in said
    assert "Enter whose information it is" in said
