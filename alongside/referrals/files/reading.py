"""A file as somebody sent it, read as rows of text whatever system wrote it."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass

from alongside.kernel.text import without_overrides

MOST_BYTES = 10 * 1024 * 1024
MOST_ROWS = 5_000
_SEPARATORS = ",;\t|"
_SPREADSHEETS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_WIDE = (b"\xff\xfe", b"\xfe\xff")
# What makes a spreadsheet take a cell for a formula, also in the full width in which those of East
# Asia read it, and behind the sign that says it is text.
_FORMULA = re.compile(r"'*[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]")


class Unreadable(ValueError):
    """A file that cannot be read at all; the sentence says what to do."""


@dataclass(frozen=True)
class Sheet:
    """The names of the columns, and every row that is not empty with its number."""

    header: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]


def text_of(content: bytes) -> str:
    """Return the text of a file in UTF-8, UTF-16 or the alphabet of older Windows."""
    if len(content) > MOST_BYTES:
        raise Unreadable("The file is larger than 10 MB. Split it into smaller files.")
    if content.startswith(_SPREADSHEETS):
        raise Unreadable("This is a spreadsheet. Open it, and save it as “CSV UTF-8”.")
    text = _decoded(content)
    if "\0" in text:
        raise Unreadable("This is not a text file. Save it as “CSV UTF-8” and send that.")
    if not text.strip():
        raise Unreadable("The file is empty. Send one that has a header and at least one row.")
    return text


def _decoded(content: bytes) -> str:
    alphabets = ("utf-16",) if content.startswith(_WIDE) else ("utf-8-sig", "cp1252")
    for alphabet in alphabets:
        try:
            return content.decode(alphabet)
        except UnicodeDecodeError:
            continue
    raise Unreadable("The letters of this file cannot be read. Save it as “CSV UTF-8”.")


def sheet_of(text: str) -> Sheet:
    """Return the columns and rows of a text with commas, semicolons, tabs or bars between cells."""
    rows = _rows(text)
    _, header = next(rows, (1, ()))
    names = tuple(cell.strip() for cell in header)
    found: list[tuple[int, tuple[str, ...]]] = []
    for number, cells in rows:
        if len(found) == MOST_ROWS:
            raise Unreadable(f"There are more than {MOST_ROWS:,} rows. Split the file.")
        found.append((number, cells))
    if not found:
        raise Unreadable("There is a header but no row below it.")
    return Sheet(names, tuple(found))


def _rows(text: str) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Yield each row that is not empty with the number that a spreadsheet shows beside it."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text), strict=True)
    try:
        for number, cells in enumerate(reader, start=1):
            if any(cell.strip() for cell in cells):
                yield number, tuple(as_typed(cell) for cell in cells)
    except csv.Error as wrong:
        raise Unreadable(
            f"The file breaks off being a table at line {reader.line_num}: {wrong}. "
            "Look for a quotation mark that is not closed."
        ) from wrong


def _separator(text: str) -> str:
    first = text.lstrip().split("\n", 1)[0]
    return max(_SEPARATORS, key=first.count)


def as_typed(cell: str) -> str:
    """Return a cell without blanks, signs that turn it, and the one that kept a formula back."""
    text = without_overrides(cell.replace("\u00a0", " ")).strip()
    return text[1:] if text.startswith("'") and _FORMULA.match(text) else text


def harmless(text: str) -> str:
    """Return text that no spreadsheet takes for a formula; reading it gives the same text again."""
    return f"'{text}" if _FORMULA.match(text) else text


def written(header: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    """Return a table as text that spreadsheets open with every letter right."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow([harmless(cell) for cell in header])
    writer.writerows([harmless(cell) for cell in row] for row in rows)
    return out.getvalue()
