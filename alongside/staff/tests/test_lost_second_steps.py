"""Whoever may renew a password takes a lost second step away, so that it is set up anew."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from io import StringIO
from uuid import uuid4

import pytest
from allauth.mfa.models import Authenticator
from django.core.management import CommandError, call_command
from django.test import Client

from alongside.access.context import NOBODY
from alongside.access.deciding import Role
from alongside.audit.models import Entry
from alongside.kernel.rules import Refused
from alongside.staff import actions
from alongside.staff.models import Worker
from tests.cast import NOW, PASSWORD, Cast, asking

Clients = Callable[[Worker], Client]


def _page_for(cast: Cast, worker: Worker) -> str:
    return f"/teams/{cast.north.pk}/workers/{worker.pk}/second-step/"


def test_a_lost_second_step_is_taken_away_and_every_sign_in_ends(
    cast: Cast, client_of: Clients
) -> None:
    priya, ada = client_of(cast.priya), client_of(cast.ada)
    assert _page_for(cast, cast.priya) in ada.get(f"/teams/{cast.north.pk}/").content.decode()
    asked = ada.get(_page_for(cast, cast.priya)).content.decode()
    assert "Has Priya Nair lost their phone or passkey?" in asked
    assert priya.get("/my-day/").status_code == 200

    done = ada.post(_page_for(cast, cast.priya), follow=True).content.decode()
    assert "Priya Nair sets up a second step anew" in done
    assert priya.get("/my-day/")["Location"].startswith("/sign-in/")
    assert not Authenticator.objects.filter(user=cast.priya.account).exists()
    priya = Client()
    typed = {"login": "priya@alongside.example", "password": PASSWORD}
    assert priya.post("/sign-in/", typed)["Location"] == "/", "the password stays as it is"
    assert priya.get("/my-day/")["Location"] == "/second-step/"

    with asking(cast.ada):
        kept = {entry.what: entry for entry in Entry.objects.filter(by_id=cast.ada.pk)}
    assert kept["worker.second-step-taken"].subject_id == str(cast.priya.pk)
    assert kept["account.second-step-taken"].details["kinds"] == ["totp"]


def test_nobody_takes_away_their_own_or_that_of_another_team(
    cast: Cast, client_of: Clients
) -> None:
    client = client_of(cast.ada)
    absent = client.get(_page_for(cast, cast.priya).replace(str(cast.priya.pk), str(uuid4())))
    for page in (
        _page_for(cast, cast.ada),
        _page_for(cast, cast.sian),
        _page_for(cast, cast.sian).replace(f"/{cast.north.pk}/", f"/{cast.south.pk}/"),
    ):
        for answer in (client.get(page), client.post(page)):
            assert answer.status_code == absent.status_code == 404
            assert answer.content == absent.content
    assert client_of(cast.priya).post(_page_for(cast, cast.tom)).status_code == 404
    assert Authenticator.objects.filter(user__in=[cast.ada.account, cast.tom.account]).count() == 2


def test_the_action_refuses_what_the_page_hides(cast: Cast) -> None:
    for by, worker, says in (
        (cast.ada, cast.ada, "their own second step"),
        (cast.ada, cast.sian, "does not work in North team"),
        (cast.priya, cast.tom, "Only a team manager or an administrator"),
    ):
        with asking(by), pytest.raises(Refused, match=says):
            actions.take_second_step(worker, team=cast.north, by=by, at=NOW)
    Authenticator.objects.filter(user=cast.priya.account).delete()
    with asking(cast.ada), pytest.raises(Refused, match="no second step"):
        actions.take_second_step(cast.priya, team=cast.north, by=cast.ada, at=NOW)


def test_only_an_administrator_does_it_for_the_privacy_officer(cast: Cast) -> None:
    asked = actions.Post(Role.PRIVACY_OFFICER, Decimal("0.2"), NOW.date())
    about = actions.About("Grace Osei", "administrator")
    tom, ada = cast.tom.acting_on(NOW.date()), cast.ada.acting_on(NOW.date())
    with asking(ada):
        grace, _ = actions.welcome(
            cast.north, about=about, post=asked, email="grace@alongside.example", by=ada, at=NOW
        )
    with asking(tom), pytest.raises(Refused, match="privacy officer"):
        actions.take_second_step(grace, team=cast.north, by=tom, at=NOW)


def test_whoever_runs_the_program_helps_where_no_colleague_can(cast: Cast) -> None:
    call_command("take_second_step", email="Tom@alongside.example", stdout=StringIO())
    assert not Authenticator.objects.filter(user=cast.tom.account).exists()
    with asking(Worker(pk=NOBODY, name="The program")):
        assert Entry.objects.filter(what="account.second-step-taken", by_id=NOBODY).exists()
    for email, says in (("tom@alongside.example", "no second step"), ("x@y.example", "Nobody")):
        with pytest.raises(CommandError, match=says):
            call_command("take_second_step", email=email)
