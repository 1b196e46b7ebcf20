"""The answer to one of the team's questions, read as a cell of a file about the same fact."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from alongside.api.forms import Words
from alongside.api.reading import Said, cell, refuse_others, wrong
from alongside.kernel.fact import NOT_KNOWN, Fact, Known
from alongside.policy.eligibility.kinds import FactKind, FactValue
from alongside.policy.eligibility.vocabulary import VOCABULARY
from alongside.referrals import telling
from alongside.referrals.files import cells
from alongside.referrals.files.content import Wrong
from alongside.referrals.forms.answering import NOT_ANSWERED
from alongside.referrals.models import Question


@dataclass(frozen=True)
class Answered:
    """A question with the answer to it: the fact, and how people read it."""

    question: Question
    fact: Fact[FactValue]
    words: str


def answer_in(said: Said, questions: list[Question], *, source: str, today: date) -> Answered:
    """Return the answer that was sent to one of some questions, or raise what is wrong with it."""
    wrongs = refuse_others(said, "question", "answer", "words")
    question = next((one for one in questions if _is(one, said.get("question"))), None)
    if question is None:
        raise wrong(
            *wrongs, Wrong("This is the id of no question about this referral.", "question")
        )
    kind = VOCABULARY.get(question.fact)
    fact = _fact(kind, said.get("answer"), wrongs, today)
    words = _words(said.get("words"), wrongs)
    if not wrongs and fact is None and not words:
        wrongs.append(Wrong(f"{NOT_ANSWERED}.", "answer" if kind else "words"))
    if wrongs:
        raise wrong(*wrongs)
    in_words = telling.answer_in_words(question.fact, fact, words)
    if isinstance(fact, Known):
        fact = Known(fact.value, today, source)
    return Answered(question, fact or NOT_KNOWN, in_words)


def _is(question: Question, asked: object) -> bool:
    return type(asked) is int and question.pk == asked


def _fact(
    kind: FactKind | None, value: Any, wrongs: list[Wrong], today: date
) -> Fact[FactValue] | None:
    if kind is None:
        if value is not None:
            own_words = "The team asked this in its own words: answer in “words”."
            wrongs.append(Wrong(own_words, "answer"))
        return None
    try:
        return cells.fact(kind, cell(value, kind.type), today=today)
    except ValueError as unread:
        wrongs.append(Wrong(str(unread), "answer"))
        return None


def _words(value: Any, wrongs: list[Wrong]) -> str:
    try:
        form = Words({"words": cell(value, None)})
    except ValueError as unread:
        wrongs.append(Wrong(str(unread), "words"))
        return ""
    wrongs += [Wrong(f"{sentence}.", "words") for sentence, _ in form.wrongs()]
    return str(form.cleaned_data.get("words", ""))
