"""How many boxes the form of a plan has room for: goals, steps towards each, early signs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from alongside.careplans.actions import PlanText
from alongside.policy.relapse import MOST_SIGNS

MOST_GOALS, MOST_STEPS = 20, 12


@dataclass(frozen=True)
class Shape:
    """The steps that there is room for in each goal, and the room for early signs."""

    goals: tuple[int, ...] = (1,)
    signs: int = 2

    def with_more(self, asked: str) -> Shape:
        """Return the room that a button asked for: "goal", "sign", or the number of a goal."""
        goals = list(self.goals)
        if asked == "sign":
            return replace(self, signs=min(self.signs + 1, MOST_SIGNS))
        if asked == "goal" and len(goals) < MOST_GOALS:
            goals.append(1)
        elif asked.isascii() and asked.isdecimal() and len(asked) < 4 and int(asked) < len(goals):
            goals[int(asked)] = min(goals[int(asked)] + 1, MOST_STEPS)
        return replace(self, goals=tuple(goals))


def shape_for(text: PlanText) -> Shape:
    """Return room for what a plan says, one more step in each goal, one more goal and sign."""
    steps = [min(len(goal.interventions) + 1, MOST_STEPS) for goal in text.goals]
    return Shape(tuple([*steps, 1][:MOST_GOALS]), max(2, len(text.signs) + 1))


def shape_posted(names: Iterable[str]) -> Shape:
    """Return the room that a page had, from the names of its boxes; absurd numbers are cut."""
    steps: dict[int, int] = {}
    signs = Shape.signs
    for name in names:
        box, *rest = name.split("_")
        numbers = [int(part) for part in rest if part.isascii() and part.isdecimal()]
        if box == "words" and len(numbers) == 1 and numbers[0] < MOST_GOALS:
            steps.setdefault(numbers[0], 0)
        if box == "what" and len(numbers) == 2 and numbers[0] < MOST_GOALS:
            steps[numbers[0]] = max(steps.get(numbers[0], 0), min(numbers[1] + 1, MOST_STEPS))
        if box == "sign" and len(numbers) == 1 and numbers[0] < MOST_SIGNS:
            signs = max(signs, numbers[0] + 1)
    return Shape(tuple(steps.get(goal, 1) for goal in range(max(steps, default=0) + 1)), signs)
