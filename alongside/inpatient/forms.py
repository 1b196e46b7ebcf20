"""What people type about a spell in hospital or with the crisis team."""

from __future__ import annotations

from typing import Any

from django import forms

from alongside.inpatient.models import NO_SECTION, SECTION_NOT_TOLD, Spell
from alongside.nhsuk import fields
from alongside.nhsuk.forms import Form
from alongside.nhsuk.widgets import Radios

# The sections under which somebody can be in hospital.
SECTIONS = (
    ("", NO_SECTION),
    (SECTION_NOT_TOLD, "Detained, and the section was not told"),
    *((each, f"Section {each}") for each in (
        "2", "3", "4", "5(2)", "5(4)", "35", "36", "37", "37/41", "38", "47", "47/49", "48",
        "48/49", "135", "136", "17E (recall)",
    )),
)  # fmt: skip


class SpellForm(Form):
    """A spell, from its first day to its last."""

    kind = forms.ChoiceField(
        label="What was it?",
        choices=Spell.Kind.choices,
        widget=Radios(reveals={Spell.Kind.INPATIENT: ["section", "planned"]}),
    )
    section = forms.ChoiceField(
        label="Under which section of the Mental Health Act?", choices=SECTIONS, required=False
    )
    planned = forms.BooleanField(label="The admission was planned", required=False)
    place = fields.Text(
        label="Where?", required=False, help_text="Ward and hospital, or the crisis team"
    )
    began_on = fields.Day(label="First day", called="first day", example="4 11 2026")
    ended_on = fields.Day(
        label="Last day",
        called="last day",
        example="18 11 2026",
        required=False,
        help_text="Leave empty while it goes on",
    )
    source = fields.Text(
        label="Where do you know it from?",
        required=False,
        help_text="Such as the ward, the discharge letter, the person",
    )

    seen = forms.CharField(widget=forms.HiddenInput, required=False)  # what it said before

    def told(self) -> dict[str, Any]:
        """Return the spell as it is stored; sections and plans belong to hospitals alone."""
        told = {name: self.cleaned_data[name] for name in self.base_fields if name != "seen"}
        if told["kind"] != Spell.Kind.INPATIENT:
            told |= {"section": "", "planned": False}
        return told


class TakeBack(Form):
    """Why a spell never was."""

    because = fields.Text(
        label="Why was it written?", max_length=300, help_text="Such as: it was somebody else"
    )
