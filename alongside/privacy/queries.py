"""What workers read that nothing in the record explains, as a privacy officer sees it: no name."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection

from alongside.access.deciding import Action, Finding
from alongside.policy.reads import EXPLANATIONS, LONGEST_MEETING, LOOKED_BACK, WORK
from alongside.sharing.reasons import Reviewed
from alongside.staff.models import Worker
from alongside.staff.queries import names_of

MOST = 200
_OF_ONE_DAY = 10_000
_UNEXPLAINED = "SELECT * FROM alongside_unexplained(%s, %s, %s, %s, %s, %s)"
_REACH = json.dumps(
    {each.id: each.reach for each in EXPLANATIONS} | {"longest meeting": LONGEST_MEETING}
)
_WORKED = {
    "worked": "They worked that day",
    "off": "The hours that are kept of them have no work on that day",
    "away": "They were away that day: leave, sickness or training",
    "not known": "Whether they worked that day is not known: nobody keeps their hours",
}


@dataclass(frozen=True)
class Read:
    """One worker opened pages of one record on one day, or lists on a day they did not work."""

    worker_id: UUID
    who: str
    on_day: date
    record: str  # what the record is called here, and no name; empty: lists of many people
    opened: int  # how many pages
    first_at: datetime
    last_at: datetime
    newest: UUID
    openings: frozenset[UUID]
    pages: tuple[str, ...]
    worked: str
    waits: bool
    is_explained_since: bool
    reviews: tuple[Reviewed, ...]  # the newest first

    @property
    def of_what(self) -> str:
        """Of which record, or that they were lists."""
        return f"record {self.record}" if self.record else "lists of many people"

    @property
    def goes_on(self) -> bool:
        """Whether they opened more after a privacy officer had said what they found."""
        return self.waits and bool(self.reviews) and self.reviews[0].finding is not Finding.ASKED


@dataclass(frozen=True)
class LookedAt:
    """What was looked at in some days, and what of it nothing explains."""

    first: date
    last: date
    openings: int
    of_one: int  # pages that show one person
    elsewhere: int  # opened for a reason or in an emergency
    groups: int  # a worker, a record, a day
    waiting: tuple[Read, ...]  # the newest first, MOST of them
    waiting_in_all: int
    done: tuple[Read, ...]
    done_in_all: int

    @property
    def day_before(self) -> date:
        """The last of the days before these."""
        return self.first - timedelta(days=1)


def unexplained_for(worker: Worker, *, until: date) -> LookedAt:
    """Return what nothing explains in the four weeks until a day, in the teams they review."""
    return _looked_at(worker, until - timedelta(days=LOOKED_BACK - 1), until, most=MOST)


def read_for(worker: Worker, on_day: date, opening_id: UUID) -> Read | None:
    """Return one of them by a page that belongs to it, waiting or reviewed, or None."""
    found = _looked_at(worker, on_day, on_day, most=_OF_ONE_DAY)
    both = (*found.waiting, *found.done)
    return next((each for each in both if opening_id in each.openings), None)


def _looked_at(worker: Worker, first: date, last: date, *, most: int) -> LookedAt:
    teams = sorted(worker.actor.teams_where(Action.REVIEW_REASONS))
    with connection.cursor() as cursor:
        cursor.execute(_UNEXPLAINED, [teams, first, last, _REACH, list(WORK), most])
        names = [column.name for column in cursor.description or ()]
        rows: list[dict[str, Any]] = [dict(zip(names, row, strict=True)) for row in cursor]
    found = [row for row in rows if row["worker"] is not None]
    called = names_of(
        {str(row["worker"]) for row in found}
        | {by for row in found for _finding, _says, by, _at in row["reviews"] or ()}
    )
    waiting = tuple(_read(row, called) for row in found if row["waits"])
    done = tuple(_read(row, called) for row in found if not row["waits"])
    in_all = {row["waits"]: row["of_these"] for row in found}
    return LookedAt(
        first, last, rows[0]["looked_at"], rows[0]["of_one"], rows[0]["elsewhere"],
        rows[0]["groups"], waiting, in_all.get(True, 0), done, in_all.get(False, 0),
    )  # fmt: skip


def _read(row: dict[str, Any], called: dict[str, str]) -> Read:
    return Read(
        row["worker"], called[str(row["worker"])], row["on_day"], row["record"], row["opened"],
        row["first_at"], row["last_at"], row["newest"], frozenset(row["openings"]),
        tuple(sorted(map(_in_words, row["pages"]))), _WORKED[row["worked"]], row["waits"],
        row["explained_since"],
        tuple(
            Reviewed(Finding(finding), says, called[by], datetime.fromisoformat(at))
            for finding, says, by, at in row["reviews"] or ()
        ),
    )  # fmt: skip


def _in_words(page: str) -> str:
    """Say which page it was, without anybody's id."""
    parts = [part for part in page.removeprefix("/people/").split("/") if part]
    return ", ".join(parts) or ("the whole record" if page == "/people//" else "people")
