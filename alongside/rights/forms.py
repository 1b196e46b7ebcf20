"""What workers type about a person's rights."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django import forms

from alongside.nhsuk import fields
from alongside.nhsuk.forms import Form
from alongside.nhsuk.widgets import Radios
from alongside.nhsuk.words import day
from alongside.people.forms import Line, Lines
from alongside.policy.copies import AskedAs, AskedHow, Came, Given, Harm, LeftOut
from alongside.policy.recourse import ABOUT_AN_ASKING, Happened
from alongside.policy.terms import Term
from alongside.rights.actions.copies import Asked, Outcome
from alongside.rights.models import Recourse
from alongside.rights.whole.others import Flag

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


def _choice(
    term: type[Term], label: str, required: str, *, without: Collection[Term] = (), **more: Any
) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=label,
        coerce=term,
        choices=[(each.value, each.label) for each in term if each not in without],
        widget=Radios(**more),
        error_messages={"required": required},
    )


class AskForCopy(Form):
    """Who asked for a copy of the record, and how we know that they may."""

    asked_by = Line(
        label="Who asked?",
        help_text="Their name",
        max_length=200,
        error_messages={"required": "Enter who asked"},
    )
    asked_as = _choice(AskedAs, "Who is that?", "Select who that is")
    authority = Lines(
        label="How do you know that they may ask?",
        help_text="For anybody but the person: what they showed you, who signed it and when",
        max_length=2000,
        rows=3,
        required=False,
    )
    asked_how = _choice(
        AskedHow, "How did they ask?", "Select how they asked", without={AskedHow.OWN_SIGN_IN}
    )
    asked_on = fields.Day(
        called="day on which they asked",
        label="On what day did they ask?",
        help_text="From this day on there is one month",
    )
    words = Lines(
        label="What did they ask for?",
        help_text="All of it, or a part or a time",
        max_length=2000,
        rows=3,
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        """Hold whoever asks for another to say by what authority."""
        cleaned = super().clean() or {}
        asks = cleaned.get("asked_as")
        if asks and asks is not AskedAs.THEMSELF and not cleaned.get("authority"):
            said = "Enter how you know that they may ask: what they showed you, or who signed it"
            self.add_error("authority", said)
        return cleaned

    @property
    def asked(self) -> Asked:
        """What was asked for."""
        return Asked(**self.cleaned_data)


class SayLonger(Form):
    """Why it takes longer, and when they were told."""

    because = Lines(
        label="Why is it complex?",
        help_text="As they were told",
        max_length=2000,
        error_messages={"required": "Enter why it is complex"},
    )
    told_on = fields.Day(called="day on which they were told", label="When were they told?")


class HoldOpinion(Form):
    """What a health professional holds about serious harm."""

    holds = _choice(
        Harm,
        "Would reading the record do them or somebody else serious harm?",
        "Select what you hold",
        hints={
            Harm.NONE: "Being upset, or reading what we got wrong, is no serious harm",
            Harm.PARTS: "Leave the passages out on the page where they are read through",
        },
    )
    because = Lines(
        label="Why?",
        help_text="Whose harm, of what kind, and what makes it likely",
        max_length=5000,
        error_messages={"required": "Enter why you hold this"},
    )


class ReadThrough(Form):
    """Passages that a human reads, each given or left out."""

    def __init__(
        self, *args: Any, passages: Mapping[str, Flag], decided: Mapping[str, str], **kwargs: Any
    ) -> None:
        self.passages, self.decided = passages, decided
        super().__init__(*args, **kwargs)

    def further_fields(self) -> dict[str, forms.Field]:
        """Return a question for each passage."""
        choices = [("give", "Give it"), *((each.value, each.label) for each in LeftOut)]
        return {
            name: forms.ChoiceField(
                label=f"{flag.passage.table.called}, {flag.passage.day or 'no day'}: {flag.why}",
                choices=choices,
                initial=self.decided.get(flag.passage.place) or "give",
                widget=Radios(inline=True),
                error_messages={"required": "Select whether it is given or left out"},
            )
            for name, flag in self.passages.items()
        }

    @property
    def said(self) -> dict[str, LeftOut | None]:
        """What was decided, by the place of each passage."""
        return {
            self.passages[name].passage.place: None if said == "give" else LeftOut(said)
            for name, said in self.cleaned_data.items()
        }


class MakeCopy(Form):
    """In which print the page is made."""

    large_print = forms.BooleanField(label="In large print (16 point)", required=False)


class AnswerRequest(Form):
    """What came of a request."""

    came = _choice(
        Came,
        "What came of it?",
        "Select what came of it",
        reveals={Came.RELEASED: ["given_how", "given_to"]},
    )
    given_how = forms.TypedChoiceField(
        label="How was it given?",
        coerce=Given,
        choices=[(each.value, each.label) for each in Given],
        widget=Radios(),
        required=False,
        empty_value=None,
        error_messages={"required": "Select how it was given"},
    )
    given_to = Line(
        label="To whom?",
        max_length=200,
        required=False,
        error_messages={"required": "Enter to whom it was given"},
    )
    on = fields.Day(called="day", label="On what day?")
    words = Lines(
        label="What else is to be known?",
        help_text="For a refusal: the reason, as they were told, and that they may complain",
        max_length=5000,
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        """Hold what was given to say how and to whom, and a refusal to say why."""
        cleaned = super().clean() or {}
        came = cleaned.get("came")
        if came is Came.RELEASED:
            self.require("given_how", "given_to")
        elif came and not cleaned.get("words"):
            self.add_error("words", "Enter why it was not given")
        return cleaned

    @property
    def outcome(self) -> Outcome:
        """What came of it."""
        return Outcome(**self.cleaned_data)


class HoldRecord(Form):
    """Why a record is held, and from which day."""

    because = Lines(
        label="Why is the record held?",
        help_text="An inquiry, a claim, a court: which, and its reference",
        max_length=2000,
        rows=3,
        error_messages={"required": "Enter why the record is held"},
    )
    from_day = fields.Day(called="day from which it is held", label="From which day?")


class EndHold(Form):
    """Why a hold is ended."""

    because = Lines(
        label="Why is the record not held any more?",
        max_length=2000,
        rows=3,
        error_messages={"required": "Enter why it is not held any more"},
    )
