"""What others said in confidence, and that it may be told."""

from __future__ import annotations

from alongside.nhsuk import fields
from alongside.nhsuk.forms import Form
from alongside.people.forms import Line, Lines


class KeepStatement(Form):
    """Who said what, and when."""

    said_by = Line(
        label="Who said it?",
        help_text="Their name, and who they are to the person",
        max_length=200,
        error_messages={"required": "Enter who said it"},
    )
    said = Lines(
        label="What did they say?",
        help_text="As they said it. Facts that they do not mind being told belong in the record",
        max_length=5000,
        error_messages={"required": "Enter what they said"},
    )
    told_on = fields.Day(called="day on which they said it", label="On what day?")


class MayBeTold(Form):
    """Why the person may be told now."""

    because = Line(
        label="How do you know that they may be told?",
        help_text="For example: said so on the phone today",
        max_length=300,
        error_messages={"required": "Enter how you know that they may be told"},
    )
