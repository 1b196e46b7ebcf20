"""Everybody takes two steps to sign in; without a second one, only its own pages open."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db import connection, transaction
from django.test import Client

from alongside.access import context, demo
from alongside.access.cipher import Unreadable
from alongside.access.models import Account
from alongside.access.second_step import of_account, opened, steps_of
from alongside.audit.models import Entry
from alongside.staff.models import Worker
from tests.cast import PASSWORD, SYSTEM, Cast, asking
from tests.signing_in import signed_in, some_time_later

Clients = Callable[[Worker], Client]
NGOZI = "ngozi@alongside.example"
SET_UP = "/second-step/"
OWN_SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def with_password(client: Client, email: str = NGOZI, **headers: str) -> Any:
    typed = {"login": email, "password": PASSWORD}
    return client.post("/sign-in/?next=/password/", typed, headers=headers)


def digits(secret: str = demo.SECRET, *, later: float = 0) -> str:
    return demo.digits(secret, time.time() + later)


def without_second_step(worker: Worker) -> Client:
    """Somebody who signed in with their password for the first time since second steps came."""
    assert worker.account
    steps_of(worker.account.pk).delete()
    client = Client()
    assert with_password(client, worker.account.email).status_code == 302
    return client


def set_up_app(client: Client) -> tuple[str, Any]:
    """Set up an app as the page says, and return its secret and where one goes on."""
    page = client.get("/second-step/app/").content.decode()
    found = re.search(r'app-secret">([A-Z2-7 ]+)<', page)
    assert found, page
    secret = found[1].replace(" ", "")
    return secret, client.post("/second-step/app/", {"code": digits(secret)})


def trail_of(worker: Worker) -> list[tuple[str, Any]]:
    with asking(worker):
        found = Entry.objects.filter(by_id=worker.pk, what__startswith="account.second-step")
        return [(entry.what, entry.details.get("kind")) for entry in found.order_by("at")]


def test_six_digits_are_what_every_app_shows() -> None:
    """From RFC 6238, appendix B, whose eight digits end in the six that apps show."""
    secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
    shown = {59: "287082", 1111111109: "081804", 1234567890: "005924", 20000000000: "353130"}
    assert {moment: demo.digits(secret, moment) for moment in shown} == shown


def test_a_password_opens_nothing_and_six_digits_go_on(client: Client, cast: Cast) -> None:
    asked = with_password(client)
    assert asked["Location"] == "/sign-in/second-step/"
    for page in ("/", "/my-day/", "/second-step/", "/still-you/"):
        assert client.get(page)["Location"].startswith("/sign-in/"), page
    page = client.get("/sign-in/second-step/").content.decode()
    assert "Your second step" in page
    assert digits() in page, "filled in, since everybody of the tests is invented"

    wrong = client.post("/sign-in/second-step/", {"code": "000000"}).content.decode()
    assert "This code is not right" in wrong
    right = client.post("/sign-in/second-step/", {"code": f" {digits()[:3]} {digits()[3:]} "})
    assert right["Location"] == "/password/"
    assert client.get("/my-day/").status_code == 200


def test_digits_open_once(client: Client, cast: Cast) -> None:
    for later, opens in ((0, True), (0, False), (-demo.SECONDS, True), (3 * demo.SECONDS, False)):
        another = Client()
        with_password(another)
        answer = another.post("/sign-in/second-step/", {"code": digits(later=later)})
        assert (answer.status_code == 302) == opens, later


def test_whoever_gives_another_password_begins_anew(client: Client, cast: Cast) -> None:
    with_password(client)
    assert client.get("/sign-in/")["Location"] == "/sign-in/second-step/"
    assert client.post("/sign-in/", {"login": NGOZI, "password": "wrong"}).status_code == 200
    assert client.post("/sign-in/second-step/", {"code": digits()})["Location"] == "/sign-in/"


def test_without_a_second_step_only_its_pages_open(cast: Cast) -> None:
    client = without_second_step(cast.priya)
    for page in ("/", "/my-day/", "/teams/", "/password/", "/second-step/codes/", "/still-you/"):
        assert client.get(page)["Location"] == SET_UP, page
    page = client.get(SET_UP).content.decode()
    assert page.index("a passkey") < page.index("six digits")
    assert ">Board</a>" not in page, "nothing in a menu that leads nowhere"
    sent = client.post("/teams/", {"why": "He is well and wants to paint again."})
    assert sent["Location"] == SET_UP
    assert "We kept what you typed at" in client.get(SET_UP).content.decode()


def test_an_app_is_set_up_and_codes_are_shown_once(cast: Cast) -> None:
    client = without_second_step(cast.priya)
    wrong = client.post("/second-step/app/", {"code": "000000"}).content.decode()
    assert "This was not right" in wrong
    secret, done = set_up_app(client)
    assert done["Location"] == "/second-step/codes/"
    codes = re.findall(r"<li>(\d{4} \d{4})</li>", client.get(done["Location"]).content.decode())
    assert len(codes) == 10
    assert client.get("/second-step/codes/")["Location"] == SET_UP, "only now"
    assert client.get("/my-day/").status_code == 200
    assert trail_of(cast.priya) == [("account.second-step-set-up", "totp")]

    for code, opens in ((codes[0], True), (codes[0], False), (digits(secret, later=30), True)):
        another = Client()
        with_password(another, "priya@alongside.example")
        answer = another.post("/sign-in/second-step/", {"code": code})
        assert (answer.status_code == 302) == opens, code
    assert "You have 9 left" in client.get(SET_UP).content.decode()


def test_a_sign_in_by_password_alone_ends_where_a_second_step_began(cast: Cast) -> None:
    """Who knows a password only, and was there first, takes no part in what its owner set up."""
    stranger, priya = without_second_step(cast.priya), without_second_step(cast.priya)
    _, done = set_up_app(priya)
    assert done.status_code == 302
    for page in ("/my-day/", SET_UP, "/second-step/app/", "/second-step/passkey/"):
        assert stranger.get(page)["Location"] == "/still-you/", page
    assert stranger.post("/still-you/", {"code": "000000"}).status_code == 200
    assert stranger.get("/my-day/")["Location"] == "/still-you/"


def test_what_opens_a_sign_in_is_enciphered_for_its_account(cast: Cast) -> None:
    client = without_second_step(cast.priya)
    client.get("/second-step/app/")
    secret = client.session["mfa.totp.secret"]
    with connection.cursor() as cursor:
        cursor.execute("SELECT session_data FROM django_session")
        sessions = str(cursor.fetchall())
    assert secret not in sessions
    assert "account_authentication_methods" not in sessions
    client.post("/second-step/app/", {"code": digits(secret)})

    with connection.cursor() as cursor:
        cursor.execute("SELECT type, data::text FROM mfa_authenticator ORDER BY type")
        raw = cursor.fetchall()
    assert {kind for kind, _ in raw} == {"totp", "recovery_codes"}
    assert secret not in str(raw)
    assert demo.SECRET not in str(raw)
    app = Authenticator.objects.get(user=cast.priya.account, type="totp")
    with of_account(app.user_id):
        assert opened(app.data["secret"]) == secret
    assert cast.tom.account_id
    with of_account(cast.tom.account_id), pytest.raises(Unreadable):
        opened(app.data["secret"])


def test_a_step_that_was_put_into_another_account_opens_nothing(cast: Cast) -> None:
    """Whoever writes to the database gives nobody else's account an app of their own."""
    mine = Authenticator.objects.get(user=cast.priya.account)
    Authenticator.objects.filter(user=cast.tom.account).update(data=mine.data)
    client = Client()
    with_password(client, "tom@alongside.example")
    page = client.get("/sign-in/second-step/").content.decode()
    assert digits() not in page
    answer = client.post("/sign-in/second-step/", {"code": digits()})
    assert "This code is not right" in answer.content.decode()


