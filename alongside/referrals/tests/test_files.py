"""A file of referrals is read whatever wrote it; each row says all that is wrong and why."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.kernel.fact import NOT_KNOWN, Known
from alongside.policy.eligibility.spells import Spell
from alongside.policy.matching import Identity, Register
from alongside.referrals.files.checking import CameIn, Checked, Here, Row, State, check
from alongside.referrals.files.columns import column_called, columns
from alongside.referrals.files.reading import (
    Unreadable,
    as_typed,
    harmless,
    sheet_of,
    text_of,
    written,
)

TODAY = date(2026, 11, 23)
GOOD = {
    "their_reference": "R-1",
    "team": "North team",
    "received_on": "03/11/2026",
    "referrer": "cmht",
    "referrer_name": "Ruth Adeyemi",
    "nhs_number": "999 735 4680",
    "given_name": "Wei",
    "family_name": "Zhang",
    "born_on": "02/05/1991",
    "reason": "Three admissions",
    "who_holds_care": "Armley CMHT",
}
NEVER_KEPT = "\0\u00a0\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
SAM = Identity("Samuel", "Ó Briain", born_on=date(1984, 2, 29), nhs_number="9999836909")


def here(**more: Any) -> Here:
    nobody: dict[str, Any] = {
        "team": "North team",
        "other_teams": frozenset({"south team"}),
        "references": {},
        "people": Register(()),
        "names": {},
        "waiting": Register(()),
        "waiting_names": {},
    }
    return Here(**nobody | more)


def sheet(*rows: dict[str, str]) -> str:
    names = tuple(dict.fromkeys(name for row in rows for name in row))
    return written(names, [tuple(row.get(name, "") for name in names) for row in rows])


def checked(*rows: dict[str, str], **already: Any) -> Checked:
    return check(sheet_of(sheet(*rows)), here(**already), today=TODAY)


def one(more: dict[str, str], **already: Any) -> Row:
    return checked(GOOD | more, **already).rows[0]


@pytest.mark.parametrize(
    ("column", "typed", "means"),
    [
        ("needs_interpreter", "Y", "yes"),
        ("Interpreter required", "false", "no"),
        ("interpreter", "NK", "not-known"),
        ("needs_interpreter", "", ""),
        ("ethnicity", "h", "H"),
        ("Ethnic category", "asian or asian british: indian", "H"),
        ("ethnicity", "unknown", "99"),
        ("Main language", "Punjabi", "Punjabi"),
        ("faith", "Sikh", "Sikh"),
        ("communication_needs", "Reads lips", "Reads lips"),
        ("wishes", "A woman, please", "A woman, please"),
    ],
)
def test_language_culture_and_wishes_are_read_as_people_write_them(
    column: str, typed: str, means: str
) -> None:
    row = one({column: typed})
    assert row.wrongs == []
    found = column_called(column)
    assert found
    assert row.fields[found.name] == means


def test_a_good_row_goes_in() -> None:
    row = one({})
    assert (row.state, row.wrongs, row.name) == (State.GOOD, [], "Wei Zhang")
    assert row.fields["received_on"] == date(2026, 11, 3)
    assert row.fields["nhs_number"] == "9997354680"


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"received_on": "31/02/2025"}, "received_on: 31/02/2025 is not a real date"),
        ({"received_on": "03/11/26"}, "is not read as a day"),
        ({"received_on": ""}, "Write the day on which the referral was received"),
        ({"received_on": "24/11/2026"}, "24/11/2026 is in the future"),
        ({"received_on": "03/11/1980"}, "The referral is before the date of birth"),
        ({"born_on": "01/01/1850"}, "before 1900"),
        ({"discharged_on": "01/11/2026"}, "The discharge is before the referral"),
        ({"team": "Wset team"}, "There is no team called “Wset team”"),
        ({"team": "South team"}, "This row is for South team"),
        ({"nhs_number": "9997354681"}, "not a valid NHS number"),
        ({"nhs_number": "0000000000"}, "not a valid NHS number"),
        ({"nhs_number": "12"}, "An NHS number has 10 digits"),
        ({"referrer": "self"}, "People cannot refer themselves"),
        ({"referrer": "gp"}, "Ask the person’s community mental health team"),
        ({"referrer": "dragon"}, "“dragon” is none of the answers"),
        ({"referrer": ""}, "Say what kind of team or service refers"),
        ({"reason": ""}, "Say why you refer them"),
        ({"who_holds_care": " "}, "Say who holds their care"),
        ({"given_name": "", "family_name": ""}, "Give at least one name"),
        ({"given_name": "x" * 101}, "It has 101 characters, and at most 100 fit"),
        ({"postcode": "nowhere"}, "is not a postcode"),
        ({"gender": "dragon"}, "none of the answers"),
        ({"priority": "now"}, "none of the answers"),
        ({"autism": "perhaps"}, "Use yes, no or not known"),
        ({"needs_interpreter": "perhaps"}, "needs_interpreter: “perhaps” is none of the answers"),
        ({"ethnicity": "Q"}, "“Q” is none of the answers. Use one of: A (White: British)"),
        ({"first_language": "x" * 41}, "It has 41 characters, and at most 40 fit"),
        ({"religion": "x" * 61}, "It has 61 characters, and at most 60 fit"),
        ({"moves_in_two_years": "-3"}, "not a whole number"),
        ({"primary_diagnosis": "flu"}, "none of the answers"),
        ({"secondary_diagnoses": ";"}, "“;” says nothing. Write none if there are none"),
        ({"inpatient_spells": " ; "}, "“;” says nothing"),
        ({"inpatient_spells": "last summer"}, "is not read as a stay"),
        ({"inpatient_spells": "01/05/2025 to 01/03/2025"}, "ends before it begins"),
        ({"inpatient_spells": "01/05/2025 to now sad"}, "“sad” is not read"),
        ({"inpatient_spells": "01/05/1990 to 02/05/1990"}, "A stay is before the date of birth"),
        ({"last_seen_on": "31/09/2026"}, "not a real date"),
    ],
)  # fmt: skip
def test_a_bad_row_says_what_is_wrong_and_comes_back(wrong: dict[str, str], sentence: str) -> None:
    row = one(wrong)
    assert row.state is State.MEND
    assert sentence in " ".join(row.wrongs)


def test_a_row_says_everything_that_is_wrong_and_each_thing_once() -> None:
    row = one({"received_on": "31/02/2025", "nhs_number": "12", "reason": ""})
    assert len(row.wrongs) == 3


def test_what_is_wrong_says_in_which_column_and_a_name_they_go_by_is_a_name() -> None:
    row = one({"reason": "", "born_on": "31/02/1991"})
    assert [(wrong.field, wrong.sentence) for wrong in row.wrongs] == [
        ("born_on", "31/02/1991 is not a real date. Check day and month."),
        ("reason", "Say why you refer them."),
    ]
    assert str(row.wrongs[1]) == "reason: Say why you refer them."
    assert one({"given_name": "", "family_name": "", "known_as": "Mouse"}).wrongs == []


_TWO = frozenset({"anxiety", "eating_disorder"})


@pytest.mark.parametrize(
    ("column", "text", "means"),
    [
        ("autism", "Yes", Known(value=True)),
        ("autism", "N", Known(value=False)),
        ("autism", "not known", NOT_KNOWN),
        ("autism", "", None),
        ("moves_in_two_years", "4", Known(4)),
        ("primary_diagnosis", "SCHIZOPHRENIA", Known("schizophrenia")),
        ("primary_diagnosis", "Depression with psychosis", Known("psychotic_depression")),
        ("secondary_diagnoses", "none", Known(frozenset())),
        ("secondary_diagnoses", "anxiety; Eating disorder", Known(_TWO)),
        ("inpatient_spells", "none", Known(())),
        (
            "inpatient_spells",
            "01/03/2025 to 12/04/2025 detained unplanned; 2026-01-05 to now",
            Known((
                Spell(date(2025, 3, 1), date(2025, 4, 12), detained=True, planned=False),
                Spell(date(2026, 1, 5)),
            )),
        ),
        ("last_seen_on", "5 October 2026", Known(date(2026, 10, 5))),
        ("registered_area", "ls12", Known("LS12")),
    ],
)  # fmt: skip
def test_a_column_of_a_fact_is_read_as_the_form_asks_it(column: str, text: str, means: Any) -> None:
    row = one({column: text})
    assert row.wrongs == []
    assert row.told.get(column) == means


def test_columns_may_be_called_as_other_systems_call_them() -> None:
    theirs = {"Surname": "Zhang", "DOB": "1991-05-02", "NHS Number": "9997354680"}
    ours = {"family_name", "born_on", "nhs_number"}
    kept = {key: value for key, value in GOOD.items() if key not in ours}
    row = checked(kept | theirs).rows[0]
    assert row.wrongs == []
    who = Identity("Wei", "Zhang", born_on=date(1991, 5, 2), nhs_number="9997354680")
    assert row.identity == who


def test_a_column_nobody_knows_is_named_and_not_read() -> None:
    assert checked(GOOD | {"Shoe size": "9"}).not_read == ("Shoe size",)


def test_a_file_without_the_columns_it_needs_is_refused() -> None:
    with pytest.raises(Unreadable, match="no column received_on, referrer"):
        checked({"their_reference": "R-1", "family_name": "Zhang"})
    with pytest.raises(Unreadable, match="Two columns say the same: family_name"):
        checked(GOOD | {"Surname": "Zhang"})


@pytest.mark.parametrize(
    ("again", "wrong"),
    [
        ({}, "The same reference as row 2"),
        ({"their_reference": "R-2"}, "Row 2 is about the same person and day, it seems. Take one"),
        ({"their_reference": "R-2", "nhs_number": "", "given_name": "Wey"}, ""),
        (
            {"their_reference": "R-2", "nhs_number": ""}
            | {"given_name": "ZHANG", "family_name": "Wei"},
            "The names are the same, in the other order.",
        ),
    ],
)  # fmt: skip
def test_one_person_twice_in_a_file_is_seen_by_several_signs(
    again: dict[str, str], wrong: str
) -> None:
    first, second = checked(GOOD, GOOD | again).rows
    assert first.state is State.GOOD
    assert wrong in " ".join([*second.wrongs, *second.notes])
    assert (second.state is State.MEND) is bool(wrong)


def test_without_a_reference_the_same_content_is_the_same_row() -> None:
    row = GOOD | {"their_reference": ""}
    first, second = checked(row, row).rows
    assert first.reference.startswith("content ")
    assert second.wrongs == ["The same content as row 2. Take one of them out."]


def test_a_person_referred_again_on_another_day_goes_in_with_a_note() -> None:
    again = GOOD | {"their_reference": "R-2", "received_on": "10/11/2026"}
    _, second = checked(GOOD, again).rows
    assert second.state is State.GOOD
    assert "May be like the person in row 2" in second.notes[0]


def test_somebody_the_team_knows_is_noted() -> None:
    known = {"people": Register([("sam", SAM)]), "names": {"sam": "Samuel Ó Briain"}}
    names = {"given_name": "Samuel", "family_name": "O'Brian", "nhs_number": ""}
    for sign, told in (
        ("The NHS number is the same.", {"nhs_number": "9999836909", "born_on": ""}),
        ("The names are nearly the same", names | {"born_on": "29/02/1984"}),
    ):
        row = one(told, **known)
        assert row.state is State.GOOD
        assert f"Samuel Ó Briain, whom your team knows ({sign}" in row.notes[0]


def test_somebody_who_waits_already_is_not_brought_in_twice() -> None:
    waits = {"waiting": Register([("w", SAM)]), "waiting_names": {"w": "Samuel Ó Briain"}}
    sam = {"nhs_number": "9999836909", "born_on": "29/02/1984"}
    row = one(sam, **waits)
    assert row.state is State.MEND
    assert "who waits for a decision" in row.wrongs[0]
    assert one(sam | {"discharged_on": "10/11/2026"}, **waits).state is State.GOOD


def test_what_came_in_before_adds_nothing() -> None:
    same = CameIn(date(2026, 11, 3), Identity("Wei", "Zhang", nhs_number="9997354680"))
    assert one({}, references={"R-1": same}).state is State.KNOWN
    other = CameIn(date(2026, 11, 3), SAM)
    row = one({}, references={"R-1": other})
    assert row.state is State.MEND
    assert "came in before for another person" in row.wrongs[0]
    assert row.notes == [], "it is not said as well that nothing is added"
    row = one({"received_on": "31/02/2025"}, references={"R-1": same})
    assert (row.state, row.wrongs) == (State.KNOWN, []), "nor that it is to be mended as well"
    assert row.notes == ["Came in before, received 3 November 2026. Nothing is added."]


def test_rows_to_mend_come_back_as_they_were_with_what_is_wrong() -> None:
    found = checked(GOOD, GOOD | {"their_reference": "=1+1", "received_on": "31/02/2025"})
    back = sheet_of(found.to_mend)
    assert back.header[-1] == "what is wrong"
    assert len(back.rows) == 1
    assert "'=1+1" in found.to_mend
    assert "=1+1" in back.rows[0][1]
    mended = found.to_mend.replace("31/02/2025", "28/02/2025")
    again = check(sheet_of(mended), here(), today=TODAY)
    assert [row.state for row in again.rows] == [State.GOOD]
    assert again.not_read == ()


@pytest.mark.parametrize("alphabet", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_any_alphabet_is_read(alphabet: str) -> None:
    text = sheet(GOOD | {"family_name": "Müller"})
    found = check(sheet_of(text_of(text.encode(alphabet))), here(), today=TODAY)
    assert found.rows[0].name == "Wei Müller"


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_any_separator_is_read(separator: str) -> None:
    text = "\r\n".join(separator.join(row) for row in (GOOD.keys(), GOOD.values()))
    assert check(sheet_of(text), here(), today=TODAY).rows[0].wrongs == []


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "The file is empty"),
        (b"\xef\xbb\xbf  \r\n", "The file is empty"),
        (b"a,b\n", "no row below it"),
        (b"PK\x03\x04rest", "This is a spreadsheet"),
        (b"a,b\n1,\x002", "not a text file"),
        (b"a,b\n\x81\x8d,2", "letters of this file cannot be read"),
        (b'a,b\n"1,2\n3,4', "quotation mark"),
        (b"a" * (10 * 1024 * 1024 + 1), "larger than 10 MB"),
        (b"a,b\n" + b"1,2\n" * 5_001, "more than 5,000 rows"),
        (b"a,b\n" + b"x" * 140_000 + b",1", "breaks off being a table"),
    ],
)
def test_a_file_that_cannot_be_read_says_what_to_do(content: bytes, sentence: str) -> None:
    with pytest.raises(Unreadable, match=sentence):
        sheet_of(text_of(content))


def test_a_row_with_too_many_cells_says_so() -> None:
    text = sheet(GOOD).rstrip() + ",more,and more\r\n"
    row = check(sheet_of(text), here(), today=TODAY).rows[0]
    assert "The row has 13 cells, the header 11." in row.wrongs


def test_a_row_with_too_few_cells_is_read_as_far_as_it_goes() -> None:
    text = ",".join(GOOD) + "\nR-1,North team\n"
    row = check(sheet_of(text), here(), today=TODAY).rows[0]
    assert any("received_on" in wrong for wrong in row.wrongs)
    assert any("kind of team" in wrong for wrong in row.wrongs)


@given(
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters=NEVER_KEPT), max_size=30)
)
def test_no_text_runs_as_a_formula_and_every_text_comes_back(text: str) -> None:
    cell = harmless(text)
    assert not cell.startswith(("=", "+", "-", "@", "\t", "\r"))
    assert as_typed(cell) == text.strip() or text != text.strip()


@pytest.mark.parametrize("sign", "=+-@\t\r\n\uff1d\uff0b\uff0d\uff20")
def test_each_sign_that_a_spreadsheet_reckons_from_is_held_back(sign: str) -> None:
    assert harmless(f"{sign}1+1") == f"'{sign}1+1"
    assert as_typed(f"'{sign}1+1") == f"{sign}1+1"


def test_a_sign_that_makes_a_name_read_as_another_does_not_come_in() -> None:
    [row] = checked(
        GOOD | {"given_name": "Third\u202eevil", "family_name": "\u2066Zhang\u2069"}
    ).rows
    assert (row.fields["given_name"], row.fields["family_name"]) == ("Thirdevil", "Zhang")


def test_every_column_reads_its_own_example() -> None:
    example = {column.name: column.example for column in columns().values()}
    assert checked(example).rows[0].wrongs == []


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused_with_a_sentence(content: bytes) -> None:
    _read_or_refused(content)


header = ",".join(GOOD)
cells = st.text(max_size=20) | st.sampled_from([*GOOD.values(), "31/02/2025", "=1+1", '"', "\0"])


@given(st.lists(st.lists(cells, max_size=14), max_size=5), st.sampled_from(["utf-8", "cp1252"]))
def test_any_rows_are_read_or_refused_with_a_sentence(rows: list[list[str]], alphabet: str) -> None:
    text = "\n".join([header, *[",".join(row) for row in rows]])
    _read_or_refused(text.encode(alphabet, "ignore"))


def _read_or_refused(content: bytes) -> None:
    try:
        found = check(sheet_of(text_of(content)), here(), today=TODAY)
    except Unreadable:
        return
    assert all(row.wrongs for row in found.of(State.MEND))
    if found.to_mend:
        assert len(sheet_of(found.to_mend).rows) == len(found.of(State.MEND))
