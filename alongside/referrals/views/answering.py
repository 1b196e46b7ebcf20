"""The pages on which a referrer follows a referral: how it stands, questions, taking it back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from alongside.drafts import actions as drafts
from alongside.drafts.queries import draft_for as kept_for
from alongside.kernel.fact import NOT_KNOWN, Fact
from alongside.kernel.period import day_of
from alongside.kernel.rules import Refused
from alongside.nhsuk.words import plural
from alongside.policy.eligibility.kinds import FactValue
from alongside.policy.values import SHIPPED, Values
from alongside.referrals import sections, telling
from alongside.referrals.actions import referring as actions
from alongside.referrals.forms.answering import (
    NOT_ANSWERED,
    answer_form,
    answers_form,
    kinds_of,
    words_of,
)
from alongside.referrals.forms.facts import FactsForm
from alongside.referrals.forms.referring import Withdrawal
from alongside.referrals.models import Question, Referral
from alongside.referrals.queries import referring as queries
from alongside.referrals.queries.urgency import priority_changes_for
from alongside.referrals.stages import deadline_of, stage_of_found
from alongside.staff.models import Worker
from alongside.staff.own_values import values_of_teams
from alongside.staff.signed_in import or_404, with_worker


@with_worker
@require_GET
def own_referral(request: HttpRequest, worker: Worker, referral_id: UUID) -> HttpResponse:
    """Show a referrer their own referral: how it stands, questions, the decision with reasons."""
    referral = or_404(queries.own_referral_for, worker, referral_id)
    stage = stage_of_found(referral)
    if referral.received_at is None and referral.withdrawn_at is None:
        return redirect("referrals:check", referral.pk)
    now = timezone.now()
    pages = sections.sections_of(referral, on=day_of(now))
    context = {
        "referral": referral,
        "stage": stage,
        "deadline": deadline_of(referral, now=now, values=_values_of(referral))
        if stage.waits
        else None,
        "priority_changes": list(priority_changes_for(worker, referral)),
        "questions": list(queries.all_questions_for(worker, referral)),
        "reasoned": queries.decision_for(worker, referral),
        "pages": [(page, telling.own_rows(referral, page, by=worker.name)) for page in pages],
    }
    return render(request, "referrals/own_referral.jinja", context)


@with_worker
@require_http_methods(["GET", "POST"])
def answer(
    request: HttpRequest, worker: Worker, referral_id: UUID, question_id: int
) -> HttpResponse:
    """Ask the referrer one question of the team's, and keep the answer."""
    now = timezone.now()
    referral = or_404(queries.sent_for, worker, referral_id)
    # What is typed comes, also when somebody answered meanwhile: it is shown again with why not.
    sent = request.method == "POST"
    found = (queries.all_questions_for if sent else queries.open_questions_for)(worker, referral)
    question = or_404(found.filter(pk=question_id).first)
    kept = kept_for(worker.account_id, request.path)
    form = answer_form(question, referral, typed=request.POST if sent else None, kept=kept)
    if form.is_valid() and _is_answered(form, question):
        fact = form.known(as_of=day_of(now), source=worker.name).get(question.fact, NOT_KNOWN)
        words = telling.answer_in_words(
            question.fact, form.facts.get(question.fact), form.cleaned_data["words"]
        )
        try:
            _answer(question, fact, words, by=worker, at=now)
        except Refused as refusal:
            form.add_error(next(iter(form.fields)), str(refusal))
        else:
            drafts.forget(request.path, by=worker.account_id, at=now)
            messages.success(request, "Your answer was sent to the team")
            return redirect("referrals:own-referral", referral.pk)
    context = {"referral": referral, "question": question, "form": form}
    return render(request, "referrals/answer.jinja", context)


