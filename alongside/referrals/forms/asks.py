"""What one part of a criterion asks of a fact, or of the area, as boxes to fill in."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from django import forms
from django.forms.boundfield import BoundField

from alongside.nhsuk import fields
from alongside.nhsuk.forms import Form
from alongside.nhsuk.widgets import Checkboxes, Radios
from alongside.policy.eligibility.aloud import choice_in_words
from alongside.policy.eligibility.bounds import Unit
from alongside.policy.eligibility.conditions import Basis
from alongside.policy.eligibility.kinds import FactKind, FactType
from alongside.policy.eligibility.postcodes import tidy
from alongside.policy.eligibility.vocabulary import VOCABULARY

Data = dict[str, Any]
USE, AREA, SEVERAL = "use", "area", "several"
UNITS = [(unit.value, unit.value) for unit in Unit]
YES_NO = [("yes", "Yes"), ("no", "No")]
SIDE_BY_SIDE = (
    ("least_word", "least", "least_unit"),
    ("most_word", "most", "most_unit"),
    ("within", "within_unit"),
)
LOWER = [("", "No lower limit"), ("more_than", "more than"), ("at_least", "at least")]
UPPER = [("", "No upper limit"), ("less_than", "less than"), ("at_most", "at most")]


class Asks(Form):
    """What a part asks; `part` writes it as a pack does."""

    opposite = forms.BooleanField(
        label="Turn it round: it is met when this is not so", required=False
    )

    def __init__(
        self, *args: Any, shape: str, was: Mapping[str, Any] | None = None, **kwargs: Any
    ) -> None:
        if was is not None:
            kwargs["initial"] = self.initial_of(was) | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)
        self.shape = shape
        self.was = was
        self.order_fields([name for name in self.fields if name != "opposite"])
        for box in self.fields.values():
            if isinstance(box, forms.IntegerField):
                box.width = 4  # type: ignore[attr-defined]  # as wide as what is typed

    @property
    def fact_asks(self) -> str:
        """What the referral form asks about it, in words; nothing where it is no single fact."""
        return self.fact.asks if self.shape in VOCABULARY else ""

    @property
    def wording(self) -> list[str]:
        """The boxes that come before what is asked, where a criterion is new."""
        return []

    def rows(self) -> list[list[BoundField]]:
        """Return the boxes in order, those that make one statement side by side."""
        shown = self.outermost()
        beside = {name: group for group in SIDE_BY_SIDE for name in group}
        rows: list[list[BoundField]] = []
        for box in shown:
            group = beside.get(box.name, (box.name,))
            if box.name == group[0]:
                rows.append([one for one in shown if one.name in group])
        return rows

    @property
    def fact(self) -> FactKind:
        """The fact that is asked about, where the shape is one."""
        return VOCABULARY[self.shape]

    def part(self) -> Data:
        """Return what was filled in, as a pack writes it."""
        raise NotImplementedError

    @staticmethod
    def initial_of(part: Mapping[str, Any]) -> Data:
        """Return what the boxes show of a part."""
        raise NotImplementedError

    def field_of(self, path: tuple[str | int, ...]) -> str | None:
        """Return the box that a problem at a path is about."""
        return next((str(one) for one in reversed(path) if one in self.fields), None)


class AsksYesNo(Asks):
    """A question with yes or no."""

    answer = forms.ChoiceField(
        label="Which answer meets it?", choices=YES_NO, widget=Radios(inline=True), initial="yes"
    )

    def part(self) -> Data:
        """Return the fact and its answer."""
        return {"fact": self.shape, "is": self.cleaned_data["answer"]}

    @staticmethod
    def initial_of(part: Mapping[str, Any]) -> Data:
        """Return the answer."""
        return {"answer": part["is"]}


class AsksChoices(Asks):
    """A question with a list of answers, of which one or several meet it."""

    values = forms.MultipleChoiceField(
        label="Which answers meet it?",
        widget=Checkboxes(),
        error_messages={"required": "Select at least one answer that meets it"},
    )
    every = forms.ChoiceField(
        label="If several are ticked",
        choices=[("any", "Any of them is enough"), ("all", "All of them are needed")],
        widget=Radios(),
        initial="any",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fact = self.fact
        families = [(word, choice_in_words(word).capitalize()) for word in fact.families]
        self.fields["values"].choices = [*families, *fact.choices.items()]  # type: ignore[attr-defined]  # Django types it as any field
        if fact.type is FactType.CHOICE:
            del self.fields["every"]

    def part(self) -> Data:
        """Return the fact and the answers that meet it."""
        fact, values = self.fact, list(self.cleaned_data["values"])
        if fact.type is FactType.CHOICE:
            only = values[0] if len(values) == 1 and values[0] in fact.choices else None
            return {"fact": fact.id, "is": only} if only else {"fact": fact.id, "among": values}
        if len(values) == 1:
            return {"fact": fact.id, "has": values[0]}
        return {"fact": fact.id, f"has_{self.cleaned_data['every']}": values}

    @staticmethod
    def initial_of(part: Mapping[str, Any]) -> Data:
        """Return the answers that meet it."""
        key = next(key for key in ("is", "among", "has", "has_all", "has_any") if key in part)
        value = part[key]
        values = value if isinstance(value, list) else [value]
        return {"values": values, "every": "all" if key == "has_all" else "any"}


class Limits(Asks):
    """A number with a lower and an upper limit, either of which may be open."""

    least_word = forms.ChoiceField(label="Lower limit", choices=LOWER, required=False)
    least = forms.IntegerField(label="How many?", min_value=0, max_value=9999, required=False)
    most_word = forms.ChoiceField(label="Upper limit", choices=UPPER, required=False)
    most = forms.IntegerField(
        label="How many at the upper limit?", min_value=0, max_value=9999, required=False
    )

    def clean(self) -> Data:
        """Ask for the number where a limit is chosen, and for the limit where a number is."""
        said = super().clean() or self.cleaned_data
        for side in ("least", "most"):
            if side in self.errors:
                continue
            word, number = said.get(f"{side}_word"), said.get(side)
            if word and number is None:
                self.add_error(side, "Enter a number, or choose no limit")
            if number is not None and not word:
                self.add_error(f"{side}_word", "Say what the number is a limit of, or clear it")
        if self._needs_limit() and not (said.get("least_word") or said.get("most_word")):
            self.add_error("least_word", "Choose a lower or an upper limit")
        return said

    def _needs_limit(self) -> bool:
        return True

    def limits(self) -> Data:
        """Return the limits, as a pack writes them."""
        said = self.cleaned_data
        return {
            said[f"{side}_word"]: self._amount(side)
            for side in ("least", "most")
            if said.get(f"{side}_word")
        }

    def _amount(self, side: str) -> Any:
        return self.cleaned_data[side]


def limits_in(part: Mapping[str, Any]) -> Data:
    """Return the boxes of the limits of a number."""
    found: Data = {}
    for side, words in (("least", LOWER), ("most", UPPER)):
        for word, _ in words:
            if word and word in part:
                number, _, unit = str(part[word]).partition(" ")
                found |= {f"{side}_word": word, side: int(number)}
                if unit:
                    found[f"{side}_unit"] = plural_of(unit)
    return found


class AsksNumber(Limits):
    """A question with a number, such as age."""

    def part(self) -> Data:
        """Return the fact and its limits."""
        return {"fact": self.shape} | self.limits()

    @staticmethod
    def initial_of(part: Mapping[str, Any]) -> Data:
        """Return the limits."""
        return limits_in(part)


class AsksDay(Asks):
    """A question with a date, asked to be recent."""

    within = forms.IntegerField(label="In the past", min_value=1, max_value=9999)
    within_unit = forms.ChoiceField(label="Unit of time", choices=UNITS, initial="years")

    def part(self) -> Data:
        """Return the fact and how recent it is to be."""
        return {"fact": self.shape, "within": span(self, "within", "within_unit")}

    @staticmethod
    def initial_of(part: Mapping[str, Any]) -> Data:
        """Return how recent it is to be."""
        return window_in(part)


class AsksArea(Asks):
    """In whose area somebody is, by the beginnings of postcodes."""

    area = fields.LongText(
        label="Which postcodes?",
        help_text="The beginnings of postcodes, like LS1 or LS12, with commas between them",
        rows=2,
        spellcheck=False,
        max_length=4000,
    )
    by = forms.ChoiceField(
        label="What decides?",
        choices=[
            (Basis.REGISTRATION.value, "Where they are registered with a GP"),
            (Basis.RESIDENCE.value, "Where they live"),
            (
                Basis.RESIDENCE_WHEN_HOMELESS.value,
                "Where they are registered; when they are homeless, where they live",
            ),
        ],
        widget=Radios(),
        error_messages={"required": "Select what decides"},
    )

    def part(self) -> Data:
        """Return the areas and what decides."""
        words = re.split(r"[,;\n]+", self.cleaned_data["area"])
        areas = list(dict.fromkeys(tidy(word) for word in words if word.strip()))
        return {"area": areas, "by": self.cleaned_data["by"]}

    @staticmethod
    def initial_of(part: Mapping[str, Any]) -> Data:
        """Return the areas and what decides."""
        return {"area": ", ".join(part["area"]), "by": part["by"]}


def span(form: Form, number: str, unit: str) -> str:
    """Return a length of time as a pack writes it."""
    return f"{form.cleaned_data[number]} {form.cleaned_data[unit] or 'months'}"


def window_in(part: Mapping[str, Any]) -> Data:
    """Return the boxes of a time to look back on."""
    text = part.get("within") or part.get("begun_within")
    if not text:
        return {}
    number, _, unit = str(text).partition(" ")
    return {"within": int(number), "within_unit": plural_of(unit)}


def plural_of(unit: str) -> str:
    """Return a unit as the boxes name it."""
    return unit if unit.endswith("s") else f"{unit}s"
