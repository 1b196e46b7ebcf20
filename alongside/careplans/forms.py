"""What people type into a plan, and the words they see."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from django import forms

from alongside.careplans.actions import GoalText, InterventionText, PlanText
from alongside.careplans.models import CarePlan, CopyGiven
from alongside.nhsuk import fields
from alongside.nhsuk.forms import Form
from alongside.nhsuk.widgets import Radios
from alongside.policy.contacts import Intervention
from alongside.policy.frameworks import Framework, PlanArea

MOST_GOALS, MOST_STEPS = 20, 12
KINDS = {kind.value: kind.label for kind in Intervention}
# Where it is asked why somebody does not agree, or not with all of it.
_WHY = {"partly": "why_partly", "not agreed": "why_not_agreed"}
# The boxes of which one at least makes a plan.
_SAYS = (
    "in_their_words",
    "early_signs",
    "in_a_crisis",
    "words_",
    "kind_",
    "what_",
    "who_",
    "when_",
)
AREAS = {area.value: area.label for area in PlanArea}


class PlanForm(Form):
    """One version of a plan. `shape` says how many steps there is room for in each goal."""

    in_their_words = fields.LongText(
        label="What matters to them, in their own words",
        help_text="Write what they said, not what we call it",
        rows=6,
        required=False,
    )
    early_signs = fields.LongText(
        label="What they and others notice when things begin to go wrong",
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
        shape: Sequence[int],
        **kwargs: Any,
    ) -> None:
        self.shape, self.asks_area = tuple(shape), framework.areas_are_statutory
        super().__init__(data, **kwargs)

    def further_fields(self) -> Mapping[str, forms.Field]:
        """Return the boxes of each goal and of each step towards it."""
        made: dict[str, forms.Field] = {}
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
            early_signs=said["early_signs"],
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
        "early_signs": text.early_signs,
        "in_a_crisis": text.in_a_crisis,
        "based_on": based_on,
    }
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


def shape_for(text: PlanText) -> list[int]:
    """Return room for what a plan says, with one more step in each goal, and one more goal."""
    shape = [min(len(goal.interventions) + 1, MOST_STEPS) for goal in text.goals]
    return [*shape, 1][:MOST_GOALS]


def shape_posted(names: Iterable[str]) -> list[int]:
    """Return the room that a page had, from the names of its boxes; absurd numbers are cut."""
    steps: dict[int, int] = {}
    for name in names:
        parts = name.split("_")
        numbers = [int(part) for part in parts[1:] if part.isascii() and part.isdecimal()]
        if parts[0] == "words" and len(numbers) == 1 and numbers[0] < MOST_GOALS:
            steps.setdefault(numbers[0], 0)
        if parts[0] == "what" and len(numbers) == 2 and numbers[0] < MOST_GOALS:
            steps[numbers[0]] = max(steps.get(numbers[0], 0), min(numbers[1] + 1, MOST_STEPS))
    return [steps.get(goal, 1) for goal in range(max(steps, default=0) + 1)]


def with_more(shape: Sequence[int], asked: str) -> list[int]:
    """Return a shape with the room that a button asked for: "goal", or the number of a goal."""
    more = list(shape)
    if asked == "goal" and len(more) < MOST_GOALS:
        more.append(1)
    elif asked.isascii() and asked.isdecimal() and len(asked) < 4 and int(asked) < len(more):
        more[int(asked)] = min(more[int(asked)] + 1, MOST_STEPS)
    return more


class CopyForm(Form):
    """How the person was given their plan."""

    form = forms.ChoiceField(
        label="How were they given a copy?",
        choices=CopyGiven.Form.choices,
        widget=Radios(),
        error_messages={"required": "Select how they were given a copy"},
    )
    given_on = fields.Day(called="day on which they were given it", label="On which day?")
