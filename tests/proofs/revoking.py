"""Somebody's access is withdrawn while they ask: no request that begins later succeeds.

A real server of two processes answers two browsers that ask for the same page as quickly as they
can; one that is soon made, so that many requests begin close to the withdrawal. Meanwhile the
access that they rest on is withdrawn, by the program's own action where it has one, and the moment
is noted at which that was committed. Whatever was asked after that moment and
was still shown is wrong. What was asked before may end either way.
"""

from __future__ import annotations

import http.client
import random
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import timedelta
from threading import Event
from typing import Any
from uuid import UUID

import psycopg
from django.urls import reverse
from django.utils import timezone

from alongside.access import actions as access
from alongside.access import connections, emergencies
from alongside.caseload import leaving
from alongside.caseload.models import Transfer
from alongside.own.actions.ours import end_given
from alongside.own.models import OwnSignIn
from alongside.own.tests.owned import ALL_OF_IT, given
from alongside.policy.consent import How
from alongside.sharing import actions as sharing
from alongside.staff.actions import leave
from alongside.staff.models import Membership, Worker
from bench.server import PROGRAM, serving
from dev import testing
from tests.cast import Cast, asking
from tests.proofs.crawl import signed_in_now
from tests.proofs.oracle import Actor
from tests.proofs.promise import Line, Scale, none_of
from tests.proofs.sealed import SUPERUSERS_LICENCE
from tests.proofs.worlds import small_world

AT_ONCE = 2  # browsers
LATER = 1  # requests of each, after the withdrawal was committed
PATIENCE = 30.0
Ask = Callable[[], bool]


def prove(scale: Scale) -> Iterator[Line]:
    """Withdraw access of each kind, again and again, from under who asks."""
    with small_world(at=None) as cast:
        times = scale.of(full=1_000, quick=40)
        found = withdrawn(cast, KINDS, times, scale.seed)
        told = ", ".join(f"{kind} {number}" for kind, number in found.times.items())
        yield none_of(
            "requests after a withdrawal that were still shown",
            tried=found.later, wrong=found.wrong, least=times * AT_ONCE, seed=scale.seed,
        )  # fmt: skip
        yield none_of(
            f"withdrawals that raced with no request ({told})",
            tried=sum(found.times.values()), wrong=found.idle, least=times,
        )  # fmt: skip


@dataclass
class Found:
    """What came of the requests."""

    times: Counter[str] = field(default_factory=Counter)  # withdrawals, by kind
    later: int = 0  # requests that began after one
    wrong: list[str] = field(default_factory=list)
    idle: list[str] = field(default_factory=list)


@dataclass
class World:
    """Who takes part, and where."""

    cast: Cast
    superuser: psycopg.Connection[Any]
    port: int
    kept: Any = None  # what was given, to be withdrawn
    aunts: OwnSignIn | None = None
    _signed_in: dict[UUID, list[Ask]] = field(default_factory=dict)

    @property
    def page(self) -> str:
        """Return a page of Sam."""
        return reverse("people:identity", args=[self.cast.sam.pk])

    def both_ask(self, worker: Worker, *, anew: bool = False) -> list[Ask]:
        """Return how two browsers of a worker ask for a page of Sam.

        They stay signed in from one withdrawal to the next; `anew` where that ends sign-ins.
        """
        if anew or worker.pk not in self._signed_in:
            actor = Actor(worker.name, str(worker.pk), str(worker.account_id))
            self._signed_in[worker.pk] = [self._asks(self.page, actor) for _ in range(AT_ONCE)]
        return self._signed_in[worker.pk]

    def asks_own(self, own: OwnSignIn, page: str) -> Ask:
        """Return the same of somebody in care or a carer, for a page of their own."""
        return self._asks(page, Actor("own", str(own.pk), str(own.account_id)))

    def _asks(self, page: str, actor: Actor) -> Ask:
        visitor = signed_in_now(actor, self.port)
        return lambda: visitor.copy().get(page).status == 200


class ATransfer:
    """Care was offered to another team, and is not offered any more."""

    def give(self, world: World) -> list[Ask]:
        """Offer it."""
        cast = world.cast
        with asking(cast.ngozi):
            world.kept = leaving.offer_transfer(
                cast.sams_episode, to_team=cast.south, why="x", by=cast.ngozi, at=timezone.now()
            )
        return world.both_ask(cast.sian)

    def withdraw(self, world: World) -> None:
        """Give it up."""
        with asking(world.cast.ngozi) as by:
            transfer = Transfer.objects.get(pk=world.kept.pk)
            leaving.abandon_transfer(transfer, why="x", by=by, at=timezone.now())


