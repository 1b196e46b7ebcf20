"""What people say of screening: when the next session is, and what was heard in one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from django import forms

from alongside.kernel.period import LONDON
from alongside.nhsuk import fields
from alongside.nhsuk.forms import Form
from alongside.nhsuk.widgets import Radios
from alongside.nhsuk.words import day
from alongside.referrals.actions.screening import Heard, Meeting
from alongside.referrals.models import ScreeningSession
from alongside.staff.models import Worker

ABOUT = {
    "wants": "What do they want?",
    "good_at": "What are they good at?",
    "needs": "What do they need, or find hard?",
    "safety": "What keeps them and others safe, and what does not?",
    "support_now": "What support do they have now?",
}
HINTS = {
    "wants": "In their own words where you can",
    "good_at": "People, skills, interests, what has helped before",
    "safety": "In words, with what happened and when. Never a grade",
    "support_now": "Family, friends, other services",
}
RIGHT, CHANGED, NOT_ASKED = "right", "changed", "not-asked"


@dataclass(frozen=True)
class Earlier:
    """What was told about one thing, and on which day."""

    words: str
    on: date


def told_so_far(sessions: Iterable[ScreeningSession]) -> dict[str, Earlier]:
    """Return the newest that was told about each thing, from sessions in their order."""
    return {
        name: Earlier(words, session.held_at.astimezone(LONDON).date())
        for session in sessions
        for name in ABOUT
        if (words := getattr(session, name).strip())
    }


class _When(Form):
    """When, where, and by whom somebody is met."""

    worker = forms.TypedChoiceField(label="Who meets them?", coerce=UUID)
    second_worker = forms.TypedChoiceField(
        label="And who else?", coerce=UUID, empty_value=None, required=False
    )

    def __init__(self, *args: Any, workers: Iterable[Worker], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.workers = {one.pk: one for one in workers}
        named = [(str(pk), one.name) for pk, one in self.workers.items()]
        self.fields["worker"].choices = named  # type: ignore[attr-defined]  # Django types it as any field
        self.fields["second_worker"].choices = [("", "Nobody else"), *named]  # type: ignore[attr-defined]  # Django types it as any field

    def meeting(self) -> Meeting:
        """Return the meeting that was typed."""
        said = self.cleaned_data
        return Meeting(
            at=_moment(said["on"], said["at"]),
            worker=self.workers[said["worker"]],
            second_worker=self.workers.get(said["second_worker"]),
            place=said.get("place", ""),
        )


class PlanSession(_When):
    """A session to come."""

    on = fields.Day(called="date of the session", label="On which day?", may_be_future=True)
    at = fields.TimeOfDay(called="time of the session", label="At what time?")
    place = fields.Text(
        label="Where?", help_text="Where it suits them: at home, in a café, in a park"
    )

    field_order = ("on", "at", "place", "worker", "second_worker")


class CallOff(Form):
    """Why a session is called off."""

    why = fields.LongText(
        label="Why is it called off?",
        rows=3,
        error_messages={"required": "Enter why it is called off"},
    )


class Session(_When):
    """A session that was held; what was told before is shown and asked about again."""

    on = fields.Day(called="date of the session", label="On which day was it?")
    at = fields.TimeOfDay(called="time of the session", label="At what time?")
    is_last = forms.TypedChoiceField(
        label="Was this the last session?",
        help_text="The last one finishes the screening. The next step is the decision",
        coerce=lambda said: said == "yes",
        choices=[("no", "No, there will be another"), ("yes", "Yes, the screening is finished")],
        widget=Radios(),
        error_messages={"required": "Select whether this was the last session"},
    )

    field_order = ("on", "at", "worker", "second_worker")

    def __init__(self, *args: Any, earlier: Mapping[str, Earlier], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["worker"].label = "Who met them?"
        self.earlier = earlier
        last = self.fields.pop("is_last")
        for name, question in ABOUT.items():
            if name in earlier:
                self.fields[f"still_{name}"] = _still_right(name, question, earlier[name])
            self.fields[name] = fields.LongText(
                label="What is it now?" if name in earlier else question,
                help_text="" if name in earlier else HINTS.get(name, ""),
                rows=4,
                required=False,
                initial=earlier[name].words if name in earlier else "",
            )
        self.fields["is_last"] = last

    def clean(self) -> dict[str, Any]:
        """Ask for the words where something has changed."""
        said = self.cleaned_data
        for name in self.earlier:
            if said.get(f"still_{name}") == CHANGED and not said.get(name):
                self.add_error(name, "Enter what it is now")
        return said

    def heard(self) -> Heard:
        """Return what was heard: what is still right is kept as it was told before."""
        return Heard(**{name: self._words(name) for name in ABOUT})

    def _words(self, name: str) -> str:
        said = self.cleaned_data
        if name not in self.earlier:
            return str(said[name])
        still = said.get(f"still_{name}")
        if still == RIGHT:
            return self.earlier[name].words
        return str(said[name]) if still == CHANGED else ""


def _still_right(name: str, question: str, earlier: Earlier) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=question,
        help_text=f"On {day(earlier.on)}: “{earlier.words}”",
        choices=[
            (RIGHT, "Still right"),
            (CHANGED, "Something has changed, or there is more"),
            (NOT_ASKED, "We did not talk about it this time"),
        ],
        widget=Radios(reveals={CHANGED: [name]}),
        error_messages={"required": f"Say whether this is still right: {question}"},
    )


def _moment(on: date, at: time) -> datetime:
    return datetime.combine(on, at, LONDON)
