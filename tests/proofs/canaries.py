"""A canary in every text about somebody: a token that is nowhere else, and finds itself anywhere.

planted.toml says into which columns they go and for whom each is meant. They are put in by a
superuser, before what is there already, so that a text that is cut still has it. Enciphered columns
are planted with the program's own cipher. NHS numbers are canaries as they are.
"""

from __future__ import annotations

import html
import io
import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql
from pypdf import PdfReader
from pypdf.errors import PdfReadError

from alongside.access.cipher import encipher
from tests.proofs.sealed import SUPERUSERS_LICENCE

TABLE: Mapping[str, Mapping[str, Any]] = tomllib.loads(
    (Path(__file__).parent / "planted.toml").read_text("utf-8")
)
NOBODY = TABLE["nobody"]["tables"]
EXAMPLE = "9997354680"  # stands in the template of a file, for everybody who brings one in
_TOKEN = re.compile(r"qzk(\d{8})(\d{2})")
_DIGITS = re.compile(r"\d{10,}")
_NEXT = """
CREATE SEQUENCE IF NOT EXISTS canary_number;
CREATE OR REPLACE FUNCTION canary() RETURNS text LANGUAGE sql VOLATILE AS $$
    SELECT 'qzk' || lpad(n::text, 8, '0') || lpad(((n * 37 + 11) % 97)::text, 2, '0')
      FROM (SELECT nextval('canary_number') AS n) AS next $$;"""


@dataclass(frozen=True)
class Canary:
    """Where a token was put, for whom it is meant, and whom or what it is about."""

    token: str
    column: str
    meant_for: str
    of: str


class Planted:
    """All canaries of a database."""

    def __init__(self) -> None:
        self._kept: dict[str, list[Canary]] = defaultdict(list)

    def __len__(self) -> int:
        return len(self._kept)

    @property
    def columns(self) -> set[str]:
        """The columns in which there is any, without those of history, of which few have a page."""
        columns = {canary.column for kept in self._kept.values() for canary in kept}
        return {column for column in columns if "event." not in column}

    def add(self, canary: Canary) -> None:
        """Keep one; an NHS number may stand in several places, each meant for somebody."""
        self._kept[canary.token].append(canary)

    def named(self, token: str) -> list[Canary]:
        """Return where a token was put."""
        return self._kept.get(token, [])

    def all(self) -> Iterator[Canary]:
        """Give every one."""
        for kept in self._kept.values():
            yield from kept

    def found_in(self, text: str) -> set[str]:
        """Return the tokens in a text, however it is spaced, hyphenated or capitalised."""
        joined = _joined(text)
        tokens = {
            f"qzk{number}{check}"
            for number, check in _TOKEN.findall(joined)
            if int(check) == (int(number) * 37 + 11) % 97
        }
        numbers = (
            digits[place : place + 10]
            for digits in _DIGITS.findall(joined)
            for place in range(len(digits) - 9)
        )
        return tokens | {number for number in numbers if number in self._kept}


def _joined(text: str) -> str:
    """Return a text without what may stand between its letters, in small ones."""
    return "".join(text.split()).replace("-", "").replace("\u00ad", "").lower()


def text_of(body: bytes, content_type: str) -> str:
    """Return what somebody reads in an answer: of a PDF its pages and what it says of itself."""
    text = body.decode("utf-8", "replace")
    if body.startswith(b"%PDF"):
        return text + _text_of_paper(body)
    return html.unescape(text) if "html" in content_type else text


@lru_cache(maxsize=256)  # several read the same
def _text_of_paper(body: bytes) -> str:
    try:
        paper = PdfReader(io.BytesIO(body))
        pages = [page.extract_text() for page in paper.pages]
    except PdfReadError:  # what tests keep in the place of a letter
        return ""
    return "\n".join([*pages, str(paper.metadata), str(paper.outline)])


