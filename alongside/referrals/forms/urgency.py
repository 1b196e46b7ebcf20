"""How soon a referral is to be answered, as the team sees it."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from alongside.kernel.period import start_of
from alongside.nhsuk import fields
from alongside.nhsuk.forms import Form
from alongside.nhsuk.widgets import Radios
from alongside.policy.priority import Priority
from alongside.policy.values import SHIPPED, Nation, Values
from alongside.referrals.models import Referral
from alongside.referrals.returning import seen_within


def promises(
    *, nation: Nation, on: date, values: Values = SHIPPED, comes_back: bool = False
) -> dict[str, str]:
    """Return by when an answer comes, for each priority.

    Of somebody who comes back, by when they are seen where that is no later, as in
    `returning.team_deadline_of`.
    """
    seen = seen_within(nation=nation, on=on, values=values)
    at = start_of(on)
    found = {
        one.value: values.in_force(Priority(one).value_id, nation=nation, on=on)
        for one in Referral.Priority
    }
    return {
        priority: (
            seen if comes_back and seen.deadline(at) <= answered.deadline(at) else answered
        ).sentence
        for priority, answered in found.items()
    }


class ChangePriority(Form):
    """How soon the team has to answer, and why it sees it so."""

    priority = forms.TypedChoiceField(
        label="How soon does the team have to answer?",
        coerce=Referral.Priority,
        choices=Referral.Priority.choices,
        widget=Radios(),
        error_messages={"required": "Select how soon the team has to answer"},
    )
    why = fields.LongText(
        label="Why is it changed?",
        help_text="Whoever referred reads this",
        rows=3,
        max_length=2000,
        error_messages={"required": "Say why it is changed"},
    )

    def __init__(
        self,
        *args: Any,
        nation: Nation,
        on: date,
        values: Values = SHIPPED,
        comes_back: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        hints = promises(nation=nation, on=on, values=values, comes_back=comes_back)
        self.fields["priority"].widget.hints = hints
