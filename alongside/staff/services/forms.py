"""What people type about services and about what a team is."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms

from alongside.nhsuk import fields
from alongside.nhsuk.forms import Form
from alongside.nhsuk.widgets import Radios
from alongside.policy.frameworks import FRAMEWORKS, Framework, frameworks_of, levels_of
from alongside.policy.values import Nation
from alongside.staff.models import Service, Team
from alongside.staff.services.actions import FrameworkChoice, TeamFacts


def _hint(framework: Framework) -> str:
    """Return what a framework is, and that each person's level is asked where it has levels."""
    if not levels_of(framework):
        return framework.sentence
    return f"{framework.sentence} The level is asked for each person; this one is proposed."


def _radios(frameworks: tuple[Framework, ...]) -> Radios:
    return Radios(hints={each.id: _hint(each) for each in frameworks})


class NewService(Form):
    """A further service of the provider."""

    name = fields.Text(
        label="Name of the service", error_messages={"required": "Enter the name of the service"}
    )
    nation = forms.ChoiceField(
        label="Whose law and guidance is in force?",
        choices=Service.Nation.choices,
        widget=Radios(inline=True),
        error_messages={"required": "Select whose law and guidance is in force"},
    )
    framework = forms.ChoiceField(
        label="Under which framework does it work?",
        choices=[(each.id, each.name) for each in FRAMEWORKS.values()],
        widget=_radios(tuple(FRAMEWORKS.values())),
        error_messages={"required": "Select under which framework it works"},
    )

    def clean(self) -> dict[str, Any]:
        """Refuse a framework that the nation has not."""
        cleaned = super().clean() or {}
        if not self.errors and FRAMEWORKS[cleaned["framework"]] not in frameworks_of(
            Nation(cleaned["nation"])
        ):
            name = FRAMEWORKS[cleaned["framework"]].name
            self.add_error("framework", f"{name} is not in force in {cleaned['nation']}")
        return cleaned


class ServiceName(Form):
    """What a service is called."""

    name = fields.Text(
        label="Name of the service",
        help_text="It stands on letters from now on",
        error_messages={"required": "Enter the name of the service"},
    )


class ChooseFramework(Form):
    """The framework of a service, from which day, and what becomes of care that goes on."""

    framework = forms.ChoiceField(
        label="Under which framework?",
        error_messages={"required": "Select under which framework"},
    )
    holds_from = fields.Day(
        called="day from which it holds",
        label="From which day?",
        help_text="Whoever comes into care from this day on is under it. For example, 1 4 2027",
        may_be_future=True,
    )
    those_in_care = forms.ChoiceField(
        label="What of those who are in care already?",
        choices=[
            ("keep", "They keep the framework that they have"),
            ("move", "They move to it on a day"),
        ],
        widget=Radios(reveals={"move": ["moves_on"]}),
        error_messages={"required": "Select what becomes of those who are in care already"},
    )
    moves_on = fields.Day(
        called="day on which they move", label="On which day?", may_be_future=True, required=False
    )
    why = fields.LongText(
        label="Who decided this, and why?",
        rows=3,
        error_messages={"required": "Enter who decided this, and why"},
    )

    def __init__(self, *args: Any, nation: Nation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = frameworks_of(nation)
        field = self.fields["framework"]
        field.widget = _radios(offered)
        field.choices = [(each.id, each.name) for each in offered]  # type: ignore[attr-defined]  # Django types it as any field

    def clean(self) -> dict[str, Any]:
        """Ask for the day of a move, and refuse one before the framework holds."""
        cleaned = super().clean() or {}
        if cleaned.get("those_in_care") != "move":
            cleaned["moves_on"] = None
            return cleaned
        self.require("moves_on")
        first, moves = cleaned.get("holds_from"), cleaned.get("moves_on")
        if isinstance(first, date) and isinstance(moves, date) and moves < first:
            self.add_error("moves_on", "They can move on the day from which it holds, or later")
        return cleaned

    @property
    def choice(self) -> FrameworkChoice:
        """What was typed."""
        said = self.cleaned_data
        names = ("framework", "holds_from", "moves_on", "why")
        return FrameworkChoice(**{name: said[name] for name in names})


class ServicesNumber(Form):
    """A service's own number for a rule, from which day, who approved it and why."""

    value = forms.DecimalField(
        max_digits=7,
        decimal_places=2,
        min_value=Decimal("0.25"),
        error_messages={
            "required": "Enter the number",
            "invalid": "Enter a number",
            "min_value": "Enter a number of 0.25 or more",
        },
    )
    holds_from = fields.Day(
        called="day from which it holds",
        label="From which day?",
        help_text="What was promised before stays as it was. For example, 1 4 2027",
        may_be_future=True,
    )
    approved_by = fields.Text(
        label="Who approved it?",
        help_text="Name and role, or the meeting that decided",
        error_messages={"required": "Enter who approved it"},
    )
    why = fields.LongText(
        label="Why?", rows=3, error_messages={"required": "Enter why the service has its own"}
    )

    def __init__(self, *args: Any, unit: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["value"].label = f"How many {unit}?"


class AboutTeam(Form):
    """What a team is called, where it is, and for how many people it is funded."""

    name = fields.Text(
        label="Name of the team",
        help_text="It stands on letters from now on",
        error_messages={"required": "Enter the name of the team"},
    )
    phone = fields.Text(label="Phone", max_length=40, inputmode="tel", required=False)
    address = fields.LongText(label="Address", rows=3, max_length=500, required=False)
    places = forms.IntegerField(
        label="For how many people is it funded?",
        help_text="Leave empty for a team that only refers",
        min_value=1,
        max_value=10_000,
        required=False,
    )
    parent = forms.TypedChoiceField(
        label="Inside another team?", coerce=int, empty_value=None, required=False
    )

    def __init__(self, *args: Any, others: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["parent"].choices = [("", "No, on its own"), *others]  # type: ignore[attr-defined]  # Django types it as any field

    @staticmethod
    def of(team: Team) -> dict[str, object]:
        """Return what is known of a team, as the form shows it."""
        known = {name: getattr(team, name) for name in ("name", "phone", "address", "places")}
        return {**known, "parent": team.parent_id}

    def facts(self, teams: dict[int, Team]) -> TeamFacts:
        """Return what was typed."""
        said = dict(self.cleaned_data)
        return TeamFacts(**said | {"parent": teams.get(said["parent"])})
