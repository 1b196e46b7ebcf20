"""What people type about one criterion: its kind, its wording, and where it comes from."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms

from alongside.nhsuk import fields
from alongside.nhsuk.forms import Form
from alongside.nhsuk.widgets import Radios
from alongside.policy.eligibility.pack import Kind
from alongside.referrals.forms.asks import Asks
from alongside.referrals.forms.criteria import MARK_WORDS

KINDS = {
    Kind.REQUIRED: "Required: everybody who is accepted meets it",
    Kind.SUPPORTING: "Supporting: counted together with the other supporting ones",
    Kind.EXCLUDING: "Excluding: nobody who is accepted meets it",
}


class Wording(Form):
    """A criterion in words."""

    says = fields.Text(label="The criterion in words", max_length=500, spellcheck=True)
    kind = forms.TypedChoiceField(
        label="What does it do?",
        coerce=Kind,
        choices=[(kind.value, words) for kind, words in KINDS.items()],
        widget=Radios(),
        error_messages={"required": "Select what the criterion does"},
    )
    place = fields.Text(
        label="Which paragraph does it come from?",
        help_text="In the document that these criteria come from, which stands before it wherever"
        " it is shown. For example, section 1, point 2",
        max_length=300,
        spellcheck=True,
    )
    mark = forms.ChoiceField(
        label="How well is that paragraph known?",
        choices=[("", "As the document is"), *MARK_WORDS.items()],
        required=False,
    )
    example = forms.BooleanField(
        label="Its number is an example: a named clinician may set it aside, with a reason",
        required=False,
    )

    def words(self) -> dict[str, Any]:
        """Return what a pack writes of it, without what it asks."""
        said = self.cleaned_data
        found: dict[str, Any] = {"says": said["says"], "from": said["place"]}
        if said["mark"]:
            found["mark"] = said["mark"]
        if said["example"]:
            found["example"] = True
        return found

    @staticmethod
    def initial_of(kind: Kind, criterion: Mapping[str, Any]) -> dict[str, Any]:
        """Return what the boxes show of a criterion."""
        return {
            "says": criterion["says"],
            "kind": kind.value,
            "place": criterion["from"],
            "mark": criterion.get("mark", ""),
            "example": criterion.get("example", False),
        }


def field_of_words(path: tuple[str | int, ...]) -> str | None:
    """Return the box of the wording that a problem at a path is about."""
    named = {"from": "place", "says": "says", "mark": "mark", "example": "example", "id": "says"}
    return next((named[str(one)] for one in path if str(one) in named), None)


def with_wording(asks: type[Asks]) -> type[Asks]:
    """Return a form that asks for a criterion whole: its wording, and what it asks."""
    wording = property(lambda _self: list(Wording.base_fields))
    return type(f"New{asks.__name__}", (asks, Wording), {"wording": wording})
