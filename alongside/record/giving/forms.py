"""What is typed for the letters when care begins and ends, and how each is given."""

from __future__ import annotations

from typing import Any

from django import forms

from alongside.documents.models import Sent
from alongside.nhsuk import fields
from alongside.nhsuk.forms import Form
from alongside.nhsuk.widgets import Radios
from alongside.record.giving.papers import Left, Reader

_GIVING = ("how", "where", "large_print")


class Give(Form):
    """How a letter is given."""

    how = forms.TypedChoiceField(
        label="How is it given?",
        coerce=Sent.HowGiven,
        choices=Sent.HowGiven.choices,
        widget=Radios(inline=True),
        error_messages={"required": "Select how it is given"},
    )
    where = fields.LongText(
        label="By post or email: to which address?",
        help_text="Leave this empty to use the postal address that we have",
        rows=3,
        max_length=1000,
        required=False,
    )
    large_print = forms.BooleanField(label="In large print, 16 point", required=False)

    def said(self) -> dict[str, Any]:
        """Return what was typed for the letter itself."""
        return {name: value for name, value in self.cleaned_data.items() if name not in _GIVING}


class Leaving(Give):
    """What is told about the end of care, and to whom it goes now."""

    reader = forms.TypedChoiceField(
        label="Who gets a letter now?",
        coerce=Reader,
        choices=[(one.value, one.label) for one in Reader],
        widget=Radios(),
        error_messages={"required": "Select who gets a letter now"},
    )
    ended_on = fields.Day(
        called="last day of our care", label="Last day of our care", may_be_future=True
    )
    why = fields.LongText(
        label="How are they, and what led to this?",
        rows=4,
        error_messages={"required": "Enter how they are and what led to this"},
    )
    did = fields.LongText(label="What did we do together?", rows=4, required=False)
    medication = fields.LongText(
        label="Medication, and who prescribes it from now on", rows=3, required=False
    )
    physical_health = fields.LongText(label="Physical health", rows=3, required=False)
    signs = fields.LongText(label="Early signs, and what helps", rows=4, required=False)
    their_view = fields.LongText(
        label="What does the person say about it? In their own words", rows=3, required=False
    )
    receiving_service = fields.Text(
        label="Who takes over?",
        help_text="A name and how to reach them, like: Armley CMHT, 0113 496 0200",
        required=False,
    )
    accepted = fields.Text(label="Who agreed to take over, and when?", required=False)
    way_back = fields.LongText(
        label="The way back: what you agreed",
        help_text="The letter says in any case whom to ring, and that they need not start again",
        rows=3,
        required=False,
    )

    field_order = (
        "ended_on", "why", "did", "medication", "physical_health", "signs", "their_view",
        "receiving_service", "accepted", "way_back", "reader", "how", "where", "large_print",
    )  # fmt: skip

    def left(self) -> Left:
        """Return what is told about the end of care."""
        said = self.said()
        del said["reader"]
        return Left(**said)


class Welcome(Give):
    """What somebody is told about their first visit."""

    first_visit = fields.LongText(
        label="When and where is our first visit, and who comes?",
        help_text="The person reads this as it stands",
        rows=3,
        error_messages={"required": "Enter when and where the first visit is, and who comes"},
    )

    field_order = ("first_visit", "how", "where", "large_print")
