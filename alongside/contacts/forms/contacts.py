"""What a worker is asked about a contact: ten questions, most of them answered already."""

from __future__ import annotations

from typing import Any, cast
from uuid import uuid4

from django import forms
from django.http import QueryDict
from django.utils import timezone

from alongside.contacts.actions import ContactText
from alongside.contacts.forms.choosing import AnyOf, Choices, Count, OneOf, offer
from alongside.contacts.models import PlannedVisit
from alongside.contacts.queries import Sieve
from alongside.nhsuk import fields
from alongside.nhsuk.forms import Form
from alongside.nhsuk.moments import Moment
from alongside.nhsuk.widgets import Checkboxes, Radios
from alongside.people.models import Person
from alongside.policy.contacts import Intervention, Means, Outcome, Place
from alongside.policy.visiting import CLOCKS_DIFFER
from alongside.staff.models import Worker

OUTCOMES = [(each, each.label) for each in Outcome if each is not Outcome.TAKEN_BACK]
LONGEST = 12 * 60
KINDS = (
    ("", "All"),
    ("seen", "Seen"),
    ("spoken", "Spoken to, not seen"),
    ("direct", "Seen or spoken to directly"),
    ("met", "Met face to face"),
    ("missed", "Missed"),
    ("struck", "Corrected"),
)


class ContactForm(Form):
    """A contact that was made, missed or cancelled."""

    outcome = forms.TypedChoiceField(
        label="How did it go?",
        choices=OUTCOMES,
        coerce=Outcome,
        widget=Radios(),
        error_messages={"required": "Select how it went"},
    )
    began_at = Moment(
        called="time it began",
        label="When did it begin?",
        now=lambda: timezone.now() + CLOCKS_DIFFER,
    )
    means = forms.TypedChoiceField(
        label="How?",
        choices=[(each, each.label) for each in Means],
        coerce=Means,
        initial=Means.FACE_TO_FACE,
    )
    place = forms.TypedChoiceField(
        label="Where?",
        choices=[("", "Not said"), *((each, each.label) for each in Place)],
        coerce=Place,
        empty_value=None,
        initial=Place.HOME,
        required=False,
    )
    minutes = Count(label="How many minutes?", min_value=1, max_value=LONGEST, required=False)
    note = fields.LongText(
        label="What happened?", help_text="The person may read this.", required=False, rows=4
    )
    signs = AnyOf(
        label="Which of their early signs did you see?",
        none="None of these",
        both="Select the signs that you saw, or “None of these”, not both",
        required=False,
    )
    next_step = fields.Text(
        label="What comes next?", max_length=300, required=False, spellcheck=True
    )
    interventions = forms.TypedMultipleChoiceField(
        label="What was done?",
        choices=[(each, each.label) for each in Intervention],
        coerce=Intervention,
        widget=Checkboxes(),
        required=False,
    )
    goal = OneOf(label="Towards which goal?", none="No goal in particular", required=False)
    with_whom = fields.Text(
        label="Who else was there?",
        help_text="Family, a friend, somebody of the ward",
        required=False,
        spellcheck=True,
    )
    worker = OneOf(label="Who made this contact?")
    second_worker = OneOf(label="Second worker", none="Nobody", required=False)
    partner = OneOf(label="Partner agency", none="None", required=False)
    # Last, so that what is wrong with the whole form is shown at its first question.
    id = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, choices: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "worker", choices.workers, at_hand=choices.me)
        offer(self, "second_worker", choices.workers)
        offer(self, "partner", choices.agencies)
        offer(self, "goal", choices.goals, words="words", key="thread")
        offer(self, "signs", choices.signs, words="words", key="thread")

    def clean(self) -> dict[str, Any]:
        """Refuse a second worker who is the first."""
        cleaned = super().clean() or {}
        second = cleaned.get("second_worker")
        if second and second == cleaned.get("worker"):
            self.add_error("second_worker", "The second worker must be somebody else")
        return cleaned

    def text(self, person: Person, team_id: int, visit: PlannedVisit | None) -> ContactText:
        """Return what was told."""
        said = {name: self.cleaned_data[name] for name in _PLAIN}
        goal, signs = self.cleaned_data["goal"], self.cleaned_data["signs"]
        return ContactText(
            **said,
            id=self.cleaned_data["id"] or uuid4(),
            person=person,
            team_id=team_id,
            interventions=tuple(self.cleaned_data["interventions"]),
            partner=self.cleaned_data["partner"],
            goal=goal.thread if goal else None,
            signs=None if signs is None else tuple(signs),
            visit=visit,
        )

    def ask_as_another(self) -> None:
        """Make what is in the form a new contact, when it is sent again."""
        typed = cast("QueryDict", self.data).copy()
        typed["id"] = str(uuid4())
        self.data = typed

    @property
    def opens_what_was_done(self) -> bool:
        """Whether the questions about what was done have answers, or errors, to show."""
        return self._says("interventions", "goal", "with_whom")

    @property
    def opens_who_went(self) -> bool:
        """Whether the questions about who went have answers, or errors, to show."""
        return self._says("second_worker", "partner") or "worker" in self.errors

    def _says(self, *names: str) -> bool:
        return any(self[name].value() or self[name].errors for name in names)


_PLAIN = (
    "outcome", "began_at", "means", "place", "minutes", "note", "next_step", "with_whom",
    "worker", "second_worker",
)  # fmt: skip


class CorrectionForm(ContactForm):
    """What a contact should have said, and why it is corrected."""

    because = fields.Text(
        label="Why is it corrected?",
        max_length=300,
        spellcheck=True,
        error_messages={"required": "Say why it is corrected"},
    )


class TakeBackForm(Form):
    """Why a contact is taken back, and whom it was about."""

    because = fields.Text(
        label="Why is it taken back?",
        help_text="It was about somebody else, or it never took place",
        max_length=300,
        spellcheck=True,
        error_messages={"required": "Say why it is taken back"},
    )
    nhs_number = fields.NhsNumberField(
        label="NHS number of the person whom it was about",
        help_text="If your team knows them, the contact is recorded for them. Leave this empty if"
        " it never took place",
        required=False,
    )


class SieveForm(Form):
    """Which contacts are wanted."""

    what = forms.ChoiceField(label="Which", choices=KINDS, required=False)
    done = forms.ChoiceField(
        label="What was done",
        choices=[("", "Anything"), *((each.value, each.label) for each in Intervention)],
        required=False,
    )
    worker = OneOf(label="With", none="Anybody", required=False)
    first = forms.DateField(
        label="From", required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    last = forms.DateField(
        label="To", required=False, widget=forms.DateInput(attrs={"type": "date"})
    )

    def __init__(self, *args: Any, workers: list[Worker], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "worker", lambda: workers)

    @property
    def sieve(self) -> Sieve:
        """What was asked for; a question that makes no sense is left out."""
        self.is_valid()
        asked = self.cleaned_data
        worker = asked.get("worker")
        return Sieve(
            what=asked.get("what") or "",
            done=asked.get("done") or "",
            worker_id=worker.pk if worker else None,
            first=asked.get("first"),
            last=asked.get("last"),
        )
