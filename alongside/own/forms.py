"""What the team is asked before it gives a sign-in, and what somebody types with theirs."""

from __future__ import annotations

from typing import Any

from django import forms

from alongside.nhsuk import fields
from alongside.nhsuk.forms import Form
from alongside.people.forms import Line


class GiveOwn(Form):
    """With which address somebody signs in, and that it was talked through with them first."""

    email = forms.EmailField(
        label="Email address to sign in with",
        help_text="One that nobody else reads. Nothing is sent to it",
        error_messages={"required": "Enter the email address to sign in with"},
    )
    talked = forms.BooleanField(
        label="I have talked through with them what it shows, who might make them show it, that it"
        " can be read at night, and how they end it",
        error_messages={"required": "Talk it through with them first, and say that you did"},
    )


class GiveCarer(GiveOwn):
    """The same for a carer, once the person agrees that they read it on a screen."""

    def __init__(self, *args: Any, person: str, carer: str, **kwargs: Any) -> None:
        self.person, self.carer = person, carer
        super().__init__(*args, **kwargs)

    def further_fields(self) -> dict[str, forms.Field]:
        """Return the question that names both."""
        agreed = forms.BooleanField(
            label=f"{self.person} agrees that {self.carer} reads on a screen, at any time, what"
            " they may be told",
            error_messages={"required": f"Ask {self.person} first, alone, and say that they agree"},
        )
        return {"agreed": agreed}


class EndOwn(Form):
    """Why a sign-in ends."""

    because = Line(
        label="Why does it end?",
        help_text="Whoever has it is not told why",
        max_length=300,
        error_messages={"required": "Enter why it ends"},
    )


class AskForAll(Form):
    """What somebody wants to say when they ask for a copy of their whole record."""

    words = fields.Text(
        label="Is there anything that you want to say about it?",
        help_text="A part of it, or a time that matters most to you. Your team reads this",
        max_length=300,
        required=False,
    )
