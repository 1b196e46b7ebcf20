"""A letter can be read by everyone: tagged, titled, large where asked, and exactly as typed."""

from __future__ import annotations

import contextlib
import dataclasses
import io
import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from typing import Any

import pypdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alongside.documents import letters as ltr
from alongside.documents import parts
from alongside.documents.making import (
    Language,
    Unprintable,
    languages_of,
    make_pdf,
    printable,
    title_of,
    version_of,
)
from alongside.documents.tests.letters import EVERY_LETTER, FORM, PLAN, REFUSED

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


@ALL
@SIZES
def test_a_screen_reader_can_read_every_letter(letter: ltr.Paper, *, large_print: bool) -> None:
    reader = made(letter, large_print=large_print)
    root = root_of(reader)
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en-GB"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert b"pdfuaid:part" in root["/Metadata"].get_data()
    title = title_of(letter.template, letter.content(), language=Language.ENGLISH)
    assert reader.metadata is not None
    assert reader.metadata.title == title
    assert title in words_of(reader)
    marks = marks_of(reader)
    assert marks.count("/H1") == 1
    assert "/H2" in marks


@ALL
@SIZES
def test_large_print_is_16_point_and_the_rest_12_in_every_part(
    letter: ltr.Paper, *, large_print: bool
) -> None:
    sizes = sizes_of(made(letter, large_print=large_print))
    assert min(sizes) == (16 if large_print else 12)


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


@ALL
@SIZES
def test_nothing_runs_off_the_paper(letter: ltr.Paper, *, large_print: bool) -> None:
    assert runs_off(made(letter, large_print=large_print)) == []


@ALL
def test_the_same_data_makes_the_same_bytes(letter: ltr.Paper) -> None:
    one, two = (
        make_pdf(letter.template, letter.content(), large_print=True, language=Language.ENGLISH)
        for _ in range(2)
    )
    assert one == two


def test_only_our_own_fonts_are_used() -> None:
    resources: list[Any] = [page["/Resources"] for page in made(REFUSED).pages]
    fonts = {
        str(font.get_object()["/BaseFont"]).split("+")[-1]
        for resource in resources
        for font in resource["/Font"].values()
    }
    assert fonts == {"AtkinsonHyperlegibleNext-Regular", "AtkinsonHyperlegibleNext-Bold"}


@pytest.mark.parametrize("name", ["refused", "refused-to-referrer"])
@SIZES
def test_a_refusal_carries_all_that_it_must(name: str, *, large_print: bool) -> None:
    letter = EVERY_LETTER[name]
    assert isinstance(letter, ltr.DecisionRefused)
    text = close(words_of(made(letter, large_print=large_print)))
    for criterion in letter.criteria:
        for said in (criterion.wording, criterion.reason, criterion.source):
            assert close(said) in text
    for said in (
        letter.pack.title,
        f"version {letter.pack.version}",
        letter.care_holder.name,
        letter.care_holder.phone,
        letter.rights.pals.phone,
        letter.rights.complaints.address,
        letter.rights.advocacy.name,
        "referred again" if letter.reader is parts.Reader.PERSON else "Referring again",
        "large print",
    ):
        assert close(said) in text


def test_what_was_not_met_comes_before_what_was() -> None:
    text = words_of(made(REFUSED))
    assert text.index("Why we said no") < text.index("More than two admissions")
    assert text.index("More than two admissions") < text.index("The other criteria we looked at")


def test_the_criteria_are_one_table_for_colleagues_and_a_list_in_large_print() -> None:
    letter = EVERY_LETTER["refused-to-referrer"]
    assert {"/Table", "/TH"} <= set(marks_of(made(letter)))
    assert "/Table" not in marks_of(made(letter, large_print=True))


def test_a_letter_to_family_says_nothing_about_anybody() -> None:
    text = words_of(made(EVERY_LETTER["turned-away"]))
    assert "says nothing about whether we know anybody" in text
    assert "Sam" not in text


def test_absence_is_said_aloud() -> None:
    text = words_of(made(dataclasses.replace(PLAN, review_on=None, goals=(), crisis=())))
    assert "To be reviewed by Not recorded" in text
    assert text.count("Not recorded") >= 4
    assert "sent a copy of this letter to anyone else" in words_of(made(EVERY_LETTER["returned"]))


def test_the_paper_form_asks_every_question_and_leaves_room_to_say_not_known() -> None:
    text = words_of(made(FORM))
    for group in FORM.groups:
        for question in group.questions:
            assert question.label in text
            assert all(option in text for option in question.options)
    assert text.count("Not known") >= 3


TYPED = [
    "Siân Llŷr-Wŷn ap Gwŷdd",
    "Łukasz Żółć, O'Brien and D\u2019Arcy",
    "#let x = 1; *bold* _thin_ $x^2$ @ref <label> [content] \\ `raw` // no /* yes */ = h",
    "{team} {missing} {{}} %s",
    "100% sure; a < b > c & d",
    "=SUM(A1) -- ... ~ https://example.org/a_b#c",
    "Иван Ελένη Việt",
]


@pytest.mark.parametrize("typed", TYPED)
def test_what_was_typed_comes_out_as_typed(typed: str) -> None:
    letter = dataclasses.replace(REFUSED, in_our_words=typed)
    assert close(typed) in close(words_of(made(letter)))


