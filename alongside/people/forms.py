"""What people type about who somebody is, and about what they wish."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError

from alongside.access.actions import OpenedFor
from alongside.access.deciding import WHY_APART, Kind, Purpose
from alongside.nhsuk import fields
from alongside.nhsuk.forms import Form
from alongside.nhsuk.widgets import Checkboxes, Radios
from alongside.people.actions import Answered
from alongside.people.models import RESTRICTED, Person, Telling, Wish
from alongside.people.told import ETHNICITIES, LABELS, one_line, without_turning
from alongside.policy.eligibility.postcodes import is_postcode, tidy

NEEDS_INTERPRETER = "Do they need an interpreter?"


class Line(fields.Text):
    """One line about a person, kept without anything hidden in it."""

    def to_python(self, value: Any) -> str:
        """Return the line with single blanks and without marks that turn the text around it."""
        return super().to_python(one_line(value) if isinstance(value, str) else value)


class Lines(fields.LongText):
    """Several lines about a person, without marks that turn the text around them."""

    def to_python(self, value: Any) -> str:
        """Return the text without those marks."""
        return super().to_python(without_turning(value) if isinstance(value, str) else value)


class Postcode(Line):
    """A postcode, or how it begins."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=10, width=10, required=False, **kwargs)

    def to_python(self, value: Any) -> str:
        """Return the postcode as the post office writes it, or say how to give one."""
        typed = super().to_python(value)
        if typed and not is_postcode(typed):
            raise ValidationError("Enter a postcode, like LS12 3QE, or leave it empty")
        return tidy(typed)


def _line(fact: str, most: int = 100, **kwargs: Any) -> Line:
    return Line(label=LABELS[fact], max_length=most, required=False, **kwargs)


def _lines(fact: str, **kwargs: Any) -> Lines:
    return Lines(label=LABELS[fact], required=False, **kwargs)


class Told(Form):
    """Facts about a person, who told them, and what was stored when the page was opened."""

    source = forms.ChoiceField(
        label="Who told you?",
        choices=Telling.Source.choices,
        widget=Radios(),
        error_messages={"required": "Say who told you, so that others know how far to trust it"},
    )
    seen = forms.CharField(widget=forms.HiddenInput, max_length=16, required=False)
    somebody_else = forms.BooleanField(
        label="I looked: these are different people", required=False, initial=False
    )
    order = ("source", "seen", "somebody_else")

    def told(self) -> dict[str, Any]:
        """Return the facts as they are stored."""
        return {name: v for name, v in self.cleaned_data.items() if name not in self.order}

    def facts(self) -> list[Any]:
        """Return the boxes for the facts, in their order."""
        return [bound for bound in self if bound.name not in self.order]


class Names(Told):
    """What somebody is called."""

    given_name = _line("given_name", help_text="Leave empty what is not known")
    family_name = _line("family_name", help_text="Somebody with one name has only one of the two")
    known_as = _line("known_as")
    former_names = _line(
        "former_names", 200, help_text="So that they are found by these as well; with commas"
    )


class Birth(Told):
    """When somebody was born, and how they are numbered and addressed."""

    born_on = fields.Day(
        label=LABELS["born_on"], called="date of birth", example="29 2 1984", required=False
    )
    nhs_number = fields.NhsNumberField(required=False)
    gender = forms.ChoiceField(
        label=LABELS["gender"],
        choices=Person.Gender.choices,
        widget=Radios(),
        help_text="As they state it themselves",
    )
    pronouns = _line("pronouns", 40, width=10)

    def clean_nhs_number(self) -> str:
        """Return the ten digits, or nothing."""
        return str(self.cleaned_data["nhs_number"] or "")


class Door(Told):
    """What a visitor has to know before they knock."""

    before_knocking = _lines(
        "before_knocking",
        max_length=2_000,
        help_text="Shown to everybody who visits: dogs, the buzzer, who else lives there, what"
        " keeps them and you safe",
    )


class Where(Told):
    """Where somebody lives or can be found."""

    address = _lines("address", rows=4, max_length=1_000)
    postcode = Postcode(label=LABELS["postcode"])
    ward = _line(
        "ward",
        width=20,
        help_text="The electoral ward, such as Armley: what a partner is told, never the address",
    )
    no_fixed_address = forms.BooleanField(label="They have no fixed address", required=False)
    where_to_find = _lines(
        "where_to_find",
        rows=3,
        max_length=2_000,
        help_text="Places and times, such as a café in the morning, or a friend’s address",
    )
    phone = _line("phone", 40, width=20, inputmode="tel", validators=[fields.telephone])


class Language(Told):
    """How to be understood."""

    first_language = _line("first_language", 40, width=20)
    needs_interpreter = forms.TypedChoiceField(
        label=NEEDS_INTERPRETER,
        choices=[("True", "Yes"), ("False", "No"), ("", "Not known")],
        coerce=lambda value: value == "True",
        empty_value=None,
        required=False,
        widget=Radios(inline=True),
    )
    communication_needs = _lines(
        "communication_needs",
        rows=3,
        max_length=2_000,
        help_text="Such as large print, easy words, a hearing loop, texting rather than calling",
    )


class Culture(Told):
    """Ethnicity and religion, as the person states them."""

    ethnicity = forms.ChoiceField(
        label=LABELS["ethnicity"],
        choices=[("", "Not recorded"), *ETHNICITIES.items()],
        required=False,
    )
    religion = _line("religion", 60, width=20)


SECTION_FORMS: Mapping[str, type[Told]] = {
    "names": Names,
    "birth": Birth,
    "door": Door,
    "where": Where,
    "language": Language,
    "culture": Culture,
}


