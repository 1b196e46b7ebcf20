"""What is asked about a joint working protocol, its policies and a practitioner."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms

from alongside.kernel.period import WEEKDAYS
from alongside.nhsuk import fields
from alongside.nhsuk.forms import Form
from alongside.nhsuk.widgets import Checkboxes, Radios
from alongside.partners.actions import Agreed
from alongside.partners.models import Agency, Protocol
from alongside.policy.joint import (
    MOST_BYTES_OF_A_POLICY,
    joint_days_shipped,
    weeks_of_notice_shipped,
)

ANOTHER = "another"
MEDIA = {"application/pdf": ".pdf", "text/plain": ".txt"}
_KINDS = [each for each in Agency.Kind.choices if each[0] != Agency.Kind.GP_PRACTICE]


class ProtocolForm(Form):
    """What a team and an agency agree on."""

    ours = fields.LongText(
        label="What does our team do, and what does it bring?",
        help_text="Care is co-ordinated by us; our practitioner tells theirs of risk that bears on"
        " working with somebody",
    )
    theirs = fields.LongText(
        label="What does the partner do, and what does it bring?",
        help_text="Such as a practitioner with a high level of skills and competences",
    )
    aims = fields.LongText(label="What are the aims?")
    target_group = fields.LongText(label="Whom is it for?")
    days = forms.TypedMultipleChoiceField(
        label="On which days is the practitioner there?",
        help_text="All day. On another day only when both practitioners agree",
        coerce=int,
        choices=list(enumerate(WEEKDAYS)),
        widget=Checkboxes(inline=True),
        error_messages={"required": "Select at least one day"},
    )
    place = fields.Text(
        label="Where, usually?", help_text="The place of a visit can change", required=False
    )
    notice_weeks = forms.IntegerField(
        label="How many weeks before a meeting are they asked?", min_value=0, max_value=26
    )
    agreed_besides = fields.LongText(label="What else was agreed?", required=False)
    drafted_on = fields.Day(called="day on which it was drafted", label="When was it drafted?")
    review_on = fields.Day(
        called="day of the review",
        label="When is it to be reviewed?",
        help_text="You are reminded two months before",
        example="27 8 2027",
        may_be_future=True,
    )

    def clean(self) -> dict[str, Any]:
        """Hold the review to be later than the draft."""
        cleaned = super().clean() or {}
        drafted, review = cleaned.get("drafted_on"), cleaned.get("review_on")
        if drafted and review and review <= drafted:
            self.add_error("review_on", "The review must be later than the day it was drafted")
        return cleaned

    @property
    def agreed(self) -> Agreed:
        """What was typed."""
        return Agreed(**{name: self.cleaned_data[name] for name in Agreed.__dataclass_fields__})


class BeginProtocol(ProtocolForm):
    """A protocol with an agency, which may be a new one."""

    agency = forms.ChoiceField(
        label="With which agency?",
        widget=Radios(reveals={ANOTHER: ["name", "kind"]}),
        error_messages={"required": "Select the agency"},
    )
    name = fields.Text(label="What is it called?", required=False)
    kind = forms.ChoiceField(label="What sort of agency is it?", choices=_KINDS, required=False)
    field_order = ["agency", "name", "kind"]

    def __init__(self, *args: Any, agencies: Iterable[Agency], on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.agencies = {str(each.pk): each for each in agencies}
        known = [(key, each.name) for key, each in self.agencies.items()]
        field = self.fields["agency"]
        field.choices = field.widget.choices = [*known, (ANOTHER, "Another, not in this list")]  # type: ignore[attr-defined]  # a choice
        self.initial.setdefault("days", joint_days_shipped(on))
        self.initial.setdefault("notice_weeks", weeks_of_notice_shipped(on))

    def clean(self) -> dict[str, Any]:
        """Ask how another agency is called."""
        cleaned = super().clean()
        if cleaned.get("agency") == ANOTHER:
            self.require("name", "kind")
        return cleaned

    @property
    def chosen(self) -> Agency | None:
        """Return the agency that was chosen; None for one that is to be named."""
        return self.agencies.get(self.cleaned_data["agency"])


class AmendProtocol(ProtocolForm):
    """A newer version, with why; or that the agreement ends."""

    amended_on = fields.Day(called="day on which it was amended", label="When was it amended?")
    because = fields.Text(
        label="What was amended, and why?",
        max_length=300,
        error_messages={"required": "Enter what was amended, and why"},
    )
    ended_on = fields.Day(
        called="last day",
        label="Does it end? Then the last day",
        help_text="Leave empty while it goes on. After it, practitioners see nobody of this team",
        required=False,
        may_be_future=True,
    )

    @staticmethod
    def of(protocol: Protocol) -> dict[str, Any]:
        """Return what stands, as the form shows it."""
        return {name: getattr(protocol, name) for name in Agreed.__dataclass_fields__}


class AttachPolicy(Form):
    """A policy as a file."""

    name = fields.Text(
        label="What is it called?",
        help_text="One of the same name stands in place of the one before",
        error_messages={"required": "Enter what it is called"},
    )
    file = forms.FileField(
        label="The file",
        help_text="PDF or plain text, up to 5 MB",
        allow_empty_file=True,
        error_messages={"required": "Choose a file"},
    )
    media_type = ""

    def clean_file(self) -> bytes:
        """Return what is in the file, if it is what may be kept."""
        file = self.cleaned_data["file"]
        content: bytes = file.read(MOST_BYTES_OF_A_POLICY + 1)
        if len(content) > MOST_BYTES_OF_A_POLICY:
            raise forms.ValidationError("The file is larger than 5 MB. Make it smaller")
        self.media_type = _media_type(content)
        return content


def _media_type(content: bytes) -> str:
    """Say by what is in a file what it is: its name and what a browser says prove nothing."""
    if content.startswith(b"%PDF-"):
        return "application/pdf"
    try:
        text = content.decode()
    except UnicodeDecodeError:
        text = "\0"
    if not text.strip() or "\0" in text:
        raise forms.ValidationError("The file must be a PDF or plain text, and not empty")
    return "text/plain"


class LetIn(Form):
    """A practitioner who is to have an account."""

    name = fields.Text(label="Full name", error_messages={"required": "Enter their name"})
    email = forms.EmailField(
        label="Email address to sign in with",
        error_messages={"required": "Enter the email address to sign in with"},
    )
    phone = fields.Text(
        label="Work phone",
        max_length=40,
        inputmode="tel",
        required=False,
        validators=[fields.telephone],
    )
    began_on = fields.Day(
        called="first day", label="From which day?", may_be_future=True, example="27 3 2027"
    )


class LetOut(Form):
    """The last day of a practitioner."""

    ended_on = fields.Day(
        called="last day",
        label="What is their last day with us?",
        may_be_future=True,
        error_messages={"required": "Enter their last day"},
    )
