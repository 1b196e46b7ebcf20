"""Packs a whole record to be given: a page to read, the same as data, and every letter; one ZIP.

The same record at the same moment makes the same bytes, so that what was given can be told by its
digest. It is made when it is taken away and kept nowhere.
"""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.apps import apps
from django.core.serializers.json import DjangoJSONEncoder
from django.template.loader import render_to_string

from alongside.nhsuk.words import day, moment
from alongside.partners.queries import agencies_called, practitioners_called
from alongside.people.told import ETHNICITIES
from alongside.rights.whole.reading import Found, Passage, Whole
from alongside.staff.letterhead import signatory_of
from alongside.staff.models import Team
from alongside.staff.queries import teams_called, workers_called

LEFT_OUT = "[Left out]"
_LETTER = "documents_sent.title"


@dataclass(frozen=True)
class Packed:
    """The ZIP, its digest, and what stands in it."""

    content: bytes
    sha256: str
    holds: dict[str, Any]


@dataclass(frozen=True)
class Part:
    """One table as the page shows it."""

    anchor: str
    called: str
    entries: list[list[tuple[str, str]]]


def packed(
    whole: Whole, *, team: Team | None, left_out: Mapping[str, str], large_print: bool
) -> Packed:
    """Return the record as it is given, without the passages that are left out."""
    tables = {each.table.name: _without(each, left_out) for each in whole.found}
    names = _names(tables)
    letters = _letters(whole, left_out)
    files = {
        "record.json": _as_data(whole, tables, names),
        "style.css": _style(large_print=large_print).encode(),
        **letters,
    }
    shown = {
        "whole": whole,
        "team": team,
        "parts": [_part(each, tables[each.table.name], names) for each in whole.found],
        "letters": [(name, name.removeprefix("letters/")) for name in letters],
        "left_out": len(left_out),
    }
    files["index.html"] = render_to_string("rights/copy/index.jinja", shown).encode()
    content = _zip(files, whole.at)
    holds = {
        "rows": {name: len(rows) for name, rows in tables.items() if rows},
        "letters": len(letters),
        "left_out": dict(sorted(Counter(left_out.values()).items())),
        "files": {name: _digest(data) for name, data in sorted(files.items())},
    }
    return Packed(content, _digest(content), holds)


def _without(found: Found, left_out: Mapping[str, str]) -> list[dict[str, Any]]:
    """Return the rows of a table, with each passage that is left out said to be."""
    rows = [dict(row) for row in found.rows]
    by_key = dict(zip(found.keys, rows, strict=True))
    for each in found.passages():
        if each.place in left_out:
            by_key[each.key][each.column] = LEFT_OUT
    return rows


def _letters(whole: Whole, left_out: Mapping[str, str]) -> dict[str, bytes]:
    """Return every letter as a file; one whose title is left out is left out itself."""
    titles = [each for each in whole.passages() if each.place.startswith(f"{_LETTER}.")]
    gone = {each.key for each in titles if each.place in left_out}
    return {
        f"letters/{each.given_on}-{str(each.id)[:8]}.pdf": each.pdf
        for each in whole.papers
        if str(each.id) not in gone
    }


def is_of_letter(passage: Passage) -> bool:
    """Whether leaving this passage out leaves out a whole letter."""
    return passage.place.startswith(f"{_LETTER}.")


def _names(tables: Mapping[str, list[dict[str, Any]]]) -> dict[Any, str]:
    """Return what each id among the values stands for: a worker, a team, an agency."""
    rows = [row for found in tables.values() for row in found]
    values = [(column, value) for row in rows for column, value in row.items()]
    ids = {value for _, value in values if isinstance(value, UUID)}
    teams = {value for column, value in values if column.endswith("team_id") and value}
    agencies = {value for column, value in values if column in _AGENCIES and value}
    signed = {pk: signatory_of(worker) for pk, worker in workers_called(ids).items()}
    theirs = practitioners_called(ids - set(signed))
    return {
        **{pk: f"{each.name}, {each.role}" for pk, each in signed.items()},
        **{pk: f"{each.name}, of {each.agency.name}" for pk, each in theirs.items()},
        **{("team", pk): team.name for pk, team in teams_called(teams).items()},
        **{("agency", pk): each.name for pk, each in agencies_called(agencies).items()},
    }


_AGENCIES = ("partner_id", "gp_practice_id")


