from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from alongside.access.deciding import Role
from alongside.access.models import Account
from alongside.audit.models import Entry
from alongside.kernel.rules import Refused
from alongside.staff import actions
from alongside.staff.models import Membership, Worker
from tests.cast import NOW, PASSWORD, Cast, asking

Clients = Callable[[Worker], Client]


def _page_for(cast: Cast, worker: Worker) -> str:
    return f"/teams/{cast.north.pk}/workers/{worker.pk}/password/"


def _password_on(page: str) -> str:
    found = re.search(r">\s*((?:[a-z2-9]{4}-){3}[a-z2-9]{4})\s*<", page)  # no part of an id
    assert found
    return found[1]


def _signs_in(name: str, password: str) -> bool:
    """Whether it is their password; tries on the page are counted, for all tests together."""
    return Account.objects.get(email=f"{name}@alongside.example").check_password(password)


def test_a_forgotten_password_is_replaced_and_every_sign_in_ends(
    cast: Cast, client_of: Clients
) -> None:
    priya, ada = client_of(cast.priya), client_of(cast.ada)
    assert _page_for(cast, cast.priya) in ada.get(f"/teams/{cast.north.pk}/").content.decode()
    asked = ada.get(_page_for(cast, cast.priya)).content.decode()
    assert "Give Priya Nair a new first password?" in asked
    assert priya.get("/my-day/").status_code == 200

    page = ada.post(_page_for(cast, cast.priya)).content.decode()
    password = _password_on(page)
    assert "priya@alongside.example" in page
    assert priya.get("/my-day/")["Location"].startswith("/sign-in/")
    assert not _signs_in("priya", PASSWORD)
    assert _signs_in("priya", password)

    with asking(cast.ada):
        kept = {entry.what: entry for entry in Entry.objects.filter(by_id=cast.ada.pk)}
    assert kept["worker.password-renewed"].subject_id == str(cast.priya.pk)
    assert kept["account.first-password"].subject_id == str(cast.priya.account_id)
    assert password not in str([entry.details for entry in kept.values()])


def test_nobody_renews_their_own_or_that_of_another_team(cast: Cast, client_of: Clients) -> None:
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
    assert _page_for(cast, cast.ada) not in client.get(f"/teams/{cast.north.pk}/").content.decode()
    assert client_of(cast.priya).post(_page_for(cast, cast.tom)).status_code == 404


def test_the_action_refuses_what_the_page_hides(cast: Cast) -> None:
    for by, worker, says in (
        (cast.ada, cast.ada, "your own password"),
        (cast.ada, cast.sian, "does not work in North team"),
        (cast.priya, cast.tom, "Only a team manager or an administrator"),
    ):
        with asking(by), pytest.raises(Refused, match=says):
            actions.renew_password(worker, team=cast.north, by=by, at=NOW)
    assert _signs_in("sian", PASSWORD)


def test_nobody_signs_in_as_a_colleague_of_a_team_that_they_do_not_manage(
    cast: Cast, client_of: Clients
) -> None:
    with asking(cast.tom):
        Membership.objects.create(
            worker=cast.priya, team=cast.south, role=Role.WORKER, began_on=date(2026, 1, 1)
        )
    answer = client_of(cast.ada).post(_page_for(cast, cast.priya)).content.decode()
    assert "works in a team that you do not manage" in answer
    assert _signs_in("priya", PASSWORD)


def test_nobody_gives_themself_a_role(cast: Cast, client_of: Clients) -> None:
    typed = {
        "role": "care co-ordinator", "whole_time": "1", "began_on_day": "1",
        "began_on_month": "12", "began_on_year": "2026",
    }  # fmt: skip
    page = f"/teams/{cast.north.pk}/workers/{cast.ada.pk}/role/"
    assert "Nobody gives themself a role" in client_of(cast.ada).post(page, typed).content.decode()
    assert not Membership.objects.filter(worker=cast.ada, role=Role.CARE_COORDINATOR).exists()


def test_only_an_administrator_decides_on_the_privacy_officer(
    cast: Cast, client_of: Clients
) -> None:
    asked = actions.Post(Role.PRIVACY_OFFICER, Decimal("0.2"), NOW.date())
    about = actions.About("Grace Osei", "administrator")
    told: dict[str, Any] = {"team": cast.north, "about": about, "post": asked, "at": NOW}
    tom, ada = cast.tom.acting_on(NOW.date()), cast.ada.acting_on(NOW.date())
    with asking(tom), pytest.raises(Refused, match="privacy officer"):
        actions.welcome(**told, email="grace@alongside.example", by=tom)
    with asking(tom), pytest.raises(Refused, match="privacy officer"):
        actions.join(cast.priya, team=cast.north, post=asked, by=tom, at=NOW)
    with asking(ada):
        grace, _ = actions.welcome(**told, email="grace@alongside.example", by=ada)
    with asking(tom), pytest.raises(Refused, match="privacy officer"):
        actions.renew_password(grace, team=cast.north, by=tom, at=NOW)
    held = grace.memberships.get()
    with asking(tom), pytest.raises(Refused, match="privacy officer"):
        actions.leave(held, ended_on=NOW.date(), by=tom, at=NOW)
    answer = client_of(cast.tom).post(_page_for(cast, grace))
    assert answer.status_code in {200, 404}
    assert "Give" in client_of(cast.ada).get(_page_for(cast, grace)).text
    with asking(ada):
        actions.leave(held, ended_on=NOW.date(), by=ada, at=NOW)
