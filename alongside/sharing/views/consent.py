"""Pages of who may be told what about a person."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alongside.access.deciding import Action
from alongside.drafts.actions import forget
from alongside.drafts.queries import draft_for
from alongside.kernel.period import months_after
from alongside.kernel.rules import Refused
from alongside.nhsuk.forms import Kept
from alongside.partners.models import Practitioner
from alongside.partners.queries import practitioners_of_teams_for
from alongside.people.for_a_reason import opened
from alongside.people.models import Person
from alongside.people.queries import known_through_for
from alongside.policy.consent import Answer, Asked, How
from alongside.policy.joint import CalledBy
from alongside.sharing import actions, forms, queries
from alongside.staff.models import Worker
from alongside.staff.signed_in import account_of, or_404, with_worker


@with_worker
@require_safe
def consents(request: HttpRequest, worker: Worker, person_id: UUID) -> HttpResponse:
    """Show who may be told what, as the person answered last."""
    person = opened(request, worker, person_id)
    shown = {
        "found": queries.consents_for(worker, person_id),
        "asked": {each.value: each.label for each in Asked},
        "answers": {each.value: each.label for each in Answer},
        "hows": {each.value: each.label for each in How},
        "may_ask": _may_ask(worker, person),
        "called": {each.value: each.label for each in CalledBy},
        "has_partners": bool(_practitioners(worker, person)),
    }
    return render(request, "sharing/consents.jinja", _about(person) | shown)


@with_worker
@require_http_methods(["GET", "POST"])
def name(request: HttpRequest, worker: Worker, person_id: UUID) -> HttpResponse:
    """Ask about whom the person was asked, and what they answered."""
    person = _asked(request, worker, person_id)
    form = forms.NameRecipient(request.POST or None, kept=_draft(request))
    if form.is_valid():
        who = {each: form.cleaned_data[each] for each in ("name", "as_what")}
        try:
            actions.name_recipient(person, **who, said=form.said, by=worker, at=timezone.now())
        except Refused as refusal:
            form.add_error(refusal.about or form.first_kind, str(refusal))
        else:
            return _kept(request, person)
    return _ask(request, person, form, f"Who may be told about {person.name_to_use}")


@with_worker
@require_http_methods(["GET", "POST"])
def name_practitioner(request: HttpRequest, worker: Worker, person_id: UUID) -> HttpResponse:
    """Ask whether a practitioner of a partner may know of the person, and how they are named."""
    person = _asked(request, worker, person_id)
    found = or_404(lambda: _practitioners(worker, person) or None)
    form = forms.NamePractitioner(
        request.POST or None,
        practitioners=found,
        initial={"obtained_by": worker.name},
        kept=_draft(request),
    )
    if form.is_valid():
        try:
            actions.name_practitioner(
                person, practitioner=form.chosen, said=form.said, by=worker, at=timezone.now()
            )
        except Refused as refusal:
            form.add_error(refusal.about or form.first_kind, str(refusal))
        else:
            return _kept(request, person)
    title = f"May a practitioner of a partner know of {person.name_to_use}?"
    return _ask(request, person, form, title)


def _practitioners(worker: Worker, person: Person) -> list[Practitioner]:
    """Return who comes to the teams that know somebody, as far as this worker is in them."""
    teams = known_through_for(worker, person.pk)
    return list(practitioners_of_teams_for(worker, teams, on=timezone.localdate()))


@with_worker
@require_http_methods(["GET", "POST"])
def ask(request: HttpRequest, worker: Worker, person_id: UUID, recipient_id: UUID) -> HttpResponse:
    """Ask what the person answers now about telling somebody."""
    person = _asked(request, worker, person_id)
    recipient = or_404(queries.recipient_for, worker, person_id, recipient_id)
    asks = forms.AskPractitioner if recipient.practitioner_id else forms.AskConsent
    form = asks(request.POST or None, initial={"obtained_by": worker.name}, kept=_draft(request))
    if form.is_valid():
        try:
            actions.keep_consent(recipient, said=form.said, by=worker, at=timezone.now())
        except Refused as refusal:
            form.add_error(form.first_kind, str(refusal))
        else:
            return _kept(request, person)
    return _ask(request, person, form, f"What {recipient.name} may be told")


@with_worker
@require_POST
def take_back(
    request: HttpRequest, worker: Worker, person_id: UUID, recipient_id: UUID
) -> HttpResponse:
    """Let nothing be told to somebody any more."""
    person = _asked(request, worker, person_id)
    recipient = or_404(queries.recipient_for, worker, person_id, recipient_id)
    now = timezone.now()
    again = months_after(timezone.localdate(now), 6)
    try:
        actions.take_back(recipient, look_again_on=again, by=worker, at=now)
    except Refused as refusal:
        messages.info(request, str(refusal))
    else:
        messages.success(request, f"Nothing may be told to {recipient.name} any more")
    return redirect("sharing:consents", person.pk)


def _may_ask(worker: Worker, person: Person) -> bool:
    teams = known_through_for(worker, person.pk)
    return any(worker.may(Action.RECORD_CONTACTS, team_id=team) for team in teams)


def _asked(request: HttpRequest, worker: Worker, person_id: UUID) -> Person:
    """Return somebody whom this worker meets, and so may ask."""
    person = opened(request, worker, person_id)
    if not _may_ask(worker, person):
        raise Http404
    return person


def _draft(request: HttpRequest) -> Kept | None:
    return draft_for(account_of(request), request.path)


def _kept(request: HttpRequest, person: Person) -> HttpResponse:
    forget(request.path, by=account_of(request), at=timezone.now())
    messages.success(request, "What they answered is kept")
    return redirect("sharing:consents", person.pk)


def _ask(request: HttpRequest, person: Person, form: forms.AskConsent, title: str) -> HttpResponse:
    shown = _about(person) | {"form": form, "title": title}
    return render(request, "sharing/ask_consent.jinja", shown)


def _about(person: Person) -> dict[str, Any]:
    return {"person": person, "today": timezone.localdate()}