class AMembership:
    """Somebody's last day in the team was yesterday."""

    def give(self, world: World) -> list[Ask]:
        """Let Priya work in the team."""
        world.superuser.execute(
            "UPDATE staff_membership SET ended_on = NULL WHERE worker_id = %s",
            [world.cast.priya.pk],
        )
        return world.both_ask(world.cast.priya, anew=True)

    def withdraw(self, world: World) -> None:
        """Let her have left."""
        with asking(world.cast.tom) as tom:
            membership = Membership.objects.get(worker=world.cast.priya)
            yesterday = timezone.localdate() - timedelta(days=1)
            leave(membership, ended_on=yesterday, by=tom, at=timezone.now())


class ARelationship:
    """The team does not know the person any more."""

    def give(self, world: World) -> list[Ask]:
        """Let the team know Sam."""
        self._set(world, "NULL")
        return world.both_ask(world.cast.ngozi)

    def withdraw(self, world: World) -> None:
        """End it, as whoever puts a mistake right: no page of the program does."""
        self._set(world, "now()")

    def _set(self, world: World, ended_at: str) -> None:
        world.superuser.execute(
            f"UPDATE access_relationship SET ended_at = {ended_at}"
            " WHERE person_id = %s AND team_id = %s".encode(),
            [world.cast.sam.pk, world.cast.north.pk],
        )


class AConnection:
    """A colleague says that somebody knows the person outside work."""

    def give(self, world: World) -> list[Ask]:
        """Let nobody have said it."""
        world.superuser.execute("DELETE FROM access_connection")
        return world.both_ask(world.cast.ngozi)

    def withdraw(self, world: World) -> None:
        """Say it."""
        with asking(world.cast.tom) as by:
            connections.say_they_know(
                world.cast.sam.pk, worker_id=world.cast.ngozi.pk, how="Neighbours",
                by=by, at=timezone.now(),
            )  # fmt: skip


class AnEmergency:
    """A record that was opened in an emergency is closed again."""

    def give(self, world: World) -> list[Ask]:
        """Let Sian open the record of Sam."""
        world.superuser.execute("DELETE FROM access_connection")
        world.superuser.execute(  # or it would be one too many within the hour
            "UPDATE access_emergency SET began_at = began_at - interval '2 h',"
            " until = until - interval '2 h'"
        )
        with asking(world.cast.sian) as by:
            sought = emergencies.Sought(nhs_number="9999836909")
            world.kept = emergencies.open_in_emergency(
                sought, because="The gas is on", page="/", by=by, at=timezone.now()
            )
            emergencies.note_told(world.kept, by=by, at=timezone.now())
        return world.both_ask(world.cast.sian)

    def withdraw(self, world: World) -> None:
        """Close it."""
        with asking(world.cast.sian) as by:
            emergencies.end_emergency(world.kept, by=by, at=timezone.now())


class AKey:
    """The key of another system is revoked."""

    def give(self, world: World) -> list[Ask]:
        """Make a key of Ruth's."""
        cast, now = world.cast, timezone.now()
        world.superuser.execute("DELETE FROM access_cache")  # which counts what did not open
        assert cast.ruth.account_id
        with asking(cast.ada) as by:
            until = timezone.localdate() + timedelta(days=1)
            world.kept, secret = access.make_key(
                cast.ruth.account_id, name="CMHT", ends_on=until, by=by, at=now
            )
        return [lambda: _with_key(world.port, secret) for _ in range(AT_ONCE)]

    def withdraw(self, world: World) -> None:
        """Revoke it."""
        with asking(world.cast.ada) as by:
            access.revoke_key(world.kept, by=by, at=timezone.now())


