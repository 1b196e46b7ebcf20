"""Forms about one question or one fact: answering it, asking it, learning it by telephone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.http import QueryDict

from alongside.kernel.fact import NOT_KNOWN, Fact
from alongside.nhsuk import fields
from alongside.nhsuk.forms import Form, Kept
from alongside.policy.eligibility.kinds import FactKind, FactValue
from alongside.policy.eligibility.vocabulary import VOCABULARY
from alongside.referrals.actions.taking_in import Asking
from alongside.referrals.facts import facts_of
from alongside.referrals.forms.facts import FactsForm, filled
from alongside.referrals.models import Question, Referral

NOT_ANSWERED = "Answer the question, or choose “Not known”"


def answer_form(
    question: Question, referral: Referral, *, typed: QueryDict | None, kept: Kept | None
) -> FactsForm:
    """Return the form that answers one question: the fact as it is asked, and room for words."""
    kinds = kinds_of(question.fact)
    label = "Is there anything to add?" if kinds else "Your answer"
    words = fields.LongText(label=label, rows=4, required=not kinds)
    told = {kind.id: facts_of(referral)[kind.id] for kind in kinds}
    known = {name: fact for name, fact in told.items() if fact != NOT_KNOWN}
    return filled(kinds, known, typed=typed, kept=kept, more={"words": words})


def answers_form(
    questions: Sequence[Question], referral: Referral, *, typed: QueryDict | None, kept: Kept | None
) -> FactsForm:
    """Return one form that answers any of several questions, each with room for words."""
    kinds = tuple({kind.id: kind for one in questions for kind in kinds_of(one.fact)}.values())
    more = {
        words_of(one): fields.LongText(
            label="Is there anything to add?" if kinds_of(one.fact) else one.asks,
            rows=3,
            required=False,
        )
        for one in questions
    }
    told = {kind.id: facts_of(referral)[kind.id] for kind in kinds}
    known = {name: fact for name, fact in told.items() if fact != NOT_KNOWN}
    return filled(kinds, known, typed=typed, kept=kept, more=more)


def words_of(question: Question) -> str:
    """Return the name of the box for words beside one question of several."""
    return f"words_{question.pk}"


def learn_form(kind: FactKind, told: Fact[FactValue], *, typed: QueryDict | None) -> FactsForm:
    """Return the form with which a team writes down what it was told."""
    more: dict[str, forms.Field] = {
        "told_by": fields.Text(
            label="Who told you, and how?", help_text="For example: Ruth Adeyemi, by telephone"
        ),
        "told_on": fields.Day(called="day you were told", label="On what day?"),
    }
    known = {} if told == NOT_KNOWN else {kind.id: told}
    return filled([kind], known, typed=typed, more=more)


def kinds_of(fact: str) -> tuple[FactKind, ...]:
    """Return the kind of a fact as it is asked; none for a question in the team's own words."""
    return (VOCABULARY[fact],) if fact in VOCABULARY else ()


class Ask(Form):
    """Which questions go to the referrer, each in words that can be changed."""

    own = fields.LongText(
        label="Anything else to ask?",
        help_text="One question, in your own words",
        rows=3,
        max_length=2000,
        required=False,
    )

    def __init__(self, *args: Any, questions: Sequence[Asking], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.questions = questions
        for number, question in enumerate(questions):
            self.fields[f"ask_{number}"] = forms.BooleanField(
                label=f"Ask: {VOCABULARY[question.fact].label}", required=False, initial=True
            )
            self.fields[f"words_{number}"] = fields.LongText(
                label=f"Question about {VOCABULARY[question.fact].label.lower()}",
                rows=2,
                max_length=2000,
                required=False,
                initial=question.asks,
            )

    def rows(self) -> list[tuple[BoundField, BoundField]]:
        """Return the box to tick and the words of each question."""
        return [(self[f"ask_{n}"], self[f"words_{n}"]) for n in range(len(self.questions))]

    def chosen(self) -> Iterable[Asking]:
        """Return the questions that were chosen, in the words they were given."""
        for number, question in enumerate(self.questions):
            words = self.cleaned_data[f"words_{number}"]
            if self.cleaned_data[f"ask_{number}"] and words:
                yield Asking(question.fact, words)
        if self.cleaned_data["own"]:
            yield Asking("", self.cleaned_data["own"])

    def clean(self) -> dict[str, Any]:
        """Refuse to ask nothing at all."""
        cleaned = super().clean() or self.cleaned_data
        if not self.errors and not list(self.chosen()):
            self.add_error(None, "Choose at least one question, or write one of your own")
        return cleaned
