"""A practitioner gets the minimum of those who consent and nothing else, whatever they ask for.

Everything else that is kept of anybody holds the word "canary". A practitioner then sends requests
by lot, to any address with any ids and words, and no answer may hold it. Beneath, the role of their
pages is tried on every table and view.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db import DatabaseError, transaction
from django.http import HttpResponse
from django.urls import NoReverseMatch, reverse

from alongside.access.models import Opening
from alongside.careplans.models import CarePlan
from alongside.contacts.models import Contact, PlannedVisit
from alongside.joint.actions import ours
from alongside.joint.models import Exchange, PartnerContact, VisitProposal
from alongside.joint.tests.shared import (
    AGAIN,
    asking_as,
    client_of_practitioner,
    consent,
    said,
    sql,
)
from alongside.partners.models import Practitioner
from alongside.partners.tests.partnered import join, partnered
from alongside.people.actions import write_restricted
from alongside.people.models import Person, Wish
from alongside.policy.consent import Answer, Asked, How
from alongside.sharing import actions as sharing
from alongside.staff.models import Worker
from alongside.today.models import Handover, Task
from tests.cast import NOW, Cast, asking, meet
from tests.proofs.promise import Line, Scale, at_least, none_of
from tests.proofs.test_access_matrix import TABLE, addresses, names_in_address
from tests.proofs.worlds import quiet, small_world

SHOWN = {
    name
    for group in TABLE["pages"]
    if "practitioner" in group["shown_to"]
    for name in group["names"]
}
# One's own account, in whatever state a request by lot brought it.
ONES_OWN = {
    name
    for group in TABLE["not_opened"]
    if group["because"].startswith("One's own")
    for name in group["names"]
}
# Every text of a person that is not in the protocol, and what has to fit the column.
HIDDEN = {
    "known_as": "Canary", "former_names": "Canary", "pronouns": "canary", "religion": "Canary",
    "first_language": "Canary", "communication_needs": "canary", "address": "1 Canary Row",
    "postcode": "CANARY1", "where_to_find": "canary", "phone": "canary",
    "before_knocking": "canary",
}  # fmt: skip
BORN = date(1931, 7, 9)  # of those who are not shared
_BORN_IN = re.compile(rf"(?<![\w-]){BORN.year}(?!\w)")  # not so many digits within a random id
NUMBERS = ("9999836909", "999 983 6909", "9990602670", "999 060 2670")
WORDS = ("", "yes", "no", "verbal", "2026-11-26T10:00", "2026-11-23T08:00", "45", "home", "<b>",
         "'", "1 OR 1=1", "on", "agreed", "done", "shadowing", "x" * 400)  # fmt: skip


def shared(cast: Cast) -> Practitioner:
    """Let Sam and nobody else consent to a practitioner, and return them."""
    with asking(cast.tom) as tom:
        protocol = partnered(cast, by=tom)
        jo = join(cast, protocol, by=tom)
        kit = join(cast, protocol, by=tom, name="Kit Canary")
    with asking(cast.ngozi) as ngozi:
        sams = consent(cast, jo, by=ngozi)
        consent(cast, kit, by=ngozi)
        hidden = [_hide(_met(ngozi, cast, name)) for name in ("Una", "Rhys", "Gwen", "Bea")]
    with asking(cast.ngozi) as ngozi:
        una, rhys, _, bea = hidden
        no = said(Answer.NO)
        sharing.name_practitioner(una, practitioner=jo, said=no, by=ngozi, at=NOW)
        taken_back = consent(cast, jo, by=ngozi, person=rhys)
        sharing.take_back(taken_back, look_again_on=AGAIN, by=ngozi, at=NOW)
        consent(cast, kit, by=ngozi, person=bea)
        for person in (cast.sam, *hidden):
            _fill(person, cast, jo, kit, by=ngozi)
        ours.write_risk(cast.sam, practitioner=jo, says="Two dogs", by=ngozi, at=NOW)
        ours.write_risk(cast.sam, practitioner=kit, says="canary", by=ngozi, at=NOW)
        Person.objects.filter(pk=cast.sam.pk).update(**HIDDEN, ward="Armley")
        assert sams.practitioner == jo
    with asking(cast.sian):
        _hide(cast.dylan)
    return jo


def _met(worker: Worker, cast: Cast, name: str) -> Person:
    return meet(worker, cast.north, given_name=name)


def _hide(person: Person) -> Person:
    everything = HIDDEN | {"given_name": "Canary", "family_name": "Canary", "ward": "Canary"}
    Person.objects.filter(pk=person.pk).update(**everything, born_on=BORN)
    return person


def _fill(person: Person, cast: Cast, jo: Practitioner, kit: Practitioner, *, by: Worker) -> None:
    """Keep something of everything about somebody, with the word in it."""
    at = {"person": person, "team": cast.north}
    visit = PlannedVisit.objects.create(
        **at, worker=by, partner=jo.agency, place="home", planned_for=NOW + timedelta(days=1),
        planned_by=by, planned_at=NOW, purpose="canary", despite="canary",
    )  # fmt: skip
    Contact.objects.create(
        **at, visit=visit, began_at=NOW, means="face-to-face", outcome="seen", was_seen=True,
        worker=by, written_by=by, written_at=NOW, note="canary", next_step="canary",
        with_whom="canary",
    )  # fmt: skip
    CarePlan.objects.create(
        person=person, episode=cast.sams_episode, number=CarePlan.objects.count() + 1,
        agreed="agreed", framework="community-framework", written_by=by, written_at=NOW,
        in_their_words="canary", early_signs="canary", in_a_crisis="canary",
    )  # fmt: skip
    Wish.objects.create(
        person=person, about="gender", answer="wish", value="canary", in_their_words="canary",
        asked_at=NOW, asked_by=by,
    )  # fmt: skip
    Task.objects.create(
        **at, what="canary", owner=by, due_on=NOW.date(), made_by=by, made_at=NOW
    )  # fmt: skip
    Handover.objects.create(
        **at, says="canary", by=by, at=NOW, expires_at=NOW + timedelta(days=2)
    )  # fmt: skip
    sharing.keep_statement(
        person, said_by="canary", said="canary", told_on=NOW.date(), by=by, at=NOW
    )
    sharing.name_recipient(
        person, name="canary, sister", as_what="family", by=by, at=NOW,
        said=sharing.Said({Asked.PLAN: Answer.YES}, How.VERBAL, NOW.date(), AGAIN),
    )  # fmt: skip
    write_restricted(person, texts={"entry_code": "canary"}, seen={}, by=by, at=NOW)
    met = PartnerContact.objects.create(
        person=person, practitioner=kit, began_at=NOW, place="prison", was_met=True, written_at=NOW
    )
    Exchange.objects.create(contact=met, person=person, kind="bins", given=7)
    VisitProposal.objects.create(
        **at, practitioner=kit, side="theirs", planned_for=NOW + timedelta(days=4), minutes=77,
        place="police-station", at=NOW,
    )  # fmt: skip


_WITH_IDS = ("joint_visitproposal", "contacts_plannedvisit", "careplans_careplan",
             "sharing_recipient", "partners_practitioner", "contacts_contact")  # fmt: skip


class _Asks:
    """Random requests: any address with any ids, any method, with any words in the form."""

    def __init__(self, cast: Cast, seed: int) -> None:
        self.chance = random.Random(seed)
        with asking(cast.ngozi):
            ids = [row for (row,) in sql("SELECT id FROM people_person")]
            for table in _WITH_IDS:
                ids += [row for (row,) in sql(f"SELECT id FROM {table}")]
        self.ids = [*ids, UUID(int=7)]
        self.sam = cast.sam.pk
        self.names = sorted({*addresses()} - {"account_logout", "account_change_password"})
        self.own = [name for name in self.names if name in SHOWN and name.startswith("joint:")]

    def one(self) -> tuple[str, str, str, dict[str, str]]:
        """Return the page, method, path and form of one request; two in three to their own."""
        name = self.chance.choice(self.own if self.chance.random() < 2 / 3 else self.names)
        method = self.chance.choice(["get"] * 4 + ["post"] * 4 + ["head", "put", "delete"])
        form = {field: self.chance.choice(WORDS) for field in self._fields()}
        return name, method, self._path(name), form

    def _fields(self) -> list[str]:
        known = ("contact_id", "began_at", "was_met", "place", "given_needles", "planned_for",
                 "minutes", "agreed", "text", "names_nobody", "topic", "way", "is_offer", "learned",
                 "with_whom", "became", "q", "first_day", "says")  # fmt: skip
        return self.chance.sample(known, self.chance.randint(0, len(known)))

    def _path(self, name: str) -> str:
        while True:
            try:
                given = {each: self._id(each) for each in names_in_address(name)}
                query = self.chance.choice(("", "", "?q=canary", "?first_day=1&first_month=11"))
                return reverse(name, kwargs=given) + query
            except NoReverseMatch:
                continue

    def _id(self, called: str) -> Any:
        if called == "person_id" and self.chance.random() < 0.4:
            return self.sam
        numbers: list[Any] = [1, 2, 99, "2026-11-24", "names", "who"]
        return self.chance.choice([*self.ids, *numbers])


def wrong(name: str, answer: HttpResponse) -> Iterator[str]:
    """Tell what an answer holds that it may not."""
    said = (answer.content.decode(errors="replace") + str(answer.headers)).replace("?q=canary", "")
    for held in ("canary", "77 minutes", *NUMBERS):
        if held in said.casefold():
            yield f"holds {held}"
    if _BORN_IN.search(said):
        yield f"holds {BORN.year}"
    if answer.status_code >= 500:
        yield f"answered {answer.status_code}"
    if answer.status_code == 200 and name not in SHOWN | ONES_OWN:
        yield "is shown"


@dataclass(frozen=True)
class Tried:
    """How many requests were sent, how many of them found a page, and what was wrong."""

    requests: int
    shown: int
    wrong: list[str]


def tried(cast: Cast, jo: Practitioner, *, requests: int, seed: int) -> Tried:
    """Send requests by lot as a practitioner, and look through every answer."""
    client, asks = client_of_practitioner(jo), _Asks(cast, seed)
    found: list[str] = []
    shown = 0
    with quiet("django.request"):
        for number in range(requests):
            name, method, path, form = asks.one()
            answer = getattr(client, method)(path, form if method in {"get", "post"} else None)
            shown += answer.status_code == 200 and name in SHOWN
            found += [f"{number} {method} {path}: {each}" for each in wrong(name, answer)]
    return Tried(requests, shown, [*found, *_of_others(cast, jo)])


def _of_others(cast: Cast, jo: Practitioner) -> Iterator[str]:
    """Tell what was written or logged of others than the one who consents."""
    with asking(cast.ngozi):
        for model in (PartnerContact, VisitProposal):
            about = model.objects.filter(practitioner=jo).values_list("person_id", flat=True)
            yield from (f"{model.__name__} of {each}" for each in set(about) - {cast.sam.pk})
    with asking(cast.ngozi):
        sql("SELECT set_config('alongside.worker', %s, true)", str(jo.pk))
        logged = Opening.objects.filter(worker_id=jo.pk)
        people = {each for opening in logged for each in opening.person_ids}
        if people != {cast.sam.pk}:
            yield f"{len(people)} people were logged as opened"


def opened_to_the_role(jo: Practitioner) -> tuple[int, list[str]]:
    """Return how many tables and views there are, and which the role of a partner reads."""
    every = [str(name) for (name,) in sql(_RELATIONS)]
    with asking_as(jo):
        return len(every), [name for name in every if _opens(name)]


def _opens(name: str) -> bool:
    try:
        with transaction.atomic():
            sql(f'SELECT FROM "{name}" LIMIT 1')
    except DatabaseError:
        return False
    return True


_RELATIONS = """
SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace
   AND relkind IN ('r', 'p', 'v', 'm', 'f') ORDER BY 1"""


def prove(scale: Scale) -> Iterator[Line]:
    """Try the role on every table and view, and requests by lot."""
    with small_world() as cast:
        with transaction.atomic():
            jo = shared(cast)
        relations, opened = opened_to_the_role(jo)
        yield none_of(
            "tables and views that a partner's role reads but one",
            tried=relations - 1, wrong=[each for each in opened if each != "joint_minimum"],
            least=100,
        )  # fmt: skip
        most = scale.of(full=10_000, quick=300)
        done = tried(cast, jo, requests=most, seed=scale.seed)
        yield none_of(
            "answers to a partner with more than the minimum",
            tried=done.requests, wrong=done.wrong, least=most, seed=scale.seed,
        )  # fmt: skip
        yield at_least(
            "of these requests found a page", value=done.shown, least=most / 10, unit="requests"
        )
