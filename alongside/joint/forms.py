"""What is asked in joint work: of our team, and of a practitioner."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django import forms

from alongside.joint.actions.ours import Asked
from alongside.joint.minimum import Exchanged
from alongside.nhsuk import fields
from alongside.nhsuk.forms import Form
from alongside.nhsuk.moments import Moment
from alongside.nhsuk.widgets import Radios
from alongside.partners.models import Practitioner, Protocol
from alongside.policy.contacts import Place
from alongside.policy.joint import Equipment, Way

_PLACES = [(each.value, each.label) for each in Place]


class WriteRisk(Form):
    """Risk that bears on one practitioner's work."""

    says = fields.LongText(
        label="What risk bears on this practitioner’s work with them?",
        help_text="Only that, in words that the person could read. No diagnosis, no history that"
        " does not bear on it. Where there is none that you know of, say so",
        max_length=2_000,
        error_messages={"required": "Enter what bears on their work, or that you know of nothing"},
    )


class AskVisit(Form):
    """When and where a joint visit is to be."""

    planned_for = Moment(called="time of the visit", label="When?", may_be_future=True)
    minutes = forms.IntegerField(
        label="How many minutes?", min_value=5, max_value=8 * 60, initial=45
    )
    place = forms.TypedChoiceField(
        label="Where?", choices=_PLACES, coerce=Place, initial=Place.HOME.value
    )

    @property
    def asked(self) -> Asked:
        """What was asked for."""
        return Asked(**self.cleaned_data)


class AnswerVisit(Form):
    """Whether a side agrees to a visit."""

    agreed = forms.TypedChoiceField(
        label="Do you agree?",
        choices=[("yes", "Yes, the visit is planned"), ("no", "No, another time")],
        coerce=lambda said: said == "yes",
        widget=Radios(),
        error_messages={"required": "Select whether you agree"},
    )


class _Number(forms.IntegerField):
    """A count in a plain box, empty where there was none."""

    widget = forms.TextInput

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(min_value=0, max_value=10_000, required=False, **kwargs)
        self.width = 4
        self.widget.attrs.update(inputmode="numeric", autocomplete="off")


class RecordContact(Form):
    """When and where a practitioner met somebody, and what was exchanged. No more is kept."""

    contact_id = forms.UUIDField(widget=forms.HiddenInput)
    began_at = Moment(called="time of the contact", label="When was it?")
    was_met = forms.TypedChoiceField(
        label="Did you meet them?",
        choices=[("yes", "Yes"), ("no", "No")],
        coerce=lambda said: said == "yes",
        widget=Radios(inline=True),
        error_messages={"required": "Select whether you met them"},
    )
    place = forms.TypedChoiceField(label="Where?", choices=_PLACES, coerce=Place)
    returned = _Number(label="Used needles and syringes handed back")

    def further_fields(self) -> dict[str, forms.Field]:
        """Return a box for each kind of equipment."""
        return {f"given_{each.value}": _Number(label=each.label) for each in Equipment}

    def clean(self) -> dict[str, Any]:
        """Refuse an exchange with somebody who was not met."""
        cleaned = super().clean() or {}
        if cleaned.get("was_met") is False and self._exchanged(cleaned):
            self.add_error("was_met", "You wrote an exchange down, so you met them")
        return cleaned

    @property
    def exchanged(self) -> list[Exchanged]:
        """What was exchanged, by kind."""
        return self._exchanged(self.cleaned_data)

    def equipment(self) -> list[Any]:
        """Return the boxes of what was given."""
        return [self[f"given_{each.value}"] for each in Equipment]

    @staticmethod
    def _exchanged(said: dict[str, Any]) -> list[Exchanged]:
        every = [
            Exchanged(
                each,
                said.get(f"given_{each.value}") or 0,
                (said.get("returned") or 0) if each is Equipment.NEEDLES else 0,
            )
            for each in Equipment
        ]
        return [each for each in every if each.given or each.returned]

    @property
    def told(self) -> dict[str, Any]:
        """What was typed, as the action takes it."""
        said = self.cleaned_data
        kept = {name: said[name] for name in ("contact_id", "began_at", "place", "was_met")}
        return kept | {"exchanged": self.exchanged}


class KeepNote(Form):
    """What a practitioner takes to debriefing or supervision."""

    text = fields.LongText(
        label="What do you want to talk about?",
        help_text="For debriefing, or supervision with your line manager. Say nothing that tells"
        " who it is about",
        max_length=5_000,
        error_messages={"required": "Enter what you want to talk about"},
    )
    names_nobody = forms.BooleanField(
        label="What you asked about names nobody whom I see", required=False
    )


class BeginLearning(Form):
    """What one side offers or asks for."""

    with_whom = forms.ChoiceField(label="With whom?", widget=Radios())
    is_offer = forms.TypedChoiceField(
        label="Do you offer it, or ask for it?",
        choices=[("yes", "I offer it"), ("no", "I ask for it")],
        coerce=lambda said: said == "yes",
        widget=Radios(inline=True),
        error_messages={"required": "Select whether you offer it or ask for it"},
    )
    way = forms.TypedChoiceField(
        label="What is it?",
        choices=[(each.value, each.label) for each in Way],
        coerce=Way,
        widget=Radios(inline=True),
        error_messages={"required": "Select what it is"},
    )
    topic = fields.Text(
        label="In a few words",
        help_text="Such as safer injecting, or a day with the crisis team. Nobody’s name",
        max_length=300,
        error_messages={"required": "Enter in a few words what it is"},
    )

    def __init__(
        self, *args: Any, others: Iterable[Practitioner | Protocol], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        choices = [_other(each) for each in others]
        field = self.fields["with_whom"]
        field.choices = field.widget.choices = choices  # type: ignore[attr-defined]  # a choice
        if len(choices) == 1:
            self.initial.setdefault("with_whom", choices[0][0])

    @property
    def team_id(self) -> int:
        """The team that was chosen, by a practitioner."""
        return int(self.cleaned_data["with_whom"])

    @property
    def practitioner_id(self) -> UUID:
        """The practitioner who was chosen, by one of ours."""
        return UUID(self.cleaned_data["with_whom"])

    @property
    def told(self) -> dict[str, Any]:
        """What was typed, as the action takes it."""
        return {name: self.cleaned_data[name] for name in ("way", "is_offer", "topic")}


def _other(each: Practitioner | Protocol) -> tuple[str, str]:
    if isinstance(each, Practitioner):
        return str(each.pk), str(each)
    return str(each.team_id), each.team.name


class Learned(Form):
    """What was learned."""

    learned = fields.LongText(
        label="What was learned?",
        help_text="Nobody’s name",
        max_length=2_000,
        error_messages={"required": "Enter what was learned"},
    )


class PeriodOfReturn(Form):
    """The days of which the minimum is returned."""

    first = fields.Day(called="first day", label="From which day?")
    last = fields.Day(called="last day", label="To which day?")

    def clean(self) -> dict[str, Any]:
        """Hold the last day not to be before the first."""
        cleaned = super().clean() or {}
        first, last = cleaned.get("first"), cleaned.get("last")
        if first and last and last < first:
            self.add_error("last", "The last day must not be before the first")
        return cleaned

    @property
    def days(self) -> tuple[date, date]:
        """The first and the last day."""
        return self.cleaned_data["first"], self.cleaned_data["last"]
