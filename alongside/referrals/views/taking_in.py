"""The pages on which a team takes a referral in: who it is, what to ask, what was learnt."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from alongside.access.actions import log_opening
from alongside.access.deciding import Action
from alongside.drafts import actions as drafts
from alongside.drafts.queries import draft_for
from alongside.kernel.fact import Known
from alongside.kernel.period import day_of
from alongside.kernel.rules import Refused
from alongside.people.coming_back import EarlierCare, earlier_care_for
from alongside.people.recognising import people_like_for
from alongside.policy.eligibility.vocabulary import VOCABULARY
from alongside.referrals import telling
from alongside.referrals.actions import taking_in as actions
from alongside.referrals.actions.returning import take_in_as_return
from alongside.referrals.facts import facts_of
from alongside.referrals.forms.answering import Ask, learn_form
from alongside.referrals.forms.taking_in import TakeIn
from alongside.referrals.models import Referral
from alongside.referrals.queries.alike import referrals_like_for
from alongside.referrals.queries.deciding import reckoned
from alongside.referrals.queries.receiving import questions_for, referral_for
from alongside.referrals.recognition import identity_in
from alongside.staff.models import Worker
from alongside.staff.signed_in import or_404, with_worker


@with_worker
@require_http_methods(["GET", "POST"])
def take_in(request: HttpRequest, worker: Worker, referral_id: UUID) -> HttpResponse:
    """Ask whether somebody referred is known here, and take the referral in."""
    now = timezone.now()
    referral = or_404(_to_take_in, request, worker, referral_id)
    alike = people_like_for(worker, identity_in(referral))
    log_opening([one.person.pk for one in alike], page=request.path, by=worker, at=now)
    earlier = earlier_care_for(worker, [one.person for one in alike])
    typed = request.POST if request.method == "POST" else None
    form = TakeIn(typed, alike=alike, returning=earlier)
    if form.is_valid():
        try:
            _take_in(referral, form, earlier, worker)
        except Refused as refusal:
            form.add_error("who", str(refusal))
        else:
            messages.success(request, f"The referral of {referral.full_name} was taken in")
            return redirect("referrals:referral", referral.pk)
    context = {
        "referral": referral,
        "who": [*telling.who_rows(referral), *telling.needs_rows(referral)],
        "alike": alike,
        "differing": {one.person.pk: telling.differing_rows(referral, one.person) for one in alike},
        "referrals_alike": referrals_like_for(worker, referral),
        "earlier": earlier,
        "form": form,
    }
    return render(request, "referrals/take_in.jinja", context)


@with_worker
@require_http_methods(["GET", "POST"])
def ask(request: HttpRequest, worker: Worker, referral_id: UUID) -> HttpResponse:
    """Offer the questions that the criteria leave open, and put them to the referrer."""
    now = timezone.now()
    referral = or_404(_to_take_in, request, worker, referral_id)
    typed = request.POST if request.method == "POST" else None
    questions = _to_ask(worker, referral, day_of(now))
    form = Ask(typed, questions=questions, kept=draft_for(worker.account_id, request.path))
    if form.is_valid():
        try:
            asked = actions.ask(referral, questions=form.chosen(), by=worker, at=now)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            drafts.forget(request.path, by=worker.account_id, at=timezone.now())
            number = f"{len(asked)} question{'s' if len(asked) > 1 else ''}"
            messages.success(request, f"{number} put to {referral.referrer_name or 'the referrer'}")
            return redirect("referrals:referral", referral.pk)
    return render(request, "referrals/ask.jinja", {"referral": referral, "form": form})


@with_worker
@require_http_methods(["GET", "POST"])
def learn(request: HttpRequest, worker: Worker, referral_id: UUID, fact: str) -> HttpResponse:
    """Ask what the team was told about one fact, by whom and when, and keep it."""
    now = timezone.now()
    referral = or_404(_to_take_in, request, worker, referral_id)
    kind = or_404(VOCABULARY.get, fact)
    typed = request.POST if request.method == "POST" else None
    form = learn_form(kind, facts_of(referral)[kind.id], typed=typed)
    if form.is_valid():
        told = form.facts.get(kind.id)
        if not isinstance(told, Known):
            form.add_error(kind.id, "Write down what you were told, or go back")
        else:
            learnt = actions.Learnt(
                kind.id, told.value, form.cleaned_data["told_by"], form.cleaned_data["told_on"]
            )
            try:
                actions.learn(referral, learnt=learnt, by=worker, at=now)
            except Refused as refusal:
                form.add_error(next(iter(form.fields)), str(refusal))
            else:
                messages.success(request, f"{kind.label}: written down")
                return redirect("referrals:referral", referral.pk)
    context = {"referral": referral, "kind": kind, "form": form}
    return render(request, "referrals/learn.jinja", context)


def _to_take_in(request: HttpRequest, worker: Worker, referral_id: UUID) -> Referral | None:
    """Return a referral of a team into which the worker takes referrals, not withdrawn.

    What is sent while it is withdrawn comes, to be shown again with why not.
    """
    referral = referral_for(worker, referral_id)
    if referral is None or (referral.withdrawn_at is not None and request.method != "POST"):
        return None
    may = worker.may(Action.TAKE_IN_REFERRALS, team_id=referral.to_team_id)
    return referral if may else None


def _take_in(
    referral: Referral, form: TakeIn, earlier: Mapping[UUID, EarlierCare], worker: Worker
) -> None:
    """Take in as the person who was chosen, or as somebody new."""
    now = timezone.now()
    person = form.person()
    if person is None:
        actions.take_in_as_new(referral, by=worker, at=now)
        return
    before = earlier.get(person.pk) if form.cleaned_data.get("comes_back") else None
    if before:
        take_in_as_return(referral, person=person, earlier=before, by=worker, at=now)
    else:
        actions.take_in_as_known(referral, person=person, by=worker, at=now)


def _to_ask(worker: Worker, referral: Referral, on: date) -> list[actions.Asking]:
    """Return the questions that the criteria leave open and that nobody has asked yet."""
    criteria = None if referral.returned_from else reckoned(referral, on=on)
    waiting = {one.asks for one in questions_for(worker, referral) if one.answered_at is None}
    found = criteria.eligibility.questions if criteria else ()
    return [actions.Asking(one.fact, one.asks) for one in found if one.asks not in waiting]
