"""Who gets to which page of somebody in each state of relationship and consent: states.toml.

access.toml says it of somebody in the care of the team. Here their state changes, a way at a time,
and everybody opens every page about them over HTTP again. A page is shown; absent, which is to the
byte what is not there; or closed to a colleague who is told so. Kept apart from the code.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import time_machine
from django.test import Client

from alongside.access import connections, emergencies
from alongside.access.models import Emergency, Relationship
from alongside.caseload import leaving
from alongside.caseload.models import Transfer
from alongside.own.tests.owned import ALL_OF_IT, said
from alongside.people.actions import note_death
from alongside.policy.consent import Answer, Asked
from alongside.sharing import actions as sharing
from alongside.sharing.models import Recipient
from alongside.staff.models import Membership, Worker
from tests.cast import NOW, Cast, asking
from tests.proofs import test_access_matrix as matrix
from tests.proofs.further import TABLE as FURTHER
from tests.proofs.further import is_shown
from tests.signing_in import signed_in

TABLE: Mapping[str, Any] = tomllib.loads((Path(__file__).parent / "states.toml").read_text("utf-8"))
OF_THE_TEAM = {"worker", "coordinator", "manager", "administrator"}
LATER = NOW + timedelta(hours=1)


def as_it_is(cast: Cast) -> None:
    """Leave it: in the care of the team, and the practitioner may see the minimum."""


def offered(cast: Cast) -> None:
    """Offer Sam's care to a team elsewhere."""
    with asking(cast.ngozi) as ngozi:
        leaving.abandon_transfer(Transfer.objects.get(), why="Full", by=ngozi, at=NOW)
        leaving.offer_transfer(
            cast.sams_episode, to_team=cast.south, why="He moves", by=ngozi, at=NOW
        )


def offer_taken_back(cast: Cast) -> None:
    """Offer it, and think again."""
    offered(cast)
    with asking(cast.ngozi) as ngozi:
        on_its_way = Transfer.objects.get(to_team=cast.south)
        leaving.abandon_transfer(on_its_way, why="He stays", by=ngozi, at=LATER)


def died(cast: Cast) -> None:
    """Write down that Sam died."""
    with asking(cast.ngozi) as ngozi:
        note_death(cast.sam, died_on=NOW.date(), by=ngozi, at=NOW)


def not_known_any_more(cast: Cast) -> None:
    """Let no team know Sam, as after a mistake that was put right."""
    with asking(cast.ngozi):
        Relationship.objects.filter(person_id=cast.sam.pk).update(ended_at=LATER)


def neighbours(cast: Cast, *workers: Worker) -> None:
    """Let workers say that they know Sam outside work."""
    for worker in workers or (cast.priya, cast.ngozi):
        with asking(cast.tom) as tom:
            connections.say_they_know(
                cast.sam.pk, worker_id=worker.pk, how="Neighbours", by=tom, at=NOW
            )


def neighbours_no_more(cast: Cast) -> None:
    """Let a manager end that."""
    neighbours(cast)
    with asking(cast.tom) as tom:
        for worker in (cast.priya, cast.ngozi):
            said = connections.own_connections(worker.pk).get()
            connections.end_connection(said, because="They moved", by=tom, at=LATER)


def manager_is_a_neighbour(cast: Cast) -> None:
    """Let the manager be the one who knows Sam: nobody's role passes it."""
    with asking(cast.ngozi) as ngozi:
        connections.say_they_know(
            cast.sam.pk, worker_id=cast.tom.pk, how="Cousins", by=ngozi, at=NOW
        )


def emergency(cast: Cast) -> Emergency:
    """Let a care co-ordinator elsewhere open the record in an emergency."""
    sought = emergencies.Sought(nhs_number=cast.sam.nhs_number)
    with asking(cast.sian) as sian:
        return emergencies.open_in_emergency(
            sought, because="He took tablets", page="/emergency/", by=sian, at=NOW
        )


def emergency_closed(cast: Cast) -> None:
    """Let them close it."""
    opened = emergency(cast)
    with asking(cast.sian) as sian:
        emergencies.end_emergency(opened, by=sian, at=NOW + timedelta(minutes=1))


def neighbour_in_an_emergency(cast: Cast) -> None:
    """Let them open it, and then say that they know Sam outside work."""
    emergency(cast)
    with asking(cast.ngozi) as ngozi:
        connections.say_they_know(
            cast.sam.pk, worker_id=cast.sian.pk, how="Cousins", by=ngozi, at=NOW
        )


def consent_taken_back(cast: Cast) -> None:
    """Let Sam take back that the practitioner may see the minimum."""
    with asking(cast.ngozi) as ngozi:
        recipient = Recipient.objects.exclude(practitioner=None).get()
        again = NOW.date() + timedelta(days=90)
        sharing.take_back(recipient, look_again_on=again, by=ngozi, at=LATER)


