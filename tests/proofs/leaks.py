"""No canary comes before eyes that it is not meant for, and nobody is shown who was not logged.

Canaries (canaries.py) are put into every text about somebody. Then everybody opens every page over
HTTP (crawl.py): a worker, a care co-ordinator, the manager and the administrator of a team, the
same of another team, a referrer, a practitioner of a partner, Sam himself and his aunt with
sign-ins of their own, a privacy officer, somebody who left, an account that is nobody's, a
stranger; they follow links, ask for each other's addresses, search for each other's people, give
reasons where reasons are asked for, and outsiders send forms to every address. The whole of each
answer is searched, its headers and redirects, and what is in its PDFs; then the lines that were
logged, the log of PostgreSQL, and the mails. An oracle (oracle.py) that imports nothing of the
program says for whom each is meant.

Of each answer that holds a canary of a person, the row that says so must have been committed before
its first byte (serving.py).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import psycopg
from django.core import mail
from django.db import transaction

from alongside.access.deciding import Role
from alongside.access.models import Account
from alongside.own.models import OwnSignIn
from alongside.partners.models import Practitioner
from alongside.people.actions import write_restricted
from alongside.staff.models import Membership, Worker
from dev import testing
from tests.cast import NOW, PASSWORD, Cast, asking, hire
from tests.proofs.canaries import Canary, Planted, plant, text_of
from tests.proofs.crawl import Crawl, Opened, kind_of, signed_in
from tests.proofs.oracle import Actor, Oracle
from tests.proofs.promise import Line, Scale, at_least, none_of
from tests.proofs.serving import Program, served
from tests.proofs.test_access_matrix import TABLE, address_of, things
from tests.proofs.worlds import demo_world, small_world

A_REASON = {"purpose": "visit", "because": "To get in on Tuesday"}
MOST = 1  # addresses of one kind of page
ASK_FOR_A_REASON = {"people:restricted", "sharing:statements"}


@dataclass
class Search:
    """Looks through answers, and keeps what was wrong with any."""

    planted: Planted
    oracle: Oracle
    answers: int = 0
    about_somebody: int = 0
    seen: set[str] = field(default_factory=set)  # columns of which a canary came where it may
    seen_by: set[tuple[str, str]] = field(default_factory=set)
    leaks: list[str] = field(default_factory=list)
    unlogged: list[str] = field(default_factory=list)

    def look(self, opened: Opened, shown: set[tuple[str, str]], *, reason: bool = False) -> None:
        """Search one answer; `shown` is whom the log said to be shown before its first byte."""
        self.answers += 1
        headers = "\n".join(map(": ".join, opened.answer.headers.items()))
        told = text_of(opened.answer.body, opened.answer.headers.get_content_type())
        found = self.planted.found_in(f"{headers}\n{told}")
        # What somebody typed themself tells them nothing.
        found -= self.planted.found_in(f"{opened.address} {opened.sent}")
        people = set()
        for token in found:
            canaries = self.planted.named(token)
            meant = [one for one in canaries if self._may(opened.actor, one, reason)]
            if meant:
                self.seen |= {one.column for one in meant}
                self.seen_by.add((opened.actor.name, token))
                people |= {one.of for one in meant if one.meant_for in {"team", "reason"}}
            else:
                where = " or ".join({one.column for one in canaries}) or "nowhere"
                self.leaks.append(f"{opened.told}: {token} of {where}")
        self._check_logged(opened, people, shown)

    def _may(self, actor: Actor, canary: Canary, reason: bool) -> bool:
        return self.oracle.may_see(actor, canary, with_reason=reason)

    def _check_logged(self, opened: Opened, people: set[str], shown: set[tuple[str, str]]) -> None:
        if people and opened.answer.status == 200:
            self.about_somebody += 1
            missing = [one for one in people if (opened.actor.worker, one) not in shown]
            if missing:
                self.unlogged.append(f"{opened.told}: {len(missing)} of {len(people)} people")


@dataclass
class Crowd:
    """Everybody at their browsers, and who looks through what comes to them."""

    program: Program
    search: Search
    crawls: list[Crawl]
    found: dict[str, list[str]]  # addresses, by the kind of page

    def open_everything(self) -> None:
        """Let everybody open everything, and look through what came."""
        self.program.watcher.since_last()
        for crawl in self.crawls:
            self._look(self._followed(crawl))
        of_all = [each for found in self.found.values() for each in found[:MOST]]
        ask_why = [each for each in of_all if kind_of(each) in ASK_FOR_A_REASON]
        for crawl in self.crawls:
            self._look(crawl.each([*of_all, *_searches(self.search.planted)]))
            self._look((crawl.send(each, A_REASON) for each in ask_why), reason=True)
        for crawl in self.crawls:  # the last, for it may change what is theirs
            if not self.search.oracle.sees_people(crawl.actor):
                self._look(map(crawl.send_empty, of_all))

    def _followed(self, crawl: Crawl) -> Iterator[Opened]:
        for opened in crawl.links("/"):
            yield opened
            known = self.found.setdefault(kind_of(opened.address), [])
            if opened.answer.status == 200 and opened.address not in known:
                known.append(opened.address)

    def _look(self, answers: Iterable[Opened], *, reason: bool = False) -> None:
        for opened in answers:
            self.search.look(opened, self.program.watcher.since_last(), reason=reason)


def _searches(planted: Planted) -> list[str]:
    """Return searches by names and numbers of people, known and not."""
    asked = {"people_person.given_name", "people_person.nhs_number", "people_person.address"}
    tokens = [one.token for one in planted.all() if one.column in asked]
    step = max(1, len(tokens) // 24)
    return [f"/people/?{urlencode({'q': token})}" for token in tokens[::step]]


def prove(scale: Scale) -> Iterator[Line]:
    """Plant, crawl, and search: one of everything of two people, and in full the demo's world."""
    yield from _in_the_small_world(scale)
    if not scale.quick:
        yield from _in_the_world_of_the_demo()


