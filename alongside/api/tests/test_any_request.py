"""Whatever is sent, the answer is JSON, never a page and never a fault."""

from __future__ import annotations

import json
from datetime import date
from io import BytesIO
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client, RequestFactory, override_settings
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from alongside.access.actions import revoke_key
from alongside.api import with_key
from alongside.api.openapi import described
from alongside.api.problems import Problem
from alongside.api.reading import MOST_BYTES, fields, object_in
from alongside.api.tests.systems import AN_ID, WEI, System, key_of, sentences, system_of
from alongside.referrals.actions import taking_in
from alongside.referrals.actions.taking_in import Asking
from alongside.referrals.models import Referral
from alongside.staff.models import Membership
from tests.cast import NOW, Cast, asking

ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=6,
)
NAMES = st.sampled_from([*fields(), "id", "from_team", "question", "answer", "words", "why"])
LIKELY = st.dictionaries(NAMES | st.text(max_size=5), ANYTHING, max_size=6)


def is_an_answer(answer: Any) -> bool:
    json.loads(answer.content)
    return bool(answer["Content-Type"] == "application/json" and answer.status_code < 500)


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    content=ANYTHING | LIKELY | LIKELY.map(lambda more: WEI | {"id": str(uuid4())} | more),
    path=st.sampled_from(["", f"/{AN_ID}/answers", f"/{AN_ID}/withdrawal"]),
)
def test_any_json_is_answered(cast: Cast, content: Any, path: str) -> None:
    assert is_an_answer(ready(cast).post(content, path))


_READY: dict[int, System] = {}


def ready(cast: Cast) -> System:
    """Return a system that has sent a referral and was asked a question, made once for a cast."""
    if id(cast) not in _READY:
        _READY.clear()
        system = _READY[id(cast)] = system_of(cast)
        system.post(WEI)
        with asking(cast.ada) as ada:
            question = Asking("inpatient_spells", "When?")
            taking_in.ask(Referral.objects.get(), questions=[question], by=ada, at=NOW)
    return _READY[id(cast)]


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 400),
        (b"{", 400),
        (b"\xff\xfe\x00", 400),
        (b'{"a": NaN}', 400),
        (b'{"id": 1, "id": 2}', 400),
        (b"[" * 200_000, 400),
        (b'{"a": ' + b"9" * 5000 + b"}", 400),
        (b"[]", 422),
        (b"null", 422),
        (b'"text"', 422),
        (b" " * (MOST_BYTES + 1), 413),
        (b" " * 13_000_000, 413),
    ],
)
def test_what_cannot_be_read_is_refused_in_a_sentence(cast: Cast, body: bytes, status: int) -> None:
    answer = system_of(cast).post(body)
    assert answer.status_code == status
    assert is_an_answer(answer)
    assert sentences(answer)[0] != ": "


def test_what_comes_in_pieces_without_a_length_is_read(rf: RequestFactory) -> None:
    for body, status in ((b'{"id": 1}', None), (b" " * (MOST_BYTES + 1), 413), (b"{", 400)):
        request = rf.post("/api/referrals")
        del request.META["CONTENT_LENGTH"]
        request.META |= {"wsgi.input": BytesIO(body), "wsgi.input_terminated": True}
        if status is None:
            assert object_in(request) == {"id": 1}
            continue
        with pytest.raises(Problem) as raised:
            object_in(request)
        assert raised.value.status == status


def test_long_names_and_many_of_them_are_answered_shortly(cast: Cast) -> None:
    strange = {f"{'x' * 300}{number}": number for number in range(2_000)} | {"reason": "x" * 30_000}
    answer = system_of(cast).post(WEI | strange)
    assert answer.status_code == 422
    assert len(answer.content) < 40_000


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path", ["/api/", "/api/x", "/api/referrals/", "/api/\n", "/api/%ff", "/api/openapi.json/x"]
)
def test_under_the_root_there_are_no_pages(client: Client, path: str) -> None:
    for answer in (client.get(path), client.post(path, b"{}", content_type="text/plain")):
        assert answer.status_code == 404
        assert is_an_answer(answer)


@pytest.mark.django_db
def test_another_host_and_another_method_are_refused_in_json(client: Client) -> None:
    wrong_host = client.get("/api/referrals", headers={"Host": "elsewhere.example"})
    assert (wrong_host.status_code, is_an_answer(wrong_host)) == (400, True)
    for method, path, allowed in (
        ("PUT", "/api/referrals", "GET, HEAD, POST"),
        ("DELETE", f"/api/referrals/{AN_ID}", "GET, HEAD"),
        ("GET", f"/api/referrals/{AN_ID}/answers", "POST"),
        ("OPTIONS", "/api/openapi.json", "GET, HEAD"),
    ):
        answer = client.generic(method, path)
        assert (answer.status_code, answer["Allow"]) == (405, allowed)
        assert is_an_answer(answer)


def test_a_fault_of_ours_is_said_in_json(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    def break_down(*_: object) -> None:
        raise RuntimeError("a secret of the program")

    system = system_of(cast)
    monkeypatch.setattr("alongside.api.queries.page_for", break_down)
    answer = system.get()
    assert answer.status_code == 500
    assert "fault of the program" in sentences(answer)[0]
    assert "secret" not in answer.content.decode()


@pytest.mark.parametrize(
    "shown",
    ["", "Bearer", "Bearer x", "Basic x", "Bearer x y", "Bearer \xff", f"Bearer {'x' * 300}"],
)
def test_a_wrong_key_opens_nothing(cast: Cast, client: Client, shown: str) -> None:
    answer = client.get("/api/referrals", headers={"Authorization": shown})
    assert (answer.status_code, answer["WWW-Authenticate"]) == (401, "Bearer")
    assert is_an_answer(answer)


def test_a_key_that_was_sent_in_the_clear_is_refused_and_not_sent_on(cast: Cast) -> None:
    with override_settings(SECURE_SSL_REDIRECT=True):
        system = system_of(cast)
        answer = system.get()
        assert answer.status_code == 403
        assert "have the key revoked" in sentences(answer)[0]
        assert Client().get("/sign-in/")["Location"] == "https://testserver/sign-in/"


def test_many_wrong_keys_wait_and_a_right_one_never(cast: Cast) -> None:
    wrong = System("wrong")
    for _ in range(with_key.MOST_TRIES):
        assert wrong.get().status_code == 401
    answer = wrong.get()
    assert (answer.status_code, answer["Retry-After"]) == (429, "300")
    assert system_of(cast).get().status_code == 200


def test_a_key_closes_when_it_is_revoked_and_when_its_holder_leaves(cast: Cast) -> None:
    key, secret = key_of(cast.ruth, cast.ada)
    system, other = System(secret), system_of(cast)
    with asking(cast.ada) as ada:
        revoke_key(key, by=ada, at=NOW)
    assert system.get().status_code == 401
    assert other.get().status_code == 200
    Membership.objects.filter(worker=cast.ruth).update(ended_on=date(2026, 11, 1))
    answer = other.get()
    assert answer.status_code == 403
    assert "refers for no team today" in sentences(answer)[0]
    assert system_of(cast, cast.ngozi).get().status_code == 403


@pytest.mark.django_db
def test_the_description_names_every_field_and_is_open(client: Client) -> None:
    answer = client.get("/api/openapi.json")
    assert answer.status_code == 200
    document = json.loads(answer.content)
    assert document == described()
    asked = document["components"]["schemas"]["ToSend"]["properties"]
    assert set(asked) == {"id", "from_team", *fields()}
    assert all(field["description"] for field in asked.values())
