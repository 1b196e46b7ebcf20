"""After each step of a history: whom everybody sees, compared with what a small oracle says."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any
from uuid import UUID

from django.core.exceptions import EmptyResultSet
from django.db import connection, transaction
from hypothesis.stateful import RuleBasedStateMachine
from psycopg.pq import TransactionStatus

from alongside.access import context
from alongside.access.deciding import Action, Role
from alongside.people.models import Person
from alongside.people.queries import people_for
from alongside.staff.models import Worker
from alongside.staff.queries import worker_of_account
from tests.proofs.who_sees import Oracle

Sees = Callable[[Oracle, str, int], bool]


@dataclass
class Counted:
    """How much was tried."""

    histories: int = 0
    steps: int = 0
    asked: int = 0


class Difference(AssertionError):
    """Somebody sees somebody whom the oracle hides, or the other way round."""


class Compared(RuleBasedStateMachine):
    """What happens in a service, in a transaction that is undone, compared after each step.

    Whoever extends it says who works there, who the people are, and what the oracle knows.
    """

    workers: dict[str, Worker]
    people: list[Person]
    oracle: Oracle

    def __init__(self, counted: Counted, sees: Sees) -> None:
        super().__init__()
        self._sees, self._counted = sees, counted
        counted.histories += 1
        self.story: list[str] = []
        self._expected: dict[str, set[int]] = {}  # whom everybody saw when this was last asked
        self._differed = False
        self.whole = transaction.atomic()
        self.whole.__enter__()

    def teardown(self) -> None:
        """Compare for everybody, and undo all of it."""
        try:
            if not self._differed and is_going_on():
                self._compare(self.workers)
        finally:
            transaction.set_rollback(True)
            self.whole.__exit__(None, None, None)

    def check_invariants(self, *args: Any, **kwargs: Any) -> None:
        """Compare after a step, for those to whom something changed and for others in turn."""
        super().check_invariants(*args, **kwargs)
        self._counted.steps += 1
        expected = {name: self._may_see(name) for name in self.workers}
        changed = {name for name, seen in expected.items() if self._expected.get(name) != seen}
        in_turn = list(self.workers)[self._counted.steps % len(self.workers)]
        self._expected = expected
        self._compare(changed | {in_turn})

    def _may_see(self, name: str) -> set[int]:
        numbers = range(len(self.people))
        return {number for number in numbers if self._sees(self.oracle, name, number)}

    def _compare(self, names: Iterable[str]) -> None:
        """Compare whom some workers see with whom the oracle lets them see."""
        ids = {person.pk: number for number, person in enumerate(self.people)}
        for name in sorted(names):
            self._counted.asked += 1
            expected = self._may_see(name)
            for way, found in self._seen_by(name):
                if (seen := {ids[one] for one in found if one in ids}) != expected:
                    self._differed = True
                    raise Difference(
                        f"{name} sees {sorted(seen)} {way} and may see {sorted(expected)},"
                        f" after: {'; '.join(self.story)}"
                    )

    def _seen_by(self, name: str) -> Iterator[tuple[str, list[UUID]]]:
        worker = self._now(name)
        query, given = _query_of(worker.team_ids)
        found = _found(f"SELECT id, 'by the query' FROM ({query}) AS query (id) {_IN_SQL}", given)
        for way in ("by the query", "in SQL"):
            yield way, [person for person, how in found if how == way]

    def _now(self, name: str) -> Worker:
        """Return a worker as they are now, and tell the database that it is they who ask."""
        account = self.workers[name].account_id
        assert account
        worker = worker_of_account(account, at=self.oracle.now)
        assert worker
        context.enter(
            worker_id=worker.pk,
            team_ids=worker.team_ids,
            reviews=worker.actor.teams_where(Action.REVIEW_REASONS),
            shut_out=worker.shut_out,
            account_id=account,
        )
        return worker

    def _did(self, what: str) -> None:
        self.story.append(what)


def is_going_on() -> bool:
    """Whether no statement failed, after which nothing more can be asked."""
    status: TransactionStatus = connection.connection.info.transaction_status
    return status == TransactionStatus.INTRANS


_IN_SQL = "UNION ALL SELECT id, 'in SQL' FROM people_person"


def _found(statement: str, given: Sequence[Any]) -> list[tuple[UUID, str]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, given)
        found: list[tuple[UUID, str]] = cursor.fetchall()
        return found


@cache
def _query_of(team_ids: frozenset[int]) -> tuple[str, Sequence[Any]]:
    """Return the program's query as its statement: to build it again and again takes longest."""
    anybody = Worker(name="Anybody").acting_as((team, Role.WORKER) for team in team_ids)
    try:
        found: tuple[str, Sequence[Any]]
        found = people_for(anybody).values_list("pk").query.sql_with_params()
    except EmptyResultSet:  # it knows that it finds nobody
        return "SELECT id FROM people_person WHERE false", ()
    return found
