"""Sign-in, errors and what holds for every page."""

from __future__ import annotations

import base64
import time
from collections.abc import Callable
from urllib.parse import urlencode

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory, override_settings
from django.urls import include, path, reverse

from alongside.access import context, demo
from alongside.access.cipher import decipher
from alongside.access.deciding import Action
from alongside.access.models import Account
from alongside.kernel.rules import Refused
from alongside.staff.models import Worker
from alongside.web import errors, navigation
from alongside.web.said_once import PLACE
from tests.cast import PASSWORD, SYSTEM, Cast
from tests.signing_in import signed_in

pytestmark = pytest.mark.django_db
NGOZI = "ngozi@alongside.example"


def sign_in(client: Client, email: str, password: str = PASSWORD) -> HttpResponse:
    return client.post("/sign-in/?next=/password/", {"login": email, "password": password})  # type: ignore[return-value]  # the test client's own kind of answer


def test_a_stranger_is_asked_to_sign_in_and_comes_back(client: Client, cast: Cast) -> None:
    asked = client.get("/password/")
    assert asked["Location"] == "/sign-in/?next=/password/"
    assert sign_in(client, NGOZI)["Location"] == "/sign-in/second-step/"
    code = demo.digits(demo.SECRET, time.time())
    assert client.post("/sign-in/second-step/", {"code": code})["Location"] == "/password/"
    page = client.get("/password/").content.decode()
    assert "Ngozi Okafor" in page
    assert ">Board</a>" in page, "the menu leads back to the work"


@pytest.mark.parametrize(
    ("login", "password", "said"),
    [
        ("", "", "Enter your email address"),
        ("ngozi@alongside.example", "", "Enter your password"),
        ("ngozi@alongside.example", "wrong", "Check your email address and your password."),
        ("nobody@alongside.example", "wrong", "Check your email address and your password."),
        ("ngozi", "wrong", "Enter an email address in the form name@example.nhs.uk"),
        ("a\x00b@alongside.example", "\x00", "Enter an email address"),
        ("x" * 100_000, "x" * 100_000, "Enter an email address"),
    ],
)
def test_a_sign_in_that_fails_says_why_and_keeps_the_address(
    client: Client, cast: Cast, login: str, password: str, said: str
) -> None:
    answer = sign_in(client, login, password)
    assert answer.status_code == 200
    assert said in answer.content.decode()
    assert "There is a problem" in answer.content.decode()


def test_nobody_signs_up(client: Client) -> None:
    for address in ("/sign-up/", "/accounts/signup/", "/signup/"):
        assert client.get(address).status_code == 404


def test_signing_out_takes_a_click_and_ends_the_session(
    cast: Cast, client_of: Callable[[Worker], Client]
) -> None:
    client = client_of(cast.ngozi)
    assert "Sign out?" in client.get("/sign-out/").content.decode()
    assert client.post("/sign-out/")["Location"] == "/sign-in/"
    assert client.get("/")["Location"].startswith("/sign-in/")


def test_a_password_is_changed_with_the_old_one(
    cast: Cast, client_of: Callable[[Worker], Client]
) -> None:
    client = client_of(cast.ngozi)
    new = "geese over the tramlines"
    wrong = client.post("/password/", {"oldpassword": "x", "password1": new, "password2": new})
    assert "This is not the password you have now" in wrong.content.decode()
    right = client.post(
        "/password/", {"oldpassword": PASSWORD, "password1": new, "password2": new}, follow=True
    )
    assert right.redirect_chain[0][0] == "/", "on with the work"
    assert "Your password was changed" in right.content.decode()
    client.logout()
    assert sign_in(client, NGOZI, new).status_code == 302


def test_a_password_is_every_sign_of_it(cast: Cast, client_of: Callable[[Worker], Client]) -> None:
    new = "  Geese over the tramlines\u202e "
    client_of(cast.ngozi).post(
        "/password/", {"oldpassword": PASSWORD, "password1": new, "password2": new}
    )
    for wrong in (new.strip(), new.lower(), new.replace("\u202e", ""), new[:-1]):
        assert sign_in(Client(), NGOZI, wrong).status_code == 200, wrong
    assert sign_in(Client(), NGOZI, new).status_code == 302


def test_what_the_next_page_says_stands_in_no_cookie_in_the_clear(
    cast: Cast, client_of: Callable[[Worker], Client]
) -> None:
    client, new = client_of(cast.ngozi), "geese over the tramlines"
    client.post("/password/", {"oldpassword": PASSWORD, "password1": new, "password2": new})
    kept = client.cookies["messages"].value
    assert "Your password was changed" in decipher(base64.urlsafe_b64decode(kept), place=PLACE)
    client.cookies["messages"] = f"A{kept}"
    page = client.get("/password/")
    assert "Your password was changed" not in page.content.decode()


def test_pages_are_kept_in_no_cache_and_run_no_foreign_script(client: Client) -> None:
    answer = client.get("/sign-in/")
    assert answer["Cache-Control"] == "no-store"
    policy = answer["Content-Security-Policy"]
    for directive in ("default-src", "object-src", "base-uri", "frame-ancestors"):
        assert f"{directive} 'none'" in policy
    assert "unsafe" not in policy
    page = answer.content.decode()
    assert "https://" not in page.replace("http://www.w3.org/2000/svg", "")
    assert " style=" not in page
    assert "NHS England" not in page