def test_an_app_on_a_new_phone_takes_the_place_of_the_old_one(
    cast: Cast, client_of: Clients
) -> None:
    client = client_of(cast.priya)
    secret, done = set_up_app(client)
    assert done.status_code == 302
    app = Authenticator.objects.get(user=cast.priya.account, type="totp")
    with of_account(app.user_id):
        assert opened(app.data["secret"]) == secret != demo.SECRET


def test_the_last_one_is_not_removed(cast: Cast, client_of: Clients) -> None:
    client = client_of(cast.priya)
    [step] = steps_of(cast.priya.account_id)  # type: ignore[arg-type]  # Priya has one
    assert "Remove" not in client.get(SET_UP).content.decode()
    refused = client.post(f"/second-step/{step.pk}/remove/").content.decode()
    assert "This is the only one that you have" in refused
    Authenticator.objects.create(user=cast.priya.account, type="webauthn", data={"name": "Phone"})
    assert "Remove your app?" in client.get(f"/second-step/{step.pk}/remove/").content.decode()
    assert client.post(f"/second-step/{step.pk}/remove/")["Location"] == SET_UP
    assert trail_of(cast.priya) == [("account.second-step-removed", "totp")]
    toms = Authenticator.objects.get(user=cast.tom.account)
    assert client.post(f"/second-step/{toms.pk}/remove/").status_code == 404


