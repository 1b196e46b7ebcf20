"""A letter can be read by everyone: tagged, titled, large where asked, and exactly as typed."""

from __future__ import annotations

import dataclasses
import io
import re
from datetime import datetime
from typing import Any

import pypdf
import pytest

from alongside.documents import letters as ltr
from alongside.documents import parts
from alongside.documents.making import (
    Language,
    Unprintable,
    make_pdf,
    title_of,
    version_of,
)
from alongside.documents.tests.letters import (
    EVERY_LETTER,
    FORM,
    INVITATION,
    PLAN,
    REFUSED,
    REFUSED_TO_REFERRER,
)
from alongside.documents.tests.reading import (
    ALL,
    SIZES,
    close,
    made,
    marks_of,
    root_of,
    runs_off,
    sizes_of,
    words_of,
)
from alongside.kernel.period import LONDON, clock_of


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


def test_no_row_of_the_criteria_is_torn_apart_by_the_end_of_a_page() -> None:
    (criterion,) = [one for one in REFUSED_TO_REFERRER.criteria if one.stood_in_the_way][:1]
    rows = tuple(
        dataclasses.replace(
            criterion,
            wording=f"The {n}. thing that we ask of everybody who is referred" + " to us" * (n % 7),
            source=f"A policy with a long name, of which this is number {n}.",
        )
        for n in range(60)
    )
    letter = dataclasses.replace(REFUSED_TO_REFERRER, criteria=rows)
    pages = [close(page.extract_text()) for page in made(letter).pages]
    assert len(pages) > 4, "there are many ends of pages"
    for n in range(60):
        asked, source = close(f"The {n}. thing"), close(f"number {n}.")
        assert [asked in page for page in pages] == [source in page for page in pages]


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


@ALL
def test_every_letter_has_english_words_and_a_version(letter: ltr.Paper) -> None:
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
    with pytest.raises(Unprintable, match="no Welsh wording"):
        make_pdf(REFUSED.template, REFUSED.content(), large_print=False, language=Language.WELSH)


def test_somebody_else_who_is_asked_is_not_told_that_it_is_their_own_plan() -> None:
    text = close(words_of(made(EVERY_LETTER["invitation-to-sister"])))
    assert close("What we may tell you about Sam Rivers is for Sam Rivers to say") in text
    assert close("your care plan") not in text
    assert close("discharged") not in text
    assert close("Leeds Advocates Together") not in text


@pytest.mark.parametrize("clock", ["14:30", "09:00", "12:00", "00:00", "00:05", "12:05"])
def test_a_letter_writes_a_time_as_the_pages_do(clock: str) -> None:
    at = datetime.fromisoformat(f"2026-12-08T{clock}").replace(tzinfo=LONDON)
    letter = dataclasses.replace(INVITATION, begins_at=at)
    assert close(f"8 December 2026 at {clock_of(at)}") in close(words_of(made(letter)))
