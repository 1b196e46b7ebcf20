"""Reading back the PDFs that tests made."""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from typing import Any

import pypdf
import pytest

from alongside.documents import letters as ltr
from alongside.documents.making import Language, make_pdf
from alongside.documents.tests.letters import EVERY_LETTER

ALL = pytest.mark.parametrize("letter", EVERY_LETTER.values(), ids=EVERY_LETTER)
SIZES = pytest.mark.parametrize("large_print", [False, True], ids=["12 point", "16 point"])


@cache
def made(letter: ltr.Paper, *, large_print: bool = False) -> pypdf.PdfReader:
    pdf = make_pdf(
        letter.template, letter.content(), large_print=large_print, language=Language.ENGLISH
    )
    return pypdf.PdfReader(io.BytesIO(pdf))


def close(text: str) -> str:
    """Text without spaces, for a phrase may be broken over lines and pages anywhere."""
    return re.sub(r"\s", "", unicodedata.normalize("NFC", text))


def words_of(reader: pypdf.PdfReader) -> str:
    """The text of all pages on one line, without what stands at the foot of each."""
    text = " ".join(page.extract_text() for page in reader.pages)
    text = re.sub(r"Reference: \S+\s+Page \d+ of \d+", "", text)
    return re.sub(r"\s+", " ", unicodedata.normalize("NFC", text))


def sizes_of(reader: pypdf.PdfReader) -> set[float]:
    """Every size of letter that is drawn on any page."""
    found: set[float] = set()

    def visit(text: str, _cm: Any, _tm: list[float], _font: Any, size: float) -> None:
        if text.strip():
            found.add(round(size, 1))

    for page in reader.pages:
        page.extract_text(visitor_text=visit)
    return found


def root_of(reader: pypdf.PdfReader) -> Any:
    """The dictionary from which the whole file hangs."""
    return reader.trailer["/Root"]


def marks_of(reader: pypdf.PdfReader) -> list[str]:
    """The kinds of the tags, in the order in which they are read aloud."""

    def walk(node: Any) -> Iterator[str]:
        node = node.get_object() if hasattr(node, "get_object") else node
        if isinstance(node, list):
            for inner in node:
                yield from walk(inner)
        elif isinstance(node, dict):
            if "/S" in node:
                yield str(node["/S"])
            yield from walk(node.get("/K", []))

    return list(walk(root_of(reader)["/StructTreeRoot"]["/K"]))


def runs_off(reader: pypdf.PdfReader) -> list[str]:
    """Lines that begin or end outside the paper, if letters are at least 0.35 of their height."""
    found: list[str] = []

    def visit(text: str, cm: list[float], tm: list[float], _font: Any, size: float) -> None:
        line = text.strip()
        begins = tm[4] * cm[0] + tm[5] * cm[2] + cm[4]
        if line and not 50 < begins < begins + 0.35 * size * len(line) < 595 - 40:
            found.append(line)

    for page in reader.pages:
        page.extract_text(visitor_text=visit)
    return found
