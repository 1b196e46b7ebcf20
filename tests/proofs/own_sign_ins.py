"""Whoever has a sign-in of their own sees what an oracle of a few sets says, whatever happened.

Hypothesis makes histories of two people, each with a carer: they answer about their carer, kind by
kind, on this day or late, to be asked again sooner or later; take it back, also by themself; care
ends and begins; a death is written down, and taken back; a team knows them no more, and again;
sign-ins are ended, by the team or by whoever has them, and given anew; days pass. After each step
those sign-ins to which something changed, and one in turn, and at the end all are asked what they
show: by the program's queries, and as their role in SQL.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from copy import copy
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule, run_state_machine_as_test

from alongside.caseload.models import Discharge, Episode
from alongside.kernel.rules import Refused
from alongside.own.actions.ours import end_given
from alongside.own.asking import Own
from alongside.own.models import OwnSignIn
from alongside.own.queries import theirs
from alongside.own.tests.owned import asking_as, given, name_carer, sql
from alongside.people.actions import note_death
from alongside.people.models import Person
from alongside.policy.consent import Answer, Asked, How
from alongside.sharing import actions as sharing
from alongside.sharing.models import Recipient
from alongside.staff.models import Worker
from tests.cast import NOW, Cast, asking, take_into_care
from tests.proofs.compared import is_going_on
from tests.proofs.promise import Line, Scale, none_of
from tests.proofs.worlds import small_world

LENGTH = 15  # steps
A_DAY = timedelta(days=1)
KINDS = [each for each in Asked if each is not Asked.MINIMUM]
PEOPLE = st.sampled_from([0, 1])


@dataclass
class Oracle:
    """Who reads what of whom, as a few sets. It knows nothing of the program."""

    now: datetime
    known: set[int] = field(default_factory=lambda: {0, 1})
    in_care: set[int] = field(default_factory=lambda: {0, 1})
    dead: set[int] = field(default_factory=set)
    # Answers about the carer of each: the day, the order, whether it may be told, until when.
    answers: dict[tuple[int, Asked], list[tuple[date, int, bool, date]]] = field(
        default_factory=dict
    )

    def themself(self, number: int) -> bool:
        """Whether somebody reads anything of themself."""
        return number in self.known and number not in self.dead

    def told(self, number: int) -> set[Asked]:
        """Return what the carer of somebody may be told now."""
        if not self.themself(number) or number not in self.in_care:
            return set()
        last = {asked: max(given_) for (of, asked), given_ in self.answers.items() if of == number}
        today = self.now.date()
        return {
            asked for asked, (_, _, is_told, until) in last.items() if is_told and today <= until
        }


Whose = tuple[int, bool]  # the number of somebody, and whether it is their carer's
Shown = list[tuple[UUID, frozenset[Asked]]]  # about whom, and the kinds that a carer is told


class Difference(AssertionError):
    """Somebody reads what the oracle hides, or the other way round."""


@dataclass
class Counted:
    """How much was tried."""

    histories: int = 0
    steps: int = 0


class Beginning:
    """Two people and their carers, each with a sign-in: with this every history begins."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast
        self.people: list[Person] = [cast.sam, cast.dylan]
        self.workers: list[Worker] = [cast.ngozi, cast.sian]
        self.carers: list[Recipient] = []
        self.given: dict[tuple[int, bool], OwnSignIn | None] = {}
        for number, (person, worker) in enumerate(zip(self.people, self.workers, strict=True)):
            with asking(worker):
                carer = name_carer(cast, by=worker, person=person)
                self.carers.append(carer)
                for whose in (None, carer):
                    self.given[number, whose is not None] = given(
                        cast, by=worker, person=person, carer=whose
                    )


