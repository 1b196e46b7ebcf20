"""What people type is answered in sentences, and still there."""

from contextlib import suppress
from datetime import date, time
from typing import Any

import pytest
from django import forms
from hypothesis import given
from hypothesis import strategies as st

from alongside.nhsuk import fields
from alongside.nhsuk.forms import Form
from alongside.nhsuk.widgets import Checkboxes, Radios

TODAY = date(2026, 11, 22)


class Visit(Form):
    born_on = fields.Day(
        called="date of birth", label="Born on?", example="27 3 1985", today=lambda: TODAY
    )
    at = fields.TimeOfDay(called="time of the visit", label="At what time?", required=False)
    name = fields.Text(label="First name")
    nhs_number = fields.NhsNumberField(required=False)
    seen = forms.ChoiceField(
        label="Were they seen?",
        choices=[("yes", "Yes"), ("no", "No")],
        widget=Radios(hints={"yes": "Face to face"}, reveals={"no": ["why"]}),
    )
    why = fields.LongText(label="Why not?", required=False)
    wishes = forms.MultipleChoiceField(
        choices=[("a", "A walk"), ("b", "Shopping")], widget=Checkboxes(), required=False
    )
    team = forms.ChoiceField(choices=[("", "Choose"), ("City", [("n", "North")])], required=False)
    read = forms.BooleanField(label="I have read this back")
    visits = forms.IntegerField(label="How many visits?", required=False)
    letter = forms.FileField(label="Letter", required=False)

    def clean(self) -> None:
        if self.cleaned_data.get("seen") == "no":
            self.require("why")


def typed(**changes: Any) -> dict[str, Any]:
    return {
        "born_on_day": "27",
        "born_on_month": "3",
        "born_on_year": "1985",
        "name": "Ngozi",
        "seen": "yes",
        "read": "on",
    } | changes


def sentence(field: str, **changes: Any) -> str:
    return " ".join(map(str, Visit(typed(**changes)).errors.get(field, [])))


def test_a_good_form_is_cleaned() -> None:
    form = Visit(typed(at="2.05pm"))
    assert form.is_valid(), form.errors
    assert form.cleaned_data["born_on"] == date(1985, 3, 27)
    assert form.cleaned_data["at"] == time(14, 5)
    assert form.cleaned_data["nhs_number"] is None


@pytest.mark.parametrize(
    ("day", "month", "year", "said"),
    [
        ("31", "2", "2025", "The date of birth must be a real date, like 27 3 1985"),
        ("x", "3", "1985", "The date of birth must be a real date, like 27 3 1985"),
        ("1", "13", "1985", "The date of birth must be a real date, like 27 3 1985"),
        ("٣", "3", "1985", "The date of birth must be a real date, like 27 3 1985"),
        ("", "3", "1985", "The date of birth must include a day"),
        ("1", "", "", "The date of birth must include a month and a year"),
        ("1", "3", "85", "The year of the date of birth must have 4 digits, like 1985"),
        ("23", "11", "2026", "The date of birth must be today or in the past"),
        ("1", "1", "1822", "The date of birth must be 1 January 1900 or later"),
        ("", "", "", "Answer “Born on?”"),
        ("22", "11", "2026", ""),
        ("1", "sept", "1985", ""),
        (" 1", "March ", "1985", ""),
    ],
)
def test_what_is_wrong_with_a_day_is_said(day: str, month: str, year: str, said: str) -> None:
    got = sentence("born_on", born_on_day=day, born_on_month=month, born_on_year=year)
    assert got == said


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("14:05", time(14, 5)),
        ("1405", time(14, 5)),
        ("9am", time(9)),
        ("12am", time(0)),
        ("12.30 PM", time(12, 30)),
        ("midday", time(12)),
        ("7", time(7)),
    ],
)
def test_a_time_may_be_typed_as_people_do(text: str, meant: time) -> None:
    form = Visit(typed(at=text))
    assert form.is_valid()
    assert form.cleaned_data["at"] == meant


@pytest.mark.parametrize("text", ["25:00", "13pm", "soon", "14:60", "0am"])
def test_no_time_is_refused_with_an_example(text: str) -> None:
    said = "The time of the visit must be a real time, like 14:05 or 2.05pm"
    assert sentence("at", at=text) == said


