"""The list of the referrals that a team received: one page of it, by plain statements.

Who opens it asks for no more than it shows, and waits for nothing to be built but its rows.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db import DEFAULT_DB_ALIAS, connection

from alongside.policy.priority import Priority
from alongside.policy.terms import Term
from alongside.referrals.models import Referral
from alongside.referrals.queries.receiving import Received, received
from alongside.referrals.settled import IS_SETTLED, LOOKED_AGAIN_AT, settled_as
from alongside.staff.models import Team, Worker
from alongside.staff.queries import teams_called

PAGE = 20


class Show(Term):
    """Which referrals a list shows."""

    WAITING = "waiting", "Waiting for a decision"
    ACCEPTED = "accepted", "Accepted"
    REFUSED = "refused", "Not accepted"
    CLOSED = "closed", "Withdrawn, or ended before"
    ALL = "all", "All"


_SHOWS = frozenset(one.value for one in Show)


@dataclass(frozen=True)
class Shown:
    """What a list shows: which referrals, of which team, how urgent."""

    show: Show = Show.WAITING
    team_id: int | None = None
    priority: str = ""

    @classmethod
    def read(cls, typed: Mapping[str, str]) -> Shown:
        """Read what somebody chose; what cannot be understood shows those that wait."""
        show, team, priority = (typed.get(name, "") for name in ("show", "team", "priority"))
        return cls(
            show=Show(show) if show in _SHOWS else Show.WAITING,
            team_id=int(team) if re.fullmatch(r"[0-9]{1,9}", team) else None,
            priority=priority if priority in Referral.Priority.values else "",
        )


@dataclass(frozen=True)
class Listed:
    """One page of a list: its rows, the page they are on, and the worker's teams to choose from."""

    rows: list[Received]
    page: Page[Any]
    teams: list[Team]


def page_for(worker: Worker, shown: Shown, *, at: datetime, number: str | None = None) -> Listed:
    """Return one page of the list, each referral with its stage: urgent and old ones first.

    Those that wait no more stand newest first. Teams and questions are found in one statement each
    beside the rows: joined to every row they took most of the time of the page.
    """
    own = worker.team_ids if shown.team_id is None else worker.team_ids & {shown.team_id}
    given = {"teams": sorted(own), "priority": shown.priority}
    referrals, page = _page(shown.show, given, number)
    senders = {one.from_team_id for one in referrals if one.from_team_id is not None}
    teams = teams_called(worker.team_ids | senders)
    _put_stages(referrals, teams, decided=shown.show is not Show.WAITING)
    mine = [team for team in teams.values() if team.pk in worker.team_ids]
    return Listed(received(referrals, at=at), page, sorted(mine, key=lambda team: team.name))


# All that a page of the list reads of a referral; to read more would ask again for each row.
_READ = frozenset(
    {
        "id", "to_team_id", "from_team_id", "referrer_name", "begun_at", "received_at",
        "withdrawn_at", "ended_elsewhere_on", "given_name", "family_name", "born_on", "postcode",
        "priority", "facts", "person_id", "returned_from",
    }
)  # fmt: skip
_FIELDS = Referral._meta.concrete_fields  # noqa: SLF001 - Django's public name for them
_COLUMNS = [field.attname for field in _FIELDS if field.attname in _READ]
_FACTS = _COLUMNS.index("facts")
_IN_ORDER = "".join(one.value for one in sorted(Priority, key=lambda one: one.place))

_OF_THE_LIST = """
FROM referrals_referral AS referral
WHERE referral.to_team_id = ANY(%(teams)s) AND referral.received_at IS NOT NULL
  AND %(priority)s IN ('', referral.priority) AND """
_WHICH = {
    Show.WAITING: "referral.withdrawn_at IS NULL AND referral.ended_elsewhere_on IS NULL"
    f" AND NOT {IS_SETTLED}",
    Show.ACCEPTED: settled_as("accepted"),
    Show.REFUSED: settled_as("refused"),
    Show.CLOSED: "(referral.withdrawn_at IS NOT NULL OR referral.ended_elsewhere_on IS NOT NULL)",
    Show.ALL: "true",
}
_MOST_URGENT = f"strpos('{_IN_ORDER}', referral.priority), referral.received_at, referral.id"
_NEWEST = "referral.received_at DESC, referral.id"


def _page(
    show: Show, given: Mapping[str, Any], number: str | None
) -> tuple[list[Referral], Page[Any]]:
    """Return a page; the rows of a first page need no counting when they are all there are."""
    if number in {None, "1"}:
        first = _rows(show, given, 0)
        if len(first) <= PAGE:
            return first, Paginator(range(len(first)), PAGE).page(1)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) {_OF_THE_LIST}{_WHICH[show]}", given)
        [(count,)] = cursor.fetchall()
    page = Paginator(range(count), PAGE).get_page(number)
    return _rows(show, given, page.start_index() - 1 if count else 0)[:PAGE], page


def _rows(show: Show, given: Mapping[str, Any], offset: int) -> list[Referral]:
    """Return one referral more than a page holds, which says whether there is another page."""
    order = _MOST_URGENT if show is Show.WAITING else _NEWEST
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {LOOKED_AGAIN_AT}, {', '.join(f'referral.{each}' for each in _COLUMNS)}"
            f"{_OF_THE_LIST}{_WHICH[show]} ORDER BY {order} LIMIT {PAGE + 1} OFFSET %(offset)s",
            {**given, "offset": offset},
        )
        return [_read(again, told) for again, *told in cursor.fetchall()]


def _read(again: datetime | None, told: list[Any]) -> Referral:
    told[_FACTS] = json.loads(told[_FACTS])
    referral = Referral.from_db(DEFAULT_DB_ALIAS, _COLUMNS, told)
    referral.looked_again_at = again  # type: ignore[attr-defined]  # as with_stage has it
    return referral


_OUTCOMES = """
SELECT referral_id, outcome FROM referrals_decision WHERE referral_id = ANY(%s) ORDER BY decided_at
"""
_ANSWERED = "SELECT referral_id, answered_at FROM referrals_question WHERE referral_id = ANY(%s)"


def _put_stages(referrals: list[Referral], teams: Mapping[int, Team], *, decided: bool) -> None:
    """Put beside each referral its teams, newest outcome and questions, a statement for each."""
    ids = [referral.pk for referral in referrals]
    outcomes: dict[UUID, str] = dict(_found(_OUTCOMES, ids)) if decided else {}
    answers: dict[UUID, list[datetime | None]] = {}
    for referral_id, answered_at in _found(_ANSWERED, ids):
        answers.setdefault(referral_id, []).append(answered_at)
    for one in referrals:
        given = answers.get(one.pk, [])
        one.to_team = teams[one.to_team_id]
        one.from_team = teams[one.from_team_id] if one.from_team_id else None
        one.outcome = outcomes.get(one.pk)  # type: ignore[attr-defined]  # as with_stage has it
        one.open_questions = given.count(None)  # type: ignore[attr-defined]  # as with_stage has it
        one.last_answer = max(filter(None, given), default=None)  # type: ignore[attr-defined]  # as with_stage has it


def _found(statement: str, ids: list[UUID]) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(statement, [ids])
        found: list[Any] = cursor.fetchall()
        return found
