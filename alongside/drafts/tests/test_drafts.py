"""Nothing typed is lost: not while typing, not when the sign-in runs out, not to somebody else."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django import forms
from django.conf import LazySettings
from django.db import ProgrammingError, connection, transaction
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.urls import include, path
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from alongside.access import context
from alongside.drafts import actions
from alongside.drafts.models import Draft
from alongside.drafts.queries import draft_for
from alongside.nhsuk.fields import Day, LongText
from alongside.nhsuk.forms import Form
from alongside.staff.models import Worker
from tests.cast import NOW, PASSWORD, Cast
from tests.signing_in import SECOND_STEP, second_step, signed_in

pytestmark = pytest.mark.django_db
SignIn = Callable[[Worker], Client]


class Note(Form):
    text = LongText(label="What happened?")
    on = Day(called="day", label="When?")
    how = forms.ChoiceField(choices=[("a", "Walking"), ("b", "By bus")], widget=forms.RadioSelect)


def page(request: HttpRequest) -> HttpResponse:
    """Stand for any page with a form, as docs/how-to/build-a-page.md writes them."""
    account: Any = request.user.pk
    context.enter_account(account)
    form = Note(request.POST or None, kept=draft_for(account, request.path))
    return HttpResponse(str(form.notices()) + str(form))


urlpatterns = [
    path("note/", page),
    path("", include("alongside.config.urls")),
]
here = override_settings(ROOT_URLCONF=__name__)


def keep(worker: Worker, text: str = "He asked for a flat", path: str = "/note/") -> None:
    with transaction.atomic():
        context.enter_account(account_of(worker))
        actions.keep(path, {"text": [text]}, by=account_of(worker), at=NOW)


def account_of(worker: Worker) -> Any:
    return worker.account_id


def kept_for(worker: Worker, path: str = "/note/") -> Draft | None:
    with transaction.atomic():
        context.enter_account(account_of(worker))
        return draft_for(account_of(worker), path)


def save(client: Client, worker: Worker, **typed: Any) -> HttpResponse:
    sent = {"_draft_path": "/note/", "_draft_account": str(worker.account_id)} | typed
    return client.post("/drafts/", sent)  # type: ignore[return-value]  # the test client's own kind


@here
def test_what_is_typed_is_kept_and_shown_again(cast: Cast, client_of: SignIn) -> None:
    client = client_of(cast.ngozi)
    answer = save(client, cast.ngozi, text="He asked", on_day="31", on_month="2", how="b")
    assert answer.status_code == 200
    assert "saved" in answer.json()  # type: ignore[attr-defined]  # the test client adds it
    shown = client.get("/note/").content.decode()
    assert "We kept what you typed at" in shown
    assert "He asked</textarea>" in shown
    assert 'name="on_day" type="text" inputmode="numeric" value="31"' in shown
    assert 'value="b" checked' in shown


@here
def test_the_last_text_counts(cast: Cast, client_of: SignIn) -> None:
    client = client_of(cast.ngozi)
    save(client, cast.ngozi, text="He as")
    save(client, cast.ngozi, text="He asked")
    draft = kept_for(cast.ngozi)
    assert draft
    assert draft.fields == {"text": ["He asked"]}
    save(client, cast.ngozi, text="")
    assert kept_for(cast.ngozi) is None, "a form that was emptied is no draft"


def test_secrets_and_tokens_are_not_kept(cast: Cast) -> None:
    fields = {"csrfmiddlewaretoken": ["t"], "oldpassword": ["p"], "_draft_path": ["/"], "a": ["b"]}
    with transaction.atomic():
        context.enter_account(account_of(cast.ngozi))
        draft = actions.keep("/x/", fields, by=account_of(cast.ngozi), at=NOW)
    assert draft
    assert draft.fields == {"a": ["b"]}


def test_nothing_that_was_typed_stands_in_the_table_in_the_clear(cast: Cast) -> None:
    keep(cast.ngozi)
    with transaction.atomic(), connection.cursor() as cursor:
        context.enter_account(account_of(cast.ngozi))
        cursor.execute("SELECT string_agg(draft::text, ' ') FROM drafts_draft AS draft")
        told = cursor.fetchone()[0]
    assert "flat" not in told
    assert b"flat".hex() not in told


def test_a_draft_of_a_key_that_is_lost_is_gone_and_breaks_no_page(
    cast: Cast, settings: LazySettings
) -> None:
    keep(cast.ngozi)
    settings.RECORD_KEYS = [b"n" * 32]
    assert kept_for(cast.ngozi) is None
    keep(cast.ngozi, "Again")
    draft = kept_for(cast.ngozi)
    assert draft
    assert draft.fields == {"text": ["Again"]}


@here
def test_a_draft_is_its_accounts_alone(cast: Cast, client_of: SignIn) -> None:
    keep(cast.ngozi)
    assert "He asked" not in client_of(cast.tom).get("/note/").content.decode()
    with transaction.atomic():
        context.enter_account(account_of(cast.tom))
        assert Draft.objects.count() == 0, "the database itself hides it"
    with transaction.atomic():
        context.enter_account(account_of(cast.ngozi))
        assert Draft.objects.count() == 1


def test_nobody_keeps_a_draft_in_the_name_of_another(cast: Cast) -> None:
    context.enter_account(account_of(cast.tom))
    with pytest.raises(ProgrammingError, match="row-level security"):
        actions.keep("/note/", {"a": ["b"]}, by=account_of(cast.ngozi), at=NOW)


def test_what_was_sent_is_forgotten_but_not_what_was_typed_since(cast: Cast) -> None:
    keep(cast.ngozi)
    with transaction.atomic():
        context.enter_account(account_of(cast.ngozi))
        actions.forget("/note/", by=account_of(cast.ngozi), at=NOW - timedelta(seconds=1))
        assert Draft.objects.count() == 1
        actions.forget("/note/", by=account_of(cast.ngozi), at=NOW)
        assert Draft.objects.count() == 0


def test_what_nobody_sent_for_a_month_is_forgotten_at_sign_in(client: Client, cast: Cast) -> None:
    keep(cast.ngozi, path="/old/")
    client.post("/sign-in/", {"login": "ngozi@alongside.example", "password": PASSWORD})
    second_step(client)
    assert kept_for(cast.ngozi, "/old/"), "a young draft stays"
    with transaction.atomic():
        context.enter_account(account_of(cast.ngozi))
        actions.forget_stale(by=account_of(cast.ngozi), at=NOW + timedelta(days=31))
    assert kept_for(cast.ngozi, "/old/") is None


def expire(client: Client) -> None:
    """Let the session run out; cookies that outlive it stay in the browser."""
    del client.cookies["sessionid"]


@here
def test_a_form_sent_after_the_sign_in_ran_out_is_there_after_signing_in(cast: Cast) -> None:
    client = Client(enforce_csrf_checks=True)
    credentials = {"login": "ngozi@alongside.example", "password": PASSWORD}
    client.get("/sign-in/")
    client.post("/sign-in/", credentials | token(client))
    assert second_step(client, **token(client)).status_code == 302
    expire(client)

    sent = client.post(
        "/note/",
        {"text": "He asked for a flat", "how": "a"} | token(client),
        headers={"Referer": "http://testserver/note/"},
    )
    assert sent["Location"] == "/sign-in/?next=/note/"
    sign_in_page = client.get(sent["Location"]).content.decode()
    assert "You were signed out. We kept what you typed at" in sign_in_page

    client.post(sent["Location"], credentials | token(client))
    back = second_step(client, **token(client))
    assert back["Location"] == "/note/"
    shown = client.get("/note/").content.decode()
    assert "We kept what you typed at" in shown
    assert "He asked for a flat</textarea>" in shown


@here
def test_without_knowing_who_typed_nothing_is_kept_and_that_is_said(
    client: Client, cast: Cast
) -> None:
    sent = client.post("/note/", {"text": "He asked"})
    assert "this was not sent" in client.get(sent["Location"]).content.decode()
    assert kept_for(cast.ngozi) is None


@here
def test_a_forged_cookie_keeps_nothing(client: Client, cast: Cast) -> None:
    client.cookies["last_account"] = f"{cast.ngozi.account_id}:0:forged"
    assert client.post("/note/", {"text": "He asked"}).status_code == 302
    assert kept_for(cast.ngozi) is None


@here
def test_a_form_from_another_site_is_kept_for_nobody(cast: Cast) -> None:
    client = Client(enforce_csrf_checks=True)
    signed_in(cast.ngozi.account, client=client)  # type: ignore[arg-type]  # Ngozi has one
    typed = {"text": "forged", "_draft_account": str(cast.ngozi.account_id)}
    for origin in ("https://elsewhere.example", ""):
        answer = client.post("/note/", typed, headers={"Origin": origin} if origin else {})
        assert answer.status_code == 403
    assert kept_for(cast.ngozi) is None


@here
@pytest.mark.parametrize("whose", ["ngozi", "tom"])
def test_a_page_that_is_out_of_date_is_kept_for_the_account_that_opened_it(
    cast: Cast, whose: str
) -> None:
    client = Client(enforce_csrf_checks=True)
    signed_in(cast.ngozi.account, client=client)  # type: ignore[arg-type]  # Ngozi has one
    opened_by = getattr(cast, whose).account_id
    answer = client.post(
        "/note/",
        {"text": "He asked", "_draft_account": str(opened_by), "csrfmiddlewaretoken": "old"},
        headers={"Origin": "http://testserver", "Referer": "http://testserver/note/"},
    )
    assert answer.status_code == 403
    assert ("We kept what you typed" in answer.content.decode()) == (whose == "ngozi")
    assert (kept_for(cast.ngozi) is not None) == (whose == "ngozi")


@here
def test_whoever_lost_every_cookie_is_told_that_the_last_save_is_kept(cast: Cast) -> None:
    typed = {"text": "He asked", "_draft_account": str(cast.ngozi.account_id)}
    origin = {"Origin": "http://testserver", "Referer": "http://testserver/note/"}
    answer = Client(enforce_csrf_checks=True).post("/note/", typed, headers=origin)
    assert answer.status_code == 403
    assert "What you typed until the page last said “Saved at” is kept" in answer.content.decode()
    assert kept_for(cast.ngozi) is None


def token(client: Client) -> dict[str, str]:
    return {"csrfmiddlewaretoken": client.cookies["csrftoken"].value}


def test_a_page_is_told_in_a_sentence_why_nothing_was_saved(
    client: Client, cast: Cast, client_of: SignIn
) -> None:
    ngozi = client_of(cast.ngozi)
    answers = [
        (401, save(client, cast.ngozi, text="x")),
        (409, save(ngozi, cast.tom, text="x")),
        (400, save(ngozi, cast.ngozi, text="x", _draft_path="https://elsewhere.example/")),
        (400, save(ngozi, cast.ngozi, text="x", _draft_path="//elsewhere.example/")),
        (400, save(ngozi, cast.ngozi, text="x", _draft_path="/\\elsewhere.example/")),
        (400, save(ngozi, cast.ngozi, text="x", _draft_path="/note/\x00")),
        (413, save(ngozi, cast.ngozi, text="x" * 1_000_001)),
        (413, save(ngozi, cast.ngozi, text="x" * 5_000_000)),
        (413, ngozi.post("/drafts/", {"text": "x"}, headers={"Content-Length": "many"})),
        (413, save(ngozi, cast.ngozi, text="x", _draft_path="/" + "x" * 600)),
    ]
    for status, answer in answers:
        assert answer.status_code == status
        assert answer.json()["sentence"]  # type: ignore[attr-defined]  # the test client adds it
    assert client_of(cast.ngozi).get("/drafts/").status_code == 405


def test_the_dialog_signs_in_and_says_what_is_wrong(client: Client, cast: Cast) -> None:
    asked = {"login": "ngozi@alongside.example", "password": "wrong"}
    in_place = {"X-Requested-With": "XMLHttpRequest"}
    wrong = client.post("/sign-in/", asked, headers=in_place)
    assert wrong.json()["signed_in"] is False
    assert "One of them is not right" in wrong.json()["sentences"][0]
    assert "wrong" not in wrong.content.decode()
    right = client.post("/sign-in/", asked | {"password": PASSWORD}, headers=in_place).json()
    assert (right["signed_in"], right["second_step"], right["sentences"]) == (False, True, [])
    code = {"code": right["known"]}
    assert client.post(SECOND_STEP, code, headers=in_place).json()["signed_in"]
    assert "last_account" in client.cookies


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    st.dictionaries(
        st.text(st.sampled_from("ab\x00\ud800_'é"), max_size=8),
        st.lists(st.text(st.sampled_from("ab\x00\ud800\udfff\\'\"é\u202e{}"), max_size=8)),
    )
)
def test_whatever_is_typed_can_be_kept_and_read_back(
    cast: Cast, fields: dict[str, list[str]]
) -> None:
    with transaction.atomic():
        context.enter_account(account_of(cast.ngozi))
        actions.keep("/note/", fields, by=account_of(cast.ngozi), at=NOW)
        draft = draft_for(account_of(cast.ngozi), "/note/")
        Note(kept=draft).notices()
        transaction.set_rollback(True)


def test_keeping_takes_two_queries(cast: Cast, django_assert_num_queries: Any) -> None:
    with transaction.atomic(), django_assert_num_queries(2):
        context.enter_account(account_of(cast.ngozi))
        actions.keep("/note/", {"a": ["b"]}, by=account_of(cast.ngozi), at=NOW)