@pytest.mark.parametrize(
    "address", ["/second-step/app/", "/second-step/passkey/", "/second-step/codes/new/"]
)
def test_who_changes_a_second_step_shows_first_that_it_is_they(
    cast: Cast, client_of: Clients, address: str
) -> None:
    client = client_of(cast.priya)
    assert client.get(address).status_code == 200
    some_time_later(client, seconds=601)
    asked = client.get(address)
    assert asked["Location"] == f"/still-you/?next={address}"
    assert "Show that it is still you" in client.get(asked["Location"]).content.decode()
    assert client.post(asked["Location"], {"code": digits()})["Location"] == address
    assert client.get(address).status_code == 200


def test_codes_are_made_anew(cast: Cast, client_of: Clients) -> None:
    client = client_of(cast.priya)
    assert client.post("/second-step/codes/new/")["Location"] == "/second-step/codes/"
    first = client.get("/second-step/codes/").content.decode()
    client.post("/second-step/codes/new/")
    assert first != client.get("/second-step/codes/").content.decode()
    assert trail_of(cast.priya) == 2 * [("account.second-step-set-up", "recovery_codes")]


def test_the_dialog_asks_for_both_steps(cast: Cast) -> None:
    client, script = Client(), {"X-Requested-With": "XMLHttpRequest"}
    told = with_password(client, **script).json()
    assert told == {"signed_in": False, "sentences": [], "second_step": True, "known": digits()}
    wrong = client.post("/sign-in/second-step/", {"code": "1"}, headers=script).json()
    assert not wrong["signed_in"]
    assert "This code is not right" in wrong["sentences"][0]
    right = client.post("/sign-in/second-step/", {"code": digits()}, headers=script).json()
    assert right["signed_in"]
    assert "last_account" in client.cookies


def test_a_passkey_that_is_none_is_refused(cast: Cast) -> None:
    client = Client()
    asked = client.get("/sign-in/passkey/", headers={"Accept": "application/json"}).json()
    assert asked["request_options"]["publicKey"]["userVerification"] == "required"
    for credential in ("", "{}", "[]", "null", json.dumps({"id": "x", "rawId": "x"})):
        answer = client.post("/sign-in/passkey/", {"credential": credential})
        assert answer["Location"] == "/sign-in/", credential
        assert "That passkey did not work here" in client.get("/sign-in/").content.decode()
    assert client.get("/my-day/").status_code == 302


def test_in_earnest_no_page_shows_digits(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "KNOWN_SECRET", "")
    client = Client()
    told = with_password(client, **{"X-Requested-With": "XMLHttpRequest"}).json()
    assert told["known"] == ""
    page = client.get("/sign-in/second-step/").content.decode()
    assert digits() not in page
    assert "invented" not in page


def test_an_account_of_its_own_app_shows_no_digits(cast: Cast) -> None:
    client = without_second_step(cast.priya)
    set_up_app(client)
    another = Client()
    with_password(another, "priya@alongside.example")
    assert "invented" not in another.get("/sign-in/second-step/").content.decode()


def test_an_account_that_is_no_worker_has_two_steps_too() -> None:
    with transaction.atomic():
        context.enter(worker_id=SYSTEM, team_ids=())
        account = Account.objects.create_user("new@alongside.example", password=PASSWORD)
    client = signed_in(account, second_step=False)
    assert client.get("/")["Location"] == SET_UP
    _, done = set_up_app(client)
    assert done.status_code == 302
    assert "not linked to a worker" in client.get("/").content.decode()


pytestmark = pytest.mark.django_db
