"""Who somebody referred is; somebody who asked and was turned away."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms

from alongside.nhsuk import fields
from alongside.nhsuk.forms import Form
from alongside.nhsuk.widgets import Radios
from alongside.people.models import Person
from alongside.people.recognising import Alike
from alongside.policy.eligibility.referring import Referrer, ask_instead
from alongside.referrals.models import TurnedAway
from alongside.staff.models import Team

NEW = "new"


class TakeIn(Form):
    """Whether somebody referred is one of the people known here, or somebody new."""

    who = forms.ChoiceField(
        label="Who is it?",
        choices=[],
        widget=Radios(),
        error_messages={"required": "Select the person, or “Somebody new to us”"},
    )
    comes_back = forms.BooleanField(
        label="They come back to us: no screening is needed", required=False
    )

    def __init__(
        self, *args: Any, alike: Iterable[Alike], returning: Iterable[object], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.people: dict[str, Person] = {str(one.person.pk): one.person for one in alike}
        known = [(key, f"This is {person.full_name}") for key, person in self.people.items()]
        choices = [*known, (NEW, "Somebody new to us")]
        field = self.fields["who"]
        field.choices = field.widget.choices = choices  # type: ignore[attr-defined]  # a choice
        if not known:
            self.initial["who"] = NEW
        if not list(returning):
            del self.fields["comes_back"]

    def person(self) -> Person | None:
        """Return the person who was chosen; None for somebody new."""
        return self.people.get(self.cleaned_data["who"])


_REFERRERS = {
    TurnedAway.Asked.THEMSELF: Referrer.SELF,
    TurnedAway.Asked.FAMILY: Referrer.FAMILY_OR_FRIEND,
    TurnedAway.Asked.FRIEND: Referrer.FAMILY_OR_FRIEND,
    TurnedAway.Asked.OTHER: Referrer.OTHER,
}


class TurnAway(Form):
    """Who asked, and what they were told. No name: nothing says who it was."""

    team = forms.ChoiceField(label="Which team was asked?", choices=[], widget=Radios())
    asked = forms.ChoiceField(label="Who asked?", choices=TurnedAway.Asked.choices, widget=Radios())
    told = fields.LongText(
        label="What were they told?",
        help_text="Leave this empty to keep the usual advice. Write no names and nothing that says "
        "who it was",
        rows=4,
        max_length=2000,
        required=False,
    )

    def __init__(self, *args: Any, teams: Iterable[Team], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.teams = {str(team.pk): team for team in teams}
        choices = [(key, team.name) for key, team in self.teams.items()]
        field = self.fields["team"]
        field.choices = field.widget.choices = choices  # type: ignore[attr-defined]  # a choice
        if len(choices) == 1:
            self.initial["team"] = choices[0][0]

    def chosen_team(self) -> Team:
        """Return the team that was asked."""
        return self.teams[self.cleaned_data["team"]]

    def clean(self) -> dict[str, Any]:
        """Put the usual advice where nothing was written."""
        cleaned = super().clean() or self.cleaned_data
        if asked := cleaned.get("asked"):
            usual = ask_instead(_REFERRERS[TurnedAway.Asked(asked)])
            cleaned["told"] = cleaned.get("told") or usual
        return cleaned
