"""What people say when they decide on a referral: judgements, outcome, reasons, letters."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django import forms
from django.forms.boundfield import BoundField

from alongside.documents.models import Sent
from alongside.documents.parts import Reader
from alongside.kernel.fact import Answer
from alongside.nhsuk import fields
from alongside.nhsuk.forms import Form
from alongside.nhsuk.widgets import Checkboxes, Radios
from alongside.policy.deciding import Deciding
from alongside.policy.eligibility.deciding import CriterionAnswer, Eligibility, Judgement
from alongside.policy.eligibility.explaining import Question, unique
from alongside.policy.eligibility.pack import SUPPORTING
from alongside.referrals.actions.deciding import Giving, Said
from alongside.referrals.letters import called
from alongside.referrals.models import Referral
from alongside.staff.models import Worker

HOW = {
    Sent.HowGiven.POST: "By post",
    Sent.HowGiven.BY_HAND: "By hand",
    Sent.HowGiven.PRINTED: "Printed, to be given later",
}
HOW_REFERRER = {Sent.HowGiven.EMAIL: "By email, which you send; it is on their own page too"} | HOW
# The ways in which no letter reaches a reader, each with what is not known.
Unreachable = Mapping[Sent.HowGiven, str]
_JUDGED = [("met", "Met"), ("not met", "Not met")]
_BY_THE_FACTS = ("", "The facts speak for themselves")
_NOT_JUDGED = ("", "Not judged yet")


class Decide(Form):
    """A decision: what people judge where a number is an example or not given, and the outcome."""

    outcome = forms.TypedChoiceField(
        label="What do you decide?",
        coerce=Deciding,
        choices=[(one.value, one.label) for one in Deciding],
        widget=Radios(
            reveals={
                Deciding.ACCEPTED: ["pathway", "next_step"],
                Deciding.REFUSED: ["instead"],
                Deciding.RETURNED: ["questions"],
            }
        ),
        error_messages={"required": "Select what you decide"},
    )
    pathway = forms.ChoiceField(
        label="Which pathway?",
        choices=Referral.Pathway.of_care(),
        widget=Radios(),
        required=False,
    )
    next_step = fields.LongText(
        label="What happens next?",
        help_text="The person and the referrer read this in their letters",
        rows=3,
        required=False,
    )
    instead = fields.LongText(
        label="What else could help?",
        help_text="One suggestion on each line. The letters carry them",
        rows=3,
        required=False,
    )
    questions = forms.MultipleChoiceField(
        label="What do you ask the referrer?", widget=Checkboxes(), required=False
    )
    explanation = fields.LongText(
        label="Why?",
        help_text="In words that the person and the referrer can read. Needed when you decide "
        "otherwise than the criteria come to, or accept somebody before they were screened",
        rows=4,
        required=False,
    )
    care_holder = fields.Text(
        label="Who holds the care, instead of us or until we begin?",
        help_text="A name and how to reach them, like: Armley CMHT, 0113 496 0200",
        max_length=300,
        required=False,
    )
    to_person = forms.TypedChoiceField(
        label="How does the person get their letter?",
        coerce=Sent.HowGiven,
        choices=[(how.value, words) for how, words in HOW.items()],
        widget=Radios(inline=True),
        error_messages={"required": "Select how the person gets their letter"},
    )
    large_print = forms.BooleanField(label="In large print, 16 point", required=False)
    to_referrer = forms.TypedChoiceField(
        label="How does the referrer get theirs?",
        coerce=Sent.HowGiven,
        choices=[(how.value, words) for how, words in HOW_REFERRER.items()],
        widget=Radios(inline=True),
        error_messages={"required": "Select how the referrer gets their letter"},
    )
    judged_by = forms.ChoiceField(
        label="Who judged?",
        help_text="The clinician by whose name the judgements above are kept",
        required=False,
    )

    def __init__(
        self,
        *args: Any,
        eligibility: Eligibility,
        readers: Mapping[Reader, Unreachable],
        judges: Iterable[Worker],
        started_from: Mapping[str, Judgement],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.started_from = started_from
        for reader, unreachable in readers.items():
            _offer_what_arrives(self.fields[f"to_{reader.value}"], unreachable)
        if Reader.REFERRER not in readers:
            del self.fields["to_referrer"]
        self.open_ones = open_to_judgement(eligibility)
        self.asked = all_questions(eligibility)
        waiting = waiting_for_judgement(eligibility)
        for criterion_id in self.open_ones:
            self._ask_to_judge(criterion_id, waits=criterion_id in waiting)
        if not self.asked:
            self._offer_no_question()
        names = [(signed(one), signed(one)) for one in judges]
        self.fields["judged_by"].choices = [("", "Choose who judged"), *names]  # type: ignore[attr-defined]  # Django types it as any field
        self.fields["questions"].choices = [  # type: ignore[attr-defined]  # Django types it as any field
            (str(at), one.asks) for at, one in enumerate(self.asked)
        ]

    def _ask_to_judge(self, criterion_id: str, *, waits: bool) -> None:
        """Ask for one judgement; where the facts decide nothing, none of them speaks for itself."""
        self.fields[answer_name(criterion_id)] = forms.ChoiceField(
            label="What do you judge?",
            choices=[_NOT_JUDGED if waits else _BY_THE_FACTS, *_JUDGED],
            widget=Radios(inline=True),
            required=False,
        )
        self.fields[reason_name(criterion_id)] = fields.LongText(
            label="Why do you judge so?", rows=2, required=False
        )

    def _offer_no_question(self) -> None:
        """Leave out what nobody can do: ask the referrer when the criteria ask nothing."""
        outcome = self.fields["outcome"]
        choices = [(one.value, one.label) for one in Deciding if one is not Deciding.RETURNED]
        outcome.choices = outcome.widget.choices = choices  # type: ignore[attr-defined]  # a choice

    def clean(self) -> dict[str, Any]:
        """Ask why, and who, wherever somebody judged."""
        said = self.cleaned_data
        judged = [one for one in self.open_ones if said.get(answer_name(one))]
        for criterion_id in judged:
            if not said.get(reason_name(criterion_id)):
                self.add_error(reason_name(criterion_id), "Enter why you judge so")
        if judged and not said.get("judged_by"):
            self.add_error("judged_by", "Select who judged")
        return said

    def has_wrong(self, criterion_id: str) -> bool:
        """Whether something is wrong with how a criterion is judged."""
        names = {answer_name(criterion_id), reason_name(criterion_id)}
        return self.is_bound and bool(names & self.errors.keys())

    def look_only_at_judgements(self) -> None:
        """Find fault with the judgements alone: nothing is decided yet."""
        for name in list(self.errors):
            if not name.startswith(("judge-", "why-", "judged_by")):
                del self.errors[name]

    def judgements(self, *, on: date) -> dict[str, Judgement]:
        """Return what was judged so far, where it is said why."""
        said = self.cleaned_data
        found = {}
        for one in self.open_ones:
            answer, reason = said.get(answer_name(one)), said.get(reason_name(one))
            if answer and reason and said.get("judged_by"):
                found[one] = Judgement(Answer(answer), reason, said["judged_by"], on)
        return found

    def said(self, *, on: date) -> Said:
        """Return the decision as it was said."""
        said = self.cleaned_data
        outcome = said["outcome"]
        what_next = {Deciding.ACCEPTED: "next_step", Deciding.REFUSED: "instead"}
        return Said(
            outcome=outcome,
            explanation=said["explanation"],
            pathway=said["pathway"],
            care_holder=said["care_holder"],
            what_next=said[what_next[outcome]] if outcome in what_next else "",
            judgements=self.judgements(on=on),
            questions=tuple(self.asked[int(at)] for at in said["questions"]),
        )

    def giving(self) -> dict[Reader, Giving]:
        """Return how each letter is given."""
        said = self.cleaned_data
        given = {Reader.PERSON: Giving(said["to_person"], large_print=said["large_print"])}
        if "to_referrer" in self.fields:
            given[Reader.REFERRER] = Giving(said["to_referrer"])
        return given

    def of(self, criterion_id: str) -> list[BoundField]:
        """Return the boxes in which one criterion is judged; none where it is not open to it."""
        if criterion_id not in self.open_ones:
            return []
        return [self[answer_name(criterion_id)], self[reason_name(criterion_id)]]


class LookAgain(Form):
    """Why a referral that was refused is looked at again."""

    why = fields.LongText(
        label="Why do you look again?",
        help_text="What is new, and who told you. The team reads this",
        rows=3,
        max_length=2000,
    )


class GiveAgain(Form):
    """A letter of a decision given once more, or in another way."""

    reader = forms.TypedChoiceField(
        label="To whom?",
        coerce=Reader,
        choices=[(Reader.PERSON.value, "The person"), (Reader.REFERRER.value, "The referrer")],
        widget=Radios(inline=True),
        error_messages={"required": "Select to whom it is given"},
    )
    how = forms.TypedChoiceField(
        label="How was it given?",
        coerce=Sent.HowGiven,
        choices=[(how.value, how.label) for how in Sent.HowGiven],
        widget=Radios(inline=True),
        error_messages={"required": "Select how it was given"},
    )
    large_print = forms.BooleanField(label="In large print, 16 point", required=False)

    def __init__(self, *args: Any, readers: Mapping[Reader, Unreachable], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        each = list(readers.values())
        nobody = {how: why for how, why in each[0].items() if all(how in ways for ways in each)}
        _offer_what_arrives(self.fields["how"], nobody)
        says = dict.fromkeys(why for ways in each for why in ways.values())
        self.fields["how"].help_text = ". ".join(says)


def _offer_what_arrives(field: forms.Field, unreachable: Unreachable) -> None:
    """Offer no way that has no address, and say so; one that is sent all the same is refused."""
    offered = field.choices  # type: ignore[attr-defined]  # a choice
    left_out = [why for how, _ in offered if (why := unreachable.get(how))]
    field.help_text = ". ".join(left_out)
    field.widget.choices = [one for one in offered if one[0] not in unreachable]


def answer_name(criterion_id: str) -> str:
    """Return the name of the box that judges a criterion."""
    return f"judge-{criterion_id}"


def reason_name(criterion_id: str) -> str:
    """Return the name of the box that says why."""
    return f"why-{criterion_id}"


def signed(worker: Worker) -> str:
    """Return a worker as a judgement names them: with what they are."""
    return f"{worker.name}, {called(worker)}"


def open_to_judgement(eligibility: Eligibility) -> tuple[str, ...]:
    """Return the criteria that people may judge, the supporting ones together among them."""
    ids = [one.id for one in eligibility.criteria if one.open_to_judgement]
    together = eligibility.supporting
    judged = together is not None and (together.needs_judgement or together.judgement is not None)
    return (*ids, *([SUPPORTING] if judged else []))


def waiting_for_judgement(eligibility: Eligibility) -> frozenset[str]:
    """Return the criteria on which the facts come to nothing until a person judges."""
    together = eligibility.supporting
    unsettled = together is not None and together.reckoned is Answer.CANNOT_TELL
    ids = {
        one.id
        for one in eligibility.criteria
        if one.reckoned is Answer.CANNOT_TELL and (one.needs_judgement or one.judgement)
    }
    return frozenset(ids | ({SUPPORTING} if unsettled else set()))


def all_questions(eligibility: Eligibility) -> tuple[Question, ...]:
    """Return every question that a criterion leaves open, whatever the outcome."""
    return unique(question for one in eligibility.criteria for question in one.questions)


def initial_of(
    referral: Referral, worker: Worker, judgements: Mapping[str, Judgement]
) -> dict[str, Any]:
    """Return what the boxes show before anything was typed; never an outcome, nor a way to give."""
    found: dict[str, Any] = {
        "pathway": referral.pathway,
        "care_holder": referral.who_holds_care,
        "judged_by": signed(worker),
    }
    for one, judgement in judgements.items():
        found[answer_name(one)] = judgement.answer.value
        found[reason_name(one)] = judgement.reason
    return found


def in_order(eligibility: Eligibility) -> list[tuple[str, str, list[CriterionAnswer]]]:
    """Return the answers with what matters first: against, open, and all the rest."""
    against = list(eligibility.against)
    still_open = [one for one in eligibility.criteria if one.answer is Answer.CANNOT_TELL]
    rest = [one for one in eligibility.criteria if one not in against and one not in still_open]
    parts = [
        ("against", "What stands in the way", against),
        ("unknown", "What cannot be told yet", still_open),
        ("met", "What does not stand in the way", rest),
    ]
    return [(name, title, found) for name, title, found in parts if found]