@pytest.mark.parametrize(
    ("field", "changes", "said"),
    [
        ("name", {"name": ""}, "Enter first name"),
        (
            "name",
            {"name": "x" * 201},
            "“First name” must be 200 characters or fewer. You typed 201",
        ),
        ("name", {"name": "a\x00b"}, "This holds a character that cannot be kept"),
        ("name", {"name": "\ud800"}, "This holds a character that cannot be kept"),
        ("seen", {"seen": ""}, "Select an answer to “Were they seen?”"),
        (
            "seen",
            {"seen": "perhaps"},
            "Choose one of the answers to “Were they seen?” that are on the page",
        ),
        ("read", {"read": ""}, "Tick “I have read this back”"),
        ("visits", {"visits": "many"}, "“How many visits?” must be a number, like 12"),
        ("nhs_number", {"nhs_number": "0000000000"}, "This is not a valid NHS number"),
        ("nhs_number", {"nhs_number": "12"}, "An NHS number has 10 digits"),
    ],
)
def test_errors_are_sentences(field: str, changes: dict[str, str], said: str) -> None:
    assert sentence(field, **changes).startswith(said)


@pytest.mark.parametrize("name", ["Siân Ŵyn", "O'Neill-Ọládélé", "Madonna", "\u200fمريم\u200e"])
def test_names_are_kept_as_they_are(name: str) -> None:
    form = Visit(typed(name=name))
    assert form.is_valid()
    assert form.cleaned_data["name"] == name


def test_a_sign_that_makes_a_name_read_as_another_is_not_kept() -> None:
    form = Visit(typed(name=" Third\u202eevil Person\u2069 \u202c"))
    assert form.is_valid()
    assert form.cleaned_data["name"] == "Thirdevil Person"
    assert sentence("name", name="\u202e\u202c").startswith("Enter")


def test_every_kind_of_field_shows_what_was_typed_with_what_is_wrong() -> None:
    form = Visit(typed(born_on_day="31", born_on_month="2", name="", seen="no", wishes=["b"]))
    page = str(form.notices()) + str(form)
    assert 'href="#id_born_on_day"' in page
    assert (
        'id="id_born_on_day" name="born_on_day" type="text" inputmode="numeric" value="31"' in page
    )
    assert 'aria-describedby="id_born_on-hint id_born_on-error"' in page
    assert 'value="no" checked' in page
    assert 'name="wishes" type="checkbox" value="b" checked' in page
    assert '<optgroup label="City">' in page
    assert page.count('name="why"') == 1, "a revealed field is shown once"
    assert 'id="conditional-id_seen_1"' in page


def test_what_a_choice_reveals_can_be_asked_for() -> None:
    assert sentence("why", seen="no") == "Answer “Why not?”"
    assert sentence("why", seen="no", why="Nobody at home") == ""
    assert sentence("why", seen="yes") == ""


def test_only_the_wrong_box_of_a_day_is_marked() -> None:
    page = str(Visit(typed(born_on_year="85"))["born_on"].as_field_group())
    assert page.count("nhsuk-input--error") == 1


def test_a_day_that_is_there_is_shown_in_its_boxes() -> None:
    page = str(Visit(initial={"born_on": date(1985, 3, 27)})["born_on"].as_field_group())
    assert [part in page for part in ('value="27"', 'value="3"', 'value="1985"')] == [True] * 3


# Whatever a browser, a script or a tired person can send.
anything = st.one_of(
    st.text(st.sampled_from("a1 -:.\n\x00\ud800'\"<&ŵ\u202e٣²"), max_size=12),
    st.just("1" * 5000),
    st.integers(-10, 9999).map(str),
)


@given(
    st.dictionaries(
        st.sampled_from([*typed(), "at", "nhs_number", "visits", "why", "team"]), anything
    )
)
def test_nothing_that_is_sent_breaks_a_form(sent: dict[str, str]) -> None:
    form = Visit(typed() | sent)
    form.is_valid()
    assert str(form.notices()) + str(form)


@given(anything, anything, anything)
def test_no_three_texts_break_a_day(day: str, month: str, year: str) -> None:
    field = fields.Day(called="day", required=False, today=lambda: TODAY)
    with suppress(forms.ValidationError):
        found = field.clean([day, month, year])
        assert found is None or found <= TODAY


def test_two_choices_cannot_reveal_the_same_field() -> None:
    """It would be on the page twice, and the empty one would win."""
    with pytest.raises(ValueError, match="Two choices reveal why"):
        Radios(reveals={"no": ["why"], "not yet": ["why"]})


def test_several_sentences_about_one_box_stand_on_lines_of_their_own() -> None:
    form = Visit(typed())
    form.add_error("name", "Line 1: “title” is missing.")
    form.add_error("name", "Line 2: did you mean “title”?")
    page = str(form["name"].as_field_group())
    assert "“title” is missing.<br>Line 2: did you mean “title”?</span>" in page
