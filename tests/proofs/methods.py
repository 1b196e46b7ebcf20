"""One request of any method to any page, undone again; and whether two answers are the same.

methods.toml says which pages take a form. To whom a page is absent, it is absent by every method,
and to the byte as what was never there.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any
from urllib.parse import quote
from uuid import UUID, uuid4

from django.db import transaction
from django.test import Client

from tests.proofs import test_access_matrix as matrix

TABLE: Mapping[str, Any] = tomllib.loads(
    (Path(__file__).parent / "methods.toml").read_text("utf-8")
)
TAKES_FORM = frozenset(TABLE["takes_form"]["names"])
ONLY_SENT = frozenset(TABLE["only_sent"]["names"])
OTHERS = ("head", "options", "put", "delete")
NO_SUCH_METHOD = "no such method"
_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}")
_NONCE = re.compile(r"'nonce-[^']+'")
_OF_ONE_ANSWER = re.compile(
    rb"(name=[\"']csrfmiddlewaretoken[\"'] value=[\"'])[^\"']+|(nonce=[\"'])[^\"']+"
    rb"|(X-CSRFToken(?:&quot;|\"): (?:&quot;|\"))[^&\"]+"
)


def asked(client: Client, method: str, path: str) -> Any:
    """Send a request with nothing in it; whatever it did is undone, but that somebody looked."""
    if method in {"get", "head"}:
        return getattr(client, method)(path)
    cookies = client.cookies
    client.cookies = SimpleCookie({name: morsel.value for name, morsel in cookies.items()})
    try:
        with transaction.atomic():
            answer = getattr(client, method)(path)
            transaction.set_rollback(True)
            return answer
    finally:
        client.cookies = cookies


def verdict(answer: Any, client: Client, method: str) -> str:
    """Say what came: shown, absent, closed, no such method, or what should never come."""
    if answer.status_code == 405:
        return NO_SUCH_METHOD
    if method == "post" and answer.status_code in {400, 409, 422}:
        return "shown"  # and nothing was said to it, or it cannot be done now
    came = matrix.verdict(answer, client)
    return "closed" if came == "answered 403" else came


def expected(shown: str, page: str, method: str) -> set[str]:
    """Return what may come by a method of a page that is shown, absent or closed to somebody."""
    if method == "get":
        return {shown, NO_SUCH_METHOD} if page in ONLY_SENT else {shown}
    if shown == "sent to sign in":
        return {shown}
    if shown == "shown":
        return {"shown" if page in TAKES_FORM else NO_SUCH_METHOD}
    return {shown, NO_SUCH_METHOD}  # which says nothing of who is there: it is asked first


def strange(given: Mapping[str, Any]) -> dict[str, Any]:
    """Return ids of nothing, in the place of those of things."""
    return {name: _strange(value) for name, value in given.items()}


def _strange(value: Any) -> Any:
    if isinstance(value, Mapping):
        return strange(value)
    if isinstance(value, UUID):
        return uuid4()
    if isinstance(value, str) and _UUID.fullmatch(value):
        return str(uuid4())
    return value + 90_000_000 if isinstance(value, int) else value


def whole(answer: Any, path: str) -> tuple[object, ...]:
    """Return the whole of an answer but for what is another in each, and for the ids asked for."""
    body = _OF_ONE_ANSWER.sub(rb"\1\2\3", bytes(answer.content))
    told = sorted(
        (name, value) for name, value in answer.headers.items() if name != "Content-Length"
    )
    for each in (path, quote(path, safe=""), *_UUID.findall(path)):
        body = body.replace(each.encode(), b"an id")
        told = [(name, value.replace(each, "an id")) for name, value in told]
    headers = tuple((name, _NONCE.sub("a nonce", value)) for name, value in told)
    cookies = tuple(sorted(answer.cookies))
    return answer.status_code, headers, cookies, len(body), body
