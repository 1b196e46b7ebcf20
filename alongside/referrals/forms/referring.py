"""What a referrer types: who it is, why now, whom to reach; and what is typed from paper."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms

from alongside.kernel.fact import Known
from alongside.nhsuk import fields
from alongside.nhsuk.forms import Form
from alongside.nhsuk.widgets import Radios
from alongside.people import forms as people
from alongside.people.models import Person
from alongside.people.told import ETHNICITIES, LABELS
from alongside.policy.eligibility.referring import REFERRERS
from alongside.policy.values import SHIPPED, Nation, Values
from alongside.referrals.actions.referring import Written
from alongside.referrals.forms.facts import Area
from alongside.referrals.forms.urgency import promises
from alongside.referrals.models import Referral
from alongside.referrals.needs import WISHES_ASKED, WISHES_SUCH_AS
from alongside.staff.models import Team


class Who(Form):
    """Who the person is, as far as the referrer knows."""

    given_name = fields.Text(label="Given name", max_length=100, required=False)
    family_name = fields.Text(label="Family name", max_length=100, required=False)
    known_as = fields.Text(
        label="Known as", help_text="What they like to be called", max_length=100, required=False
    )
    born_on = fields.Day(
        called="date of birth", label="Date of birth", example="27 3 1985", required=False
    )
    nhs_number = fields.NhsNumberField(required=False)
    gender = forms.ChoiceField(
        label="Gender",
        help_text="As they state it",
        choices=Person.Gender.choices,
        widget=Radios(inline=True),
        required=False,
    )
    address = fields.LongText(
        label="Address",
        help_text="If they have none, where they are found most often",
        rows=3,
        max_length=1000,
        required=False,
    )
    postcode = Area(label="Postcode", width=10, max_length=10, required=False)
    phone = fields.Text(
        label="Telephone",
        max_length=40,
        width=20,
        inputmode="tel",
        required=False,
        validators=[fields.telephone],
    )
    gp_practice = fields.Text(label="GP practice", max_length=200, required=False)

    def clean_nhs_number(self) -> str:
        """Return the ten digits, or nothing."""
        return str(self.cleaned_data["nhs_number"] or "")

    @property
    def written(self) -> Written:
        """What was typed."""
        return Written(self.cleaned_data)


# The same questions as of somebody who is in the record, in the same words.
_OF_THE_RECORD = people.Language.base_fields | people.Culture.base_fields


class Needs(Form):
    """How they are understood, what they come from, and with whom they would like to work."""

    first_language = _OF_THE_RECORD["first_language"]
    needs_interpreter = forms.ChoiceField(
        label=people.NEEDS_INTERPRETER,
        choices=Referral.Interpreter.choices,
        widget=Radios(inline=True),
        required=False,
    )
    communication_needs = _OF_THE_RECORD["communication_needs"]
    ethnicity = forms.ChoiceField(
        label=LABELS["ethnicity"],
        help_text="As they state it",
        choices=[("", "Choose an answer"), *ETHNICITIES.items()],
        required=False,
    )
    religion = _OF_THE_RECORD["religion"]
    wishes = fields.LongText(
        label=WISHES_ASKED,
        help_text=WISHES_SUCH_AS,
        rows=4,
        required=False,
    )

    @property
    def written(self) -> Written:
        """What was typed."""
        return Written(self.cleaned_data)


class Why(Form):
    """Why they are referred, what they want, and who holds the care until there is an answer."""

    reason = fields.LongText(
        label="Why do you refer them, and why now?",
        help_text="What has been tried, and what would change with assertive outreach",
        rows=6,
        required=False,
    )
    person_wants = fields.LongText(
        label="What does the person want?",
        help_text="In their own words if you can. Say so if nobody has asked them yet",
        rows=4,
        required=False,
    )
    who_holds_care = fields.Text(
        label="Who holds their care until there is a decision?",
        help_text="The team and the name of a worker. The care stays there if the answer is no",
        required=False,
    )
    pathway = forms.ChoiceField(
        label="Which of these is it?",
        choices=Referral.Pathway.choices,
        widget=Radios(),
        required=False,
    )
    priority = forms.ChoiceField(
        label="How soon does the team have to answer?",
        choices=Referral.Priority.choices,
        help_text="In danger now? Ring the crisis team as well",
        widget=Radios(),
        required=False,
    )
    referrer_contact = fields.Text(
        label="How can the team reach you?",
        help_text="A telephone number or an email address",
        required=False,
    )

    def __init__(
        self,
        *args: Any,
        nation: Nation,
        on: date,
        paper: bool,
        values: Values = SHIPPED,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["priority"].widget.hints = promises(nation=nation, on=on, values=values)
        if paper:
            del self.fields["referrer_contact"]

    @property
    def written(self) -> Written:
        """What was typed."""
        return Written(self.cleaned_data)


class Sender(Form):
    """Who wrote a referral that came on paper."""

    referrer = forms.ChoiceField(
        label="Who refers?",
        choices=[("", "Choose an answer"), *((one.value, says) for one, says in REFERRERS.items())],
        required=False,
    )
    referrer_name = fields.Text(
        label="Name of the referrer", help_text="With the name of their team", required=False
    )
    referrer_contact = fields.Text(
        label="How can the referrer be reached?",
        help_text="A telephone number or an email address",
        required=False,
    )

    @property
    def written(self) -> Written:
        """What was typed: name and reach, and what kind of team it is."""
        given = dict(self.cleaned_data)
        kind = given.pop("referrer")
        return Written(given, ["referrer"], {"referrer": Known(kind)} if kind else {})


class Begin(Form):
    """To which team somebody is referred, and from which."""

    to_team = forms.ChoiceField(label="Which team do you refer to?", choices=[], widget=Radios())
    from_team = forms.ChoiceField(label="For which team do you refer?", choices=[], widget=Radios())

    def __init__(
        self, *args: Any, to_teams: Iterable[Team], from_teams: Iterable[Team] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.teams = {str(team.pk): team for team in (*to_teams, *from_teams)}
        self._offer("to_team", to_teams)
        self._offer("from_team", from_teams)

    def _offer(self, name: str, teams: Iterable[Team]) -> None:
        """Offer some teams; a single one is chosen already, and none is not asked for."""
        offered = list(teams)
        field = self.fields[name]
        choices = [(str(team.pk), f"{team}, {team.service.name}") for team in offered]
        field.choices = field.widget.choices = choices  # type: ignore[attr-defined]  # a choice
        if len(offered) == 1:
            self.initial[name] = str(offered[0].pk)
        if not offered:
            del self.fields[name]

    def chosen(self, name: str) -> Team:
        """Return the team that was chosen."""
        return self.teams[self.cleaned_data[name]]


class Came(Form):
    """On what day a referral came on paper."""

    came_on = fields.Day(called="day it came", label="On what day did it come?", required=False)


class Withdrawal(Form):
    """Why a referral is taken back."""

    why = fields.LongText(
        label="Why do you withdraw it?",
        help_text="The team reads this",
        rows=3,
        max_length=2000,
    )