def _part(found: Found, rows: Iterable[Mapping[str, Any]], names: Mapping[Any, str]) -> Part:
    table = found.table
    choices = _choices(table.name)
    entries = [
        [
            (_called(column), said)
            for column, value in row.items()
            if (said := _said(column, value, names, choices))
        ]
        for row in rows
    ]
    return Part(table.name, table.called, entries)


def _choices(name: str) -> dict[str, dict[Any, str]]:
    """Return the words of the closed lists of a table, by column."""
    model = next((each for each in apps.get_models() if each._meta.db_table == name), None)  # noqa: SLF001 - Django's public name
    fields: Sequence[Any] = model._meta.concrete_fields if model else ()  # noqa: SLF001 - the same
    of_model = {
        each.column: {value: f"{label}" for value, label in each.choices or ()} for each in fields
    }
    return of_model | {"ethnicity": dict(ETHNICITIES)}


def _called(column: str) -> str:
    words = column.removesuffix("_id").removesuffix("_on").removesuffix("_at").replace("_", " ")
    return _CALLED.get(column, words[:1].upper() + words[1:])


_CALLED = {
    "nhs_number": "NHS number",
    "gp_practice": "GP practice",
    "gp_practice_id": "GP practice",
    "at": "When",
    "by_id": "Written down by",
    "on_day": "Day",
    "pgh_created_at": "Changed",
    "was_seen": "You were seen",
    "person_wants": "What you want",
    "persons_view": "Your view",
    "familys_view": "What your family said",
    "made_by": "Made by",
}


def _said(
    column: str, value: Any, names: Mapping[Any, str], choices: Mapping[str, Mapping[Any, str]]
) -> str:
    """Return a value as people read it; nothing for what says nothing to them."""
    if column in {"id", "person_id"} or value in (None, "", [], {}):
        return ""
    if isinstance(value, UUID):
        return names.get(value, "")
    if column.endswith("team_id") or column in _AGENCIES:
        return names.get(("agency" if column in _AGENCIES else "team", value), "")
    if column.endswith("_id"):
        return ""
    if isinstance(value, str):
        value = choices.get(column, {}).get(value, value)
    return _in_words(value)


def _in_words(value: Any) -> str:
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, datetime):
        return moment(value)
    if isinstance(value, date):
        return day(value)
    if isinstance(value, list):
        return "; ".join(_in_words(each) for each in value)
    if isinstance(value, dict):
        pairs = ((key, _in_words(each)) for key, each in value.items() if each not in (None, ""))
        return "; ".join(f"{_called(str(key))}: {said}" for key, said in pairs)
    return str(value)


def _as_data(
    whole: Whole, tables: Mapping[str, list[dict[str, Any]]], names: Mapping[Any, str]
) -> bytes:
    data = {
        "made_at": whole.at,
        "tables": {
            each.table.name: {"called": each.table.called, "rows": tables[each.table.name]}
            for each in whole.found
        },
        "names": {
            " ".join(map(str, key)) if isinstance(key, tuple) else str(key): name
            for key, name in names.items()
        },
        "who_looked": [
            {"name": each.name, "role": each.role, "when": each.times.says, "why": each.reasons}
            for each in whole.looked.lookers
        ],
        "in_lists_of": list(whole.looked.listed),
    }
    return json.dumps(data, cls=DjangoJSONEncoder, ensure_ascii=False, indent=1).encode()


def _style(*, large_print: bool) -> str:
    size = "16pt" if large_print else "12pt"
    return f"""body {{ color: #212b32; font: {size}/1.5 Arial, Helvetica, sans-serif;
  margin: 2rem auto; max-width: 50rem; padding: 0 1rem; }}
h1, h2 {{ color: #003087; line-height: 1.25; }}
section > div {{ border-top: 1px solid #768692; margin: 1rem 0; padding-top: .5rem; }}
dt {{ font-weight: bold; margin-top: .5rem; }}
dd {{ margin: 0; overflow-wrap: anywhere; white-space: pre-line; }}
@media print {{ nav {{ display: none; }} section > div {{ break-inside: avoid; }} }}
"""


def _zip(files: Mapping[str, bytes], at: datetime) -> bytes:
    """Return the files in one, each with the moment of the copy and in the order of their names."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, data in sorted(files.items()):
            told = zipfile.ZipInfo(name, date_time=at.timetuple()[:6])
            told.external_attr = 0o600 << 16
            archive.writestr(told, data, zipfile.ZIP_DEFLATED)
    return packed.getvalue()


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
