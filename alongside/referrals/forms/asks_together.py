"""How often, how long, and several questions together, as boxes to fill in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms

from alongside.nhsuk.widgets import Checkboxes, Radios
from alongside.policy.eligibility.bounds import JUDGED
from alongside.policy.eligibility.editing import GROUPS, members_of
from alongside.policy.eligibility.hospital_use import Care, Measure, Only
from alongside.policy.eligibility.kinds import FactType
from alongside.policy.eligibility.vocabulary import VOCABULARY
from alongside.referrals.forms.asks import UNITS, Asks, Data, Limits, limits_in, span, window_in


class AsksUse(Limits):
    """How often, or for how long, somebody was in hospital or with the crisis team."""

    measure = forms.ChoiceField(
        label="What is counted?",
        choices=[
            (Measure.COUNT.value, "How many times"),
            (Measure.TOTAL.value, "How long in all, every stay together"),
            (Measure.LONGEST.value, "How long without a break"),
        ],
        widget=Radios(),
        initial=Measure.COUNT.value,
    )
    care = forms.ChoiceField(
        label="Of which care?",
        choices=[
            (Care.INPATIENT.value, "Stays in a mental health hospital"),
            (Care.CRISIS_TEAM.value, "Times with a crisis or home treatment team"),
            (Care.EITHER.value, "Either of them"),
        ],
        widget=Radios(),
        initial=Care.INPATIENT.value,
    )
    judged = forms.BooleanField(label="No number is given: a person judges", required=False)
    least_unit = forms.ChoiceField(
        label="Unit, when time is counted", choices=UNITS, initial="months", required=False
    )
    most_unit = forms.ChoiceField(
        label="Unit at the upper limit", choices=UNITS, initial="months", required=False
    )
    within = forms.IntegerField(
        label="In the past",
        help_text="Leave it empty for all that is on record",
        min_value=1,
        max_value=9999,
        required=False,
    )
    within_unit = forms.ChoiceField(
        label="Unit of time", choices=UNITS, initial="months", required=False
    )
    begun = forms.BooleanField(label="Count only those that began in that time", required=False)
    only = forms.MultipleChoiceField(
        label="Count only those that were",
        help_text="Tick nothing to count them all",
        choices=[(one.value, one.value.capitalize()) for one in Only],
        widget=Checkboxes(inline=True),
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        limits = ["least_word", "least", "least_unit", "most_word", "most", "most_unit"]
        first = ["measure", "care", *limits, "judged", "within", "within_unit", "begun", "only"]
        self.order_fields(self.wording + first)

    def _needs_limit(self) -> bool:
        return not self.cleaned_data.get("judged")

    def clean(self) -> Data:
        """Refuse a number beside a judgement."""
        said = super().clean()
        if said.get("judged") and (said.get("least_word") or said.get("most_word")):
            self.add_error("judged", "Give a number, or let a person judge: not both")
        if said.get("begun") and not said.get("within"):
            self.add_error("within", "Say in how long a time they have to begin")
        return said

    def _amount(self, side: str) -> Any:
        number = self.cleaned_data[side]
        if self.cleaned_data["measure"] == Measure.COUNT.value:
            return number
        unit = self.cleaned_data[f"{side}_unit"] or "months"
        return f"{number} {unit}"

    def part(self) -> Data:
        """Return what is counted, its limits, and in how long a time."""
        said = self.cleaned_data
        part: Data = {said["measure"]: said["care"]}
        if said["only"]:
            part["only"] = said["only"]
        part |= {"how_many": JUDGED} if said["judged"] else self.limits()
        if said["within"]:
            window = "begun_within" if said["begun"] else "within"
            part[window] = span(self, "within", "within_unit")
        return part

    @staticmethod
    def initial_of(part: Mapping[str, Any]) -> Data:
        """Return what is counted, its limits, and in how long a time."""
        measure = next(one.value for one in Measure if one.value in part)
        only = part.get("only", [])
        return {
            "measure": measure,
            "care": part[measure],
            "judged": "how_many" in part,
            "begun": "begun_within" in part,
            "only": only if isinstance(only, list) else [only],
            **limits_in(part),
            **window_in(part),
        }

    def field_of(self, path: tuple[str | int, ...]) -> str | None:
        """Return the box that a problem at a path is about."""
        named = {
            "begun_within": "begun",
            "more_than": "least",
            "at_least": "least",
            "less_than": "most",
            "at_most": "most",
        }
        return super().field_of(tuple(named.get(str(one), one) for one in path))


class AsksSeveral(Asks):
    """Several questions together: all, any, so many, or “a number” that a person judges."""

    join = forms.ChoiceField(
        label="How many of them are needed?",
        choices=[
            ("all", "All of them"),
            ("any", "Any of them"),
            ("at_least", "So many of them"),
            ("how_many", "“A number of” them: a person judges"),
        ],
        widget=Radios(reveals={"at_least": ["minimum"]}),
        initial="any",
    )
    minimum = forms.IntegerField(
        label="At least how many?", min_value=1, max_value=1000, required=False
    )
    facts = forms.MultipleChoiceField(
        label="Which questions, each met by a yes?",
        help_text="Other kinds of questions can be added one by one afterwards",
        choices=[
            (kind.id, kind.label) for kind in VOCABULARY.values() if kind.type is FactType.YES_NO
        ],
        widget=Checkboxes(),
        required=False,
    )

    def clean(self) -> Data:
        """Ask for the number where one is meant, and for something to be asked."""
        said = self.cleaned_data
        if (
            said.get("join") == "at_least"
            and not said.get("minimum")
            and "minimum" not in self.errors
        ):
            self.add_error("minimum", "Enter how many are needed, like 2")
        if "facts" not in self.errors and not self._members():
            self.add_error("facts", "Select at least one question")
        return said

    def _before(self) -> list[Data]:
        return members_of(dict(self.was)) if self.was else []

    def _members(self) -> list[Data]:
        """Return the parts in the order they had, new ones last."""
        chosen = list(self.cleaned_data.get("facts", []))
        kept = [one for one in self._before() if not _is_plain_yes(one) or one["fact"] in chosen]
        there = {one["fact"] for one in kept if _is_plain_yes(one)}
        return kept + [{"fact": fact, "is": "yes"} for fact in chosen if fact not in there]

    def part(self) -> Data:
        """Return the group with its parts."""
        join, members = self.cleaned_data["join"], self._members()
        if join in GROUPS:
            return {join: members}
        how_many = {"at_least": self.cleaned_data["minimum"]}
        return (how_many if join == "at_least" else {"how_many": JUDGED}) | {"of": members}

    @staticmethod
    def initial_of(part: Mapping[str, Any]) -> Data:
        """Return how the parts are joined, and which are plain questions."""
        join = next(key for key in ("all", "any", "at_least", "how_many") if key in part)
        facts = [one["fact"] for one in members_of(dict(part)) if _is_plain_yes(one)]
        return {"join": join, "minimum": part.get("at_least"), "facts": facts}


def _is_plain_yes(part: Mapping[str, Any]) -> bool:
    return part.get("is") == "yes" and part["fact"] in VOCABULARY