def _in_the_small_world(scale: Scale) -> Iterator[Line]:
    with small_world() as cast, testing.CLUSTER.connect(testing.NAME) as superuser:
        plant(superuser)  # first, so that what the program makes of it holds canaries too
        for person, worker in ((cast.sam, cast.ngozi), (cast.dylan, cast.sian)):
            with asking(worker):
                person.refresh_from_db()
        with transaction.atomic():
            given = things(cast)
            actors = _of_the_cast(cast)[:: scale.of(full=1, quick=2)]
        with asking(cast.ngozi):
            write_restricted(
                cast.sam, texts={"entry_code": "C1", "safe_address": "Aunt", "safe_contact": "No"},
                seen={}, by=cast.ngozi, at=NOW,
            )  # fmt: skip
        # In full, what nobody links to is asked for in each state (everywhere.py).
        search, lines = _searched(superuser, actors, NOW, given if scale.quick else {})
        yield from _lines("the small world", search, lines, least=400, share=0.7)


def _in_the_world_of_the_demo() -> Iterator[Line]:
    with demo_world() as at, testing.CLUSTER.connect(testing.NAME) as superuser:
        search, lines = _searched(superuser, _of_the_demo(superuser), at, {})
        yield from _lines("the demo's world", search, lines, least=100_000, share=0.6)


def _searched(
    superuser: psycopg.Connection[Any],
    actors: list[Actor],
    at: datetime,
    given: dict[str, Any],
) -> tuple[Search, list[str]]:
    """Plant, and let everybody open everything; return what came, and what was written of it."""
    search = Search(plant(superuser), Oracle(superuser, at=at))
    logged = testing.CLUSTER.home / "log"
    before = logged.stat().st_size
    with served() as program:
        names = [name for group in TABLE["pages"] for name in group["names"]] if given else []
        found = {name: [address_of(name, given)] for name in names}
        crawls = [Crawl(actor, signed_in(actor, program.port), MOST) for actor in actors]
        Crowd(program, search, crawls, found).open_everything()
        return search, [*program.lines.written, *_written_since(logged, before), *_mails()]


