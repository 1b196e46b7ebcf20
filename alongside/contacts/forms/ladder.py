"""What a worker is asked about a step of the ladder."""

from __future__ import annotations

from typing import Any

from alongside.contacts.forms.choosing import Choices, OneOf, offer
from alongside.nhsuk import fields
from alongside.nhsuk.forms import Form


class DoneForm(Form):
    """What came of a step."""

    came_of_it = fields.LongText(
        label="What came of it?",
        error_messages={"required": "Say what came of it, also when it was nothing"},
    )


class HandForm(Form):
    """To whom a step is handed."""

    to = OneOf(label="Hand it to", error_messages={"required": "Select to whom you hand it"})

    def __init__(self, *args: Any, choices: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "to", choices.workers)
