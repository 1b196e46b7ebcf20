"""What is asked when somebody comes back: who asks, and why now. No criteria, no identity."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, ClassVar

from django import forms

from alongside.nhsuk import fields
from alongside.nhsuk.forms import Form
from alongside.nhsuk.widgets import Radios
from alongside.nhsuk.words import day
from alongside.people.coming_back import EarlierCare
from alongside.people.recognising import Alike
from alongside.policy.eligibility.referring import REFERRERS, Referrer
from alongside.policy.values import SHIPPED, Nation, Values
from alongside.referrals.actions.returning import Asked
from alongside.referrals.forms.referring import Came
from alongside.referrals.forms.urgency import promises
from alongside.referrals.models import Referral
from alongside.referrals.needs import WISHES_ASKED, WISHES_SUCH_AS

# Whoever rings most often stands first; everybody may ask.
_FIRST = (Referrer.SELF, Referrer.FAMILY_OR_FRIEND, Referrer.GP, Referrer.CMHT)
_ASKERS = (*_FIRST, *(one for one in REFERRERS if one not in _FIRST))


class ComesBack(Form):
    """Who asks that somebody comes back, when, and what has happened."""

    # Beside which box an objection of the policy is shown; the others are about no box.
    ANSWERS: ClassVar = {"return.asked-by": "name", "return.reason": "reason"}

    who = forms.TypedChoiceField(
        label="Who asks?",
        help_text="Anybody may: the person, family, a GP, another team",
        coerce=Referrer,
        choices=[("", "Choose an answer"), *((one.value, REFERRERS[one]) for one in _ASKERS)],
        error_messages={"required": "Select who asks"},
    )
    name = fields.Text(
        label="Their name", help_text="Leave empty if the person asks themselves", required=False
    )
    contact = fields.Text(
        label="How can they be reached?",
        help_text="A telephone number or an email address",
        required=False,
    )
    came_on = fields.Day(
        called="day on which they asked",
        label="On what day did they ask?",
        help_text="Leave empty if it was today",
        required=False,
    )
    reason = fields.LongText(
        label="What has happened, and why do they need us again?",
        rows=4,
        error_messages={"required": "Enter what has happened, and why they need us again"},
    )
    wants = fields.LongText(
        label="What does the person want?",
        help_text="In their own words if you can",
        rows=3,
        required=False,
    )
    wishes = fields.LongText(label=WISHES_ASKED, help_text=WISHES_SUCH_AS, rows=3, required=False)
    held_by = fields.Text(
        label="Who looks after them until we begin?",
        help_text="A name and how to reach them, if anybody does",
        required=False,
    )
    priority = forms.ChoiceField(
        label="How soon do they need us?",
        choices=Referral.Priority.choices,
        help_text="In danger now? Ring the crisis team as well",
        widget=Radios(),
        error_messages={"required": "Select how soon they need us"},
    )

    def __init__(
        self, *args: Any, nation: Nation, on: date, values: Values = SHIPPED, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        hints = promises(nation=nation, on=on, values=values, comes_back=True)
        self.fields["priority"].widget.hints = hints

    @property
    def asked(self) -> Asked:
        """What was typed."""
        return Asked(**self.cleaned_data)


class CameOnPaper(Came):
    """On what day a paper came; of somebody who was in our care, whether they come back."""

    comes_back = forms.ChoiceField(
        label="Does somebody come back to us?",
        help_text="Whoever was in our care need not start again, and anybody may ask for them",
        choices=[],
        widget=Radios(),
        error_messages={"required": "Select whether they come back to us"},
    )

    def __init__(
        self, *args: Any, alike: Iterable[Alike], earlier: Iterable[EarlierCare], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.people = {str(one.person.pk): one.person for one in alike}
        self.earlier = {str(care.person_id): care for care in earlier}
        if not self.earlier:
            del self.fields["comes_back"]
            return
        names = [(key, self._says(care)) for key, care in self.earlier.items()]
        field = self.fields["comes_back"]
        field.choices = field.widget.choices = [*names, ("no", "No")]  # type: ignore[attr-defined]  # a choice

    def _says(self, care: EarlierCare) -> str:
        name = self.people[str(care.person_id)].full_name
        return f"Yes, this is {name}, in the care of {care.team} until {day(care.ended_on)}"
