"""What is reported about a breach of confidentiality, and what was done."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from django import forms

from alongside.nhsuk import fields
from alongside.nhsuk.forms import Form
from alongside.nhsuk.widgets import Radios
from alongside.people.forms import Line, Lines
from alongside.policy.disclosing import BreachStep
from alongside.staff.models import Team


class ReportBreach(Form):
    """What happened, to whose information, and when."""

    team = forms.TypedChoiceField(
        label="Whose team is it about?",
        coerce=int,
        choices=[],
        widget=Radios(),
        error_messages={"required": "Select which team it is about"},
    )
    about_whom = Line(
        label="Whose information is it?",
        help_text="Initials, or how many people: SH, or everybody on the list of visits",
        max_length=300,
        error_messages={"required": "Enter whose information it is"},
    )
    happened_on = fields.Day(called="day on which it happened", label="On what day did it happen?")
    what = Lines(
        label="What happened?",
        help_text="Who learnt what, and how. Your own mistake too: it helps most when it is early",
        max_length=5000,
        error_messages={"required": "Enter what happened"},
    )

    def __init__(self, *args: Any, teams: Sequence[Team], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(str(team.pk), team.name) for team in teams]
        cast("forms.ChoiceField", self.fields["team"]).choices = choices
        if len(choices) == 1:
            self.fields["team"].initial = choices[0][0]


class FollowBreach(Form):
    """What was done about a breach."""

    step = forms.TypedChoiceField(
        label="What was done?",
        coerce=BreachStep,
        choices=[(each.value, each.label) for each in BreachStep],
        widget=Radios(),
        error_messages={"required": "Select what was done"},
    )
    says = Lines(
        label="Say what exactly, and who was told",
        max_length=5000,
        error_messages={"required": "Enter what was done"},
    )