def carer_told_nothing(cast: Cast) -> None:
    """Let Sam take back that his aunt is told anything."""
    with asking(cast.ngozi) as ngozi:
        again = NOW.date() + timedelta(days=90)
        sharing.take_back(_aunt(), look_again_on=again, by=ngozi, at=LATER)


def carer_only_listened_to(cast: Cast) -> None:
    """Let Sam say that his aunt is listened to, and not told."""
    with asking(cast.ngozi) as ngozi:
        answers: dict[Asked, Answer] = dict.fromkeys(ALL_OF_IT, Answer.LISTEN)
        sharing.keep_consent(_aunt(), said=said(answers), by=ngozi, at=LATER)


def _aunt() -> Recipient:
    return Recipient.objects.get(name__startswith="Maeve")


def left_the_team(cast: Cast) -> None:
    """Let the worker and the care co-ordinator have had their last day yesterday."""
    yesterday = (NOW - timedelta(days=1)).date()
    leaving_now = Membership.objects.filter(worker__in=[cast.priya, cast.ngozi])
    with asking(cast.ada):
        leaving_now.update(ended_on=yesterday)


STATES: Mapping[str, Callable[[Cast], object]] = {
    state.__name__: state
    for state in (
        as_it_is, offered, offer_taken_back, died, not_known_any_more, neighbours,
        neighbours_no_more, manager_is_a_neighbour, emergency, emergency_closed,
        neighbour_in_an_emergency, consent_taken_back, carer_told_nothing, carer_only_listened_to,
        left_the_team,
    )
}  # fmt: skip
LATER_STILL = {"emergency_over": ("emergency", timedelta(hours=5))}  # the same, some hours later


@dataclass(frozen=True)
class Difference:
    """A page that came, or did not come, otherwise than the table says."""

    state: str
    actor: str
    page: str
    expected: str
    got: str

    @property
    def is_leak(self) -> bool:
        """Whether somebody was shown what is not theirs."""
        return self.got == "shown"

    def __str__(self) -> str:
        """Return a line that says where to look."""
        return f"{self.state}: {self.actor} opens {self.page}: {self.got}, not {self.expected}"


def expected(state: str, actor: str, page: str, shown_to: Sequence[str]) -> str:
    """Return what the tables say: shown, absent, closed to a colleague, or sent to sign in."""
    told, beside = TABLE["states"][state], FURTHER.get(actor, {})
    counted = counts_as(state, actor)
    if counted == "signed out":
        return "sent to sign in"
    if counted == "shut out":
        return "closed" if OF_THE_TEAM & set(shown_to) else "absent"
    kind = TABLE["kinds"].get(counted, {"like": counted})
    hidden = {
        *kind.get("without", ()),
        *told.get("without", {}).get(actor, ()),
        *beside.get("without_in", {}).get(state, ()),
    }
    is_like = is_shown(kind["like"], page, shown_to) and page not in hidden
    return "shown" if is_like or page in beside.get("also_in", {}).get(state, ()) else "absent"


def counts_as(state: str, actor: str) -> str:
    """Return the actor or kind as which somebody counts in a state: mostly themself."""
    beside = FURTHER.get(actor, {}).get("in", {}).get(state, actor)
    counted: str = TABLE["states"][state].get("counts_as", {}).get(actor, beside)
    return counted


def changes(state: str, actor: str) -> bool:
    """Whether the tables say of somebody that a state changes what they are shown."""
    told = [*TABLE["states"][state].values()]
    told += [beside for beside in FURTHER.get(actor, {}).values() if isinstance(beside, dict)]
    return any(actor in each or state in each for each in told)


def pages() -> Iterator[tuple[str, list[str]]]:
    """Give every page about a person, with those to whom access.toml shows it.

    What somebody reads with a sign-in of their own is about a person without naming one.
    """
    for group in matrix.TABLE["pages"]:
        is_own = group["shown_to"] in (["themself"], ["carer"])
        for page in group["names"]:
            if is_own or "person_id" in matrix.names_in_address(page):
                yield page, group["shown_to"]


def differences(
    cast: Cast, state: str, tried: list[str], some: Sequence[tuple[str, list[str]]]
) -> Iterator[Difference]:
    """Open some pages as everybody in one state, and give what is otherwise than the tables say."""
    made, later = LATER_STILL.get(state, (state, timedelta(hours=2)))
    given = matrix.things(cast)
    with time_machine.travel(NOW + later, tick=True):  # nobody is asked again who they are
        everybody = matrix.actors(cast, sign_in)
    STATES[made](cast)
    for actor, client in everybody.items():
        for page, shown_to in some:
            wanted = expected(state, actor, page, shown_to)
            with time_machine.travel(NOW + later, tick=True):
                got = opened(client, page, given)
            tried.append(page)
            if got != wanted:
                yield Difference(state, actor, page, wanted, got)


def opened(client: Client, page: str, given: dict[str, Any]) -> str:
    """Open a page and say what came."""
    answered = matrix.opened(client, page, given)
    return "closed" if answered == "answered 403" else answered


def sign_in(worker: Worker) -> Client:
    assert worker.account
    return signed_in(worker.account)
