"""What happened to somebody, from every room, newest first, a part at a time.

A room says in SQL where its happenings lie, so that each is found by an index, and in Python how
one reads. All rooms are asked in one query.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection

from alongside.access.plain import KNOWN
from alongside.kernel.period import end_of, start_of
from alongside.policy.terms import Term


class Part(Term):
    """The parts of a record by which the chronology can be narrowed."""

    CONTACTS = "contacts", "Contacts and visits"
    PLANS = "plans", "Plans and reviews"
    CARE = "care", "Care, zone and co-ordinator"
    HOSPITAL = "hospital", "Hospital and crisis team"
    REFERRALS = "referrals", "Referrals and decisions"
    MEETINGS = "meetings", "Meetings and tasks"
    PAPERS = "papers", "Letters"
    IDENTITY = "identity", "Identity and wishes"
    RIGHTS = "rights", "Their rights"


@dataclass(frozen=True, slots=True)
class Moment:
    """One thing that happened: when, what, who did it, what they wrote."""

    at: datetime
    kind: str
    key: str
    title: str
    who: str = ""
    text: str = ""  # typed by people, as they typed it
    facts: tuple[str, ...] = ()  # short, of our making
    href: str = ""  # of the page that shows it in full
    is_cut: bool = False  # more was typed than is shown
    is_day: bool = False  # no time of day is known
    is_struck: bool = False  # corrected since
    part: Part = Part.CONTACTS

    @property
    def mark(self) -> str:
        """Where the next part begins, as an address carries it."""
        return f"{self.at.isoformat()}~{self.kind}~{self.key}"


@dataclass(frozen=True, slots=True)
class Told:
    """How one row reads."""

    title: str
    text: str = ""
    facts: tuple[str, ...] = ()
    href: str = ""
    is_struck: bool = False


Row = Mapping[str, Any]


@dataclass(frozen=True)
class Kind:
    """One kind of happening: where its rows lie, and how one of them reads.

    The query gives `at`, `key`, `who` and `told` (JSON) of the person %(person)s, with neither
    ORDER nor LIMIT; the row that is read holds the "person" too. A day of which no time is known
    is given as the moment in which it begins, and
    `told` says "day": true. What people typed is cut at %(longest)s letters.
    """

    id: str
    part: Part
    query: str
    reads: Callable[[Row], Told]
    large: tuple[str, str] | None = None  # columns of moment and key, where {newest} stands


@dataclass(frozen=True)
class Sieve:
    """Which part of a chronology is wanted; nothing said is all of it."""

    part: Part | None = None
    first: date | None = None
    last: date | None = None
    before: str = ""  # the mark of the last moment that was shown
    most: int = 30
    longest: int = 600  # letters of what somebody typed that are shown


# The limit is no parameter, so that a plan that is made once knows how few rows are wanted. The
# row comparison keeps moments of the same second apart; the plain one lets an index serve.
_NEWEST = "{at} <= %(at)s AND ({at}, '{id}', {key}) < (%(at)s, %(kind)s, %(key)s){since}"
_ONE_KIND = """(SELECT '{id}' AS kind, at, key, who, told FROM ({query}) AS {name}
WHERE {newest} ORDER BY at DESC, key DESC LIMIT {most})"""

_ALL = f"""SELECT * FROM ({{kinds}}) AS happened WHERE {KNOWN}
ORDER BY at DESC, kind DESC, key DESC LIMIT {{most}}"""  # noqa: S608 - of parts of our own


def moments(
    kinds: Iterable[Kind],
    person_id: UUID,
    *,
    team_ids: Collection[int],
    sieve: Sieve,
    now: datetime,
) -> list[Moment]:
    """Return what happened to somebody whom one of some teams knows, newest first."""
    wanted = {kind.id: kind for kind in kinds if sieve.part in (None, kind.part)}
    parts = [_one_kind(kind, number, sieve) for number, kind in enumerate(wanted.values())]
    query = _ALL.format(kinds="\nUNION ALL\n".join(parts), most=int(sieve.most))
    given = _given(sieve) | {"person": person_id, "teams": sorted(team_ids), "now": now}
    with connection.cursor() as cursor:
        cursor.execute(query, given)
        return [
            _moment(wanted[kind], at, key, who or "", {**told, "person": person_id}, sieve.longest)
            for kind, at, key, who, told in cursor.fetchall()
        ]


def _one_kind(kind: Kind, number: int, sieve: Sieve) -> str:
    """Return the query for the newest of one kind; of a large table, before anything is joined."""
    words = {"id": kind.id, "most": int(sieve.most)}

    def newest(at: str, key: str) -> str:
        since = f" AND {at} >= %(since)s" if sieve.first else ""
        return _NEWEST.format(at=at, key=key, since=since, **words)

    query = kind.query
    if kind.large:
        first = f"{newest(*kind.large)} ORDER BY {kind.large[0]} DESC"
        query = query.replace("{newest}", f"{first} FETCH FIRST {words['most']} ROWS WITH TIES")
    outer = newest("at", "key")
    return _ONE_KIND.format(query=query, name=f"of_{number}", newest=outer, **words)


def _moment(  # noqa: PLR0917 - the columns of a row, in their order
    kind: Kind, at: datetime, key: str, who: str, row: Row, longest: int
) -> Moment:
    told = kind.reads(row)
    return Moment(
        at=at,
        kind=kind.id,
        key=key,
        title=told.title,
        who=who,
        text=told.text[:longest],
        facts=tuple(fact for fact in told.facts if fact),
        href=told.href,
        is_cut=len(told.text) > longest,
        is_day=bool(row.get("day")),
        is_struck=told.is_struck,
        part=kind.part,
    )


_EVER = datetime.fromisoformat("9000-01-01T00:00:00+00:00")
_NEVER = datetime.fromisoformat("0002-01-01T00:00:00+00:00")


def _given(sieve: Sieve) -> dict[str, Any]:
    at, kind, key = _read(sieve.before)
    if sieve.last and end_of(sieve.last) <= at:
        at, kind, key = end_of(sieve.last), "", ""
    return {
        "since": start_of(sieve.first) if sieve.first else _NEVER,
        "at": at,
        "kind": kind,
        "key": key,
        "longest": sieve.longest + 1,  # one more than is shown, to know that there is more
    }


def _read(mark: str) -> tuple[datetime, str, str]:
    """Return where a mark points; a damaged one to the newest moment there can be."""
    try:
        at, kind, key = mark.split("~")
        found = datetime.fromisoformat(at)
    except ValueError:
        return _EVER, "", ""
    if found.tzinfo is None or "\x00" in mark or not _NEVER < found < _EVER:
        return _EVER, "", ""
    return found, kind, key
