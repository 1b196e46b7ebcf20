"""What people type about teams and those who work in them."""

from __future__ import annotations

from datetime import date, time
from decimal import Decimal
from typing import Any

from django import forms

from alongside.access.deciding import Role
from alongside.kernel.period import WEEKDAYS
from alongside.nhsuk import fields
from alongside.nhsuk.forms import Form
from alongside.nhsuk.widgets import Radios
from alongside.policy.team import Gender, Profession
from alongside.staff.actions import About, Post
from alongside.staff.models import Team, Worker

ROLES = {
    Role.WORKER: "Works with everyone in the team",
    Role.CARE_COORDINATOR: "Can be somebody's named care co-ordinator",
    Role.MANAGER: "Allocates, edits criteria, manages the team",
    Role.ADMINISTRATOR: "Takes in referrals, sends letters, manages the list of workers",
    Role.REFERRER: "Refers people to teams, and sees only their own referrals",
    Role.PRIVACY_OFFICER: "Reviews why what is kept apart was opened, and sees no record",
}
PROFESSIONS = {each.value: each.label for each in Profession}


class _List(fields.Text):
    """Words with commas between them, as a list."""

    def clean(self, value: Any) -> list[str]:
        """Return the words that were typed, each once."""
        words = (word.strip() for word in super().clean(value).split(","))
        return list(dict.fromkeys(word for word in words if word))


class AboutWorker(Form):
    """Who somebody is to the team and to those who wish for a certain worker."""

    name = fields.Text(label="Full name")
    profession = forms.ChoiceField(label="Profession", choices=list(PROFESSIONS.items()))
    gender = forms.ChoiceField(
        label="Gender",
        help_text="Asked so that people can wish for a man or a woman",
        choices=[*((each.value, each.label) for each in Gender), ("", "Not said")],
        widget=Radios(),
        required=False,
    )
    languages = _List(
        label="Languages beside English", help_text="With commas between them", required=False
    )
    cultures = _List(
        label="Cultures and religions that they know well",
        help_text="With commas between them",
        required=False,
    )
    skills = _List(
        label="Skills",
        help_text="For example, depot injections, family work, dual diagnosis",
        required=False,
    )
    band = fields.Text(label="Band", max_length=10, width=3, required=False)
    phone = fields.Text(label="Work phone", max_length=40, inputmode="tel", required=False)

    @staticmethod
    def of(worker: Worker) -> dict[str, object]:
        """Return what is known of a worker, as the form shows it."""
        known = {name: getattr(worker, name) for name in AboutWorker.base_fields}
        return {
            name: ", ".join(value) if isinstance(value, list) else value
            for name, value in known.items()
        }

    @property
    def about(self) -> About:
        """What was typed."""
        return About(**{name: self.cleaned_data[name] for name in AboutWorker.base_fields})


class RoleInTeam(Form):
    """The role that somebody has in a team."""

    role = forms.TypedChoiceField(
        label="What do they do in the team?",
        choices=[(role.value, role.value.capitalize()) for role in ROLES],
        widget=Radios(hints={role.value: hint for role, hint in ROLES.items()}),
        coerce=Role,
        error_messages={"required": "Select what they do in the team"},
    )
    whole_time = forms.DecimalField(
        label="Part of a whole week",
        help_text="1 is full time, 0.6 is three days",
        min_value=Decimal("0.05"),
        max_value=Decimal(1),
        max_digits=3,
        decimal_places=2,
        initial=Decimal(1),
    )
    began_on = fields.Day(
        called="first day in the team",
        label="First day in the team",
        example="27 3 2027",
        may_be_future=True,
    )

    @property
    def post(self) -> Post:
        """What was typed."""
        return Post(
            role=self.cleaned_data["role"],
            whole_time=self.cleaned_data["whole_time"],
            began_on=self.cleaned_data["began_on"],
        )