def plant(superuser: psycopg.Connection[Any], *, least: int = 0) -> Planted:
    """Put a canary wherever there is none yet, and return all that there are.

    With `least` only into texts so long: that one is there may mean something, as of why something
    was taken back.
    """
    superuser.execute(SUPERUSERS_LICENCE)
    superuser.execute(_NEXT)
    planted = Planted()
    for table in sorted(TABLE.keys() - {"nobody"}):
        _plant_table(superuser, table, planted, least)
    for table, meant_for in (("people_person", "team"), ("referrals_referral", "referral")):
        numbers = f"SELECT nhs_number, id::text FROM {table} WHERE nhs_number <> ''"
        for number, of in superuser.execute(numbers.encode()):
            if number == EXAMPLE:
                continue
            planted.add(Canary(number, f"{table}.nhs_number", meant_for, of))
    superuser.execute("SET session_replication_role = origin")
    return planted


def _plant_table(
    superuser: psycopg.Connection[Any], table: str, planted: Planted, least: int
) -> None:
    told = TABLE[table]
    for each in (table, *_history_of(superuser, table)):
        for column in told.get("columns", ()):
            _plant_column(superuser, each, column, least)
            _read_column(superuser, each, column, told, planted)
    for column in told.get("enciphered", ()):
        for token, of in _enciphered(superuser, table, column, told["of"]):
            planted.add(Canary(token, f"{table}.{column}", told["meant_for"], of))


def _history_of(superuser: psycopg.Connection[Any], table: str) -> Iterable[str]:
    [(is_there,)] = superuser.execute("SELECT to_regclass(%s) IS NOT NULL", [f"{table}event"])
    return [f"{table}event"] if is_there else []


def _plant_column(
    superuser: psycopg.Connection[Any], table: str, column: str, shortest: int
) -> None:
    """Plant one column: all of it, or where a constraint forbids that, what is filled in."""
    [(most,)] = superuser.execute(
        "SELECT coalesce(character_maximum_length, 1000000) FROM information_schema.columns"
        " WHERE table_name = %s AND column_name = %s",
        [table, column],
    )
    put = sql.SQL(
        "UPDATE {table} SET {column} = left(canary() || ' ' || {column}, {most})"
        " WHERE {column} NOT LIKE '%qzk%' AND length({column}) >= {least}"
    )
    for least in range(shortest, 2):
        try:
            with superuser.transaction():
                superuser.execute(
                    put.format(
                        table=sql.Identifier(table), column=sql.Identifier(column),
                        most=most, least=least,
                    )
                )  # fmt: skip
        except psycopg.errors.CheckViolation:
            if least:
                raise
        else:
            return


def _read_column(
    superuser: psycopg.Connection[Any],
    table: str,
    column: str,
    told: Mapping[str, Any],
    planted: Planted,
) -> None:
    ask = sql.SQL(
        "SELECT substring({column} from 'qzk[0-9]{{10}}'), ({of})::text FROM {table}"
    ).format(column=sql.Identifier(column), of=sql.SQL(told["of"]), table=sql.Identifier(table))
    for token, of in superuser.execute(ask):
        if token and not planted.named(token):
            planted.add(Canary(token, f"{table}.{column}", told["meant_for"], of or ""))


def _enciphered(
    superuser: psycopg.Connection[Any], table: str, column: str, of: str
) -> Iterator[tuple[str, str]]:
    """Plant an enciphered column, row by row, as the program would."""
    name = sql.Identifier(table)
    key = sql.SQL(
        "(SELECT a.attname FROM pg_index i JOIN pg_attribute a ON a.attrelid = indrelid"
        " AND a.attnum = ANY(indkey) WHERE indisprimary AND indrelid = {}::regclass)"
    )
    [(key_name,)] = superuser.execute(sql.SQL("SELECT {}").format(key.format(table)))
    rows = superuser.execute(
        sql.SQL("SELECT {key}, ({of})::text, canary() FROM {table}").format(
            key=sql.Identifier(key_name), of=sql.SQL(of), table=name
        )
    ).fetchall()
    for row, about, token in rows:
        kept = encipher(f"{token} said in confidence", place=f"{table}.{column}.{row}")
        superuser.execute(
            sql.SQL("UPDATE {table} SET {column} = %s WHERE {key} = %s").format(
                table=name, column=sql.Identifier(column), key=sql.Identifier(key_name)
            ),
            [kept, row],
        )
        yield token, about