class Histories(RuleBasedStateMachine):
    """Two people and their carers, in a transaction that is undone."""

    def __init__(self, began: Beginning, counted: Counted, oracle: type[Oracle]) -> None:
        super().__init__()
        self._counted = counted
        counted.histories += 1
        self.story: list[str] = []
        self.whole = transaction.atomic()
        self.whole.__enter__()
        self.cast, self.oracle = began.cast, oracle(NOW)
        self.people, self.workers, self.carers = began.people, began.workers, began.carers
        self.episodes: list[Episode] = [self.cast.sams_episode, self.cast.dylans_episode]
        self.given = {whose: copy(own) for whose, own in began.given.items()}
        for number in range(len(self.people)):
            self._answered(number, dict.fromkeys(KINDS, Answer.YES), NOW.date(), 190)
        self._wanted: dict[Whose, Shown] = {}
        self._differed = False

    def teardown(self) -> None:
        """Compare what all sign-ins show, and undo all of it."""
        try:
            if not self._differed and is_going_on():
                self._compare(self.given)
        finally:
            transaction.set_rollback(True)
            self.whole.__exit__(None, None, None)

    def check_invariants(self, *args: Any, **kwargs: Any) -> None:
        """Compare after a step, for the sign-ins to which something changed and one in turn."""
        super().check_invariants(*args, **kwargs)
        self._counted.steps += 1
        wanted = {whose: self._may_show(*whose) for whose in self.given}
        changed = {whose for whose, shown in wanted.items() if self._wanted.get(whose) != shown}
        in_turn = list(self.given)[self._counted.steps % len(self.given)]
        self._wanted = wanted
        self._compare(changed | {in_turn})

    def _may_show(self, number: int, is_carers: bool) -> Shown:
        """Return what the oracle lets a sign-in show."""
        expected = self.oracle.told(number) if is_carers else set[Asked]()
        sees_themself = not is_carers and self.oracle.themself(number)
        shows = expected or sees_themself
        return [(self.people[number].pk, frozenset(expected))] if shows else []

    def _compare(self, sign_ins: Iterable[Whose]) -> None:
        """Compare what some sign-ins show with what the oracle says."""
        for number, is_carers in sorted(sign_ins):
            own = self.given[number, is_carers]
            if own is None:
                continue
            wanted = self._may_show(number, is_carers)
            for way, seen in self._seen(own):
                if seen != wanted:
                    self._differed = True
                    raise Difference(
                        f"{'the carer of ' * is_carers}{number} reads {seen} {way}, and may read"
                        f" {wanted}, after: {'; '.join(self.story)}"
                    )

    def _seen(self, own: OwnSignIn) -> Iterator[tuple[str, Shown]]:
        asker = Own(own.pk, own.account_id, is_carers=own.is_carers)
        with asking_as(own, on=self.oracle.now.date()):
            of_themself = [
                (row[0], frozenset[Asked]()) for row in sql("SELECT person_id FROM own_person")
            ]
            to_carer = [
                (person, frozenset(Asked(each) for each in asked))
                for person, asked in sql("SELECT person_id, asked FROM own_carer")
            ]
            yield "in SQL", [*of_themself, *to_carer]
            them, told = theirs.themself_for(asker), theirs.carer_for(asker)
            by_query = [(them.person_id, frozenset[Asked]())] if them else []
            yield "by the queries", [*by_query, *([(told.person_id, told.kinds)] if told else [])]

    # What happens.

    @rule(
        number=PEOPLE,
        kinds=st.sets(st.sampled_from(KINDS), min_size=1),
        answer=st.sampled_from(list(Answer)),
        days_ago=st.sampled_from([0, 0, 0, 1, 8]),
        again_in=st.sampled_from([9, 10, 30, 190]),
    )
    def answer(
        self, number: int, kinds: set[Asked], answer: Answer, days_ago: int, again_in: int
    ) -> None:
        """Somebody answers about their carer; some of it is written down late."""
        if number not in self.oracle.known:
            return
        on = self.oracle.now.date() - days_ago * A_DAY
        with asking(self.workers[number]) as by:
            again = on + again_in * A_DAY
            answers = dict.fromkeys(sorted(kinds), answer)
            said = sharing.Said(answers, How.VERBAL, on, again)
            sharing.keep_consent(self.carers[number], said=said, by=by, at=self._moment())
        self._answered(number, answers, on, again_in)
        self._did(f"{number} answers {answer.value} to {sorted(kinds)} of {on}")

    def _answered(self, number: int, answers: dict[Asked, Answer], on: date, again_in: int) -> None:
        for asked, answer in answers.items():
            kept = self.oracle.answers.setdefault((number, asked), [])
            kept.append((on, len(kept), answer is Answer.YES, on + again_in * A_DAY))

    @rule(number=PEOPLE)
    def take_back(self, number: int) -> None:
        """Somebody takes all of it back with their own sign-in."""
        own = self.given[number, False]
        if own is None:
            return
        at, today = self._moment(), self.oracle.now.date()
        with asking_as(own, on=today):
            sql("SELECT own_take_back(%s, %s, %s)", self.carers[number].pk, today + 30 * A_DAY, at)
        if self.oracle.themself(number):
            last = {asked: max(self.oracle.answers[number, asked]) for asked in KINDS}
            told = [asked for asked, (_, _, is_told, _) in last.items() if is_told]
            self._answered(number, dict.fromkeys(told, Answer.NO), today, 30)
        self._did(f"{number} takes it back")

    @rule(number=PEOPLE)
    def end_care(self, number: int) -> None:
        """Care ends."""
        if number not in self.oracle.in_care or number not in self.oracle.known:
            return
        with asking(self.workers[number]) as by:
            Discharge.objects.create(
                episode=self.episodes[number], person=self.people[number], ground="stepped-down",
                explanation="x", plan={}, discharged_by=by, discharged_at=self.oracle.now,
            )  # fmt: skip
        self.oracle.in_care.discard(number)
        self._did(f"the care of {number} ends")

    @rule(number=PEOPLE)
    def begin_care(self, number: int) -> None:
        """They come back."""
        if number in self.oracle.in_care or number not in self.oracle.known:
            return
        team = (self.cast.north, self.cast.south)[number]
        self.episodes[number] = take_into_care(
            self.people[number], team, self.workers[number], began_on=self.oracle.now.date()
        )
        self.oracle.in_care.add(number)
        self._did(f"{number} is in care again")

    @rule(number=PEOPLE)
    def die(self, number: int) -> None:
        """A death is written down."""
        if number in self.oracle.dead or number not in self.oracle.known:
            return
        with asking(self.workers[number]) as by:
            note_death(
                self.people[number], died_on=self.oracle.now.date(), by=by, at=self.oracle.now
            )
        self.oracle.dead.add(number)
        self._did(f"{number} dies")

    @rule(number=PEOPLE)
    def did_not_die(self, number: int) -> None:
        """It was a mistake."""
        if number not in self.oracle.dead or number not in self.oracle.known:
            return
        with asking(self.workers[number]):
            Person.objects.filter(pk=self.people[number].pk).update(died_on=None)
        self.oracle.dead.discard(number)
        self._did(f"{number} did not die")

    @rule(number=PEOPLE)
    def be_known_or_not(self, number: int) -> None:
        """The team knows them no more, or again."""
        is_known = number in self.oracle.known
        team = (self.cast.north, self.cast.south)[number]
        with asking(self.workers[number]):
            sql(
                f"UPDATE access_relationship SET ended_at = {'began_at' if is_known else 'NULL'}"
                " WHERE person_id = %s AND team_id = %s", self.people[number].pk, team.pk,
            )  # fmt: skip
        (self.oracle.known.discard if is_known else self.oracle.known.add)(number)
        self._did(f"{number} is known {'no more' if is_known else 'again'}")

    @rule(number=PEOPLE, is_carers=st.booleans(), themself=st.booleans())
    def end_sign_in(self, number: int, is_carers: bool, themself: bool) -> None:
        """A sign-in ends: it shows nothing, and is given up."""
        own = self.given[number, is_carers]
        if own is None or (number not in self.oracle.known and not themself):
            return
        if themself:
            with asking_as(own, on=self.oracle.now.date()):
                sql("SELECT own_end(%s)", self.oracle.now)
        else:
            with asking(self.workers[number]) as by:
                end_given(own, because="x", by=by, at=self.oracle.now)
        shown = [seen for _, seen in self._seen(own) if seen]
        if shown:
            raise Difference(f"an ended sign-in of {number} shows {shown}")
        self.given[number, is_carers] = None
        self._did(f"the sign-in {'of the carer ' * is_carers}of {number} ends")

    @rule(number=PEOPLE, is_carers=st.booleans())
    def give_sign_in(self, number: int, is_carers: bool) -> None:
        """Another one is given, where it may be."""
        if self.given[number, is_carers] is not None:
            return
        carer = self.carers[number] if is_carers else None
        try:
            with asking(self.workers[number]) as by:
                self.given[number, is_carers] = given(
                    self.cast, by=by, person=self.people[number], carer=carer, at=self.oracle.now
                )
        except Refused:
            return
        self._did(f"{'the carer of ' * is_carers}{number} has a sign-in again")

    @rule(days=st.sampled_from([1, 9, 30]))
    def let_days_pass(self, days: int) -> None:
        """The clock goes on."""
        self.oracle.now += days * A_DAY
        self._did(f"{days} days later")

    def _moment(self) -> datetime:
        """Return a moment that is later than each before it."""
        self.oracle.now += timedelta(seconds=1)
        return self.oracle.now

    def _did(self, what: str) -> None:
        self.story.append(what)