class Died(Form):
    """On which day somebody died. Nothing else is asked of whoever has to write it."""

    died_on = fields.Day(
        label="On which day did they die?",
        called="date of death",
        error_messages={"required": "Enter the day on which they died"},
    )


_WISHES = {
    Wish.About.GENDER: ("a man or a woman as care co-ordinator", "woman, man"),
    Wish.About.CULTURE: ("their culture", "Irish Traveller, Somali"),
    Wish.About.RELIGION: ("their religion", "Muslim, Roman Catholic"),
    Wish.About.LANGUAGE: ("the language to speak in", "Punjabi, Welsh"),
}
NOT_TODAY = ""


class Wishes(Form):
    """What a person answered today to the questions about whom they would like to work with."""

    def clean(self) -> dict[str, Any]:
        """Refuse a wish that does not say what is wished for, and a page without any answer."""
        given = super().clean() or {}
        answered = [about for about in Wish.About if given.get(about)]
        for about in answered:
            silent = not (given.get(f"{about}_value") or given.get(f"{about}_words"))
            if given[about] == Wish.Answer.WISH and silent:
                self.add_error(
                    f"{about}_value", f"Say what they wish about {_WISHES[Wish.About(about)][0]}"
                )
        if not answered and not self.errors:
            raise ValidationError("Select what they answered to at least one of the questions")
        return given

    def answers(self) -> list[Answered]:
        """Return what they answered to the questions that were put."""
        given = self.cleaned_data
        return [self._answered(about) for about in Wish.About if given.get(about)]

    def _answered(self, about: Wish.About) -> Answered:
        given, answer = self.cleaned_data, Wish.Answer(self.cleaned_data[about])
        is_wish = answer is Wish.Answer.WISH
        return Answered(
            about=about,
            answer=answer,
            value=given[f"{about}_value"] if is_wish else "",
            in_their_words=given[f"{about}_words"] if is_wish else "",
        )


for _about, (_what, _such_as) in _WISHES.items():
    Wishes.base_fields |= {
        _about.value: forms.ChoiceField(
            label=f"Do they have a wish about {_what}?",
            choices=[
                (Wish.Answer.WISH, "Yes"),
                (Wish.Answer.NONE, "No wish"),
                (Wish.Answer.DECLINED, "Did not want to say"),
                (NOT_TODAY, "Not asked today"),
            ],
            required=False,
            widget=Radios(reveals={Wish.Answer.WISH: [f"{_about}_value", f"{_about}_words"]}),
        ),
        f"{_about}_value": Line(
            label="In a word", help_text=f"Such as {_such_as}", max_length=60, required=False
        ),
        f"{_about}_words": Lines(
            label="In their own words", rows=2, max_length=2_000, required=False
        ),
    }


_FEWEST_LETTERS = 3  # such as "OOH"; less is no reason


class SaysWhy(Form):
    """Why somebody needs what they ask for, in words that are kept."""

    because = Line(
        label="Say in a few words why",
        help_text="Kept with your name and the time",
        max_length=200,
        error_messages={"required": "Enter why you need it"},
    )

    def clean_because(self) -> str:
        """Refuse a dot or a dash: whoever reads the log later learns nothing from it."""
        said = str(self.cleaned_data["because"])
        if sum(map(str.isalnum, said)) < _FEWEST_LETTERS:
            raise ValidationError("Say why you need it in a few words that a colleague understands")
        return said


class WhyNeeded(SaysWhy):
    """What somebody needs restricted information for."""

    field_order = ("purpose", "because")
    purpose = forms.ChoiceField(
        label="What do you need it for?",
        choices=[(each.value, each.label) for each in WHY_APART],
        widget=Radios(),
        error_messages={"required": "Select what you need it for"},
    )

    def why(self, kind: Kind) -> OpenedFor:
        """Return the reason as it is kept with the opening."""
        said = self.cleaned_data
        return OpenedFor(kind, Purpose(said["purpose"]), said["because"])


class ChangeRestricted(Form):
    """What is kept from other hands. What is written down is not shown: it is kept or replaced.

    The names of the boxes begin with what drafts never keep.
    """

    restricted_remove = forms.MultipleChoiceField(
        label="Remove what is no longer right", required=False, widget=Checkboxes()
    )

    restricted_seen = forms.CharField(widget=forms.HiddenInput(), required=False)

    def __init__(self, *args: Any, marks: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kept = list(marks)
        self.marks = " ".join(f"{name}:{mark}" for name, mark in marks.items())
        self.fields["restricted_seen"].initial = self.marks
        for name, label in RESTRICTED.items():
            hint = "Leave empty to keep what is written down" if name in kept else ""
            self.fields[f"restricted_{name}"] = Line(
                label=label, help_text=hint, max_length=300, required=False
            )
        if kept:
            choices = [(name, RESTRICTED[name]) for name in kept]
            cast("forms.MultipleChoiceField", self.fields["restricted_remove"]).choices = choices
        else:
            del self.fields["restricted_remove"]

    @property
    def texts(self) -> dict[str, str]:
        """What is kept from now on, by name; empty for what is removed."""
        said = self.cleaned_data
        typed = {name: said[f"restricted_{name}"] for name in RESTRICTED}
        removed = dict.fromkeys(said.get("restricted_remove", ()), "")
        return removed | {name: text for name, text in typed.items() if text}

    @property
    def seen(self) -> dict[str, str]:
        """What was written down when they were asked, each with its mark."""
        told = str(self.cleaned_data["restricted_seen"]).split()
        return {name: mark for name, _, mark in (each.partition(":") for each in told)}
