"""Opening a record in an emergency, and what a privacy officer finds about it."""

from __future__ import annotations

from typing import Any

from django import forms

from alongside.access.deciding import Finding
from alongside.access.emergencies import Sought
from alongside.nhsuk import fields
from alongside.nhsuk.forms import Form
from alongside.nhsuk.widgets import Radios
from alongside.people.forms import Line, SaysWhy


class OpenInEmergency(SaysWhy):
    """Whom somebody asks for, and why they cannot wait for a team that knows them."""

    field_order = ("nhs_number", "family_name", "born_on", "because")
    nhs_number = fields.NhsNumberField(required=False)
    family_name = Line(
        label="Family name",
        help_text="Without an NHS number",
        max_length=100,
        required=False,
    )
    born_on = fields.Day(called="date of birth", label="Date of birth", required=False)

    def clean(self) -> dict[str, Any]:
        """Hold them to say whom they ask for: by number, or by name and date of birth."""
        cleaned = super().clean() or {}
        named = cleaned.get("family_name") and cleaned.get("born_on")
        if not self.errors and not cleaned.get("nhs_number") and not named:
            said = "Enter an NHS number, or a family name and a date of birth"
            self.add_error("nhs_number", said)
        return cleaned

    @property
    def sought(self) -> Sought:
        """Whom they ask for."""
        asked = self.cleaned_data
        number = str(asked["nhs_number"] or "")
        return Sought(number, "" if number else asked["family_name"], asked["born_on"])


class ReviewReason(Form):
    """What a privacy officer found about a reason."""

    finding = forms.TypedChoiceField(
        label="What explains it?",
        coerce=Finding,
        choices=[(each.value, each.label) for each in Finding],
        widget=Radios(),
        error_messages={"required": "Select what explains it"},
    )
    says = Line(
        label="What you asked, or what does not fit",
        help_text="Nobody's name. May stay empty where their work explains it",
        max_length=300,
        required=False,
    )

    @property
    def found(self) -> dict[str, Any]:
        """What was found, as it is kept."""
        return {each: self.cleaned_data[each] for each in ("finding", "says")}