def _lines(
    world: str, search: Search, lines: list[str], *, least: int, share: float
) -> Iterator[Line]:
    columns = len(search.planted.columns)
    yield at_least(
        f"canaries planted in {world}", value=len(search.planted), least=least, unit="canaries",
        said=f"in {columns} columns",
    )  # fmt: skip
    yield at_least(
        "columns of which those it is meant for saw one",
        value=len(search.seen & search.planted.columns), least=share * columns, unit="columns",
        said=f"{len(search.seen_by):,} canaries by somebody",
    )  # fmt: skip
    yield none_of(
        "answers with a canary out of place", tried=search.answers, wrong=search.leaks, least=500
    )
    yield none_of(
        "answers about somebody sent before the log said so",
        tried=search.about_somebody, wrong=search.unlogged, least=100,
    )  # fmt: skip
    told = [line[:200] for line in lines if search.planted.found_in(line)]
    yield none_of("lines logged or mailed with a canary", tried=len(lines), wrong=told, least=1)


def _of_the_cast(cast: Cast) -> list[Actor]:
    """Return everybody who opens pages."""
    leaver = hire("Una Leaver", cast.north, Role.CARE_COORDINATOR)
    Membership.objects.filter(worker=leaver).update(ended_on=(NOW - timedelta(days=1)).date())
    officer = hire("Grace Osei", cast.north, Role.PRIVACY_OFFICER)
    nobody = Account.objects.create_user("nobody@alongside.example", password=PASSWORD)
    elsewhere = hire("Ivan Elsewhere", cast.south, Role.MANAGER)
    # Every second one of them is opened for who is in haste.
    workers: list[Worker | Practitioner] = [
        cast.ngozi,
        cast.tom,
        cast.ada,
        cast.priya,
        cast.ruth,
        elsewhere,
        cast.sian,
    ]
    with asking(cast.ngozi):
        workers.insert(2, Worker.objects.get(name="Bea Cole"))  # who lives next door to Sam
    workers.insert(4, Practitioner.objects.get())  # of a partner, to whom Sam consents
    named = [
        Actor(one.name, str(one.pk), str(one.account_id)) for one in (*workers, leaver, officer)
    ]
    with asking(cast.ngozi):
        named[4:4] = [
            Actor("a carer" if own.is_carers else "Sam himself", str(own.pk), str(own.account_id))
            for own in OwnSignIn.objects.order_by("recipient")
        ]
    return [*named, Actor("an account of nobody's", account=str(nobody.pk)), Actor("a stranger")]


_SOME_OF_THE_DEMO = """
SELECT DISTINCT ON (team, m.role, m.ended_on IS NULL) w.name, w.id::text, w.account_id::text
  FROM staff_membership m JOIN staff_worker w ON w.id = m.worker_id
  JOIN (SELECT id AS team FROM staff_team WHERE id IN (
        SELECT team_id FROM caseload_episode GROUP BY 1 ORDER BY count(*) DESC LIMIT 2)
        UNION SELECT min(team_id) FROM staff_membership WHERE role = 'referrer') AS teams
    ON m.team_id = team
 WHERE w.account_id IS NOT NULL ORDER BY team, m.role, m.ended_on IS NULL, w.name"""


def _of_the_demo(superuser: psycopg.Connection[Any]) -> list[Actor]:
    """Return one of each role in the two largest teams, who left included, and a referrer."""
    return [Actor(*row) for row in superuser.execute(_SOME_OF_THE_DEMO)] + [Actor("a stranger")]


def _written_since(file: Path, size: int) -> list[str]:
    with file.open("rb") as opened:
        opened.seek(size)
        return opened.read().decode(errors="replace").splitlines()


def _mails() -> list[str]:
    return [str(one.message()) for one in getattr(mail, "outbox", ())]