@pytest.mark.parametrize("file", ["web/icon.svg", "web/shell.js", "web/alongside.css"])
def test_a_static_file_runs_nothing_and_is_nobody_elses(client: Client, file: str) -> None:
    answer = client.get(f"/static/{file}")
    assert answer.status_code == 200
    policy = answer["Content-Security-Policy"]
    assert policy == "default-src 'none'; frame-ancestors 'none'"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "Access-Control-Allow-Origin" not in answer


def test_hidden_and_absent_are_one_page_to_the_byte(
    cast: Cast, client_of: Callable[[Worker], Client]
) -> None:
    request: HttpRequest = RequestFactory().get("/people/1/")
    request.worker = cast.ngozi  # type: ignore[attr-defined]  # as with_worker does
    request.user = cast.ngozi.account  # type: ignore[assignment]  # as with_worker does
    refused = errors.not_found(request, PermissionError("the record of Sam"))
    absent = client_of(cast.sian).get("/no/such/page/")
    assert refused.content == absent.content
    assert refused.status_code == absent.status_code == 404


@pytest.mark.parametrize(
    ("answer_to", "status"),
    [(errors.bad_request, 400), (errors.broken, 500), (errors.out_of_date, 403)],
)
def test_every_error_says_what_to_do(
    answer_to: Callable[[HttpRequest], HttpResponse], status: int
) -> None:
    request = RequestFactory().get("/")
    request.user = AnonymousUser()
    answer = answer_to(request)
    assert answer.status_code == status
    assert "Nothing" in answer.content.decode()


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        ("/sign-in/", {"login": "x" * 13_000_000}, 400),
        ("/sign-in/", {f"field{number}": "" for number in range(5001)}, 400),
        ("/\x00", {}, 404),
        ("/%ff%fe", {}, 404),
        ("/sign-in/?next=https://elsewhere.example/", {"login": "\ud7ff"}, 200),
    ],
)
def test_what_cannot_be_read_is_answered_with_a_page_and_never_a_fault(
    client: Client, path: str, body: dict[str, str], status: int
) -> None:
    answer = client.post(path, urlencode(body), content_type="application/x-www-form-urlencoded")
    assert answer.status_code == status
    assert "<h1" in answer.content.decode()


@pytest.mark.parametrize(("megabytes", "status"), [(1, 200), (13, 400)])
def test_no_file_is_read_that_is_larger_than_any_page_takes(
    client: Client, megabytes: int, status: int
) -> None:
    """Nor from a stranger, of whom the check of a form would read it."""
    file = SimpleUploadedFile("much.csv", b"x" * megabytes * 1024 * 1024)
    answer = client.post("/sign-in/", {"login": "", "password": "", "file": file})
    assert answer.status_code == status
    assert "<h1" in answer.content.decode()


def test_a_part_of_a_page_never_becomes_the_sign_in_page(client: Client) -> None:
    answer = client.get("/password/", headers={"HX-Request": "true"})
    assert answer["HX-Redirect"] == "/sign-in/?next=/password/"
    assert not answer.content


def test_the_menu_shows_what_a_worker_may_do_and_where_they_are(
    cast: Cast, client_of: Callable[[Worker], Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    entries = (
        navigation.Entry("Password", "account_change_password", to=Action.SEE_PEOPLE),
        navigation.Entry("Sign out", "account_logout", to=Action.MANAGE_STAFF),
    )
    monkeypatch.setattr(navigation, "ENTRIES", entries)
    assert [entry.text for entry in navigation.entries_for(cast.ngozi)] == ["Password"]
    assert [place.here for place in navigation.places_for(cast.tom, "/password/")] == ["page", ""]
    assert navigation.places_for(cast.ruth, "/") == []
    assert client_of(cast.ngozi).get("/")["Location"] == "/password/"


def test_every_entry_of_the_menu_leads_somewhere() -> None:
    for entry in navigation.ENTRIES:
        assert reverse(entry.page)


def test_an_account_without_a_worker_is_told_what_to_do(client: Client) -> None:
    with transaction.atomic():
        context.enter(worker_id=SYSTEM, team_ids=())
        account = Account.objects.create_user("new@alongside.example", password=PASSWORD)
    signed_in(account, client=client)
    assert "not linked to a worker" in client.get("/").content.decode()


def _too_late(_request: HttpRequest) -> HttpResponse:
    raise Refused("Somebody else has ended this pause meanwhile.")


urlpatterns = [path("too-late/", _too_late), path("", include("alongside.config.urls"))]


@override_settings(ROOT_URLCONF=__name__)
def test_a_refusal_that_no_page_expected_is_said(
    cast: Cast, client_of: Callable[[Worker], Client]
) -> None:
    answer = client_of(cast.ngozi).post("/too-late/")
    assert answer.status_code == 409
    assert "Somebody else has ended this pause meanwhile." in answer.content.decode()
    assert answer["Cache-Control"] == "no-store"
