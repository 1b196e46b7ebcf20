"""What an administrator types about a key; what another system writes beside an answer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django import forms

from alongside.nhsuk import fields
from alongside.nhsuk.forms import Form
from alongside.staff.models import Worker


class NewKey(Form):
    """Which system the key is for, and in whose name it refers."""

    name = fields.Text(
        label="Which system is it for?",
        help_text="For example, the record of the Armley CMHT",
        max_length=100,
        error_messages={"required": "Enter a name by which you will know the key again"},
    )
    holder = forms.ChoiceField(
        label="In whose name does it refer?",
        help_text="It can do what they can do as a referrer, and stops when they leave",
        error_messages={"required": "Select in whose name it refers"},
    )
    ends_on = fields.Day(
        called="last day of the key",
        label="On which day does it end?",
        help_text="A year from today unless you say otherwise. It opens nothing after that day",
        may_be_future=True,
        error_messages={"required": "Enter the last day of the key"},
    )

    def __init__(
        self, *args: Any, holders: Mapping[UUID, tuple[Worker, tuple[str, ...]]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.holders = {str(pk): worker for pk, (worker, _) in holders.items()}
        named = [
            (str(pk), f"{who.name}, {', '.join(teams)}") for pk, (who, teams) in holders.items()
        ]
        self.fields["holder"].choices = [("", "Choose"), *named]  # type: ignore[attr-defined]  # a choice

    def chosen(self) -> Worker:
        """Return the worker in whose name the key refers."""
        return self.holders[self.cleaned_data["holder"]]


class Words(Form):
    """What is written beside an answer, or is the whole of it."""

    words = fields.LongText(label="words", required=False)
