"""The team gives a sign-in, helps with it and ends it; whoever answers for the person."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client

from alongside.access.models import Account
from alongside.audit.models import Entry
from alongside.caseload import leaving
from alongside.caseload.models import Discharge
from alongside.kernel.rules import Refused
from alongside.own.actions import ours as actions
from alongside.own.models import OwnSignIn
from alongside.own.tests.owned import AGAIN, client_of_own, given, said, text_of
from alongside.people import actions as people
from alongside.sharing import actions as sharing
from alongside.sharing.models import Recipient
from alongside.staff.models import Worker
from tests.cast import NOW, Cast, asking, take_into_care
from tests.signing_in import some_time_later

pytestmark = pytest.mark.django_db
SignIn = Callable[[Worker], Client]
PASSWORD = re.compile(r"(?<![\w-])[a-z0-9]{4}(?:-[a-z0-9]{4}){3}(?![\w-])")
TALKED = {"talked": "on", "email": "Sam@Home.example"}


def page(cast: Cast, rest: str = "") -> str:
    return f"/people/{cast.sam.pk}/own-sign-in/{rest}"


def test_a_care_coordinator_gives_one_and_the_password_is_shown_once(
    cast: Cast, client_of: SignIn
) -> None:
    client = client_of(cast.ngozi)
    assert "Nobody has one" in text_of(client, page(cast))
    text = client.post(page(cast, "new/"), TALKED).content.decode()
    [password] = PASSWORD.findall(text)
    account = Account.objects.get(email="sam@home.example")
    assert account.check_password(password)
    assert account.must_change_password
    text = text_of(client, page(cast))
    assert password not in text
    assert "Not used yet: the first password stands" in text
    assert mail.outbox == []


def test_it_was_talked_through_first(cast: Cast, client_of: SignIn) -> None:
    text = client_of(cast.ngozi).post(page(cast, "new/"), {"email": "s@x.example"}).text
    assert "Talk it through with them first, and say that you did" in text
    assert not Account.objects.filter(email="s@x.example").exists()


def test_a_screen_left_open_gives_none(cast: Cast, client_of: SignIn) -> None:
    client = client_of(cast.ngozi)
    some_time_later(client, seconds=3600)
    assert client.post(page(cast, "new/"), TALKED)["Location"].startswith("/still-you/")
    assert not Account.objects.filter(email="sam@home.example").exists()


@pytest.mark.parametrize("who", ["priya", "ada", "sian", "ruth"])
def test_nobody_else_gives_one(cast: Cast, client_of: SignIn, who: str) -> None:
    worker = getattr(cast, who)
    assert client_of(worker).post(page(cast, "new/"), TALKED).status_code == 404
    with asking(worker), pytest.raises(Refused, match="Only a care co-ordinator"):
        actions.give_own(cast.sam, carer=None, email="s@x.example", by=worker, at=NOW)


def test_somebody_has_one_at_a_time(cast: Cast, sams: OwnSignIn, client_of: SignIn) -> None:
    text = client_of(cast.tom).post(page(cast, "new/"), TALKED | {"email": "b@x.example"}).text
    assert "They have a sign-in. End that one first" in text


def test_nobody_who_died_or_whose_care_ended_is_given_one(cast: Cast) -> None:
    with asking(cast.sian) as sian:
        people.note_death(cast.dylan, died_on=NOW.date(), by=sian, at=NOW)
        with pytest.raises(Refused, match="they died"):
            actions.give_own(cast.dylan, carer=None, email="d@x.example", by=sian, at=NOW)
    with asking(cast.ngozi) as ngozi:
        Discharge.objects.create(
            episode=cast.sams_episode, person=cast.sam, ground="goals-met", explanation="Well",
            discharged_by=ngozi, discharged_at=NOW,
        )  # fmt: skip
        with pytest.raises(Refused, match="in care"):
            actions.give_own(cast.sam, carer=None, email="s@x.example", by=ngozi, at=NOW)


def test_an_address_that_is_taken_says_no_more_than_that(cast: Cast, client_of: SignIn) -> None:
    taken = TALKED | {"email": "ruth@alongside.example"}
    text = client_of(cast.ngozi).post(page(cast, "new/"), taken).text
    assert "Somebody signs in with this email address already. Use another one" in text


def test_a_carer_is_given_one_once_they_may_be_told_something(
    cast: Cast, orla: Recipient, client_of: SignIn
) -> None:
    client = client_of(cast.ngozi)
    new = page(cast, f"new/{orla.pk}/")
    sent = TALKED | {"email": "orla@home.example"}
    assert "Ask Sam first, alone, and say that they agree" in client.post(new, sent).text
    assert "can sign in" in client.post(new, sent | {"agreed": "on"}).text
    with asking(cast.ngozi) as ngozi:
        assert OwnSignIn.objects.get().recipient == orla
        sharing.take_back(orla, look_again_on=AGAIN, by=ngozi, at=NOW + timedelta(days=1))
    assert client.get(new).status_code == 404
    assert "Shows nothing" in text_of(client, page(cast))


@pytest.mark.parametrize("as_what", ["other", "practitioner"])
def test_only_family_friends_and_carers(cast: Cast, as_what: str) -> None:
    with asking(cast.ngozi) as ngozi:
        other = name_other(cast, ngozi, as_what)
        with pytest.raises(Refused, match="nothing to sign in for"):
            actions.give_own(cast.sam, carer=other, email="l@x.example", by=ngozi, at=NOW)


def name_other(cast: Cast, by: Worker, as_what: str) -> Recipient:
    return sharing.name_recipient(
        cast.sam, name="Mr Hale, landlord", as_what=as_what, said=said(), by=by, at=NOW
    )


def test_whoever_works_with_them_ends_it_at_once(
    cast: Cast, sams: OwnSignIn, client_of: SignIn
) -> None:
    theirs = client_of_own(sams)
    text_of(theirs, "/own/")
    client = client_of(cast.priya)
    end = page(cast, f"{sams.pk}/end/")
    assert "Enter why it ends" in client.post(end, {"because": ""}).text
    assert client.post(end, {"because": "Her ex reads his phone"}).status_code == 302
    assert theirs.get("/own/")["Location"].startswith("/sign-in/")
    assert "Priya Nair: <bdi>Her ex reads his phone</bdi>" in text_of(client, page(cast))
    with asking(cast.ngozi):
        ended = Entry.objects.filter(what="own-sign-in.ended", person_id=cast.sam.pk)
        assert ended.get().by_id == cast.priya.pk


def test_it_may_be_given_again_with_the_same_address_and_not_to_anybody_else(
    cast: Cast, sams: OwnSignIn
) -> None:
    with asking(cast.ngozi) as ngozi:
        actions.end_given(sams, because="Asked for it", by=ngozi, at=NOW)
        again, password = actions.give_own(
            cast.sam, carer=None, email=sams.account.email, by=ngozi, at=NOW
        )
    assert again.account_id == sams.account_id
    account = Account.objects.get(pk=sams.account_id)
    assert (account.is_active, account.must_change_password) == (True, True)
    assert account.check_password(password)
    with asking(cast.sian) as sian, pytest.raises(Refused, match="email address already"):
        given(cast, by=sian, person=cast.dylan, email=sams.account.email)


def test_what_was_forgotten_or_lost_is_given_anew(
    cast: Cast, sams: OwnSignIn, client_of: SignIn
) -> None:
    client, theirs = client_of(cast.tom), client_of_own(sams)
    text_of(theirs, "/own/")
    text = client.post(page(cast, f"{sams.pk}/password/")).content.decode()
    [password] = PASSWORD.findall(text)
    assert Account.objects.get(pk=sams.account_id).check_password(password)
    assert theirs.get("/own/")["Location"].startswith("/sign-in/")
    lost = page(cast, f"{sams.pk}/second-step/")
    assert client.post(lost).status_code == 302
    assert "They have no second step" in client.post(lost).text


def test_when_care_has_ended_who_knows_them_still_helps(
    cast: Cast, sams: OwnSignIn, client_of: SignIn
) -> None:
    with asking(cast.ngozi) as ngozi:
        Discharge.objects.create(
            episode=cast.sams_episode, person=cast.sam, ground="goals-met", explanation="Well",
            discharged_by=ngozi, discharged_at=NOW,
        )  # fmt: skip
    client = client_of(cast.ngozi)
    assert "A first password again" in text_of(client, page(cast))
    assert "can sign in" in client.post(page(cast, f"{sams.pk}/password/")).text
    assert client_of(cast.priya).get(page(cast, f"{sams.pk}/password/")).status_code == 404
    assert client_of(cast.sian).get(page(cast, f"{sams.pk}/password/")).status_code == 404


def test_neither_a_team_that_is_asked_to_take_over_helps_nor_one_that_handed_on(
    cast: Cast, sams: OwnSignIn, client_of: SignIn
) -> None:
    ngozi, sian = client_of(cast.ngozi), client_of(cast.sian)
    forgotten = page(cast, f"{sams.pk}/password/")
    with asking(cast.ngozi):
        moving = leaving.offer_transfer(
            cast.sams_episode, to_team=cast.south, why="Moved", by=cast.ngozi, at=NOW
        )
    assert sian.get(page(cast)).status_code == 200
    assert sian.get(forgotten).status_code == 404
    with asking(cast.sian) as by:
        moving = leaving.accept_transfer(moving, accepted_by="Sian", by=by, at=NOW)
        leaving.record_first_meeting(moving, met_on=NOW.date(), by=by, at=NOW)
    with asking(cast.ngozi) as by:
        Discharge.objects.create(
            episode=cast.sams_episode, person=cast.sam, ground="transferred", explanation="Moved",
            discharged_by=by, discharged_at=NOW,
        )  # fmt: skip
    with asking(cast.sian) as by:
        take_into_care(cast.sam, cast.south, by, began_on=NOW.date())
    assert sian.get(forgotten).status_code == 200
    assert ngozi.get(page(cast)).status_code == 200
    assert ngozi.get(forgotten).status_code == 404


def test_what_has_ended_is_not_helped_with(cast: Cast, sams: OwnSignIn, client_of: SignIn) -> None:
    with asking(cast.ngozi) as ngozi:
        actions.end_given(sams, because="Asked for it", by=ngozi, at=NOW)
        for late in (
            lambda: actions.renew_password(sams, by=ngozi, at=NOW),
            lambda: actions.take_second_step(sams, by=ngozi, at=NOW),
            lambda: actions.end_given(sams, because="Again", by=ngozi, at=NOW),
        ):
            with pytest.raises(Refused, match="has ended"):
                late()
    assert client_of(cast.ngozi).get(page(cast, f"{sams.pk}/end/")).status_code == 404


def test_the_pages_lead_there(cast: Cast, orla: Recipient, client_of: SignIn) -> None:
    client = client_of(cast.priya)
    for from_ in ("rights/", "consent/"):
        assert page(cast) in text_of(client, f"/people/{cast.sam.pk}/{from_}")
