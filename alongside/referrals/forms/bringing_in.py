"""The file that somebody brings in, and for which team."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms

from alongside.nhsuk.forms import Form
from alongside.nhsuk.widgets import Radios
from alongside.referrals.files.checking import columns_of
from alongside.referrals.files.reading import MOST_BYTES, Unreadable, sheet_of, text_of
from alongside.staff.models import Team


class BringIn(Form):
    """A file of referrals, read as text; what cannot be read is refused with a sentence."""

    team = forms.ChoiceField(label="For which team?", choices=[], widget=Radios())
    file = forms.FileField(
        label="The file",
        help_text="CSV, up to 10 MB and 5,000 rows. Nothing goes in before you have seen it",
        allow_empty_file=True,  # so that we can say what to do
        error_messages={"required": "Choose a file"},
    )

    def __init__(self, *args: Any, teams: Iterable[Team], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.teams = {str(team.pk): team for team in teams}
        choices = [(key, team.name) for key, team in self.teams.items()]
        field = self.fields["team"]
        field.choices = field.widget.choices = choices  # type: ignore[attr-defined]  # a choice
        if len(choices) == 1:
            self.initial["team"] = choices[0][0]

    def clean_file(self) -> str:
        """Return the text of the file."""
        file = self.cleaned_data["file"]
        self.file_name: str = file.name
        try:
            text = text_of(file.read(MOST_BYTES + 1))
            columns_of(sheet_of(text))
        except Unreadable as wrong:
            raise forms.ValidationError(str(wrong)) from wrong
        return text

    def chosen_team(self) -> Team:
        """Return the team for which referrals are brought in."""
        return self.teams[self.cleaned_data["team"]]
