"""Two people save the same thing at once: nobody is told that a text is kept which is not.

Both have the form, which is opened once where it comes to both alike, and both send it, each with a
text of their own, at the same moment, to a real server of two processes. Whoever is told that it
was saved must find their text standing: alone, where only one may, or beside the other's, where
both are kept. Whoever is not told so gets their text back in the form. Between two pairs the thing
is put back as a superuser.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from html import unescape
from threading import Barrier
from typing import Any

import psycopg
from django.db import transaction
from django.urls import reverse

from alongside.people.models import Restricted
from bench.server import PROGRAM, serving
from bench.visitor import Answer, Visitor, fields_of
from dev import testing
from tests.cast import Cast, asking
from tests.proofs.crawl import signed_in_now
from tests.proofs.oracle import Actor
from tests.proofs.promise import Line, Scale, none_of
from tests.proofs.sealed import SUPERUSERS_LICENCE
from tests.proofs.test_access_matrix import address_of, things
from tests.proofs.worlds import small_world

Superuser = psycopg.Connection[Any]
# What was refused is kept for whoever typed it: the form would come to them with that, not as new.
_FORGET = "DELETE FROM drafts_draft"


@dataclass(frozen=True)
class Form:
    """A form that two send at once: what is typed, what stands afterwards, how it is put back."""

    page: str
    typed: Callable[[str], Mapping[str, object]]
    standing: str  # a query for the texts that stand
    back: str = ""  # statements by a superuser
    by: tuple[str, str] = ("ngozi", "tom")
    once: bool = True  # it comes to both alike; else it holds an id that was made for one of them


FORMS = (
    Form(
        "people:change",
        lambda text: {"former_names": text, "source": "person"},
        "SELECT former_names FROM people_person",
    ),
    Form("people:change-restricted", lambda text: {"restricted_safe_contact": text}, ""),
    Form(
        "careplans:write",
        lambda text: {"in_their_words": text, "agreed": "agreed"},
        "SELECT in_their_words FROM careplans_careplan",
        "DELETE FROM careplans_careplan WHERE number > 1",
    ),
    Form(
        "contacts:correct",
        lambda text: {"because": "It was so", "note": text},
        "SELECT note FROM contacts_contact",
        "DELETE FROM contacts_ladderstep WHERE missed_id IN (SELECT id FROM contacts_contact"
        " WHERE corrects_id IS NOT NULL);"
        "DELETE FROM contacts_contact WHERE corrects_id IS NOT NULL",
        once=False,
    ),
    Form(
        "today:task",
        lambda text: {"came_of_it": text},
        "SELECT came_of_it FROM today_task",
        "UPDATE today_task SET came_of_it = '', done_at = NULL, done_by_id = NULL",
    ),
    Form(
        "contacts:call_off",
        lambda text: {"because": text},
        "SELECT called_off_because FROM contacts_plannedvisit",
        "UPDATE contacts_plannedvisit SET called_off_because = '', called_off_at = NULL",
    ),
    Form(
        "inpatient:change",
        lambda text: {"place": text},
        "SELECT place FROM inpatient_spell",
    ),
    Form(
        "criteria:text",
        lambda text: {"toml": f"{_criteria()}\n# {text}\n"},
        "SELECT substring(toml from '# (.*)\\n$') FROM referrals_criteria",
        by=("tom", "ada"),
    ),
)


def prove(scale: Scale) -> Iterator[Line]:
    """Let pairs race on each form that two may send at once."""
    with small_world(at=None) as cast:
        pairs = scale.of(full=1_000, quick=40)
        found = raced(cast, FORMS, pairs)
        told = f"{found.one} kept one, {found.both} kept both, {found.none} neither"
        yield none_of(
            f"pairs of edits that replaced one unseen ({told})",
            tried=found.tried,
            wrong=[*found.lost, *found.idle()],
            least=pairs,
        )


@dataclass
class Found:
    """What became of the pairs."""

    one: int = 0
    both: int = 0
    none: int = 0
    lost: list[str] = field(default_factory=list)
    saved: Counter[str] = field(default_factory=Counter)

    @property
    def tried(self) -> int:
        """How many pairs there were."""
        return self.one + self.both + self.none

    def idle(self) -> list[str]:
        """Return the forms of which nothing was ever saved: nothing is proved of them."""
        return [f"{form}: never saved" for form, times in self.saved.items() if not times]


def raced(cast: Cast, forms: tuple[Form, ...], pairs: int) -> Found:
    """Race so many pairs, in turn on each of these forms."""
    found = Found(saved=Counter({form.page: 0 for form in forms}))
    with transaction.atomic():
        given = things(cast)
    with (
        testing.CLUSTER.connect(testing.NAME) as superuser,
        serving(PROGRAM, testing.CLUSTER.addresses(testing.NAME)) as server,
        ThreadPoolExecutor(2) as both,
    ):
        server.await_answer()
        superuser.execute(SUPERUSERS_LICENCE)
        race = Race(cast, superuser, both, server.port, found)
        for number in range(pairs):
            form = forms[number % len(forms)]
            race.pair(form, address_of(form.page, given), number)
    return found


@dataclass
class Race:
    """Two people at their browsers, on one server."""

    cast: Cast
    superuser: Superuser
    both: ThreadPoolExecutor
    port: int
    found: Found
    _visitors: dict[str, Visitor] = field(default_factory=dict)

    def pair(self, form: Form, address: str, number: int) -> None:
        """Let two send a form at once, and compare what they are told with what stands."""
        texts = [f"{who} wrote this, {number}" for who in form.by]
        pages = [self._visitor(who).copy() for who in form.by]
        opened = pages[: 1 if form.once else 2]
        seen = [fields_of(page.get(address).text) for page in opened]
        ready = Barrier(2)

        def send(place: int) -> Answer:
            ready.wait()
            typed = form.typed(texts[place])
            return pages[place].post(address, {**seen[place % len(seen)], **typed})

        answers = list(self.both.map(send, range(2)))
        self._note(form, texts, answers, self._standing(form))
        for statement in filter(None, f"{form.back};{_FORGET}".split(";")):
            self.superuser.execute(statement.encode())

    def _note(self, form: Form, texts: list[str], answers: list[Answer], standing: str) -> None:
        saved = [answer.status == 302 for answer in answers]
        self.found.both += all(saved)
        self.found.one += any(saved) and not all(saved)
        self.found.none += not any(saved)
        self.found.saved[form.page] += any(saved)
        for text, answer, was_saved in zip(texts, answers, saved, strict=True):
            if was_saved and text not in standing:
                self.found.lost.append(f"{form.page}: “{text}” was said to be kept, and is not")
            if not was_saved and text not in unescape(answer.text):
                self.found.lost.append(
                    f"{form.page}: “{text}” was refused ({answer.status}) and not given back"
                )

    def _standing(self, form: Form) -> str:
        if not form.standing:
            with asking(self.cast.ngozi):
                return "\n".join(row.safe_contact for row in Restricted.objects.all())
        rows = self.superuser.execute(form.standing.encode())
        return "\n".join(str(text) for (text,) in rows)

    def _visitor(self, name: str) -> Visitor:
        if name not in self._visitors:
            worker = getattr(self.cast, name)
            actor = Actor(name, str(worker.pk), str(worker.account_id))
            visitor = self._visitors[name] = signed_in_now(actor, self.port)
            visitor.get(reverse("record:people"))  # for the token that comes with each form
        return self._visitors[name]


def _criteria() -> str:
    from alongside.policy.eligibility.reading import shipped_packs
    from alongside.policy.eligibility.writing import pack_to_toml

    return pack_to_toml(next(pack for pack in shipped_packs() if pack.id == "leicestershire"))
