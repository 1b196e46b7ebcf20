"""The team's pages of own sign-ins: who has one, giving it, helping with it, ending it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from alongside.kernel.rules import Refused
from alongside.own import forms
from alongside.own.actions import ours as actions
from alongside.own.models import OwnSignIn
from alongside.own.queries import ours as queries
from alongside.people.for_a_reason import opened
from alongside.people.models import Person
from alongside.sharing.models import Recipient
from alongside.staff.models import Worker
from alongside.staff.signed_in import freshly_signed_in, or_404, with_worker


@with_worker
@require_safe
def given(request: HttpRequest, worker: Worker, person_id: UUID) -> HttpResponse:
    """Show who has a sign-in that shows something about somebody, and who had."""
    person = opened(request, worker, person_id)
    found = list(queries.sign_ins_for(worker, person_id))
    in_force = [each for each in found if each.ended_at is None]
    has_one = {each.recipient_id for each in in_force}
    carers = queries.carers_for(worker, person_id)
    shown = {
        "in_force": in_force,
        "ended": [each for each in found if each.ended_at is not None],
        "may_give": queries.may_give_for(worker, person_id) and person.died_on is None,
        "may_help": queries.may_help_for(worker, person_id),
        "may_end": queries.may_end_for(worker, person_id),
        "has_own": None in has_one,
        "carers": [each for each in carers if each.pk not in has_one],
        "may_be_told": {each.pk for each in carers},
    }
    return render(request, "own/given.jinja", _about(person) | shown)


@with_worker
@freshly_signed_in
@require_http_methods(["GET", "POST"])
def give(request: HttpRequest, worker: Worker, person_id: UUID) -> HttpResponse:
    """Ask with what address somebody signs in, and show their first password once."""
    person = _giving(request, worker, person_id)
    form = forms.GiveOwn(request.POST or None)
    title = f"Give {person.name_to_use} a sign-in of their own"
    return _give(request, worker, person, form, title=title)


@with_worker
@freshly_signed_in
@require_http_methods(["GET", "POST"])
def give_carer(
    request: HttpRequest, worker: Worker, person_id: UUID, recipient_id: UUID
) -> HttpResponse:
    """Ask the same about a carer, who may be told something."""
    person = _giving(request, worker, person_id)
    carer = or_404(queries.carer_for, worker, person_id, recipient_id)
    form = forms.GiveCarer(request.POST or None, person=person.name_to_use, carer=carer.name)
    title = f"Give {carer.name} a sign-in of their own"
    return _give(request, worker, person, form, title=title, carer=carer)


def _give(
    request: HttpRequest,
    worker: Worker,
    person: Person,
    form: forms.GiveOwn,
    *,
    title: str,
    carer: Recipient | None = None,
) -> HttpResponse:
    if form.is_valid():
        email = form.cleaned_data["email"]
        try:
            own, password = actions.give_own(
                person, carer=carer, email=email, by=worker, at=timezone.now()
            )
        except Refused as refusal:
            form.add_error("email", str(refusal))
        else:
            return _with_password(request, person, own, password)
    shown = {"form": form, "title": title, "carer": carer}
    return render(request, "own/give.jinja", _about(person) | shown)


@with_worker
@require_http_methods(["GET", "POST"])
def end(request: HttpRequest, worker: Worker, person_id: UUID, sign_in_id: UUID) -> HttpResponse:
    """Ask why a sign-in ends, and end it."""
    person = opened(request, worker, person_id)
    own = or_404(queries.sign_in_for, worker, person_id, sign_in_id)
    if not queries.may_end_for(worker, person_id):
        raise Http404
    form = forms.EndOwn(request.POST or None)
    if form.is_valid():
        actions.end_given(own, **form.cleaned_data, by=worker, at=timezone.now())
        messages.success(request, f"The sign-in of {own.whose} has ended")
        return redirect("own:given", person_id)
    return render(request, "own/end_given.jinja", _about(person) | {"form": form, "own": own})


@with_worker
@freshly_signed_in
@require_http_methods(["GET", "POST"])
def renew_password(
    request: HttpRequest, worker: Worker, person_id: UUID, sign_in_id: UUID
) -> HttpResponse:
    """Ask to be sure who asks; then show a first password once."""
    person, own = _helping(request, worker, person_id, sign_in_id)
    if request.method == "POST":
        password = actions.renew_password(own, by=worker, at=timezone.now())
        return _with_password(request, person, own, password)
    return render(request, "own/renew_password.jinja", _about(person) | {"own": own})


@with_worker
@freshly_signed_in
@require_http_methods(["GET", "POST"])
def take_second_step(
    request: HttpRequest, worker: Worker, person_id: UUID, sign_in_id: UUID
) -> HttpResponse:
    """Ask to be sure who asks; then let them set up a second step anew."""
    person, own = _helping(request, worker, person_id, sign_in_id)
    shown = _about(person) | {"own": own, "refused": ""}
    if request.method == "POST":
        try:
            actions.take_second_step(own, by=worker, at=timezone.now())
        except Refused as refusal:
            shown["refused"] = str(refusal)
        else:
            says = f"{own.whose} sets up a second step anew at the next sign-in"
            messages.success(request, says)
            return redirect("own:given", person_id)
    return render(request, "own/take_second_step.jinja", shown)


def _with_password(
    request: HttpRequest, person: Person, own: OwnSignIn, password: str
) -> HttpResponse:
    shown = {"own": own, "password": password}
    return render(request, "own/password.jinja", _about(person) | shown)


def _giving(request: HttpRequest, worker: Worker, person_id: UUID) -> Person:
    """Return somebody for whom this worker answers, with the opening logged."""
    person = opened(request, worker, person_id)
    if not queries.may_give_for(worker, person_id):
        raise Http404
    return person


def _helping(
    request: HttpRequest, worker: Worker, person_id: UUID, sign_in_id: UUID
) -> tuple[Person, OwnSignIn]:
    """Return somebody, and their sign-in with which this worker helps."""
    person = opened(request, worker, person_id)
    own = or_404(queries.sign_in_for, worker, person_id, sign_in_id)
    if not queries.may_help_for(worker, person_id):
        raise Http404
    return person, own


def _about(person: Person) -> dict[str, Any]:
    return {"person": person, "today": timezone.localdate()}
