"""What workers type about a person's rights."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from alongside.nhsuk import fields
from alongside.nhsuk.forms import Form
from alongside.nhsuk.widgets import Radios
from alongside.nhsuk.words import day
from alongside.people.forms import Line, Lines
from alongside.policy.recourse import ABOUT_AN_ASKING, Happened
from alongside.rights.models import Recourse

_HINTS = {
    Happened.TOLD: "Also when they were given the number",
    Happened.ASKED: "From this day on it waits for an answer",
    Happened.HELPED: "Somebody met them, wrote with them, came to a meeting",
}


class KeepRecourse(Form):
    """What happened about one way to turn."""

    happened = forms.TypedChoiceField(
        label="What happened?",
        coerce=Happened,
        choices=[(each.value, each.label) for each in Happened],
        widget=Radios(hints=_HINTS),
        error_messages={"required": "Select what happened"},
    )
    on = fields.Day(called="day on which it happened", label="On what day?")
    who = Line(
        label="Who was it?",
        help_text="Who told them, asked, helped or answered: a name, and from where",
        max_length=200,
        error_messages={"required": "Enter who it was"},
    )
    words = Lines(
        label="What was said?",
        help_text="What they asked for, in their own words. They can read this",
        max_length=5000,
        error_messages={"required": "Enter what was said"},
    )

    def __init__(self, *args: Any, waiting: Sequence[Recourse], **kwargs: Any) -> None:
        self.waiting = {str(each.pk): each for each in waiting}
        super().__init__(*args, **kwargs)
        own = self.fields
        names = [name for name in ("happened", "asking", "on", "who", "words") if name in own]
        self.fields = {name: own[name] for name in names}

    def further_fields(self) -> dict[str, forms.Field]:
        """Return the question what this is about, where something waits."""
        if not self.waiting:
            return {}
        choices = [
            *((pk, f"{day(it.on_day)}: {_short(it.words)}") for pk, it in self.waiting.items()),
            ("", "Nothing that they asked for"),
        ]
        return {
            "asking": forms.ChoiceField(
                label="Is it about something they asked for?",
                choices=choices,
                widget=Radios(),
                required=False,
            )
        }

    def clean(self) -> dict[str, Any]:
        """Hold an answer to say what it answers."""
        cleaned = super().clean() or {}
        if cleaned.get("happened") in ABOUT_AN_ASKING and not cleaned.get("asking"):
            if self.waiting:
                self.add_error("asking", "Select what this is about")
            else:
                said = "Nothing waits for an answer. Write first what they asked for, and when"
                self.add_error("happened", said)
        return cleaned

    def told(self) -> dict[str, Any]:
        """Return what is kept."""
        said = dict(self.cleaned_data)
        said["asking"] = self.waiting.get(said.get("asking") or "")
        return said


def _short(words: str, most: int = 80) -> str:
    line = " ".join(words.split())
    return line if len(line) <= most else f"{line[:most].rstrip()}…"