@with_worker
@require_http_methods(["GET", "POST"])
def answer_all(request: HttpRequest, worker: Worker, referral_id: UUID) -> HttpResponse:
    """Ask the referrer every open question on one page, and keep those that were answered."""
    now = timezone.now()
    referral = or_404(queries.sent_for, worker, referral_id)
    questions = _asked(request, worker, referral)
    if not questions:
        return redirect("referrals:own-referral", referral.pk)
    typed = request.POST if request.method == "POST" else None
    kept = kept_for(worker.account_id, request.path)
    form = answers_form(questions, referral, typed=typed, kept=kept)
    if form.is_valid():
        answered = _answered(form, questions, worker, now)
        if answered:
            sent = plural(answered, "answer was", "answers were")
            messages.success(request, f"{sent} sent to the team")
        elif not form.errors:
            form.add_error(next(iter(form.fields)), "Answer at least one question")
        if not form.errors:
            drafts.forget(request.path, by=worker.account_id, at=now)
            return redirect("referrals:own-referral", referral.pk)
        if answered:  # only what was not sent is still to be looked at
            questions = [one for one in questions if words_of(one) in form.errors]
    shown = [(one, kinds_of(one.fact), form[words_of(one)]) for one in questions]
    context = {"referral": referral, "questions": shown, "form": form}
    return render(request, "referrals/answer_all.jinja", context)


def _asked(request: HttpRequest, worker: Worker, referral: Referral) -> list[Question]:
    """Return the open questions, and those that were when the page was opened that was sent."""
    return [
        one
        for one in queries.all_questions_for(worker, referral)
        if one.answered_at is None or words_of(one) in request.POST
    ]


def _answered(form: FactsForm, questions: Sequence[Question], worker: Worker, now: datetime) -> int:
    """Keep each answer that was given; say beside its box why one was not; return how many were."""
    known = form.known(as_of=day_of(now), source=worker.name)
    answered = 0
    for question in questions:
        words = telling.answer_in_words(
            question.fact, form.facts.get(question.fact), form.cleaned_data[words_of(question)]
        )
        if words:
            try:
                _answer(question, known.get(question.fact, NOT_KNOWN), words, by=worker, at=now)
            except Refused as refusal:
                form.add_error(words_of(question), str(refusal))
            else:
                answered += 1
    return answered


def _answer(
    question: Question, fact: Fact[FactValue], words: str, *, by: Worker, at: datetime
) -> None:
    """Answer a question; the same answer sent again, by a second press, is the same."""
    if question.answered_by_id != by.pk or question.answer != words:
        actions.answer(question, fact=fact, words=words, by=by, at=at)


def _values_of(referral: Referral) -> Values:
    """Return the values of the team that was asked, which is not the referrer's."""
    return values_of_teams([referral.to_team_id]).get(referral.to_team_id, SHIPPED)


@with_worker
@require_http_methods(["GET", "POST"])
def withdraw(request: HttpRequest, worker: Worker, referral_id: UUID) -> HttpResponse:
    """Ask why a referral is taken back, and take it back."""
    referral = or_404(queries.own_referral_for, worker, referral_id)
    typed = request.POST if request.method == "POST" else None
    form = Withdrawal(typed, kept=kept_for(worker.account_id, request.path))
    if form.is_valid():
        try:
            actions.withdraw(referral, why=form.cleaned_data["why"], by=worker, at=timezone.now())
        except Refused as refusal:
            form.add_error("why", str(refusal))
        else:
            drafts.forget(request.path, by=worker.account_id, at=timezone.now())
            messages.success(request, f"The referral of {referral.full_name} was withdrawn")
            return redirect("referrals:own")
    return render(request, "referrals/withdraw.jinja", {"referral": referral, "form": form})


def _is_answered(form: FactsForm, question: Question) -> bool:
    """Whether there is an answer of any kind; says so on the form when there is not."""
    if question.fact in form.facts or form.cleaned_data["words"]:
        return True
    form.add_error(next(iter(form.fields)), NOT_ANSWERED)
    return False