class ACarersConsent:
    """What a carer may be told is taken back."""

    def give(self, world: World) -> list[Ask]:
        """Let Sam's aunt have a sign-in, and be told."""
        now = timezone.now()
        again = now.date() + timedelta(days=180)
        answers = sharing.Said(ALL_OF_IT, How.VERBAL, now.date(), again)
        with asking(world.cast.ngozi) as by:
            if world.aunts is None:
                aunt = sharing.name_recipient(
                    world.cast.sam, name="Maeve, aunt", as_what="family", said=answers, by=by,
                    at=now,
                )  # fmt: skip
                world.aunts = given(world.cast, by=by, carer=aunt)
            aunts = world.aunts.recipient
            assert aunts
            sharing.keep_consent(aunts, said=answers, by=by, at=now)
        return [world.asks_own(world.aunts, "/own/told/") for _ in range(AT_ONCE)]

    def withdraw(self, world: World) -> None:
        """Take it back."""
        assert world.aunts
        assert world.aunts.recipient
        again = timezone.localdate() + timedelta(days=180)
        with asking(world.cast.ngozi) as by:
            sharing.take_back(world.aunts.recipient, look_again_on=again, by=by, at=timezone.now())


class AnOwnSignIn:
    """Somebody's own sign-in is ended by the team."""

    def give(self, world: World) -> list[Ask]:
        """Give Sam one, and again with the address that he had."""
        with asking(world.cast.ngozi) as by:
            world.kept = given(world.cast, by=by, at=timezone.now())
        return [world.asks_own(world.kept, "/own/plan/") for _ in range(AT_ONCE)]

    def withdraw(self, world: World) -> None:
        """End it."""
        with asking(world.cast.priya) as by:
            end_given(world.kept, because="x", by=by, at=timezone.now())


def _with_key(port: int, secret: str) -> bool:
    connection = http.client.HTTPConnection("localhost", port, timeout=PATIENCE)
    connection.request("GET", "/api/referrals", headers={"Authorization": f"Bearer {secret}"})
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return answer.status == 200


Kind = (
    ATransfer
    | AMembership
    | ARelationship
    | AConnection
    | AnEmergency
    | AKey
    | ACarersConsent
    | AnOwnSignIn
)
# An end of a relationship comes after all that rest on one of the same person and team.
KINDS: tuple[Kind, ...] = (
    ATransfer(), AMembership(), AnEmergency(), AKey(), ACarersConsent(), AnOwnSignIn(),
    ARelationship(), AConnection(),
)  # fmt: skip


def withdrawn(cast: Cast, kinds: tuple[Kind, ...], times: int, seed: int) -> Found:
    """Withdraw access so many times, in turn of each kind, from under who asks."""
    chance, found = random.Random(seed), Found()
    with (
        testing.CLUSTER.connect(testing.NAME) as superuser,
        serving(PROGRAM, testing.CLUSTER.addresses(testing.NAME)) as server,
        ThreadPoolExecutor(AT_ONCE) as browsers,
    ):
        server.await_answer()
        superuser.execute(SUPERUSERS_LICENCE)
        world = World(cast, superuser, server.port)
        for number in range(times):
            kind = kinds[number % len(kinds)]
            _put_back(world)
            asks = kind.give(world)
            _race(kind, world, browsers, asks, chance.uniform(0, 0.03), found)
    return found


def _put_back(world: World) -> None:
    """Let nothing be withdrawn from anybody."""
    world.superuser.execute("DELETE FROM access_connection")
    world.superuser.execute(
        "UPDATE access_relationship SET ended_at = NULL WHERE team_id = %s", [world.cast.north.pk]
    )


def _race(
    kind: Kind,
    world: World,
    browsers: ThreadPoolExecutor,
    asks: list[Ask],
    wait: float,
    found: Found,
) -> None:
    """Let all ask, withdraw in the middle, and note what was shown of what was asked later."""
    shown, over = Event(), [0.0]
    waited = [browsers.submit(_asking, ask, shown, over) for ask in asks]
    name = type(kind).__name__
    if not shown.wait(PATIENCE):
        found.idle.append(f"{name}: nothing was shown before it was withdrawn")
    time.sleep(wait)
    kind.withdraw(world)
    over[0] = time.monotonic()
    found.times[name] += 1
    for each in waited:
        for began, was_shown in each.result():
            if began > over[0]:
                found.later += 1
                if was_shown:
                    late = (began - over[0]) * 1000
                    found.wrong.append(f"{name}: shown to who asked {late:.1f} ms later")


def _asking(ask: Ask, shown: Event, over: list[float]) -> list[tuple[float, bool]]:
    """Ask again and again; return of each request when it began, and whether it was shown."""
    asked: list[tuple[float, bool]] = []
    later, until = 0, time.monotonic() + 2 * PATIENCE
    while later < LATER and time.monotonic() < until:
        began = time.monotonic()
        was_shown = ask()
        asked.append((began, was_shown))
        if was_shown:
            shown.set()
        later += 0 < over[0] < began
    return asked
