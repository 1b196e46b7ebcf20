"""What a person is asked about telling others."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms

from alongside.nhsuk import fields
from alongside.nhsuk.forms import Form
from alongside.nhsuk.widgets import Radios
from alongside.partners.models import Practitioner
from alongside.people.forms import Line
from alongside.policy.consent import Answer, Asked, How
from alongside.policy.joint import CalledBy
from alongside.sharing.actions import Said
from alongside.sharing.models import Recipient


class AskConsent(Form):
    """What the person answered about telling one recipient; a kind that was not asked is left."""

    how = forms.TypedChoiceField(
        label="How did they answer?",
        coerce=How,
        choices=[(each.value, each.label) for each in How if each is not How.ON_SCREEN],
        widget=Radios(hints={How.VERBAL: "It counts. Have it signed when you can"}),
        error_messages={"required": "Select how they answered"},
    )
    answered_on = fields.Day(called="day on which they answered", label="On what day?")
    look_again_on = fields.Day(
        called="day on which they are asked again",
        label="When are they asked again?",
        help_text="People change their minds",
        example="27 3 2027",
        may_be_future=True,
    )

    kinds: tuple[Asked, ...] = tuple(each for each in Asked if each is not Asked.MINIMUM)
    answers: tuple[Answer, ...] = tuple(Answer)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = self.fields  # what was asked comes before how they answered
        self.fields = {name: own[name] for name in sorted(own, key=_place)}

    def further_fields(self) -> dict[str, forms.Field]:
        """Return a question for each kind of information."""
        return {
            f"asked_{asked.value}": forms.ChoiceField(
                label=asked.label,
                choices=[(each.value, each.label) for each in self.answers],
                widget=Radios(inline=True),
                required=False,
            )
            for asked in self.kinds
        }

    def clean(self) -> dict[str, Any]:
        """Hold the day on which they are asked again to be later than their answer."""
        cleaned = super().clean() or {}
        first, again = cleaned.get("answered_on"), cleaned.get("look_again_on")
        if first and again and again <= first:
            self.add_error("look_again_on", "Ask again on a day after they answered")
        return cleaned

    @property
    def said(self) -> Said:
        """What was answered."""
        said = self.cleaned_data
        answers = {asked: said[f"asked_{asked.value}"] for asked in self.kinds}
        return Said(
            answers={asked: Answer(answer) for asked, answer in answers.items() if answer},
            how=said["how"],
            answered_on=said["answered_on"],
            look_again_on=said["look_again_on"],
            called_by=said.get("called_by", ""),
            obtained_by=said.get("obtained_by", ""),
        )

    @property
    def first_kind(self) -> str:
        """The box beside which a refusal of the answers stands."""
        return f"asked_{self.kinds[0].value}"


_LAST = ("called_by", "obtained_by", "how", "answered_on", "look_again_on")


def _place(name: str) -> int:
    return _LAST.index(name) + 1 if name in _LAST else 0


class AskPractitioner(AskConsent):
    """What the person answered about one practitioner: the minimum, and how they are named."""

    kinds = (Asked.MINIMUM,)
    answers = (Answer.YES, Answer.NO)
    called_by = forms.ChoiceField(
        label="How do they want to be named to the practitioner?",
        choices=[(each.value, each.label) for each in CalledBy],
        widget=Radios(),
        error_messages={"required": "Select how they want to be named"},
    )
    obtained_by = Line(
        label="Who asked them?",
        help_text="Whoever met them first, of us or of the partner",
        max_length=200,
        error_messages={"required": "Enter who asked them"},
    )

    def further_fields(self) -> dict[str, forms.Field]:
        """Return the one question, which says all that the practitioner would see."""
        fields_ = super().further_fields()
        fields_["asked_minimum"].required = True
        fields_["asked_minimum"].help_text = (
            "Name or initial, gender, ethnicity, date of birth and ward; risk that bears on the"
            " practitioner; visits together; clean equipment exchanged. Never the address"
        )
        fields_["asked_minimum"].error_messages["required"] = "Select what they answered"
        return fields_


class NamePractitioner(AskPractitioner):
    """A practitioner about whom the person was not asked before."""

    practitioner = forms.ChoiceField(
        label="Which practitioner?",
        widget=Radios(),
        error_messages={"required": "Select the practitioner"},
    )

    def __init__(self, *args: Any, practitioners: Iterable[Practitioner], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.practitioners = {str(each.pk): each for each in practitioners}
        field = self.fields["practitioner"]
        choices = [(key, f"{each}") for key, each in self.practitioners.items()]
        field.choices = field.widget.choices = choices  # type: ignore[attr-defined]  # a choice
        if len(choices) == 1:
            self.initial.setdefault("practitioner", choices[0][0])

    @property
    def chosen(self) -> Practitioner:
        """The practitioner about whom they were asked."""
        return self.practitioners[self.cleaned_data["practitioner"]]


class NameRecipient(AskConsent):
    """Somebody new, and what the person answered about telling them."""

    name = Line(
        label="About whom were they asked?",
        help_text="Their name, and who they are to the person: Orla Ó Briain, sister",
        max_length=200,
        error_messages={"required": "Enter about whom they were asked"},
    )
    as_what = forms.ChoiceField(
        label="Who is that?",
        choices=Recipient.As.choices,
        widget=Radios(),
        error_messages={"required": "Select who that is"},
    )
