"""Which form belongs to what a part of a criterion asks about."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms

from alongside.nhsuk.forms import Form
from alongside.policy.eligibility.hospital_use import Measure
from alongside.policy.eligibility.kinds import FactType, Group
from alongside.policy.eligibility.vocabulary import VOCABULARY
from alongside.referrals.forms.asks import (
    Asks,
    AsksArea,
    AsksChoices,
    AsksDay,
    AsksNumber,
    AsksYesNo,
)
from alongside.referrals.forms.asks_together import AsksSeveral, AsksUse

USE, AREA, SEVERAL = "use", "area", "several"

_BY_TYPE: Mapping[FactType, type[Asks]] = {
    FactType.YES_NO: AsksYesNo,
    FactType.CHOICE: AsksChoices,
    FactType.CHOICES: AsksChoices,
    FactType.NUMBER: AsksNumber,
    FactType.DAY: AsksDay,
}
_OTHERS: Mapping[str, type[Asks]] = {USE: AsksUse, AREA: AsksArea, SEVERAL: AsksSeveral}


def shape_of(part: Mapping[str, Any]) -> str:
    """Return what a part asks about, as an address names it: a fact, or another shape."""
    if "fact" in part:
        return str(part["fact"])
    if "area" in part:
        return AREA
    return USE if any(one.value in part for one in Measure) else SEVERAL


def form_of_shape(shape: str) -> type[Asks] | None:
    """Return the form for what is asked about, or None when nothing can be asked of it."""
    kind = VOCABULARY.get(shape)
    return _BY_TYPE.get(kind.type) if kind else _OTHERS.get(shape)


def called(shape: str) -> str:
    """Return what is asked about, in words."""
    return VOCABULARY[shape].label if shape in VOCABULARY else _CALLED[shape]


_CALLED = {
    SEVERAL: "Several questions together",
    USE: "Stays in hospital, or time with the crisis team",
    AREA: "The area they belong to",
}


class ChooseShape(Form):
    """What a criterion, or a part of one, is to ask about."""

    asks = forms.ChoiceField(
        label="What does it ask about?",
        help_text="The referral form asks these questions as soon as the criteria need them",
        choices=[
            ("", "Choose"),
            ("Most used", list(_CALLED.items())),
            *(
                (
                    group.value,
                    [
                        (kind.id, kind.label)
                        for kind in VOCABULARY.values()
                        if kind.group is group and kind.type in _BY_TYPE and kind.id != "born_on"
                    ],
                )
                for group in Group
            ),
        ],
        error_messages={"required": "Choose what it asks about"},
    )
