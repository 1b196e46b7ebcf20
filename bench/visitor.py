"""A worker's browser, as far as a measurement needs one: cookies, forms, one connection."""

from __future__ import annotations

import http.client
from collections.abc import Mapping
from dataclasses import dataclass, field
from email.message import Message
from html.parser import HTMLParser
from http.cookies import SimpleCookie
from typing import Self
from urllib.parse import urlencode

HEADERS = {"User-Agent": "bench", "Accept": "text/html", "Accept-Encoding": "identity"}


class Unexpected(Exception):
    """A page answered something else than it should."""


@dataclass(frozen=True)
class Answer:
    """What a page answered; it is made text only where somebody reads it."""

    status: int
    body: bytes
    location: str = ""
    headers: Message = field(default_factory=Message)

    @property
    def text(self) -> str:
        """The page as text."""
        return self.body.decode("utf-8", "replace")


@dataclass
class Visitor:
    """Somebody who asks for pages, over one connection that is kept open."""

    port: int
    cookies: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Open the connection."""
        self._connection = http.client.HTTPConnection("localhost", self.port, timeout=60)

    def copy(self) -> Self:
        """Return the same person in another window."""
        return type(self)(self.port, dict(self.cookies))

    def get(self, path: str) -> Answer:
        """Ask for a page."""
        return self._ask("GET", path)

    def post(self, path: str, values: Mapping[str, object]) -> Answer:
        """Send a form, with the token that proves where it came from."""
        token = {"csrfmiddlewaretoken": self.cookies.get("csrftoken", "")}
        return self._ask("POST", path, urlencode({**values, **token}, doseq=True))

    def sign_in(self, email: str, password: str) -> None:
        """Sign in as everybody does in the demo, which fills in the digits of the second step."""
        self.get("/sign-in/")
        self.post("/sign-in/", {"login": email, "password": password})
        code = fields_of(self.get("/sign-in/second-step/").text).get("code", "")
        answer = self.post("/sign-in/second-step/", {"code": code})
        if answer.status != 302 or "sessionid" not in self.cookies:
            raise Unexpected(f"{email} could not sign in: {answer.status}")

    def _ask(self, method: str, path: str, body: str = "") -> Answer:
        headers = dict(HEADERS)
        headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        if body:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        self._connection.request(method, path, body or None, headers)
        answer = self._connection.getresponse()
        page = answer.read()
        for line in answer.headers.get_all("Set-Cookie", []):
            self.cookies |= {name: morsel.value for name, morsel in SimpleCookie(line).items()}
        return Answer(answer.status, page, answer.headers.get("Location", ""), answer.headers)


class _Fields(HTMLParser):
    """Reads what a form would send if nobody typed anything into it."""

    def __init__(self) -> None:
        super().__init__()
        self.values: dict[str, object] = {}
        self._select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take in an input, a text area, or the chosen option of a select."""
        told = dict(attrs)
        name = told.get("name") or ""
        if tag == "select":
            self._select = name
        elif tag == "option" and "selected" in told:
            self.values[self._select] = told.get("value") or ""
        elif tag == "textarea":
            self.values.setdefault(name, "")
        elif tag == "input" and _is_sent(told):
            self.values[name] = told.get("value") or ""


def _is_sent(told: Mapping[str, str | None]) -> bool:
    chosen = told.get("type") not in {"radio", "checkbox"} or "checked" in told
    return chosen and told.get("type") not in {"submit", "search", "file"}


def fields_of(page: str) -> dict[str, object]:
    """Return what the forms of a page would send as they stand."""
    parser = _Fields()
    parser.feed(page)
    return {name: value for name, value in parser.values.items() if name}
