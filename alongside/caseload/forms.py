"""What people type about waiting, care co-ordination, pauses, transfers and leaving."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms

from alongside.caseload.choosing import Choices
from alongside.nhsuk import fields
from alongside.nhsuk.forms import Form
from alongside.nhsuk.widgets import Radios
from alongside.policy.allocation import Candidate
from alongside.policy.discharge import CarersPart, DischargeFacts, Ground
from alongside.policy.frameworks import Framework
from alongside.policy.priority import Priority
from alongside.referrals.models import Referral


class PlaceInQueue(Form):
    """Where somebody stands on the waiting list, and why."""

    priority = forms.ChoiceField(
        label="How soon do they need the team?",
        choices=[(each.value, each.label) for each in Priority],
        widget=Radios(),
        error_messages={"required": "Select how soon they need the team"},
    )
    why = fields.LongText(
        label="Why?",
        help_text="The person may read this, and so may whoever referred them",
        error_messages={"required": "Enter why they are placed here"},
    )


class ChooseCoordinator(Form):
    """Who co-ordinates the care, and why where a wish stays unmet."""

    worker = forms.TypedChoiceField(
        label="Who will it be?",
        coerce=UUID,
        widget=Radios(),
        error_messages={"required": "Select who will co-ordinate their care"},
    )
    why = fields.LongText(label="Why this worker?", rows=3, required=False)
    why_unmet = fields.LongText(label="If a wish cannot be met, why not?", rows=3, required=False)
    why_not_asked = fields.LongText(
        label="If they have not been asked what they wish for, why not yet?",
        rows=3,
        required=False,
    )

    def __init__(self, *args: Any, choices: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [(str(who.pk), who.name) for who, _ in choices.candidates]
        self.fields["worker"].choices = named  # type: ignore[attr-defined]  # Django types it as any field
        self.fields["worker"].widget.hints = {
            str(who.pk): _reasons(each) for who, each in choices.candidates
        }
        if choices.asked:
            del self.fields["why_not_asked"]
        self._ask_of_unmet_wishes(choices)

    def _ask_of_unmet_wishes(self, choices: Choices) -> None:
        """Ask why a wish stays unmet where some choice would leave one so; say for whom."""
        names = [who.name for who, each in choices.candidates if each.unmet]
        if not names:
            del self.fields["why_unmet"]
        elif len(names) == len(choices.candidates):
            self.fields["why_unmet"].help_text = "Nobody above meets every wish"
        else:
            self.fields["why_unmet"].help_text = f"Only for {' or '.join(names)}"


def _reasons(candidate: Candidate) -> str:
    """Return what speaks for somebody and what against, as one hint."""
    speaks = {"For": candidate.reasons_for, "Against": candidate.reasons_against}
    return ". ".join(f"{word}: {'; '.join(said)}" for word, said in speaks.items() if said)


class BeginCare(ChooseCoordinator):
    """Who co-ordinates the care of somebody new, on which pathway, from which day."""

    pathway = forms.ChoiceField(
        label="Which pathway?",
        choices=Referral.Pathway.of_care(),
        widget=Radios(),
        error_messages={"required": "Select which pathway"},
    )
    began_on = fields.Day(called="first day in our care", label="First day in our care")


class Level(Form):
    """On which level of their framework somebody's care is; not asked where there are none."""

    framework = forms.ChoiceField(
        label="On which level of the Care Programme Approach?",
        widget=Radios(),
        error_messages={"required": "Select the level"},
    )

    def __init__(self, *args: Any, levels: tuple[Framework, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not levels:
            del self.fields["framework"]
            return
        self.fields["framework"].choices = [(each.id, each.name) for each in levels]  # type: ignore[attr-defined]  # Django types it as any field
        self.fields["framework"].widget.hints = {each.id: each.sentence for each in levels}


class BeginCareOnLevel(BeginCare, Level):
    """The same, with the level where the framework of the service has levels."""


class ChangeLevel(Level):
    """A change of level: from which day, and why."""

    holds_from = fields.Day(
        called="day from which it holds", label="From which day?", may_be_future=True
    )
    why = fields.LongText(
        label="Why?",
        help_text="The person may read this",
        rows=3,
        error_messages={"required": "Enter why the level changes"},
    )


class EndCoordination(Form):
    """Why a care co-ordinator's part ends with nobody named yet."""

    why = fields.LongText(
        label="Why does it end before somebody else is named?",
        rows=3,
        error_messages={"required": "Enter why it ends before somebody else is named"},
    )


class PauseCare(Form):
    """Why care is paused, and from when."""

    why = fields.LongText(
        label="Why is care paused?",
        help_text="For example, in prison, or abroad until a known day",
        rows=3,
        error_messages={"required": "Enter why care is paused"},
    )
    began_on = fields.Day(called="first day of the pause", label="First day of the pause")


class ResumeCare(Form):
    """The last day of a pause."""

    ended_on = fields.Day(called="last day of the pause", label="Last day of the pause")


class OfferTransfer(Form):
    """To whom care is offered, and why."""

    to_team = forms.TypedChoiceField(
        label="To which team?", coerce=int, empty_value=None, required=False
    )
    to_service = fields.Text(
        label="Or to which service elsewhere?",
        help_text="Name, place and phone. We keep in contact until they have met the person",
        required=False,
    )
    why = fields.LongText(
        label="Why?", rows=3, error_messages={"required": "Enter why care is to move"}
    )

    def __init__(self, *args: Any, teams: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not teams:
            del self.fields["to_team"]
            self.fields["to_service"].label = "To which service elsewhere?"
            return
        self.fields["to_team"].choices = [("", "None of ours"), *teams]  # type: ignore[attr-defined]  # Django types it as any field

    def clean(self) -> dict[str, Any]:
        """Ask for exactly one receiver."""
        cleaned = super().clean() or {}
        if "to_team" not in self.fields:
            if "to_service" not in self.errors and not cleaned.get("to_service"):
                self.add_error("to_service", "Name the service that takes over")
        elif not {"to_team", "to_service"} & set(self.errors) and (
            bool(cleaned["to_team"]) == bool(cleaned["to_service"])
        ):
            self.add_error("to_team", "Choose one of our teams, or name a service elsewhere")
        return cleaned


class AcceptTransfer(Form):
    """Who of the new team agreed."""

    accepted_by = fields.Text(
        label="Who agreed to take over the care?",
        help_text="Name and role",
        error_messages={"required": "Enter who agreed to take over the care"},
    )


class FirstMeeting(Form):
    """The day on which the new team met the person."""

    met_on = fields.Day(
        called="day on which they first met", label="When did the new team first meet them?"
    )


class AbandonTransfer(Form):
    """Why a transfer is given up."""

    why = fields.LongText(
        label="Why does care stay here?",
        rows=3,
        error_messages={"required": "Enter why care stays here"},
    )


class DischargeForm(Form):
    """Why care ends, and what was done before it does."""

    # Beside which box each objection of the policy is shown.
    ANSWERS = {
        "discharge.missed-contact": "ground",
        "discharge.own-request": "request_in_their_words",
        "discharge.handover": "receiving_service_accepted",
        "discharge.first-contact": "first_contact_made",
        "discharge.planned-with-person": "planned_with_person",
        "discharge.carers": "carers",
        "discharge.review": "reviewed_by_team",
        "discharge.relapse-history": "relapse_history_read",
        "discharge.gp": "gp_informed",
        "discharge.way-back": "way_back",
    }

    ground = forms.TypedChoiceField(
        label="Why does our care end?",
        choices=[(each.value, each.label) for each in Ground if each.is_offered],
        coerce=Ground,
        widget=Radios(reveals={Ground.OWN_REQUEST.value: ["request_in_their_words"]}),
        error_messages={"required": "Select why our care ends"},
    )
    request_in_their_words = fields.LongText(
        label="What did they say? In their own words", rows=3, required=False
    )
    explanation = fields.LongText(
        label="How are they, and what led to this?",
        error_messages={"required": "Enter how they are and what led to this"},
    )
    relapse_history_read = forms.BooleanField(
        label="I have read their history: admissions, relapses, what followed each",
        required=False,
    )
    reviewed_by_team = forms.BooleanField(
        label="The whole team has reviewed this against our criteria for discharge", required=False
    )
    planned_with_person = forms.BooleanField(label="It is planned with the person", required=False)
    why_not_planned = fields.LongText(
        label="If it is not planned with them, why not?", rows=2, required=False
    )
    carers = forms.TypedChoiceField(
        label="What part did family and carers have?",
        choices=[(each.value, each.label) for each in CarersPart],
        coerce=CarersPart,
        widget=Radios(reveals={CarersPart.NOT_ASKED.value: ["why_carers_not"]}),
        error_messages={"required": "Select what part family and carers had"},
    )
    why_carers_not = fields.LongText(label="Why were they not asked?", rows=2, required=False)
    receiving_service = fields.Text(label="Which service takes over?", required=False)
    receiving_service_accepted = forms.BooleanField(
        label="That service has agreed to take over", required=False
    )
    first_contact_made = forms.BooleanField(label="That service has met the person", required=False)
    gp_informed = forms.BooleanField(label="The GP has the discharge summary", required=False)
    why_gp_not_informed = fields.LongText(
        label="If the GP does not have it, why not?", rows=2, required=False
    )
    way_back = fields.LongText(
        label="The way back, as the person has it in writing",
        help_text="Whom to ring, and that they need not start again",
        rows=3,
        required=False,
    )

    @property
    def facts(self) -> DischargeFacts:
        """What policy asks for, as it was answered."""
        said = self.cleaned_data
        names = [name for name in DischargeFacts.__dataclass_fields__ if name in said]
        return DischargeFacts(
            **{name: said[name] for name in names}, way_back_written=bool(said["way_back"])
        )
