"""Every row of a file held against what a referral must be, with all that is wrong and why."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from alongside.policy.matching import Identity, Likeness, Register, likeness
from alongside.policy.terms import Term
from alongside.referrals.files.columns import WHAT_IS_WRONG, Column, column_called, columns
from alongside.referrals.files.content import Content
from alongside.referrals.files.reading import Sheet, Unreadable, written

SURE_ENOUGH = 5  # the weight of signs from which a row is taken for somebody already there


class State(Term):
    """What becomes of a row."""

    GOOD = "good", "Goes in"
    KNOWN = "known", "Is here already"
    MEND = "mend", "Comes back to be mended"


@dataclass
class Row(Content):
    """One row: its cells, what they mean, all that is wrong, and what is worth knowing."""

    number: int
    cells: tuple[str, ...]
    notes: list[str] = field(default_factory=list)
    is_known: bool = False

    @property
    def state(self) -> State:
        """What becomes of this row."""
        if self.wrongs:
            return State.MEND
        return State.KNOWN if self.is_known else State.GOOD

    @property
    def name(self) -> str:
        """The name in the row, as the preview shows it."""
        parts = (self.fields.get("given_name", ""), self.fields.get("family_name", ""))
        return " ".join(part for part in parts if part) or "Name not given"

    @cached_property
    def reference(self) -> str:
        """The reference of the other system, or one made of the content: the same row, the same."""
        given: str = self.fields.get("their_reference", "")
        said = "\x1f".join(cell.casefold() for cell in self.cells)
        return given or f"content {hashlib.sha256(said.encode()).hexdigest()[:32]}"

    @cached_property
    def identity(self) -> Identity:
        """Who the row says that the person is."""
        names = ("given_name", "family_name", "known_as", "nhs_number", "postcode", "phone")
        given = {name: self.fields.get(name) or "" for name in names}
        return Identity(born_on=self.fields.get("born_on"), **given)


@dataclass(frozen=True)
class CameIn:
    """A referral that came in with a reference: when, and about whom."""

    received_on: date
    identity: Identity


@dataclass(frozen=True)
class Here:
    """What is here already: the team, references that came in, people and referrals to compare."""

    team: str
    other_teams: frozenset[str]
    references: Mapping[str, CameIn]
    people: Register
    names: Mapping[str, str]
    waiting: Register
    waiting_names: Mapping[str, str]


@dataclass(frozen=True)
class Checked:
    """A whole file: its columns, those that nobody reads, and every row."""

    header: tuple[str, ...]
    not_read: tuple[str, ...]
    rows: tuple[Row, ...]

    def of(self, state: State) -> list[Row]:
        """Return the rows of which one thing becomes."""
        return [row for row in self.rows if row.state is state]

    @property
    def to_mend(self) -> str:
        """The rows that come back, as a file with what is wrong in a column of its own."""
        bad = self.of(State.MEND)
        if not bad:
            return ""
        header = (*self.header, WHAT_IS_WRONG)
        return written(header, [(*_filled(row, self), " ".join(row.wrongs)) for row in bad])


def _filled(row: Row, checked: Checked) -> tuple[str, ...]:
    """Return the cells of a row, as many as there are columns."""
    width = len(checked.header)
    return (*row.cells[:width], *[""] * (width - len(row.cells)))


def check(sheet: Sheet, here: Here, *, today: date) -> Checked:
    """Check every row of a sheet, or raise Unreadable when its columns cannot be used."""
    known = columns_of(sheet)
    ours = [name.casefold() == WHAT_IS_WRONG for name in sheet.header]
    reading = _Reading(sheet.header, known, today)
    rows = tuple(reading.row(number, cells) for number, cells in sheet.rows)
    seen = _Seen()
    for row in rows:
        row.check()
        _check_team(row, here)
        seen.check(row)
        _check_against(row, here)
    named = zip(sheet.header, known, ours, strict=True)
    not_read = tuple(name for name, column, is_ours in named if name and not (column or is_ours))
    header = tuple(name for name, is_ours in zip(sheet.header, ours, strict=True) if not is_ours)
    return Checked(header, not_read, rows)


def columns_of(sheet: Sheet) -> tuple[Column | None, ...]:
    """Return the column that each heading names, or raise Unreadable when they cannot be used."""
    known = tuple(column_called(name) for name in sheet.header)
    found = [column.name for column in known if column]
    twice = sorted({name for name in found if found.count(name) > 1})
    missing = [name for name, column in columns().items() if column.needed and name not in found]
    if twice:
        raise Unreadable(f"Two columns say the same: {', '.join(twice)}. Take one out.")
    if missing:
        raise Unreadable(
            f"The file has no column {', '.join(missing)}. The first row must name the columns; "
            "see the list below, or begin from the template."
        )
    return known


@dataclass(frozen=True)
class _Reading:
    """The columns of a file, and the day on which it is read."""

    header: tuple[str, ...]
    known: tuple[Column | None, ...]
    today: date

    def row(self, number: int, cells: tuple[str, ...]) -> Row:
        """Read each cell of a row, and keep a sentence for each that cannot be read."""
        theirs = [n for n, name in enumerate(self.header) if name.casefold() != WHAT_IS_WRONG]
        row = Row(number, tuple(cells[n] for n in theirs if n < len(cells)))
        if len(cells) > len(self.header):
            row.blame(f"The row has {len(cells)} cells, the header {len(self.header)}.")
        padded = (*cells, *[""] * (len(self.header) - len(cells)))
        for column, text in zip(self.known, padded, strict=False):
            if column is not None:
                row.read(column, text, today=self.today)
        return row


def _check_team(row: Row, here: Here) -> None:
    named = row.fields.get("team", "").strip()
    if not named or named.casefold() == here.team.casefold():
        return
    if named.casefold() in here.other_teams:
        row.blame(f"This row is for {named}. Bring it in from a file for that team.", "team")
    else:
        row.blame(f"There is no team called “{named}” for which you bring referrals.", "team")


class _Seen:
    """The rows before this one: their references, and who they are about."""

    def __init__(self) -> None:
        self._references: dict[str, int] = {}
        self._people = Register(())
        self._rows: dict[str, Row] = {}

    def check(self, row: Row) -> None:
        """Say when a row says again what one before it said."""
        if row.reference in self._references:
            before = self._references[row.reference]
            what = "reference" if row.fields.get("their_reference") else "content"
            row.blame(f"The same {what} as row {before}. Take one of them out.")
        else:
            self._references[row.reference] = row.number
            self._check_person(row)
        self._rows[str(row.number)] = row
        self._people.add(str(row.number), row.identity)

    def _check_person(self, row: Row) -> None:
        for key, alike in self._people.like(row.identity):
            other = self._rows[key]
            same_day = other.fields.get("received_on") == row.fields.get("received_on")
            if alike.weight >= SURE_ENOUGH and same_day:
                row.blame(
                    f"Row {other.number} is about the same person and day, it seems. Take one of"
                    f" them out. {_told(alike)}"
                )
            else:
                row.notes.append(f"May be like the person in row {other.number} ({_told(alike)})")
            return


def _check_against(row: Row, here: Here) -> None:
    """Compare a row with what is here: came in before, waits already, known to the team."""
    before = here.references.get(row.reference)
    if before is not None:
        _check_again(row, before)
        return
    ended = row.fields.get("discharged_on") is not None
    for key, alike in [] if ended else here.waiting.like(row.identity)[:1]:
        says = f"{here.waiting_names[key]}, who waits for a decision ({_told(alike)})"
        if alike.weight >= SURE_ENOUGH:
            row.blame(f"This is like {says}. Take the row out, or withdraw that one.")
        else:
            row.notes.append(f"May be {says}")
    for key, alike in here.people.like(row.identity)[:1]:
        row.notes.append(
            f"May be {here.names[key]}, whom your team knows ({_told(alike)}) "
            "You will be asked when it is taken in."
        )


def _check_again(row: Row, before: CameIn) -> None:
    """Say that a row came in before, or that its reference was somebody else's."""
    if likeness(row.identity, before.identity).weight < 0:
        row.blame("This came in before for another person. Check it.", "their_reference")
        return
    row.is_known = True
    row.wrongs.clear()  # nothing of it goes in, so nothing is to be mended
    row.notes.append(f"Came in before, received {before.received_on:%-d %B %Y}. Nothing is added.")


def _told(alike: Likeness) -> str:
    return " ".join(alike.says)
