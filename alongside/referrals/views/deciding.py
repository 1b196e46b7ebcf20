"""The pages on which a referral is decided, its letters looked at, and the decision read."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from alongside.access.actions import log_opening
from alongside.access.deciding import Action, Role
from alongside.documents.making import make
from alongside.documents.parts import Reader
from alongside.drafts import actions as drafts
from alongside.drafts.queries import draft_for as kept_for
from alongside.kernel.period import day_of
from alongside.kernel.rules import Refused
from alongside.policy.deciding import Deciding, proposed_by
from alongside.policy.eligibility.deciding import Eligibility
from alongside.policy.team import NOT_CLINICIANS
from alongside.referrals.actions import deciding as actions
from alongside.referrals.answers import answers_in, judgements_in
from alongside.referrals.facts import holder_of, told_by
from alongside.referrals.forms import deciding as forms
from alongside.referrals.letters import (
    AS_PROPOSED,
    READERS,
    letter_of,
    letters_of_decision,
    readers_of,
    unreachable_by,
)
from alongside.referrals.models import Decision, Referral
from alongside.referrals.queries import deciding as queries
from alongside.referrals.queries.receiving import received
from alongside.referrals.queries.screening import RETURN_SENTENCE, screening_for
from alongside.referrals.returning import earlier_care_of_for
from alongside.referrals.telling import needs_rows
from alongside.staff.models import Worker
from alongside.staff.queries import colleagues_for
from alongside.staff.signed_in import or_404, with_worker

_REFUSED = Decision.Outcome.REFUSED
_JUDGES = (Role.CARE_COORDINATOR, Role.WORKER, Role.MANAGER)


@with_worker
@require_http_methods(["GET", "POST"])
def decide(request: HttpRequest, worker: Worker, referral_id: UUID) -> HttpResponse:
    """Show what the criteria come to and why, and ask what people decide."""
    now = timezone.now()
    referral = or_404(queries.to_decide_for, worker, referral_id)
    _opened(request, worker, referral, now)
    decided = queries.final_decision_for(worker, referral)
    # What is sent after a colleague decided is shown again with why not; a second press is not.
    if decided and (request.method != "POST" or decided.decided_by_id == worker.pk):
        return redirect("deciding:decision", referral.pk)
    found = queries.reckoned(referral, on=day_of(now))
    if found is None:
        return render(request, "referrals/deciding/no_criteria.jinja", {"referral": referral})
    form = _form(request, worker, referral, found.eligibility)
    if "reckon" in request.POST:
        form.look_only_at_judgements()
    elif form.is_valid() and _decided(request, referral, form, by=worker, at=now):
        return redirect("deciding:decision", referral.pk)
    judged = form.judgements(on=day_of(now)) if form.is_bound else form.started_from
    shown = queries.reckoned(referral, on=day_of(now), judgements=judged) or found
    return render(
        request,
        "referrals/deciding/decide.jinja",
        _context(worker, referral, shown, now) | {"form": form},
    )


def _form(
    request: HttpRequest, worker: Worker, referral: Referral, eligibility: Eligibility
) -> forms.Decide:
    earlier = judgements_in(queries.team_decision_for(worker, referral.pk))
    colleagues = colleagues_for(
        worker, on=day_of(timezone.now()), team_ids=[referral.to_team_id], roles=_JUDGES
    )
    return forms.Decide(
        request.POST or None,
        eligibility=eligibility,
        readers=_readers(referral),
        judges=[one for one in colleagues if one.profession not in NOT_CLINICIANS],
        started_from=earlier,
        initial=forms.initial_of(referral, worker, earlier) | {"care_holder": holder_of(referral)},
        kept=kept_for(worker.account_id, request.path),
    )


def _readers(referral: Referral) -> dict[Reader, forms.Unreachable]:
    return {one: unreachable_by(referral, one) for one in readers_of(referral)}


def _decided(
    request: HttpRequest, referral: Referral, form: forms.Decide, *, by: Worker, at: datetime
) -> bool:
    """Whether the decision was made; if not, the form says why."""
    said, giving = form.said(on=day_of(at)), form.giving()
    try:
        actions.decide(referral, said=said, giving=giving, by=by, at=at)
    except Refused as refusal:
        form.add_error(refusal.about if refusal.about in form.fields else "outcome", str(refusal))
        return False
    drafts.forget(request.path, by=by.account_id, at=at)
    messages.success(request, "The decision is made, and its letters are ready")
    return True


def _context(
    worker: Worker, referral: Referral, found: queries.Reckoned, now: datetime
) -> dict[str, object]:
    [standing] = received([referral], at=now)
    eligibility = found.eligibility
    return {
        "referral": referral,
        "standing": standing,
        "sender": told_by(referral),
        "criteria": found.criteria,
        "eligibility": eligibility,
        "proposed": Deciding.ACCEPTED
        if referral.returned_from
        else proposed_by(eligibility.outcome, to_ask=len(eligibility.questions)),
        "earlier": earlier_care_of_for(worker, referral),
        "parts": forms.in_order(eligibility),
        "screening": screening_for(worker, referral),
        "needs": needs_rows(referral, beside=referral.person),
        "return_sentence": RETURN_SENTENCE,
        "may_learn": worker.may(Action.TAKE_IN_REFERRALS, team_id=referral.to_team_id),
    }


@with_worker
@require_POST
def preview(
    request: HttpRequest, worker: Worker, *, referral_id: UUID, reader: str
) -> HttpResponse:
    """Show a letter as it would be, before anything is decided; nothing is kept of it."""
    now = timezone.now()
    referral = or_404(queries.to_decide_for, worker, referral_id)
    _opened(request, worker, referral, now)
    found = or_404(lambda: queries.reckoned(referral, on=day_of(now)))
    form = _form(request, worker, referral, found.eligibility)
    if not form.is_valid():
        return _not_yet(request, referral, [sentence for sentence, _ in form.wrongs()])
    try:
        said = form.said(on=day_of(now))
        decision = actions.decision_to_be(referral, said=said, by=worker, at=now)
        letter = letters_of_decision(decision, asked=said.questions).get(_reader(reader))
        if letter is None:
            return _not_yet(request, referral, ["There is no letter like that for this decision."])
        large = reader == Reader.PERSON.value and form.cleaned_data["large_print"]
        return _pdf(make(letter, large_print=large).pdf, f"preview-{reader}")
    except Refused as refusal:
        return _not_yet(request, referral, [str(refusal)])


def _not_yet(request: HttpRequest, referral: Referral, wrongs: list[str]) -> HttpResponse:
    context = {"referral": referral, "wrongs": wrongs}
    return render(request, "referrals/deciding/not_yet.jinja", context)


@with_worker
@require_http_methods(["GET", "POST"])
def decision(request: HttpRequest, worker: Worker, referral_id: UUID) -> HttpResponse:
    """Show the decision as it was made, with its letters and how each was given."""
    now = timezone.now()
    found = or_404(queries.team_decision_for, worker, referral_id)
    _opened(request, worker, found.referral, now)
    may_give = worker.may(Action.DECIDE_REFERRALS, team_id=found.referral.to_team_id)
    form = forms.GiveAgain(request.POST or None, readers=_readers(found.referral))
    if form.is_valid():
        or_404(lambda: may_give or None)
        try:
            actions.give_again(found, **form.cleaned_data, by=worker, at=now)
        except Refused as refusal:
            form.add_error("how", str(refusal))
        else:
            messages.success(request, "The letter was kept as it was given")
            return redirect("deciding:decision", referral_id)
    eligibility = answers_in(found)
    before = queries.before_for(worker, found)
    context = {
        "decision": found,
        "referral": found.referral,
        "eligibility": eligibility,
        "parts": forms.in_order(eligibility),
        "explained": found.explanation not in AS_PROPOSED.values(),
        "screening": screening_for(worker, found.referral),
        "letters": list(queries.letters_for(worker, found)),
        "readers": [one.value for one in readers_of(found.referral)],
        "before": before,
        "may_look_again": may_give and not before.again and found.outcome == _REFUSED,
        "may_give": may_give and found.outcome != Decision.Outcome.RETURNED,
        "form": form,
    }
    return render(request, "referrals/deciding/decision.jinja", context)


@with_worker
@require_GET
def kept_letter(
    request: HttpRequest, worker: Worker, *, referral_id: UUID, sent_id: UUID
) -> HttpResponse:
    """Give a letter exactly as it was kept."""
    found = or_404(queries.team_decision_for, worker, referral_id)
    _opened(request, worker, found.referral, timezone.now())
    sent = or_404(queries.letter_for, worker, found, sent_id)
    return _pdf(bytes(sent.pdf), f"letter-{found.decided_at:%Y-%m-%d}")


@with_worker
@require_GET
def letter(request: HttpRequest, worker: Worker, *, referral_id: UUID, reader: str) -> HttpResponse:
    """Print a letter of a decision again, from what was decided; in large print when asked."""
    found = or_404(queries.team_decision_for, worker, referral_id)
    _opened(request, worker, found.referral, timezone.now())
    return _letter(request, found, _reader(reader))


@with_worker
@require_GET
def own_letter(request: HttpRequest, worker: Worker, referral_id: UUID) -> HttpResponse:
    """Give a referrer the letter about the decision on their own referral."""
    found = or_404(queries.own_decision_for, worker, referral_id)
    return _letter(request, found, Reader.REFERRER)


def _letter(request: HttpRequest, found: Decision, reader: Reader) -> HttpResponse:
    if found.outcome == Decision.Outcome.RETURNED:
        raise Http404
    large = request.GET.get("size") == "16"
    try:
        return _pdf(make(letter_of(found, reader), large_print=large).pdf, f"letter-{reader.value}")
    except Refused as refusal:
        return _not_yet(request, found.referral, [str(refusal)])


def _reader(word: str) -> Reader:
    found = next((one for one in READERS if one.value == word), None)
    if found is None:
        raise Http404
    return found


def _pdf(pdf: bytes, name: str) -> HttpResponse:
    response = HttpResponse(pdf, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    return response


def _opened(request: HttpRequest, worker: Worker, referral: Referral, now: datetime) -> None:
    people = [referral.person_id] if referral.person_id else []
    log_opening(people, page=request.path, by=worker, at=now)
