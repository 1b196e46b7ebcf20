"""What people are asked at the meeting, about tasks, handovers and zones."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any, cast
from uuid import UUID, uuid4

from django import forms

from alongside.caseload.actions import ZoneChoice
from alongside.kernel.period import end_of
from alongside.nhsuk.fields import Day, LongText, Text
from alongside.nhsuk.forms import Form
from alongside.nhsuk.widgets import Checkboxes, Radios
from alongside.policy.terms import Term
from alongside.policy.zones import REASONS, ZONES
from alongside.staff.models import Worker
from alongside.today.actions import Said, TaskText


class Until(Term):
    """How long a handover holds before it expires by itself."""

    days: int

    TOMORROW = "tomorrow", "Tomorrow evening", 1
    THREE_DAYS = "three-days", "Three days from now", 3
    A_WEEK = "week", "A week from now", 7

    def after(self, today: date) -> datetime:
        """Return the moment at which it expires, the end of a day."""
        return end_of(today + timedelta(days=self.days))


class OneWorker(forms.TypedChoiceField):
    """One of some workers, chosen by name; cleaned to the worker, or None."""

    def __init__(self, *, none: str = "", **kwargs: Any) -> None:
        super().__init__(empty_value=None, **kwargs)
        self.none = none

    def prepare_value(self, value: Any) -> str:
        """Show which worker is chosen by their id."""
        return str(getattr(value, "pk", value)) if value else ""


def _offer(form: forms.BaseForm, name: str, workers: Collection[Worker]) -> None:
    """Offer some workers to choose from in one field of a form."""
    by_id = {str(worker.pk): worker for worker in workers}
    named = [(each, worker.name) for each, worker in by_id.items()]
    field = cast("OneWorker", form.fields[name])
    field.choices = [("", field.none), *named] if field.none else named
    field.coerce = by_id.__getitem__


class BeginMeeting(Form):
    """Who is at the meeting."""

    present = forms.TypedMultipleChoiceField(
        label="Who is here?",
        help_text="Whoever comes later can be added under “Who is here”.",
        widget=Checkboxes,
        error_messages={"required": "Select who is here"},
    )

    def __init__(self, *args: Any, workers: Collection[Worker], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        by_id = {str(worker.pk): worker for worker in workers}
        field: Any = self.fields["present"]
        field.choices = [(each, worker.name) for each, worker in by_id.items()]
        field.coerce = by_id.__getitem__


class TaskForm(Form):
    """What is to be done, by whom and by when."""

    id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4, required=False)
    what = Text(
        label="What is to be done?",
        max_length=300,
        error_messages={"required": "Write what is to be done"},
    )
    owner = OneWorker(label="Who does it?", error_messages={"required": "Select who does it"})
    due_on = Day(
        called="day of the task", label="By when?", example="27 3 2027", may_be_future=True
    )

    def __init__(self, *args: Any, workers: Collection[Worker], today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        _offer(self, "owner", workers)

    def clean_due_on(self) -> date:
        """Refuse a task that would be late from the start."""
        due_on: date = self.cleaned_data["due_on"]
        if due_on < self.today:
            raise forms.ValidationError("The day of the task must be today or later")
        return due_on

    def text(self) -> TaskText:
        """Return the task as it was typed."""
        said = self.cleaned_data
        return TaskText(said["what"], said["owner"], said["due_on"], id=said["id"] or uuid4())


class DoneForm(Form):
    """What came of a task."""

    came_of_it = LongText(
        label="What came of it?",
        help_text="A sentence is enough. The task is then done, and stays in the record.",
        error_messages={"required": "Write what came of it"},
    )


class HandForm(Form):
    """Whose a task is from now on, and by when."""

    to = OneWorker(label="Who does it from now on?")
    due_on = Day(
        called="day of the task", label="By when?", example="27 3 2027", may_be_future=True
    )
    why = Text(
        label="Why?",
        max_length=300,
        error_messages={"required": "Write why it is handed on or put off"},
    )

    def __init__(self, *args: Any, workers: Collection[Worker], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, "to", workers)


class HandoverForm(Form):
    """What the next ones need to know, and for how long."""

    says = LongText(
        label="What do the next ones need to know?",
        error_messages={"required": "Write what the next ones need to know"},
    )
    until = forms.TypedChoiceField(
        label="Until when?",
        help_text="It then leaves the board by itself, and stays in the record.",
        choices=[(each.value, each.label) for each in Until],
        coerce=Until,
        initial=Until.TOMORROW.value,
        widget=Radios,
    )


class SaidForm(Form):
    """What the meeting says about somebody; nothing has to be said for them to be passed."""

    sent_as = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4, required=False)
    task_id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4, required=False)
    note = LongText(label="What was said", rows=3, required=False)
    what = Text(label="What is to be done", max_length=300, required=False)
    owner = OneWorker(
        label="By whom",
        none="Choose a worker",
        required=False,
        error_messages={"required": "Select who does it"},
    )
    due_on = Day(
        called="day of the action",
        label="By when",
        example="27 3 2027",
        help_text="",
        may_be_future=True,
        required=False,
    )
    handover = LongText(label="What the next ones need to know", rows=2, required=False)
    until = forms.TypedChoiceField(
        label="Until when",
        choices=[(each.value, each.label) for each in Until],
        coerce=Until,
        initial=Until.TOMORROW.value,
        required=False,
    )

    def __init__(self, *args: Any, workers: Collection[Worker], today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        _offer(self, "owner", workers)

    def clean(self) -> dict[str, Any]:
        """Ask for the owner and the day of an action, and refuse one late from the start."""
        said = super().clean() or {}
        if said.get("what"):
            self.require("owner", "due_on")
        elif said.get("owner"):
            self.add_error("what", "Write what is to be done, or choose nobody")
        due_on = said.get("due_on")
        if due_on and said.get("what") and due_on < self.today:
            self.add_error("due_on", "The day of the action must be today or later")
        return said

    def said(self) -> Said:
        """Return what was typed, as the meeting keeps it."""
        told = self.cleaned_data
        decisions: tuple[TaskText, ...] = ()
        if told["what"]:
            task_id: UUID = told["task_id"] or uuid4()
            decisions = (TaskText(told["what"], told["owner"], told["due_on"], id=task_id),)
        until: Until = told["until"] or Until.TOMORROW
        return Said(
            note=told["note"],
            decisions=decisions,
            handover=told["handover"],
            handover_until=until.after(self.today) if told["handover"] else None,
            sent_as=told["sent_as"] or uuid4(),
        )


class Agreed(Term):
    """Whether a zone and its contact are agreed with the person."""

    answer: bool | None

    YES = "yes", "Yes", True
    NO = "no", "No", False
    NOT_ASKED = "not-asked", "Not asked yet", None


class ZoneForm(Form):
    """Which zone somebody is in, why, who looks after it, until when, and what they think of it."""

    zone = forms.ChoiceField(
        label="Which zone?",
        choices=[(zone.id, zone.name) for zone in ZONES.values()],
        widget=Radios(hints={zone.id: zone.sentence for zone in ZONES.values()}),
        error_messages={"required": "Select a zone"},
    )
    reason = forms.ChoiceField(
        label="Why?",
        choices=[("", "Choose a reason"), *REASONS.items()],
        error_messages={"required": "Select a reason"},
    )
    explanation = LongText(
        label="In your words",
        help_text="What the team should know. It stands on the board.",
        rows=2,
        required=False,
        max_length=500,
    )
    contacts_a_week = forms.DecimalField(
        label="How many contacts a week were agreed?",
        help_text="Leave this empty for what is usual in the zone: 7 every day, 3.5 every other "
        "day, 1 in the others.",
        min_value=Decimal("0.5"),
        max_value=Decimal(28),
        max_digits=4,
        decimal_places=1,
        required=False,
    )
    agreed = forms.TypedChoiceField(
        label="Is this agreed with them?",
        choices=[(each.value, each.label) for each in Agreed],
        coerce=Agreed,
        widget=Radios,
        error_messages={"required": "Select whether this is agreed with them"},
    )
    persons_view = LongText(
        label="What do they think of it, in their words?", rows=2, required=False, max_length=2000
    )
    owner = OneWorker(label="Who looks after this?", error_messages={"required": "Select a worker"})
    review_on = Day(
        called="day of the review",
        label="When is it looked at again?",
        example="27 3 2027",
        may_be_future=True,
        required=False,
    )

    def __init__(self, *args: Any, workers: Collection[Worker], today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        vars(self.fields["contacts_a_week"])["width"] = 4
        self.fields["review_on"].help_text = "Leave this empty for what is usual in the zone."
        _offer(self, "owner", workers)

    def clean(self) -> dict[str, Any]:
        """Ask for the reason that is not in the list, and for a review that is still to come."""
        said = super().clean() or {}
        if said.get("reason") == "zone.other" and not said.get("explanation"):
            self.add_error("explanation", "Write what the other reason is")
        if said.get("review_on") and said["review_on"] <= self.today:
            self.add_error("review_on", "The day of the review must be after today")
        return said

    def choice(self) -> ZoneChoice:
        """Return the zone as it was decided on."""
        said, zone = self.cleaned_data, ZONES[self.cleaned_data["zone"]]
        return ZoneChoice(
            zone=zone.id,
            reason=said["reason"],
            owner=said["owner"],
            review_on=said["review_on"] or zone.review_on(self.today),
            contacts_a_week=said["contacts_a_week"] or zone.intensity.contacts_a_week,
            explanation=said["explanation"],
            persons_view=said["persons_view"],
            agreed_with_person=said["agreed"].answer,
        )
