"""Everybody opens every page: what links lead to, and then what links led the others to.

Whoever has seen an address of a colleague's page may type it; so each actor asks for each address
that anybody came to. Of one kind of page a few are opened, since days and people have no end.
"""

from __future__ import annotations

import re
from collections import Counter, deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from html import unescape
from urllib.parse import urljoin, urlsplit

import time_machine
from django.urls import Resolver404, resolve

from alongside.access.models import Account
from bench.visitor import Answer, Visitor, fields_of
from tests import signing_in
from tests.proofs.oracle import Actor

NOT_OPENED = {"account_logout"}  # ends the session


@dataclass(frozen=True)
class Opened:
    """An address that somebody opened, what they sent to it, and what came."""

    actor: Actor
    method: str
    address: str
    answer: Answer
    sent: str = ""

    @property
    def told(self) -> str:
        """The address as it is named in a line about it."""
        return f"{self.actor.name} {self.method} {self.address} ({self.answer.status})"


# Where a page leads: its links, its forms, and the parts that script asks for. A parser of HTML
# takes as long as the page took to be made.
_LEADS_TO = re.compile(
    r"""\s(?:href|action|hx-get|hx-post|data-url|src)\s*=\s*(?:"([^"]*)"|'([^']*)')"""
)


def kind_of(address: str) -> str:
    """Return which page it is, whomever it is about; nothing for what is no page."""
    try:
        name = resolve(urlsplit(address).path).view_name
    except Resolver404:
        return ""
    return "" if name in NOT_OPENED else name


def signed_in(actor: Actor, port: int) -> Visitor:
    """Return the browser of somebody who is signed in, unless they have no account."""
    visitor = Visitor(port)
    if actor.account:
        client = signing_in.signed_in(Account.objects.get(pk=actor.account))
        visitor.cookies = {name: morsel.value for name, morsel in client.cookies.items()}
    return visitor


def signed_in_now(actor: Actor, port: int) -> Visitor:
    """Return the same for a server of its own, which has the clock of the machine.

    A test has another: by it the sign-in would be long over, or not have begun.
    """
    if not time_machine.escape_hatch.is_travelling():
        return signed_in(actor, port)
    with time_machine.travel(time_machine.escape_hatch.time.time(), tick=True):
        return signed_in(actor, port)


@dataclass
class Crawl:
    """One actor at their browser."""

    actor: Actor
    visitor: Visitor
    most: int  # of one kind of page
    seen: Counter[str] = field(default_factory=Counter)

    def links(self, *begin: str) -> Iterator[Opened]:
        """Open what links lead to, from some addresses on."""
        to_do, known = deque(begin), set(begin)
        while to_do:
            address = to_do.popleft()
            kind = kind_of(address)
            if not kind or self.seen[kind] >= self.most:
                continue
            self.seen[kind] += 1
            opened = self.open(address)
            yield opened
            for found in addresses_in(opened):
                if found not in known:
                    known.add(found)
                    to_do.append(found)

    def open(self, address: str) -> Opened:
        """Ask for one address."""
        return Opened(self.actor, "GET", address, self.visitor.get(address))

    def send(self, address: str, values: Mapping[str, object]) -> Opened:
        """Send the form of a page, filled in with some values, and see where it leads."""
        page = self.visitor.get(address)
        form = fields_of(page.text) if page.status == 200 else {}
        answer = self.visitor.post(address, {**form, **values})
        return Opened(self.actor, "POST", address, answer, " ".join(map(str, values.values())))

    def send_empty(self, address: str) -> Opened:
        """Send a form to an address without having seen it."""
        return Opened(self.actor, "POST", address, self.visitor.post(address, {}))

    def each(self, addresses: Iterable[str]) -> Iterator[Opened]:
        """Ask for addresses that others came to."""
        for address in addresses:
            yield self.open(address)


def addresses_in(opened: Opened) -> list[str]:
    """Return the addresses of the program that a page leads to."""
    if opened.answer.location:
        found = [opened.answer.location]
    elif opened.answer.headers.get_content_type() == "text/html":
        found = [unescape("".join(each)) for each in _LEADS_TO.findall(opened.answer.text)]
    else:
        return []
    inside = (urlsplit(urljoin(opened.address, each)) for each in found)
    return [
        f"{each.path}?{each.query}" if each.query else each.path
        for each in inside
        if not each.netloc and each.path.startswith("/") and not each.path.startswith("/static/")
    ]
