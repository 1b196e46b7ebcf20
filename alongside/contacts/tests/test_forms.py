from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID, uuid4

import pytest
from django.http import QueryDict
from hypothesis import example, given
from hypothesis import strategies as st

from alongside.careplans.models import EarlySign, Goal
from alongside.contacts.forms import Choices, ContactForm, SieveForm, VisitForm
from alongside.kernel.text import without_overrides
from alongside.partners.models import Agency
from alongside.staff.models import Worker

PRIYA, NGOZI = Worker(name="Priya Nair"), Worker(name="Ngozi Okafor")
DRUGS = Agency(pk=7, name="Harm reduction", kind=Agency.Kind.HARM_REDUCTION)
GOAL = Goal(thread=uuid4(), words="Get the allotment back")
SIGN, OTHER = (EarlySign(thread=uuid4(), words=words) for words in ("Phone off", "Walks at night"))
CHOICES = Choices(
    lambda: [PRIYA, NGOZI], lambda: [DRUGS], lambda: [GOAL], lambda: [SIGN, OTHER], me=PRIYA
)
Answers = dict[str, str | list[str]]
SENSIBLE: Answers = {
    "id": str(uuid4()),
    "outcome": "seen",
    "began_at": "2026-11-20T10:00",
    "means": "face-to-face",
    "place": "park",
    "worker": str(PRIYA.pk),
}


def typed(answers: Answers) -> QueryDict:
    data = QueryDict(mutable=True)
    for name, answer in answers.items():
        data.setlist(name, answer if isinstance(answer, list) else [answer])
    return data


any_answers = st.dictionaries(
    st.sampled_from(sorted(ContactForm.base_fields | VisitForm.base_fields)),
    st.one_of(st.text(max_size=40), st.lists(st.text(max_size=20), max_size=3)),
)


@given(any_answers)
def test_whatever_is_typed_is_an_answer_or_a_sentence(answers: Answers) -> None:
    for kind in (ContactForm, VisitForm):
        form = kind(typed(SENSIBLE | answers), choices=CHOICES)
        form.is_valid()
        for sentences in form.errors.values():
            assert all(str(sentence).strip() for sentence in sentences)


@pytest.mark.parametrize(
    ("ticked", "cleaned"),
    [
        ([], None),
        (["none"], []),
        ([str(SIGN.thread)], [SIGN.thread]),
        ([str(SIGN.thread), str(OTHER.thread)], [SIGN.thread, OTHER.thread]),
    ],
)
def test_no_sign_seen_is_an_answer_and_nothing_ticked_is_none(
    ticked: list[str], cleaned: list[UUID] | None
) -> None:
    form = ContactForm(typed(SENSIBLE | {"signs": ticked}), choices=CHOICES)
    assert form.is_valid(), form.errors
    assert form.cleaned_data["signs"] == cleaned


@pytest.mark.parametrize("wrong", [["none", str(SIGN.thread)], [str(uuid4())], ["1"]])
def test_a_sign_and_none_of_them_or_somebody_elses_is_refused(wrong: list[str]) -> None:
    form = ContactForm(typed(SENSIBLE | {"signs": wrong}), choices=CHOICES)
    assert "signs" in form.errors


@given(any_answers)
def test_any_question_to_the_list_is_understood_as_far_as_it_goes(
    answers: Answers,
) -> None:
    assert SieveForm(typed(answers), workers=[PRIYA]).sieve


@example(note="\u202a", minutes=1)
@example(note="He said \u202eno\u202c. ", minutes=1)
@given(
    note=st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=200),
    minutes=st.integers(1, 720),
)
def test_what_was_told_arrives_as_it_was_typed(note: str, minutes: int) -> None:
    form = ContactForm(typed(SENSIBLE | {"note": note, "minutes": str(minutes)}), choices=CHOICES)
    assert form.is_valid(), form.errors
    assert form.cleaned_data["note"] == without_overrides(note).strip()
    assert form.cleaned_data["minutes"] == minutes
    assert form.cleaned_data["began_at"] == datetime(2026, 11, 20, 10, tzinfo=UTC)
    assert form.cleaned_data["worker"] is PRIYA


@pytest.mark.parametrize(
    ("answers", "field"),
    [
        ({"second_worker": str(PRIYA.pk)}, "second_worker"),
        ({"minutes": "0"}, "minutes"),
        ({"minutes": "721"}, "minutes"),
        ({"goal": str(uuid4())}, "goal"),
        ({"partner": "8"}, "partner"),
    ],
)
def test_what_cannot_be_is_refused(answers: Answers, field: str) -> None:
    form = ContactForm(typed(SENSIBLE | answers), choices=CHOICES)
    assert list(form.errors) == [field]


@pytest.mark.parametrize(
    ("answers", "field"),
    [
        ({"weeks": "4"}, "weekdays"),
        ({"weekdays": ["0"]}, "weeks"),
        ({"second_time": "5.30pm"}, "weeks"),
        ({"weeks": "27", "weekdays": ["0"]}, "weeks"),
        ({"weekdays": ["7"], "weeks": "1"}, "weekdays"),
    ],
)
def test_half_an_answer_about_visits_that_come_again_is_asked_again(
    answers: Answers, field: str
) -> None:
    once: Answers = {"planned_for": "2027-01-05T10:00", "minutes": "45", "worker": str(PRIYA.pk)}
    once["place"] = "home"
    form = VisitForm(typed(once | answers), choices=CHOICES)
    assert field in form.errors
