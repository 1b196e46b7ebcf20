"""What people type into a plan, and the words they see."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django import forms

from alongside.careplans.actions import GoalText, InterventionText, PlanText, SignText
from alongside.careplans.models import CarePlan, CopyGiven
from alongside.careplans.shape import Shape
from alongside.nhsuk import fields
from alongside.nhsuk.forms import Form
from alongside.nhsuk.widgets import Radios
from alongside.policy.contacts import Intervention
from alongside.policy.frameworks import Framework, PlanArea
from alongside.policy.relapse import LONGEST_SIGN
from alongside.policy.zones import FOR_SIGNS

KINDS = {kind.value: kind.label for kind in Intervention}
# Where it is asked why somebody does not agree, or not with all of it.
_WHY = {"partly": "why_partly", "not agreed": "why_not_agreed"}
# The boxes of which one at least makes a plan.
_SAYS = (
    "in_their_words",
    "triggers",
    "sign_",
    "what_helps",
    "what_family_does",
    "response",
    "in_a_crisis",
    "words_",
    "kind_",
    "what_",
    "who_",
    "when_",
)
AREAS = {area.value: area.label for area in PlanArea}


class PlanForm(Form):
    """One version of a plan. `shape` says how many boxes there is room for."""

    in_their_words = fields.LongText(
        label="What matters to them, in their own words",
        help_text="Write what they said, not what we call it",
        rows=6,
        required=False,
    )
    triggers = fields.LongText(
        label="What can set things off",
        help_text="A date, a place, a letter, a row, drink, nights without sleep",
        rows=2,
        required=False,
    )
    what_helps = fields.LongText(
        label="What helps when these signs show, and what they do themself",
        rows=3,
        required=False,
    )
    what_family_does = fields.LongText(
        label="What family and friends can do, as the person wishes",
        rows=3,
        required=False,
    )
    response = fields.LongText(
        label="What the team does when two signs or more are seen, as agreed with them",
        help_text="Who rings whom, who goes, how soon",
        rows=3,
        required=False,
    )
    zone_for_signs = forms.ChoiceField(
        label="How often should somebody be there then?",
        choices=[
            ("", "Not agreed yet"),
            *((zone.id, zone.name) for zone in FOR_SIGNS),
        ],
        required=False,
    )
    in_a_crisis = fields.LongText(label="What helps in a crisis, and who does what", required=False)
    agreed = forms.ChoiceField(
        label="Does the person agree with this plan?",
        choices=CarePlan.Agreed.choices,
        widget=Radios(reveals={"partly": ["why_partly"], "not agreed": ["why_not_agreed"]}),
        error_messages={"required": "Select whether the person agrees with this plan"},
    )
    why_partly = fields.LongText(
        label="What do they see differently?",
        rows=3,
        required=False,
        error_messages={"required": "Enter what they see differently"},
    )
    why_not_agreed = fields.LongText(
        label="What do they see differently, or want instead?",
        rows=3,
        required=False,
        error_messages={"required": "Enter what they see differently"},
    )
    based_on = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        framework: Framework,
        shape: Shape,
        **kwargs: Any,
    ) -> None:
        self.shape, self.asks_area = shape.goals, framework.areas_are_statutory
        self.room_for_signs = shape.signs
        super().__init__(data, **kwargs)

    def further_fields(self) -> Mapping[str, forms.Field]:
        """Return the boxes of each sign, of each goal and of each step towards it."""
        made: dict[str, forms.Field] = {}
        for sign in range(self.room_for_signs):
            made |= _sign_fields(sign)
        for goal, steps in enumerate(self.shape):
            made |= self._goal_fields(goal)
            for step in range(steps):
                made |= _step_fields(f"{goal}_{step}")
        return made

    def _goal_fields(self, goal: int) -> dict[str, forms.Field]:
        return {
            f"words_{goal}": fields.LongText(
                label=f"Goal {goal + 1}, in their own words", rows=2, required=False
            ),
            f"thread_{goal}": forms.UUIDField(widget=forms.HiddenInput, required=False),
            f"area_{goal}": forms.ChoiceField(
                label="Area of life",
                choices=[("", "Choose"), *AREAS.items()],
                required=False,
                widget=forms.Select if self.asks_area else forms.HiddenInput,
            ),
        }

    @property
    def signs(self) -> list[tuple[Any, Any]]:
        """The boxes of each sign: its words, and the thread that ties it to earlier versions."""
        numbers = range(self.room_for_signs)
        return [(self[f"sign_{number}"], self[f"signthread_{number}"]) for number in numbers]

    @property
    def goals(self) -> list[tuple[int, Any, Any, list[tuple[Any, ...]]]]:
        """The boxes of each goal: its number, words, area, and the boxes of its steps."""
        return [
            (
                goal,
                self[f"words_{goal}"],
                self[f"area_{goal}"],
                [
                    tuple(self[f"{part}_{goal}_{step}"] for part in ("kind", "what", "who", "when"))
                    for step in range(steps)
                ],
            )
            for goal, steps in enumerate(self.shape)
        ]

    def clean(self) -> dict[str, Any]:
        """Ask for what would leave a goal or a step half said."""
        cleaned = super().clean() or {}
        boxes = [name for name in self.fields if name.startswith(_SAYS)]
        if not any(cleaned.get(name) or name in self.errors for name in boxes):
            nothing = "Enter what matters to them, or a goal: nothing is written yet"
            self.add_error("in_their_words", nothing)
        if why := _WHY.get(cleaned.get("agreed", "")):
            self.require(why)
        for goal, steps in enumerate(self.shape):
            said = [step for step in range(steps) if self._is_said(goal, step)]
            if said and not cleaned.get(f"words_{goal}"):
                self.add_error(f"words_{goal}", f"Enter goal {goal + 1}, or clear its steps")
            for step in said:
                self._ask_for_the_rest(goal, step)
        return cleaned

    def _is_said(self, goal: int, step: int) -> bool:
        parts = (f"{part}_{goal}_{step}" for part in ("kind", "what", "who", "when"))
        return any(self.cleaned_data.get(part) for part in parts)

    def _ask_for_the_rest(self, goal: int, step: int) -> None:
        sentences = {
            "kind": "Choose the kind of help",
            "what": "Enter what will be done",
            "who": "Enter who will do it",
            "when": "Enter when it will be done",
        }
        for part, sentence in sentences.items():
            name = f"{part}_{goal}_{step}"
            if not self.cleaned_data.get(name) and name not in self.errors:
                self.add_error(name, f"{sentence} for goal {goal + 1}, step {step + 1}")

    @property
    def text(self) -> PlanText:
        """What was typed, as a plan says it."""
        said = self.cleaned_data
        why = _WHY.get(said["agreed"])
        return PlanText(
            in_their_words=said["in_their_words"],
            triggers=said["triggers"],
            signs=[
                SignText(said[f"sign_{sign}"], said[f"signthread_{sign}"])
                for sign in range(self.room_for_signs)
                if said[f"sign_{sign}"]
            ],
            what_helps=said["what_helps"],
            what_family_does=said["what_family_does"],
            response=said["response"],
            zone_for_signs=said["zone_for_signs"],
            in_a_crisis=said["in_a_crisis"],
            agreed=said["agreed"],
            why_not_agreed=said[why] if why else "",
            goals=[
                GoalText(
                    words=said[f"words_{goal}"],
                    area=said[f"area_{goal}"],
                    thread=said[f"thread_{goal}"],
                    interventions=[
                        InterventionText(
                            *(
                                said[f"{part}_{goal}_{step}"]
                                for part in ("kind", "what", "who", "when")
                            )
                        )
                        for step in range(steps)
                        if said[f"what_{goal}_{step}"]
                    ],
                )
                for goal, steps in enumerate(self.shape)
                if said[f"words_{goal}"]
            ],
        )


def _sign_fields(number: int) -> dict[str, forms.Field]:
    return {
        f"sign_{number}": fields.Text(
            label=f"Sign {number + 1}", max_length=LONGEST_SIGN, required=False, spellcheck=True
        ),
        f"signthread_{number}": forms.UUIDField(widget=forms.HiddenInput, required=False),
    }


def _step_fields(of: str) -> dict[str, forms.Field]:
    return {
        f"what_{of}": fields.Text(
            label="What will be done?", max_length=2000, required=False, spellcheck=True
        ),
        f"kind_{of}": forms.ChoiceField(
            label="Kind of help", choices=[("", "Choose"), *KINDS.items()], required=False
        ),
        f"who_{of}": fields.Text(label="Who?", required=False),
        f"when_{of}": fields.Text(label="When?", required=False),
    }


def boxes_of(text: PlanText, *, based_on: UUID | None) -> dict[str, Any]:
    """Return what a plan says, as the boxes of the form show it."""
    boxes: dict[str, Any] = {
        "in_their_words": text.in_their_words,
        "triggers": text.triggers,
        "what_helps": text.what_helps,
        "what_family_does": text.what_family_does,
        "response": text.response,
        "zone_for_signs": text.zone_for_signs,
        "in_a_crisis": text.in_a_crisis,
        "based_on": based_on,
    }
    for number, sign in enumerate(text.signs):
        boxes |= {f"sign_{number}": sign.words, f"signthread_{number}": sign.thread}
    for number, goal in enumerate(text.goals):
        boxes |= {
            f"words_{number}": goal.words,
            f"area_{number}": goal.area,
            f"thread_{number}": goal.thread,
        }
        for step, given in enumerate(goal.interventions):
            boxes |= {
                f"kind_{number}_{step}": given.kind,
                f"what_{number}_{step}": given.what,
                f"who_{number}_{step}": given.who,
                f"when_{number}_{step}": given.when,
            }
    return boxes


class CopyForm(Form):
    """How the person was given their plan."""

    form = forms.ChoiceField(
        label="How were they given a copy?",
        choices=CopyGiven.Form.choices,
        widget=Radios(),
        error_messages={"required": "Select how they were given a copy"},
    )
    given_on = fields.Day(called="day on which they were given it", label="On which day?")
