"""What people type when a review is planned, invited to and held."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.forms.boundfield import BoundField

from alongside.careplans.actions import Appointment
from alongside.careplans.models import Invitation
from alongside.kernel.text import lines_of
from alongside.nhsuk import fields
from alongside.nhsuk.forms import Form
from alongside.nhsuk.widgets import Radios
from alongside.nhsuk.words import day
from alongside.policy.reviewing import Family, TakesPart, TookPartHow
from alongside.record.reviewing.letters import Asked

MOST_ROWS = 20
# Where the rest is told, for each answer to whether family and carers were heard.
_FAMILY_TELLS = {
    Family.HEARD.value: "familys_view",
    Family.NOT_AGREED.value: "why_not_agreed",
    Family.NOT_REACHED.value: "why_not_reached",
}


class AppointmentForm(Form):
    """For when and where the next review is planned."""

    on = fields.Day(
        called="day of the review", label="On which day?", example="8 12 2026", may_be_future=True
    )
    begins_at = fields.TimeOfDay(
        called="time of the review",
        label="At what time? (optional)",
        help_text="For example, 14:30. An invitation by letter needs it",
        required=False,
    )
    place = fields.Text(
        label="Where? (optional)",
        help_text="Wherever suits them: at home, in a café, at the base",
        required=False,
    )
    because = fields.LongText(label="Why is it moved?", rows=2, max_length=1000, required=False)

    def __init__(
        self, *args: Any, today: date, due_on: date | None, planned_for: date | None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.today, self.due_on, self.planned_for = today, due_on, planned_for
        if planned_for is None:
            label = f"If it is later than {day(due_on)}, why?" if due_on else "Why then? (optional)"
            self.fields["because"].label = label
        elif due_on:
            self.fields["because"].help_text = f"It is due by {day(due_on)}"

    def clean(self) -> dict[str, Any]:
        """Ask why, when a review is moved to another day or comes later than it is due."""
        cleaned = super().clean() or {}
        on = cleaned.get("on")
        if on is None or cleaned.get("because"):
            return cleaned
        if self.planned_for and on != self.planned_for:
            self.add_error("because", "Enter why the review is moved")
        elif self.due_on and on > max(self.due_on, self.today):
            self.add_error("because", f"Enter why it is later than {day(self.due_on)}")
        return cleaned

    def clean_on(self) -> date:
        """Refuse a day that has passed: a review that was held then is recorded, not planned."""
        on: date = self.cleaned_data["on"]
        if on < self.today:
            raise forms.ValidationError("The day of the review must be today or later")
        return on

    @property
    def appointment(self) -> Appointment:
        """What was typed, as a review keeps it."""
        said = self.cleaned_data
        return Appointment(said["on"], said["begins_at"], said["place"])


class InvitationForm(Form):
    """Who is invited, how, and what the letter says."""

    as_what = forms.ChoiceField(
        label="Who is invited?",
        choices=[(each.value, each.label) for each in TakesPart],
        widget=Radios(),
        error_messages={"required": "Select who is invited"},
    )
    with_permission = forms.BooleanField(
        label="The person wants them there",
        help_text="Ask first. Only the person, their team and their GP need no leave of theirs",
        required=False,
    )
    name = fields.Text(
        label="Their name", help_text="Leave it empty for the person themself", required=False
    )
    how = forms.ChoiceField(
        label="How are they asked?",
        choices=Invitation.How.choices,
        widget=Radios(reveals={"post": ["address"]}),
        error_messages={"required": "Select how they are asked"},
    )
    address = fields.LongText(
        label="Address",
        help_text="One line each. For the person: empty is the address in their record",
        rows=4,
        max_length=1000,
        required=False,
    )
    print_size = forms.ChoiceField(
        label="Size of print, if it is a letter",
        choices=[("12", "Ordinary print (12 point)"), ("16", "Large print (16 point)")],
        widget=Radios(inline=True),
        initial="12",
        required=False,
    )
    to_talk_about = fields.LongText(
        label="What to talk about, in their letter",
        help_text="One line each. Only the person’s own letter says it",
        rows=5,
        max_length=4000,
        required=False,
    )
    arranged = fields.LongText(
        label="What is arranged for them (optional)",
        help_text="One line each: an interpreter, a lift, a quiet room",
        rows=2,
        max_length=1000,
        required=False,
    )

    def __init__(self, *args: Any, full_name: str, address: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.full_name, self.home = full_name, tuple(address)

    def clean(self) -> dict[str, Any]:
        """Ask for the name, the leave and the address where they are needed."""
        cleaned = super().clean() or {}
        as_what = cleaned.get("as_what")
        if as_what == TakesPart.PERSON:
            cleaned["name"] = self.full_name
        elif as_what and not cleaned.get("name") and "name" not in self.errors:
            self.add_error("name", "Enter the name of whoever is invited")
        if cleaned.get("how") == "post" and not self._address() and "address" not in self.errors:
            self.add_error("address", "Enter the address that the letter goes to")
        return cleaned

    def _address(self) -> tuple[str, ...]:
        typed = lines_of(self.cleaned_data.get("address", ""))
        return typed or (self.home if self.cleaned_data.get("as_what") == "person" else ())

    @property
    def asked(self) -> Asked:
        """Whom the letter asks, and what it says."""
        said = self.cleaned_data
        return Asked(
            name=said["name"],
            as_what=TakesPart(said["as_what"]),
            address=self._address(),
            to_talk_about=lines_of(said["to_talk_about"]),
            arranged=lines_of(said["arranged"]),
        )


class HeldForm(Form):
    """What a review found. `rows` says for how many people there is room."""

    held_on = fields.Day(
        called="day of the review", label="On which day was it held?", example="8 12 2026"
    )
    persons_view = fields.LongText(
        label="What do they say themself?",
        help_text="In their own words: how it goes, what helps, what does not, what they want",
        rows=6,
        required=False,
    )
    why_not_heard = fields.LongText(
        label="If they could not be asked, why, and what was tried?", rows=2, required=False
    )
    family = forms.ChoiceField(
        label="Were family or carers heard?",
        choices=[(each.value, each.label) for each in Family],
        widget=Radios(
            reveals={
                Family.HEARD: ["familys_view"],
                Family.NOT_AGREED: ["why_not_agreed"],
                Family.NOT_REACHED: ["why_not_reached"],
            }
        ),
        error_messages={"required": "Select whether family or carers were heard"},
    )
    familys_view = fields.LongText(
        label="What do they say?",
        help_text="With who said it",
        rows=4,
        required=False,
        error_messages={"required": "Enter what family or carers say"},
    )
    why_not_agreed = fields.LongText(
        label="What do they not want, and why?",
        rows=2,
        required=False,
        error_messages={"required": "Enter what they do not want, and why"},
    )
    why_not_reached = fields.LongText(
        label="Who was asked, and what was tried?",
        rows=2,
        required=False,
        error_messages={"required": "Enter who was asked, and what was tried"},
    )
    summary = fields.LongText(
        label="What was concluded?",
        help_text="What goes on, what changes, who does what by when",
        rows=6,
        error_messages={"required": "Enter what was concluded"},
    )
    plan_stands = forms.TypedChoiceField(
        label="Does the plan go on as it is?",
        choices=[
            ("yes", "Yes, it stands as it is"),
            ("no", "No, the next version is written now"),
        ],
        coerce=lambda typed: typed == "yes",
        widget=Radios(),
        error_messages={"required": "Select whether the plan goes on as it is"},
    )
    next_on = fields.Day(
        called="day of the next review",
        label="When is the next review?",
        example="22 5 2027",
        may_be_future=True,
    )
    why_later = fields.LongText(label="If it is later, why?", rows=2, required=False)

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        rows: int,
        review_by: Callable[[date], date],
        today: date,
        **kwargs: Any,
    ) -> None:
        self.rows, self.review_by, self.today = range(rows), review_by, today
        super().__init__(data, **kwargs)
        by = day(review_by(today))
        self.fields["next_on"].help_text = f"By {by}, if it is held today"
        self.fields["why_later"].label = "If it is later than it is due, why? (optional)"

    def further_fields(self) -> Mapping[str, forms.Field]:
        """Return the boxes for each who took part."""
        made: dict[str, forms.Field] = {}
        for n in self.rows:
            made[f"name_{n}"] = fields.Text(label="Name", required=False)
            made[f"as_{n}"] = forms.ChoiceField(label="As what", choices=_AS, required=False)
            made[f"how_{n}"] = forms.ChoiceField(label="How", choices=_HOW, required=False)
        return made

    @property
    def people(self) -> list[tuple[BoundField, BoundField, BoundField]]:
        """The boxes of each who took part."""
        return [(self[f"name_{n}"], self[f"as_{n}"], self[f"how_{n}"]) for n in self.rows]

    def clean(self) -> dict[str, Any]:
        """Ask for what would leave the review half said."""
        cleaned = super().clean() or {}
        if told := _FAMILY_TELLS.get(cleaned.get("family", "")):
            self.require(told)
        if not cleaned.get("persons_view") and not cleaned.get("why_not_heard"):
            self.add_error("persons_view", "Enter what they say, or below why they were not asked")
        self._ask_who_took_part()
        self._ask_about_the_next()
        return cleaned

    def _ask_who_took_part(self) -> None:
        named = [n for n in self.rows if self.cleaned_data.get(f"name_{n}")]
        if not named:
            self.add_error("name_0", "Enter who took part")
        for n in named:
            who = self.cleaned_data[f"name_{n}"]
            for part, asks in (("as", "as what"), ("how", "how")):
                if not self.cleaned_data.get(f"{part}_{n}") and f"{part}_{n}" not in self.errors:
                    self.add_error(f"{part}_{n}", f"Choose {asks} {who} took part")

    def _ask_about_the_next(self) -> None:
        said = self.cleaned_data
        held_on, next_on = said.get("held_on"), said.get("next_on")
        if held_on is None or next_on is None:
            return
        due_on = self.review_by(held_on)
        if next_on <= max(held_on, self.today):
            self.add_error("next_on", "The next review must be after today and after this one")
        elif next_on > due_on and not said.get("why_later"):
            self.add_error("why_later", f"Enter why the next review is later than {day(due_on)}")

    @property
    def text(self) -> dict[str, Any]:
        """What was typed, as a review keeps it, but for what was prepared."""
        said = self.cleaned_data
        family = Family(said["family"])
        return {
            "held_on": said["held_on"],
            "summary": said["summary"],
            "persons_view": said["persons_view"],
            "why_not_heard": "" if said["persons_view"] else said["why_not_heard"],
            "family": family.value,
            "familys_view": said["familys_view"] if family is Family.HEARD else "",
            "why_not_family": said[_FAMILY_TELLS[family]] if family.asks_why else "",
            "plan_stands": said["plan_stands"],
            "who_took_part": [
                {"name": said[f"name_{n}"], "as": said[f"as_{n}"], "how": said[f"how_{n}"]}
                for n in self.rows
                if said[f"name_{n}"]
            ],
        }


def rows_of(names: Iterable[str]) -> int:
    """Return for how many people a page had room, from the names of its boxes."""
    numbers = [name.removeprefix("name_") for name in names if name.startswith("name_")]
    rows = [int(n) for n in numbers if n.isascii() and n.isdecimal() and len(n) < 3]
    return min(max(rows, default=0) + 1, MOST_ROWS)


def boxes_of(people: Sequence[tuple[str, str]]) -> dict[str, str]:
    """Return the boxes of those who are expected to take part: name, and as what."""
    return {
        f"{part}_{n}": said
        for n, (name, as_what) in enumerate(people)
        for part, said in (("name", name), ("as", as_what))
    }


_AS = [("", "Choose"), *((each.value, each.label) for each in TakesPart)]
_HOW = [("", "Choose"), *((each.value, each.label) for each in TookPartHow)]
