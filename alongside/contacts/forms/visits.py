"""What a worker is asked about a visit that is to be."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django import forms

from alongside.contacts.actions import Again, VisitText
from alongside.contacts.forms.choosing import Choices, Count, OneOf, offer
from alongside.kernel.period import WEEKDAYS
from alongside.nhsuk import fields
from alongside.nhsuk.forms import Form
from alongside.nhsuk.moments import Moment
from alongside.nhsuk.widgets import Checkboxes
from alongside.people.models import Person
from alongside.policy.contacts import Place

MOST_WEEKS = 26


class MoveForm(Form):
    """When a visit is, who goes, where and what for."""

    planned_for = Moment(called="time of the visit", label="When?", may_be_future=True)
    minutes = Count(label="How many minutes?", min_value=5, max_value=8 * 60, initial=45)
    worker = OneOf(label="Who goes?")
    second_worker = OneOf(label="Second worker", none="Nobody", required=False)
    partner = OneOf(label="Partner agency", none="None", required=False)
    place = forms.TypedChoiceField(
        label="Where?",
        choices=[(each, each.label) for each in Place],
        coerce=Place,
        initial=Place.HOME,
    )
    purpose = fields.Text(label="What for?", required=False, spellcheck=True)
    despite = fields.Text(
        label="Plan it all the same: why?", max_length=300, required=False, spellcheck=True
    )

    def __init__(self, *args: Any, choices: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "worker", choices.workers, at_hand=choices.me)
        offer(self, "second_worker", choices.workers)
        offer(self, "partner", choices.agencies)

    def clean(self) -> dict[str, Any]:
        """Refuse a second worker who is the first."""
        cleaned = super().clean() or {}
        second = cleaned.get("second_worker")
        if second and second == cleaned.get("worker"):
            self.add_error("second_worker", "The second worker must be somebody else")
        return cleaned

    def text(self, person: Person, team_id: int) -> VisitText:
        """Return what was planned."""
        cleaned = self.cleaned_data
        return VisitText(
            person=person,
            team_id=team_id,
            **{name: cleaned[name] for name in MoveForm.base_fields},
        )

    @property
    def moments(self) -> Sequence[datetime]:
        """Every moment at which somebody is to be seen."""
        return [self.cleaned_data["planned_for"]]


class VisitForm(MoveForm):
    """A visit, once or again and again."""

    weekdays = forms.TypedMultipleChoiceField(
        label="On which days?",
        choices=list(enumerate(WEEKDAYS)),
        coerce=int,
        widget=Checkboxes(inline=True),
        required=False,
    )
    weeks = Count(label="For how many weeks?", min_value=1, max_value=MOST_WEEKS, required=False)
    second_time = fields.TimeOfDay(
        called="second time",
        label="And again on the same days at",
        help_text="For somebody who is seen twice a day, like 5.30pm",
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        """Refuse half an answer about visits that come again."""
        cleaned = super().clean()
        weeks, weekdays = cleaned.get("weeks"), cleaned.get("weekdays")
        if weeks and not weekdays:
            self.add_error("weekdays", "Select on which days the visit comes again")
        if not weeks and "weeks" not in self.errors and (weekdays or cleaned.get("second_time")):
            self.add_error("weeks", "Say for how many weeks the visit comes again")
        return cleaned

    @property
    def again(self) -> Again | None:
        """On which days the visit comes again, if it does."""
        cleaned = self.cleaned_data
        if not cleaned["weeks"]:
            return None
        return Again(frozenset(cleaned["weekdays"]), cleaned["weeks"], cleaned["second_time"])

    @property
    def moments(self) -> Sequence[datetime]:
        """Every moment at which somebody is to be seen."""
        again, first = self.again, self.cleaned_data["planned_for"]
        return list(again.moments(first)) if again else [first]

    @property
    def opens_again(self) -> bool:
        """Whether the questions about visits that come again have answers, or errors, to show."""
        names = ("weekdays", "weeks", "second_time")
        return any(self[name].value() or self[name].errors for name in names)


class CallOffForm(Form):
    """Why a visit is called off."""

    because = fields.Text(
        label="Why is it called off?",
        spellcheck=True,
        error_messages={"required": "Say why it is called off"},
    )