@pytest.mark.parametrize(
    "name",
    [
        *TYPED,
        "Ọládélé Ṣọlá",
        "محمد خان",
        "\u200f\u05d3\u05d5\u05d3\u200e",
        "گل‌محمد",
        "ਗੁਰਪ੍ਰੀਤ",
        "রহিম",
        "ગીતા",
    ],
)
@ALL
def test_any_name_may_stand_in_any_letter(letter: ltr.Paper, name: str) -> None:
    def renamed(value: Any) -> Any:
        if isinstance(value, dict):
            return {k: name if k in ("name", "greeting") else renamed(v) for k, v in value.items()}
        return [renamed(inner) for inner in value] if isinstance(value, list) else value

    pdf = make_pdf(
        letter.template,
        renamed(letter.content()),
        large_print=False,
        language=Language.ENGLISH,
    )
    assert pdf.startswith(b"%PDF")


def test_right_to_left_words_stand_on_the_right() -> None:
    reader = made(dataclasses.replace(REFUSED, in_our_words="میں گھر میں رہنا چاہتا ہوں"))
    places: list[float] = []

    def visit(text: str, cm: list[float], tm: list[float], _font: Any, _size: float) -> None:
        if "ں" in text:
            places.append(tm[4] * cm[0] + cm[4])

    reader.pages[0].extract_text(visitor_text=visit)
    assert min(places) > 595 / 2


@SIZES
@pytest.mark.parametrize(
    "reason",
    ["a" * 10_000, "Long reason. " * 770, "line\n" * 2_000],
    ids=["word", "prose", "lines"],
)
def test_a_reason_of_10_000_characters_is_printed_whole(reason: str, *, large_print: bool) -> None:
    letter = EVERY_LETTER["refused-to-referrer"]
    assert isinstance(letter, ltr.DecisionRefused)
    criteria = (dataclasses.replace(letter.criteria[0], reason=reason), *letter.criteria[1:])
    reader = made(dataclasses.replace(letter, criteria=criteria), large_print=large_print)
    assert runs_off(reader) == []
    printed = words_of(reader).replace("Criterion Our answer Why", "")  # at the head of each page
    assert close(reason) in close(printed)


def test_invisible_control_characters_are_left_out() -> None:
    assert printable("a\x00b\x07c\u202ed\u2066e\ufeff") == "abcde"
    assert printable("a\r\nb\x0bc\u2028d") == "a\nb\nc\nd"
    assert printable("a\u200fb\u200ec\u200dd") == "a\u200fb\u200ec\u200dd"
    assert printable({"x": ["\ud800"]}) == {"x": ["\ufffd"]}
    letter = dataclasses.replace(REFUSED, in_our_words="Nothing\x00 hidden\u202e here")
    assert "Nothing hidden here" in words_of(made(letter))


def test_a_symbol_that_no_font_draws_is_said_in_words() -> None:
    letter = dataclasses.replace(REFUSED, in_our_words="See you soon 🙂👍🏽 ☑")
    assert (
        "See you soon [slightly smiling face][thumbs up sign] [ballot box with check]"
        in words_of(made(letter))
    )


def test_a_name_that_no_font_draws_is_refused_with_what_to_do() -> None:
    letter = dataclasses.replace(REFUSED, in_our_words="陳大文")
    with pytest.raises(Unprintable, match=r"大 文 陳.*Latin letters"):
        made(letter)


@settings(max_examples=40, deadline=None)
@given(typed=st.text(st.characters(codec="utf-8", max_codepoint=0x2FF), max_size=300))
def test_no_text_breaks_a_letter(typed: str) -> None:
    letter = dataclasses.replace(REFUSED, in_our_words=typed)
    with contextlib.suppress(Unprintable):
        content = letter.content()
        assert make_pdf(
            letter.template, content, large_print=False, language=Language.ENGLISH
        ).endswith(b"%%EOF")


@ALL
def test_every_letter_has_english_words_and_a_version(letter: ltr.Paper) -> None:
    assert Language.ENGLISH in languages_of(letter.template)
    version = version_of(letter.template, Language.ENGLISH)
    assert re.fullmatch(r"[0-9a-f]{12}", version)


def test_whom_to_ask_is_read_from_the_line_that_a_provider_keeps() -> None:
    read = parts.WhomToAsk.read
    assert read("PALS, 0113 496 0101, pals@example.nhs.uk", name="PALS") == parts.WhomToAsk(
        name="PALS", phone="0113 496 0101", email="pals@example.nhs.uk"
    )
    assert read("Complaints team\nTrust House, Leeds LS1 9ZZ", name="") == parts.WhomToAsk(
        name="Complaints team", address="Trust House, Leeds LS1 9ZZ"
    )
    assert read(" ", name="Advocacy") == parts.WhomToAsk(name="Advocacy")


def test_a_missing_number_or_route_is_said_aloud() -> None:
    rights = dataclasses.replace(REFUSED.rights, pals=parts.WhomToAsk(name="PALS"))
    sender = dataclasses.replace(REFUSED.sender, phone="", formats_phone="")
    text = words_of(made(dataclasses.replace(REFUSED, rights=rights, sender=sender)))
    assert "How to reach them is not recorded. Ask us" in text
    assert "or read to you, call the team." in text


@SIZES
def test_a_welsh_plan_is_marked_as_welsh(*, large_print: bool) -> None:
    plan = dataclasses.replace(PLAN, plan_title="Cynllun gofal a thriniaeth")
    pdf = make_pdf(plan.template, plan.content(), large_print=large_print, language=Language.WELSH)
    reader = pypdf.PdfReader(io.BytesIO(pdf))
    assert root_of(reader)["/Lang"] == "cy-GB"
    text = words_of(reader)
    assert "Cynllun gofal a thriniaeth: Sam Rivers" in text
    assert "22 Tachwedd 2026" in text
    assert "Not recorded" not in text


def test_a_letter_without_welsh_says_so_rather_than_come_in_english() -> None:
    assert Language.WELSH not in languages_of(REFUSED.template)
    with pytest.raises(Unprintable, match="no Welsh wording"):
        make_pdf(REFUSED.template, REFUSED.content(), large_print=False, language=Language.WELSH)
