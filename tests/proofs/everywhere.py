"""Everybody asks for everything about somebody, by every method, in each state (states.py).

Whom a state changes nothing for asks there for a part, by turns (`_ask_for_all`).
What comes is compared with the tables. What is absent is compared, to the byte, with what comes for
ids of nothing. Each answer is searched for canaries (canaries.py) that are not meant for whoever
asked, with what is in its PDFs and other files. And the database is asked itself, as each of them
would ask it (in_sql.py).

The states are shared out to two processes, each with a database of its own.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from email.message import Message
from typing import Any

import django
import psycopg
import time_machine

from dev import CHECKOUT, testing

if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "alongside.config.settings"
    django.setup()

from django.db import transaction
from django.test import Client
from django.utils import timezone

from alongside.people.models import Person
from bench.visitor import Answer
from tests.cast import NOW, Cast, asking
from tests.proofs import in_sql, states
from tests.proofs import test_access_matrix as matrix
from tests.proofs.canaries import plant
from tests.proofs.crawl import Opened
from tests.proofs.further import WITH_KEY_OF, SentFirst
from tests.proofs.leaks import Search
from tests.proofs.methods import OTHERS, asked, expected, strange, verdict, whole
from tests.proofs.oracle import Actor, Oracle
from tests.proofs.promise import Line, Scale, none_of
from tests.proofs.worlds import quiet, session, small_world

ABOUT = frozenset(page for page, _ in states.pages())
LISTS = frozenset(states.TABLE["lists"]["names"])


@dataclass
class Found:
    """How much was tried of each kind, and what was wrong."""

    tried: Counter[str] = field(default_factory=Counter)
    wrong: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    def add(self, other: Found) -> None:
        """Take in what was found elsewhere."""
        self.tried += other.tried
        for kind, lines in other.wrong.items():
            self.wrong[kind] += lines


@dataclass
class Trying:
    """One state of the world, and everybody who asks in it."""

    state: str
    found: Found
    given: dict[str, Any]
    nothing: dict[str, Any]  # ids of nothing, for the same addresses
    search: Search
    was_absent: dict[tuple[str, str, str], tuple[object, ...]] = field(default_factory=dict)
    only_each: int = 1  # of which page one is asked for

    def try_all(
        self, name: str, client: Client, cast: Cast, superuser: psycopg.Connection[Any]
    ) -> None:
        """Let one of everybody ask for all pages, and the database about two people."""
        actor = _who(name, client, superuser)
        with time_machine.travel(NOW + _later(self.state), tick=True):
            self._ask_for_all(actor, client)
            for person in (cast.sam, cast.dylan):
                self._ask_the_database(actor, person, superuser)

    def _ask_for_all(self, actor: Actor, client: Client) -> None:
        """Ask for every page about somebody, and for lists where somebody is hidden from them.

        As it is, that is for every page there is. Whom a state changes something for asks for all,
        and sends all forms. Of the others each asks for two pages in three, and sends the form of
        one of them: for each page in ten of the states and more, which makes of 22 who ask in 16
        states more than 16 in 14.
        """
        turn = sorted(states.TABLE["states"]).index(self.state)
        asks_all = self.state == "as_it_is" or states.changes(self.state, actor.name)
        hides = states.counts_as(self.state, actor.name) != actor.name
        for number, (page, shown_to) in enumerate(list(pages())[:: self.only_each]):
            if page in ABOUT or self.state == "as_it_is":
                shown = states.expected(self.state, actor.name, page, shown_to)
                others = (("get", "post"), ("get",), ())[(number + turn) % 3]
                for method in ("get", "post") if asks_all else others:
                    self._ask(actor, client, page, method, shown)
                if self.state == "as_it_is" and page in ABOUT and shown == "absent":
                    self._ask_otherwise(actor, client, page, OTHERS[number % len(OTHERS)])
            elif hides and page in LISTS:
                self._look(actor, page, asked(client, "get", matrix.address_of(page, self.given)))

    def _ask_the_database(
        self, actor: Actor, person: Person, superuser: psycopg.Connection[Any]
    ) -> None:
        """Count what the database itself gives of somebody, and compare it with its table."""
        oracle, at = self.search.oracle, timezone.now()
        is_sam = person.pk == self.given["person_id"]
        knows = oracle.knows(actor, str(person.pk))
        if is_sam:
            knows = self._is_shown(actor, "record:person")
        wanted = in_sql.meant(
            actor, person.pk, knows=knows, superuser=superuser, oracle=oracle, at=at
        )
        narrow = in_sql.TABLE["narrow"].items() if is_sam else ()
        wanted |= {view: 1 for view, page in narrow if self._is_shown(actor, page)}
        given = in_sql.counted(actor, person.pk, at=at)
        self.found.tried["tables"] += in_sql.how_many()
        self.found.wrong["tables"] += [
            f"{self.state}: {actor.name} is given {each}"
            for each in in_sql.differences(given, wanted)
        ]

    def _is_shown(self, actor: Actor, page: str) -> bool:
        [shown_to] = [it["shown_to"] for it in matrix.TABLE["pages"] if page in it["names"]]
        return states.expected(self.state, actor.name, page, shown_to) == "shown"

    def _ask(self, actor: Actor, client: Client, page: str, method: str, shown: str) -> None:
        answer = asked(client, method, matrix.address_of(page, self.given))
        came = verdict(answer, client, method)
        self.found.tried["requests"] += 1
        if came not in expected(shown, page, method):
            kind = "leaks" if came == "shown" else "refusals"
            self.found.wrong[kind].append(
                f"{self.state}: {actor.name} {method} {page}: {came}, not {shown}"
            )
        is_as_absent = shown == "absent" and self._is_as_absent(actor, client, page, method, answer)
        if not is_as_absent:
            self._look(actor, page, answer)

    def _ask_otherwise(self, actor: Actor, client: Client, page: str, method: str) -> None:
        """Ask by a method that no page has: the answer says nothing of who is there."""
        answer = asked(client, method, matrix.address_of(page, self.given))
        self._is_as_absent(actor, client, page, method, answer)

    def _is_as_absent(
        self, actor: Actor, client: Client, page: str, method: str, answer: Any
    ) -> bool:
        """Compare what is hidden with what is not there: that answer is the same in every state."""
        key = (actor.name, page, method)
        if not matrix.names_in_address(page) or (page not in ABOUT and method == "post"):
            return False
        if key not in self.was_absent:
            path = matrix.address_of(page, self.nothing)
            self.was_absent[key] = whole(asked(client, method, path), path)
        self.found.tried["compared"] += 1
        if whole(answer, matrix.address_of(page, self.given)) == self.was_absent[key]:
            return True
        self.found.wrong["unlike"].append(f"{self.state}: {actor.name} {method} {page}")
        return False

    def _look(self, actor: Actor, page: str, answer: Any) -> None:
        """Search an answer for what is not meant for whoever asked."""
        headers = Message()
        for name, value in answer.headers.items():
            headers[name] = value
        came = Answer(
            answer.status_code, answer.content, answer.headers.get("Location", ""), headers
        )
        before = len(self.search.leaks)
        self.search.look(Opened(actor, self.state, page, came), set())
        self.found.wrong["canaries"] += self.search.leaks[before:]
        self.found.tried["searched"] += 1
        is_page = headers.get_content_type() in {"text/html", "application/json"}
        self.found.tried["documents"] += answer.status_code == 200 and not is_page


def pages() -> Iterator[tuple[str, list[str]]]:
    for group in matrix.TABLE["pages"]:
        for page in group["names"]:
            yield page, group["shown_to"]


def everywhere(names: Sequence[str], *, only_each: int = 1) -> Found:
    """Try some states, each in a world of its own."""
    found = Found()
    absent: dict[tuple[str, str, str], tuple[object, ...]] = {}
    with quiet("django.request", "alongside.noticed", "pypdf"):
        for state in names:
            with small_world() as cast, testing.CLUSTER.connect(testing.NAME) as superuser:
                trying, everybody = in_state(state, cast, superuser, found)
                trying.was_absent, trying.only_each = absent, only_each
                for name, client in everybody.items():
                    trying.try_all(name, client, cast, superuser)
    return found


def _later(state: str) -> timedelta:
    return states.LATER_STILL.get(state, (state, timedelta(hours=2)))[1]


def in_state(
    state: str, cast: Cast, superuser: psycopg.Connection[Any], found: Found
) -> tuple[Trying, dict[str, Client]]:
    """Bring somebody into a state, with canaries in all that is kept of them, and sign all in."""
    made, _ = states.LATER_STILL.get(state, (state, None))
    plant(superuser)  # first, so that what the program makes of it holds canaries too
    for person, worker in ((cast.sam, cast.ngozi), (cast.dylan, cast.sian)):
        with asking(worker):
            person.refresh_from_db()
    with transaction.atomic():
        given = matrix.things(cast)
        with time_machine.travel(NOW + _later(state), tick=True):  # so nobody is asked again
            everybody = matrix.actors(cast, states.sign_in)
        states.STATES[made](cast)
    search = Search(plant(superuser, least=1), Oracle(superuser, at=NOW + _later(state)))
    return Trying(state, found, given, strange(given), search), everybody


def _who(name: str, client: Client, superuser: psycopg.Connection[Any]) -> Actor:
    """Return who asks, as the oracle knows them; who has not signed in wholly is nobody yet."""
    signed_in = "sessionid" in client.cookies  # to ask a client for its session would begin one
    account = str(client.session["_auth_user_id"]) if signed_in else ""
    if isinstance(client, SentFirst):
        return Actor(name, account=account)
    if name in WITH_KEY_OF:
        asks = "SELECT id::text, account_id::text FROM staff_worker WHERE name = %s"
        [(worker, account)] = superuser.execute(asks, [WITH_KEY_OF[name]])
        return Actor(name, worker, account)
    asks = (
        "SELECT id::text FROM staff_worker WHERE account_id::text = %(account)s"
        " UNION SELECT id::text FROM partners_practitioner WHERE account_id::text = %(account)s"
        " UNION SELECT id::text FROM own_ownsignin WHERE account_id::text = %(account)s"
    )
    ids = [row[0] for row in superuser.execute(asks, {"account": account})]
    return Actor(name, next(iter(ids), ""), account)


def _shared_out(names: Sequence[str]) -> Found:
    """Try states in two processes, this one among them; as it is, most is asked for."""
    rest = [name for name in names if name != "as_it_is"]
    parts = [["as_it_is", *rest[: len(rest) // 3]], rest[len(rest) // 3 :]]
    others = [
        subprocess.Popen(
            [sys.executable, "-m", "tests.proofs.everywhere", *part],
            cwd=CHECKOUT, stdout=subprocess.PIPE,
        )
        for part in parts[1:]
    ]  # fmt: skip
    try:
        found = everywhere(parts[0])
        for other in others:
            told, _ = other.communicate()
            said = json.loads(told.splitlines()[-1])
            found.add(Found(Counter(said["tried"]), said["wrong"]))
    finally:
        for other in others:
            other.terminate()
    return found


def prove(scale: Scale) -> Iterator[Line]:
    """Try every state, each from the same world; quickly, a part of the pages in one of them."""
    if scale.quick:
        found = everywhere(["neighbours"], only_each=6)
    else:
        found = _shared_out(sorted(states.TABLE["states"]))
    files = f"answers with a canary out of place ({found.tried['documents']:,} of them files)"
    for what, of, wrong, full, quick in (
        ("requests shown what is not meant for who asks", "requests", "leaks", 40_000, 300),
        ("requests refused to whom it is meant for", "requests", "refusals", 40_000, 300),
        ("answers in which hidden is not absent, by byte", "compared", "unlike", 20_000, 200),
        (files, "searched", "canaries", 10_000, 60),
        ("tables that gave more or fewer rows than meant", "tables", "tables", 30_000, 2_000),
    ):
        yield none_of(
            what, tried=found.tried[of], wrong=found.wrong.get(wrong, []),
            least=scale.of(full=full, quick=quick), bounded=True,
        )  # fmt: skip


if __name__ == "__main__":
    with testing.database(), session():
        print(json.dumps(vars(everywhere(sys.argv[1:]))))
