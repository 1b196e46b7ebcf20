"""Pages of what outsiders ask about a person, what is decided, and what they were told."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from alongside.access.actions import log_opening
from alongside.access.deciding import Action
from alongside.drafts.actions import forget
from alongside.drafts.queries import draft_for
from alongside.kernel.rules import Refused
from alongside.nhsuk.forms import Form, Kept
from alongside.people.for_a_reason import opened
from alongside.people.models import Person
from alongside.people.queries import known_through_for
from alongside.policy.disclosing import AsksAs, Ground, PersonTold, Sent
from alongside.sharing import disclosures, forms
from alongside.sharing.models import InformationRequest
from alongside.staff.models import Worker
from alongside.staff.signed_in import account_of, or_404, with_worker

_TERMS = {
    "as_whats": {each.value: each.label for each in AsksAs},
    "grounds": {each.value: each.label for each in Ground},
    "hows": {each.value: each.label for each in Sent},
    "knows": {each.value: each.label for each in PersonTold},
}


@with_worker
@require_safe
def shared(request: HttpRequest, worker: Worker, person_id: UUID) -> HttpResponse:
    """Show what outsiders asked about somebody, what was decided, and what was told to whom."""
    person = opened(request, worker, person_id)
    shown = {
        "requests": list(disclosures.requests_for(worker, person_id)),
        "disclosures": list(disclosures.disclosures_for(worker, person_id)),
        "may_write": _may_write(worker, person),
    }
    return render(request, "sharing/shared.jinja", _about(person) | shown)


@with_worker
@require_http_methods(["GET", "POST"])
def asked(request: HttpRequest, worker: Worker, person_id: UUID) -> HttpResponse:
    """Ask who wants to know what about somebody, and keep it for whoever decides."""
    person = _to_write(request, worker, person_id)
    form = forms.AskedForInformation(request.POST or None, kept=_draft(request))
    if form.is_valid():
        now = timezone.now()
        kept = disclosures.keep_request(person, asking=form.asking, by=worker, at=now)
        return _done(request, "It is kept. Nothing is given until it is decided", person, kept.pk)
    title = "Somebody asks for information"
    return _ask(request, person, form, {"title": title, "button_text": "Keep what they ask"})


@with_worker
@require_http_methods(["GET", "POST"])
def wanted(request: HttpRequest, worker: Worker, person_id: UUID, request_id: UUID) -> HttpResponse:
    """Show one request with what became of it, and ask for the next step: deciding, or giving."""
    person = opened(request, worker, person_id)
    found = or_404(disclosures.request_for, worker, person_id, request_id)
    form = _next_form(request, worker, person, found)
    if form and form.is_valid():
        try:
            says = _do_next(form, found, worker)
        except Refused as refusal:
            about = refusal.about if refusal.about in form.fields else None
            form.add_error(about, str(refusal))
        else:
            return _done(request, says, person, found.pk)
    shown = {"request_": found, "form": form}
    return render(request, "sharing/request.jinja", _about(person) | shown)


def _next_form(
    request: HttpRequest, worker: Worker, person: Person, found: InformationRequest
) -> forms.DecideRequest | forms.GiveInformation | None:
    decision = getattr(found, "decision", None)
    kept, posted = _draft(request), request.POST or None
    if decision is None and disclosures.may_decide(worker, person.pk):
        told = disclosures.may_be_told_for(worker, person.pk)
        return forms.DecideRequest(posted, kept=kept, may_be_told=told)
    is_to_give = decision and decision.is_given and not hasattr(found, "disclosure")
    if is_to_give and _may_write(worker, person):
        return forms.GiveInformation(posted, kept=kept)
    return None


def _do_next(
    form: forms.DecideRequest | forms.GiveInformation,
    found: InformationRequest,
    worker: Worker,
) -> str:
    """Do what a form asks about a request, and say what was done."""
    now, told = timezone.now(), form.cleaned_data
    if isinstance(form, forms.GiveInformation):
        disclosures.give_what_was_allowed(found, giving=form.giving, by=worker, at=now)
        return "What was given is kept, and the person can read it"
    if not told["is_given"]:
        disclosures.refuse_request(found, why=told["why"], by=worker, at=now)
        return "It is refused, and kept with the reason"
    disclosures.allow_request(
        found, grounds=form.grounds, the_least=told["the_least"], known_by=told["known_by"],
        by=worker, at=now,
    )  # fmt: skip
    return "It may be given. Write down below what was said or sent"


@with_worker
@require_http_methods(["GET", "POST"])
def told(request: HttpRequest, worker: Worker, person_id: UUID) -> HttpResponse:
    """Ask what was told to somebody outside who did not ask in writing, and on what ground."""
    person = _to_write(request, worker, person_id)
    form = forms.GiveUnasked(
        request.POST or None,
        kept=_draft(request),
        may_be_told=disclosures.may_be_told_for(worker, person_id),
    )
    if form.is_valid():
        try:
            disclosures.give_unasked(
                person, to=form.to, grounds=form.grounds, giving=form.giving, by=worker,
                at=timezone.now(),
            )  # fmt: skip
        except Refused as refusal:
            about = refusal.about if refusal.about in form.fields else "ground"
            form.add_error(about, str(refusal))
        else:
            return _done(request, "What was told is kept, and the person can read it", person)
    title = "Something was told to somebody"
    return _ask(request, person, form, {"title": title, "button_text": "Keep what was told"})


@with_worker
@require_safe
def waiting(request: HttpRequest, worker: Worker) -> HttpResponse:
    """Show what waits for this worker's decision, the oldest first."""
    if not worker.may(Action.DECIDE_WHAT_LEAVES):
        raise Http404
    found = list(disclosures.waiting_requests_for(worker))
    people = {each.person_id for each in found}
    log_opening(sorted(people), page=request.path, by=worker, at=timezone.now())
    shown = {"requests": found, "today": timezone.localdate()} | _TERMS
    return render(request, "sharing/waiting_requests.jinja", shown)


def _may_write(worker: Worker, person: Person) -> bool:
    circles = known_through_for(worker, person.pk)
    return any(worker.may(Action.RECORD_CONTACTS, team_id=team) for team in circles)


def _to_write(request: HttpRequest, worker: Worker, person_id: UUID) -> Person:
    person = opened(request, worker, person_id)
    if not _may_write(worker, person):
        raise Http404
    return person


def _draft(request: HttpRequest) -> Kept | None:
    return draft_for(account_of(request), request.path)


def _done(
    request: HttpRequest, says: str, person: Person, request_id: UUID | None = None
) -> HttpResponse:
    forget(request.path, by=account_of(request), at=timezone.now())
    messages.success(request, says)
    if request_id:
        return redirect("sharing:wanted", person.pk, request_id)
    return redirect("sharing:shared", person.pk)


def _ask(request: HttpRequest, person: Person, form: Form, words: dict[str, str]) -> HttpResponse:
    shown = _about(person) | words | {"form": form}
    return render(request, "sharing/ask_disclosing.jinja", shown)


def _about(person: Person) -> dict[str, Any]:
    return {"person": person, "today": timezone.localdate()} | _TERMS
