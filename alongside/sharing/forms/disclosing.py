"""What workers type about who asks for information, what is decided, and what is given."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from django import forms

from alongside.nhsuk import fields
from alongside.nhsuk.forms import Form
from alongside.nhsuk.widgets import Radios
from alongside.people.forms import Line, Lines
from alongside.policy.consent import Asked
from alongside.policy.disclosing import AsksAs, Ground, PersonTold, Sent
from alongside.sharing.disclosures import Asking, Giving, Grounds, by_id
from alongside.sharing.models import Consent


class AskedForInformation(Form):
    """Who asks for what, and by what right."""

    asked_by = Line(
        label="Who asks?",
        help_text="Name, post, and a number to ring back through their switchboard",
        max_length=200,
        error_messages={"required": "Enter who asks"},
    )
    of_what = Line(
        label="For which body?",
        help_text="For example: West Yorkshire Police, missing persons",
        max_length=200,
        error_messages={"required": "Enter for which body they ask"},
    )
    as_what = forms.ChoiceField(
        label="What sort of body is that?",
        choices=[(each.value, each.label) for each in AsksAs],
        widget=Radios(),
        error_messages={"required": "Select what sort of body it is"},
    )
    asked_on = fields.Day(called="day on which they asked", label="On what day did they ask?")
    asks_for = Lines(
        label="What do they want to know?",
        max_length=2000,
        error_messages={"required": "Enter what they want to know"},
    )
    says_why = Lines(
        label="What do they say they need it for, and by what right?",
        max_length=2000,
        error_messages={"required": "Enter what they say they need it for"},
    )

    @property
    def asking(self) -> Asking:
        """What they ask."""
        return Asking(**{name: self.cleaned_data[name] for name in self.base_fields})


class OnWhatGround(Form):
    """On what ground something is given, and why."""

    ground = forms.TypedChoiceField(
        label="On what ground?",
        coerce=Ground,
        choices=[(each.value, each.label) for each in Ground],
        widget=Radios(hints={each.value: each.asks for each in Ground}),
        error_messages={"required": "Select on what ground"},
    )
    consent = forms.ChoiceField(
        label="What did they answer?", choices=[], required=False, widget=Radios()
    )
    why = Lines(
        label="Why is it given?",
        help_text="So that the person, and whoever asks in ten years, understands",
        max_length=2000,
        error_messages={"required": "Enter why"},
    )

    def __init__(self, *args: Any, may_be_told: Sequence[Consent], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._consents = by_id(may_be_told)
        choices = [(key, _said(each)) for key, each in self._consents.items()]
        if choices:
            cast("forms.ChoiceField", self.fields["consent"]).choices = choices
        else:  # nobody is told anything on that ground, so it is not offered
            del self.fields["consent"]
            ground = cast("forms.ChoiceField", self.fields["ground"])
            offered = [each for each in Ground if each is not Ground.CONSENT]
            ground.choices = [(each.value, each.label) for each in offered]

    @property
    def grounds(self) -> Grounds:
        """The ground, with what they answered where that is it."""
        told = self.cleaned_data
        is_consent = told["ground"] is Ground.CONSENT
        consent = self._consents.get(told.get("consent", "")) if is_consent else None
        return Grounds(told["ground"], told["why"], consent)


def _said(consent: Consent) -> str:
    return f"{consent.recipient.name}: {Asked(consent.asked).label.lower()}"


class DecideRequest(OnWhatGround):
    """Whether anything is given, on what ground, and the least that answers."""

    field_order = ("is_given", "ground", "consent", "why", "the_least", "known_by")
    is_given = forms.TypedChoiceField(
        label="What is decided?",
        coerce=lambda typed: typed == "yes",
        choices=[("no", "Nothing is given"), ("yes", "The least that answers is given")],
        widget=Radios(),
        error_messages={"required": "Select what is decided"},
    )
    the_least = Lines(
        label="What exactly may be given?",
        help_text="The least that answers. Nothing else is said or sent",
        max_length=2000,
        required=False,
    )
    known_by = Lines(
        label="How do you know that they are who they say?",
        help_text="For example: rang back through the switchboard of the police station",
        max_length=500,
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ground"].required = False
        self.fields["ground"].label = "If something is given: on what ground?"
        self.fields["why"].label = "Why?"

    def clean(self) -> dict[str, Any]:
        """Ask for ground, limit and how they are known, where something is given."""
        cleaned = super().clean() or {}
        if not cleaned.get("is_given"):
            return cleaned
        for name, says in (
            ("ground", "Select on what ground it is given"),
            ("the_least", "Enter what exactly may be given"),
            ("known_by", "Enter how you know that they are who they say"),
        ):
            if not cleaned.get(name) and name not in self.errors:
                self.add_error(name, says)
        return cleaned


class GiveInformation(Form):
    """What was given, how, and whether the person knows."""

    what = Lines(
        label="What was said or sent?",
        help_text="So that the person can read it",
        max_length=2000,
        error_messages={"required": "Enter what was said or sent"},
    )
    how = forms.ChoiceField(
        label="How?",
        choices=[(each.value, each.label) for each in Sent],
        widget=Radios(),
        error_messages={"required": "Select how it was given"},
    )
    given_on = fields.Day(called="day on which it was given", label="On what day?")
    person_told = forms.TypedChoiceField(
        label="Does the person know?",
        coerce=PersonTold,
        choices=[(each.value, each.label) for each in PersonTold],
        widget=Radios(),
        error_messages={"required": "Select whether the person knows"},
    )
    not_told_because = Line(
        label="If they are not to be told: who would be in danger, and how?",
        max_length=300,
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        """Ask for the danger where the person is never to be told."""
        cleaned = super().clean() or {}
        never = cleaned.get("person_told") is PersonTold.NEVER
        if never and not cleaned.get("not_told_because"):
            self.add_error("not_told_because", "Enter who would be in danger, and how")
        return cleaned

    @property
    def giving(self) -> Giving:
        """What was given."""
        told = self.cleaned_data
        never = told["person_told"] is PersonTold.NEVER
        return Giving(
            told["what"], told["how"], told["given_on"], told["person_told"],
            told["not_told_because"] if never else "",
        )  # fmt: skip


class GiveUnasked(OnWhatGround, GiveInformation):
    """What was told to somebody outside who did not ask in writing."""

    field_order = ("to_whom", "of_what", "as_what", "what", "ground", "consent", "why", "how")
    to_whom = Line(
        label="Who was told?", max_length=200, error_messages={"required": "Enter who was told"}
    )
    of_what = Line(
        label="Of which body?",
        help_text="Or who they are to the person",
        max_length=200,
        error_messages={"required": "Enter of which body, or who they are"},
    )
    as_what = forms.ChoiceField(
        label="What sort of body is that?",
        choices=[(each.value, each.label) for each in AsksAs],
        widget=Radios(),
        error_messages={"required": "Select what sort of body it is"},
    )

    @property
    def to(self) -> tuple[str, str, str]:
        """Who was told."""
        told = self.cleaned_data
        return told["to_whom"], told["of_what"], told["as_what"]