def histories(
    cast: Cast, most: int, by_lot: int, *, oracle: type[Oracle] = Oracle
) -> tuple[Counted, list[str]]:
    """Make so many histories; return how much was tried, and what differed."""
    counted = Counted()
    try:
        with transaction.atomic():  # they begin alike: what they begin with is made but once
            began = Beginning(cast)

            class Machine(Histories):
                def __init__(self) -> None:
                    super().__init__(began, counted, oracle)

            run_state_machine_as_test(seed(by_lot)(Machine), settings=_so_many(most))
    except Difference as difference:
        return counted, [str(difference)]
    return counted, []


def _so_many(most: int) -> settings:
    return settings(
        max_examples=most, stateful_step_count=LENGTH, deadline=None, database=None,
        phases=[Phase.generate, Phase.shrink], suppress_health_check=list(HealthCheck),
        print_blob=False, report_multiple_bugs=False,
    )  # fmt: skip


def prove(scale: Scale) -> Iterator[Line]:
    """Make histories, and compare after each step."""
    with small_world() as cast:
        wanted = scale.of(full=400, quick=10)
        counted, differences = histories(cast, wanted, scale.seed)
        yield none_of(
            f"histories in which an own sign-in showed too much or too little"
            f" ({counted.steps:,} steps)",
            tried=counted.histories, wrong=differences, least=wanted, seed=scale.seed,
        )  # fmt: skip
