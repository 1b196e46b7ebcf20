"""What people type on the pages about one person."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, cast
from uuid import UUID

from django import forms

from alongside.kernel.text import lines_of
from alongside.nhsuk import fields
from alongside.nhsuk.forms import Form
from alongside.nhsuk.widgets import Radios
from alongside.partners.models import Agency
from alongside.people.forms import Line
from alongside.people.models import Telling
from alongside.staff.models import Worker

NO_PRACTICE = "none"


class Practice(Form):
    """With which GP practice somebody is registered."""

    practice = forms.ChoiceField(
        label="Which practice is it?",
        choices=[],
        widget=Radios(),
        error_messages={"required": "Select the practice, or that they have none"},
    )
    source = forms.ChoiceField(
        label="Who told you?",
        choices=Telling.Source.choices,
        widget=Radios(),
        error_messages={"required": "Say who told you, so that others know how far to trust it"},
    )
    seen = forms.CharField(widget=forms.HiddenInput, max_length=16, required=False)

    def __init__(self, *args: Any, practices: Iterable[Agency], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = {str(each.pk): each for each in practices}
        field = self.fields["practice"]
        choices = [(key, each.name) for key, each in offered.items()]
        field.choices = field.widget.choices = [  # type: ignore[attr-defined]  # a choice
            *choices,
            (NO_PRACTICE, "Not registered with any, or not known"),
        ]
        field.widget.hints = {key: _where(each) for key, each in offered.items()}

    def chosen(self) -> int | None:
        """Return the id of the practice, or None when they have none."""
        practice = self.cleaned_data["practice"]
        return None if practice == NO_PRACTICE else int(practice)


def _where(practice: Agency) -> str:
    return ", ".join(lines_of(practice.address, practice.postcode))


class KnownOutsideWork(Form):
    """Which worker knows somebody outside work, and how."""

    who = forms.TypedChoiceField(
        label="Who knows them?",
        coerce=UUID,
        choices=[],
        widget=Radios(),
        error_messages={"required": "Select who knows them"},
    )
    how = Line(
        label="How do they know each other?",
        help_text="In a word or two: neighbours, cousins, same church. Kept for the team",
        max_length=200,
        error_messages={"required": "Enter how they know each other"},
    )

    def __init__(
        self, *args: Any, oneself: Worker, colleagues: Sequence[Worker], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        others = [(str(each.pk), each.name) for each in colleagues]
        self.has_colleagues = bool(others)
        if not others:
            self.initial.setdefault("who", str(oneself.pk))
        choices = [(str(oneself.pk), "I do"), *others]
        cast("forms.ChoiceField", self.fields["who"]).choices = choices


class ConnectionOver(Form):
    """Why a record may be opened again to a worker."""

    because = Line(
        label="Why may the record be open to them again?",
        max_length=300,
        error_messages={"required": "Enter why the record may be open to them again"},
    )


class Period(Form):
    """Of which days a printed record tells everything."""

    first = fields.Day(label="From", called="first day", example="1 6 2026")
    last = fields.Day(label="To", called="last day", example="30 11 2026")

    def clean(self) -> dict[str, Any]:
        """Refuse a period that ends before it begins."""
        given = super().clean() or {}
        first, last = given.get("first"), given.get("last")
        if first and last and last < first:
            self.add_error("last", "The last day must be the first day or later")
        return given
