"""A sign-in ends when the roles change with which it began, at the next page that is asked for."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal

import pytest
import time_machine
from django.test import Client

from alongside.access.deciding import Role
from alongside.access.models import Account
from alongside.access.sign_ins import LASTS
from alongside.audit.models import Entry
from alongside.staff import actions
from alongside.staff.models import Membership, Team, Worker
from tests.cast import NOW, PASSWORD, Cast, asking
from tests.signing_in import second_step, some_time_later

Clients = Callable[[Worker], Client]
TODAY = NOW.date()
A_DAY = timedelta(days=1)


@pytest.fixture
def priya(cast: Cast, client_of: Clients) -> Client:
    """Priya, signed in as a worker of North and at work."""
    client = client_of(cast.priya)
    assert client.get("/my-day/").status_code == 200
    return client


def has_ended(client: Client) -> bool:
    """Whether a sign-in ended, and the next page says why."""
    answer = client.get("/my-day/")
    if answer.status_code == 200:
        return False
    assert answer["Location"] == "/sign-in/?next=/my-day/"
    assert client.get("/")["Location"].startswith("/sign-in/"), "on every page"
    said = client.get("/sign-in/").content.decode()
    assert "What you do in your teams has changed. Sign in again" in said
    return True


def given(cast: Cast, role: Role, *, on: timedelta = timedelta()) -> Membership:
    """Give Priya a further role from a day on, as an administrator does."""
    post = actions.Post(role, Decimal("0.2"), TODAY + on)
    with asking(cast.ada):
        return actions.join(cast.priya, team=cast.north, post=post, by=cast.ada, at=NOW)


@pytest.mark.parametrize("role", [Role.CARE_COORDINATOR, Role.MANAGER, Role.PRIVACY_OFFICER])
def test_a_role_that_was_given_ends_it_and_one_that_ended_too(
    cast: Cast, priya: Client, client_of: Clients, role: Role
) -> None:
    held = given(cast, role, on=-A_DAY)
    assert has_ended(priya)
    again = client_of(cast.priya)
    assert not has_ended(again)
    with asking(cast.ada):
        actions.leave(held, ended_on=TODAY, by=cast.ada, at=NOW)
    assert not has_ended(again), "the last day is a day of work"
    with asking(cast.ada):
        actions.leave(held, ended_on=TODAY - A_DAY, by=cast.ada, at=NOW)
    assert has_ended(again)


def test_who_left_is_out_at_the_next_page(cast: Cast, priya: Client) -> None:
    held = Membership.objects.get(worker=cast.priya)
    with asking(cast.ada):
        actions.leave(held, ended_on=TODAY - A_DAY, by=cast.ada, at=NOW)
    typed = {"why": "He is well and wants to paint again."}
    answer = priya.post(f"/people/{cast.sam.pk}/pause/", typed)
    assert answer["Location"].startswith("/sign-in/"), "and nothing is done"
    assert priya.get("/my-day/").status_code == 302


def test_it_ends_in_the_night_after_the_last_day_and_before_the_first(
    cast: Cast, client_of: Clients
) -> None:
    with asking(cast.ada):
        held = Membership.objects.get(worker=cast.priya)
        actions.leave(held, ended_on=TODAY, by=cast.ada, at=NOW)
    given(cast, Role.CARE_COORDINATOR, on=2 * A_DAY)
    for day, ends in ((0, True), (1, True), (2, False)):
        midnight = NOW.replace(hour=0) + (day + 1) * A_DAY
        with time_machine.travel(midnight - timedelta(hours=1), tick=True):
            client = client_of(cast.priya)
            assert client.get("/second-step/").status_code == 200, day
        with time_machine.travel(midnight + timedelta(minutes=1), tick=True):
            assert client.get("/second-step/").status_code == (302 if ends else 200), day


def test_an_account_that_was_closed_opens_nothing(cast: Cast, priya: Client) -> None:
    with asking(cast.ada):
        Account.objects.filter(email="priya@alongside.example").update(is_active=False)
    assert priya.get("/my-day/")["Location"].startswith("/sign-in/")
    typed = {"login": "priya@alongside.example", "password": PASSWORD}
    assert priya.post("/sign-in/", typed)["Location"] == "/sign-in/closed/"


def test_whoever_opens_a_team_works_on(cast: Cast, client_of: Clients) -> None:
    tom = client_of(cast.tom)
    opened = tom.post(
        f"/services/{cast.leeds.pk}/teams/new/", {"name": "East", "kind": "assertive outreach"}
    )
    assert opened.status_code == 302
    assert Team.objects.filter(name="East").exists()
    assert not has_ended(tom)
    other = client_of(cast.ngozi)
    assert not has_ended(other)


def test_a_sign_in_of_the_pages_goes_on_with_its_roles(cast: Cast) -> None:
    client = Client()
    client.post("/sign-in/", {"login": "priya@alongside.example", "password": PASSWORD})
    assert second_step(client)["Location"] == "/"
    assert not has_ended(client)
    given(cast, Role.CARE_COORDINATOR)
    assert has_ended(client)


def test_a_session_without_the_marks_of_a_sign_in_is_none(cast: Cast) -> None:
    """Such as one of a version before, or one that was put into the table."""
    client = Client()
    assert cast.priya.account
    client.force_login(cast.priya.account)
    assert has_ended(client)


def test_it_ends_twelve_hours_after_it_began_however_busy_it_was(cast: Cast, priya: Client) -> None:
    some_time_later(priya, seconds=LASTS.total_seconds() - 60)
    assert second_step(priya, address="/still-you/?next=/my-day/")["Location"] == "/my-day/"
    assert priya.get("/my-day/").status_code == 200
    session = priya.session
    first, *_, again = session["account_authentication_methods"]
    assert again["at"] - first["at"] > 60 * 60, "the step was taken again meanwhile"
    first["at"] -= 120
    session.save()
    typed = {"why": "He is well and wants to paint again."}
    sent = priya.post(f"/people/{cast.sam.pk}/pause/", typed)
    assert sent["Location"].startswith("/sign-in/")
    assert "It is long since you signed in. Sign in again" in priya.get("/sign-in/").text


def test_showing_again_that_it_is_they_makes_a_new_session(cast: Cast, priya: Client) -> None:
    """Who knew the old one has no part in what the new one opens."""
    before, stranger = priya.cookies["sessionid"].value, Client()
    stranger.cookies["sessionid"] = before
    assert stranger.get("/my-day/").status_code == 200
    second_step(priya, address="/still-you/?next=/my-day/")
    assert priya.cookies["sessionid"].value != before
    assert priya.get("/my-day/").status_code == 200
    assert stranger.get("/my-day/").status_code == 302


def test_somebody_ends_all_their_other_sign_ins(
    cast: Cast, priya: Client, client_of: Clients
) -> None:
    of_the_ward, toms = client_of(cast.priya), client_of(cast.tom)
    assert "End all other sign-ins" in priya.get("/second-step/").text
    assert priya.get("/second-step/elsewhere/end/").status_code == 405
    said = priya.post("/second-step/elsewhere/end/", follow=True)
    assert "You are signed out everywhere else" in said.text
    assert priya.get("/my-day/").status_code == 200, "this one goes on"
    assert of_the_ward.get("/my-day/").status_code == 302
    assert toms.get("/my-day/").status_code == 200
    with asking(cast.priya):
        assert Entry.objects.filter(what="account.sign-ins-ended", by_id=cast.priya.pk).exists()
    some_time_later(priya, seconds=601)
    asked = priya.post("/second-step/elsewhere/end/", headers={"Referer": "http://testserver/x/"})
    assert asked["Location"].startswith("/still-you/"), "a screen that was left open ends none"
