"""Data in, PDF out: tagged for screen readers (PDF/UA-1), in 12 point or in large print.

Pure: no database, no clock, no fonts but our own, so that the same data makes the same bytes on
every machine. What people typed goes in as JSON and is never read as markup.
"""

from __future__ import annotations

import hashlib
import json
import re
import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from alongside.documents.letters import Paper
from alongside.kernel.rules import Refused

if TYPE_CHECKING:
    import typst

_HERE = Path(__file__).parent
_TEMPLATES = _HERE / "templates"

# Embeddings and overrides can turn the rest of a sentence round; the plain marks (U+200E, U+200F),
# which names from right-to-left scripts carry, cannot, and stay.
_NEVER_PRINTED = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb\ufffe\uffff]"
)
_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_LONE_SURROGATES = re.compile("[\ud800-\udfff]")
_NO_GLYPH = re.compile(r'the text `"(.+?)"` could not be displayed')
_ROUNDS = 8
_NO_WORDING = "This letter has no {language} wording yet"
_NO_FONT = "We have no font for: {letters}. Write these words in Latin letters as well"


class Language(Enum):
    """The languages that letters are written in."""

    ENGLISH = "en-GB"
    WELSH = "cy"


class Unprintable(Refused):
    """A letter cannot be printed; its text says why and what to do."""


@dataclass(frozen=True)
class Made:
    """A paper that was made, with all that must be known of it to keep it."""

    pdf: bytes
    kind: str
    title: str
    language: Language
    large_print: bool
    version: str


def make(letter: Paper, *, large_print: bool, language: Language = Language.ENGLISH) -> Made:
    """Print a letter, ready to be shown, given, or kept as what was sent."""
    content = letter.content()
    return Made(
        pdf=make_pdf(letter.template, content, large_print=large_print, language=language),
        kind=letter.template,
        title=title_of(letter.template, content, language=language),
        language=language,
        large_print=large_print,
        version=version_of(letter.template, language),
    )


def make_pdf(
    template: str, content: Mapping[str, Any], *, large_print: bool, language: Language
) -> bytes:
    """Return one letter as a tagged PDF, or raise Unprintable with a sentence."""
    data = {
        "content": printable(dict(content)),
        "words": _words(template, language, content.get("reader")),
        "title": title_of(template, content, language=language),
        "language": language.value.partition("-")[0],
        "large_print": large_print,
    }
    for _ in range(_ROUNDS):
        try:
            return _compile(template, data)
        except _typst().TypstError as error:
            data = _described(data, _without_glyph(error))
    raise Unprintable("This letter has too many symbols that cannot be printed. Write it in words")


def title_of(template: str, content: Mapping[str, Any], *, language: Language) -> str:
    """Return the title a letter carries, as the reader and the list of what was sent show it."""
    about = content.get("person") or content.get("about") or {}
    title = _words(template, language, content.get("reader"))["title"].format(
        team=content["sender"]["team"],
        person=about.get("name", ""),
        plan=content.get("plan_title", ""),
    )
    return str(printable(title))


@cache
def version_of(template: str, language: Language) -> str:
    """Return a short mark that changes whenever the wording or the layout of a letter does."""
    shared = sorted(_TEMPLATES.glob("shared*.typ"))
    files = [*shared, _TEMPLATES / f"{template}.typ", _words_file(language)]
    return hashlib.sha256(b"\0".join(file.read_bytes() for file in files)).hexdigest()[:12]


def printable(value: Any) -> Any:
    """Return data as typed, without the control characters that have no printed form."""
    if isinstance(value, str):
        text = _LONE_SURROGATES.sub("\ufffd", _LINE_ENDS.sub("\n", value))
        return _NEVER_PRINTED.sub("", text).replace("\t", "    ")
    if isinstance(value, Mapping):
        return {key: printable(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [printable(inner) for inner in value]
    return value


def _compile(template: str, data: Mapping[str, Any]) -> bytes:
    """Return the PDF that typst makes of a template and its data."""
    pdf: bytes = _typst().compile(
        str(_TEMPLATES / f"{template}.typ"),
        root=str(_TEMPLATES),
        font_paths=_fonts(),
        format="pdf",
        sys_inputs={"data": json.dumps(data)},
        pdf_standards=["ua-1"],
    )
    return pdf


def _words(template: str, language: Language, reader: str | None) -> dict[str, str]:
    """Return the words of a template: those that all letters share, its own, its reader's."""
    vocabulary = _vocabulary(language)
    if template not in vocabulary:
        raise Unprintable(_NO_WORDING.format(language=language.name.capitalize()))
    own = vocabulary[template]
    return {**vocabulary["shared"], **own, **own.get(reader or "", {})}


@cache
def _vocabulary(language: Language) -> dict[str, Any]:
    """Return all words in one language."""
    return tomllib.loads(_words_file(language).read_text(encoding="utf-8"))


def _words_file(language: Language) -> Path:
    return _HERE / "words" / f"{language.value}.toml"


def _without_glyph(error: typst.TypstError) -> set[str]:
    """Return what no font could draw; raise the error again when it is about anything else."""
    missing = {_unescaped(found) for found in _NO_GLYPH.findall(error.diagnostic)}
    if not missing:
        raise error
    return missing


def _unescaped(found: str) -> str:
    """Return a character that an error message wrote as its number."""
    return re.sub(r"\\u\{([0-9a-f]+)\}", lambda number: chr(int(number[1], 16)), found)


def _described(value: Any, missing: set[str]) -> Any:
    """Return data with each undrawable symbol said in words; refuse letters of unknown scripts.

    A smile can be said in brackets. A name cannot: printed as anything else, it is a wrong name.
    """
    lost = sorted(text for text in missing if not _is_symbol(text))
    if lost:
        raise Unprintable(_NO_FONT.format(letters=" ".join(lost)))
    if isinstance(value, str):
        for text in sorted(missing, key=len, reverse=True):
            value = value.replace(text, _in_words(text))
        return value
    if isinstance(value, Mapping):
        return {key: _described(inner, missing) for key, inner in value.items()}
    if isinstance(value, list):
        return [_described(inner, missing) for inner in value]
    return value


def _is_symbol(text: str) -> bool:
    """Whether this is a sign, like an emoji, rather than a letter of a script."""
    return unicodedata.category(text[0])[0] in "SPZ"


def _in_words(text: str) -> str:
    """Return what a symbol is called, in brackets; a mark that only tints another is nothing."""
    name = unicodedata.name(text[0], "symbol").lower()
    return "" if name.startswith(("emoji modifier", "variation selector")) else f"[{name}]"


def _typst() -> Any:
    """Return the library, loaded only when the first letter is made."""
    import typst

    return typst


@cache
def _fonts() -> Any:
    """Return our fonts, and no others, read once."""
    return _typst().Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[str(_HERE / "fonts")],
    )
