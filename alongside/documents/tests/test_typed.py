"""What people typed is printed as they typed it, however long and in whatever script."""

from __future__ import annotations

import contextlib
import dataclasses
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alongside.documents import letters as ltr
from alongside.documents import parts
from alongside.documents.making import (
    Language,
    Unprintable,
    make_pdf,
    printable,
)
from alongside.documents.tests.letters import EVERY_LETTER, FORM, PLAN, REFUSED
from alongside.documents.tests.reading import (
    ALL,
    SIZES,
    close,
    made,
    runs_off,
    words_of,
)

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


NAMES = [
    *TYPED,
    "Ọládélé Ṣọlá",
    "محمد خان",
    "\u200f\u05d3\u05d5\u05d3\u200e",
    "گل‌محمد",
    "ਗੁਰਪ੍ਰੀਤ",
    "রহিম",
    "ગીતા",
]


@ALL
def test_any_name_may_stand_in_any_letter(letter: ltr.Paper) -> None:
    every_name = "; ".join(NAMES)

    def renamed(value: Any) -> Any:
        if isinstance(value, dict):
            return {
                k: every_name if k in ("name", "greeting") else renamed(v) for k, v in value.items()
            }
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
    ["a" * 10_000, "Long reason. " * 770, "line\n" * 1_000],
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


LONG = " ".join(f"word{number}" for number in range(900))


@pytest.mark.parametrize(
    "letter",
    [
        dataclasses.replace(REFUSED, care_holder=parts.WhomToAsk(name="East", how_they_help=LONG)),
        dataclasses.replace(
            REFUSED,
            rights=dataclasses.replace(
                REFUSED.rights, pals=parts.WhomToAsk(name="PALS", how_they_help=LONG)
            ),
        ),
        dataclasses.replace(
            FORM,
            groups=(parts.Group(heading="One", questions=(parts.Asked(label="Q", help=LONG),)),),
        ),
        dataclasses.replace(PLAN, crisis=(parts.Section(heading="Early signs", text=LONG),)),
    ],
    ids=["care holder", "panel", "question", "crisis plan"],
)
@SIZES
def test_what_no_page_can_hold_goes_on_over_the_next(
    letter: ltr.Paper, *, large_print: bool
) -> None:
    low: list[str] = []

    def visit(text: str, cm: list[float], tm: list[float], _font: Any, _size: float) -> None:
        if text.strip() and tm[5] * cm[3] + cm[5] < 20:
            low.append(text)

    reader = made(letter, large_print=large_print)
    for page in reader.pages:
        page.extract_text(visitor_text=visit)
    assert low == []
    assert "word899" in words_of(reader)


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