class NewWorker(AboutWorker, RoleInTeam):
    """Somebody new in the team."""

    email = forms.EmailField(
        label="Email address to sign in with",
        error_messages={"required": "Enter the email address to sign in with"},
    )
    field_order = ["name", "email", "role", "whole_time", "began_on"]


class Leaving(Form):
    """The last day in the team."""

    ended_on = fields.Day(
        called="last day in the team", label="Last day in the team", may_be_future=True
    )


class Away(Form):
    """An absence."""

    why = forms.ChoiceField(
        label="Why?",
        choices=[(why, why) for why in ("Leave", "Sickness", "Training", "Other")],
        widget=Radios(),
        error_messages={"required": "Select why they are away"},
    )
    began_on = fields.Day(
        called="first day away", label="First day away", example="27 3 2027", may_be_future=True
    )
    ended_on = fields.Day(
        called="last day away",
        label="Last day away",
        help_text="Leave empty if nobody knows yet",
        may_be_future=True,
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        """Refuse an absence that ends before it begins."""
        cleaned = super().clean() or {}
        first, last = cleaned.get("began_on"), cleaned.get("ended_on")
        if isinstance(first, date) and isinstance(last, date) and last < first:
            self.add_error("ended_on", "The last day away must be the first day away or later")
        return cleaned


class Hours(Form):
    """The hours that somebody works on each day of the week; empty when they do not."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number, name in enumerate(WEEKDAYS):
            for part, word in (("starts", "from"), ("ends", "until")):
                self.fields[f"{part}_{number}"] = fields.TimeOfDay(
                    called=f"time {word} which they work on {name}",
                    label=f"{name}, {word}",
                    help_text="",
                    required=False,
                )

    @property
    def days(self) -> list[tuple[str, str, str]]:
        """The days with the names of their two boxes."""
        return [(name, f"starts_{n}", f"ends_{n}") for n, name in enumerate(WEEKDAYS)]

    def clean(self) -> dict[str, Any]:
        """Refuse half a day's hours, and hours that end before they begin."""
        cleaned = super().clean() or {}
        for name, starts, ends in self.days:
            first, last = cleaned.get(starts), cleaned.get(ends)
            if starts in self.errors or ends in self.errors or first is last is None:
                continue
            if first is None or last is None:
                self.add_error(ends, f"Enter both times for {name}, or neither")
            elif last <= first:
                self.add_error(ends, f"The end of {name} must be later than its beginning")
        return cleaned

    @property
    def hours(self) -> list[tuple[int, time, time]]:
        """What was typed: the weekday, from when, until when."""
        typed = enumerate(self.days)
        return [
            (number, self.cleaned_data[starts], self.cleaned_data[ends])
            for number, (_, starts, ends) in typed
            if self.cleaned_data[starts] is not None
        ]


class NewTeam(Form):
    """A new team of a service."""

    name = fields.Text(label="Name of the team")
    kind = forms.ChoiceField(label="What sort of team is it?", choices=Team.Kind.choices)
    parent = forms.TypedChoiceField(
        label="Inside another team?",
        coerce=int,
        empty_value=None,
        required=False,
    )
    places = forms.IntegerField(
        label="For how many people is it funded?",
        help_text="Leave empty for a team that only refers",
        min_value=1,
        max_value=10_000,
        required=False,
    )
    address = fields.LongText(label="Address", rows=3, max_length=500, required=False)
    phone = fields.Text(label="Phone", max_length=40, inputmode="tel", required=False)

    def __init__(self, *args: Any, others: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["parent"].choices = [("", "No, on its own"), *others]  # type: ignore[attr-defined]  # Django types it as any field

    def clean(self) -> dict[str, Any]:
        """Ask inside which team assertive outreach workers work."""
        cleaned = super().clean() or {}
        if cleaned.get("kind") == Team.Kind.AO_IN_CMHT and not cleaned.get("parent"):
            self.add_error("parent", "Select the team in which these workers work")
        return cleaned
