"""Pages of what others said about a person in confidence."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from alongside.access.deciding import Kind, Verdict
from alongside.drafts.actions import forget
from alongside.drafts.queries import draft_for
from alongside.kernel.rules import Refused
from alongside.nhsuk.forms import Form
from alongside.people.for_a_reason import ask_why, in_clear, opened
from alongside.people.models import Person
from alongside.people.queries import verdict_for
from alongside.sharing import actions, forms, queries
from alongside.staff.models import Worker
from alongside.staff.signed_in import account_of, or_404, with_worker


@with_worker
@require_http_methods(["GET", "POST"])
def statements(request: HttpRequest, worker: Worker, person_id: UUID) -> HttpResponse:
    """Say how much was said in confidence, ask why it is needed, and show it once."""
    person = opened(request, worker, person_id)
    found = list(queries.statements_for(worker, person_id))
    asked = ask_why(request, worker, person, Kind.THIRD_PARTY)
    page = {
        "asked": asked,
        "form": asked.form,
        "hidden": [each for each in found if not hasattr(each, "release")],
        "told": [each for each in found if hasattr(each, "release")],
        "in_clear": in_clear,
    }
    return render(request, "sharing/statements.jinja", _about(person) | page)


@with_worker
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, worker: Worker, person_id: UUID) -> HttpResponse:
    """Ask who said what in confidence, and keep it."""
    person, now = _readable(request, worker, person_id), timezone.now()
    form = forms.KeepStatement(
        request.POST or None, kept=draft_for(account_of(request), request.path)
    )
    if form.is_valid():
        actions.keep_statement(person, **form.cleaned_data, by=worker, at=now)
        forget(request.path, by=account_of(request), at=now)
        messages.success(request, "It is kept in confidence")
        return redirect("sharing:statements", person.pk)
    title = f"Something that {person.name_to_use} is not to be told"
    return _ask(request, person, form, title)


@with_worker
@require_http_methods(["GET", "POST"])
def may_be_told(
    request: HttpRequest, worker: Worker, person_id: UUID, statement_id: UUID
) -> HttpResponse:
    """Ask how it is known that whoever said it agrees, and let it be told."""
    person = _readable(request, worker, person_id)
    statement = or_404(queries.statement_for, worker, person_id, statement_id)
    form = forms.MayBeTold(request.POST or None, kept=draft_for(account_of(request), request.path))
    if form.is_valid():
        now = timezone.now()
        try:
            actions.release(statement, **form.cleaned_data, by=worker, at=now)
        except Refused as refusal:
            form.add_error("because", str(refusal))
        else:
            forget(request.path, by=account_of(request), at=now)
            messages.success(request, f"{person.name_to_use} may be told from now on")
            return redirect("sharing:statements", person.pk)
    return _ask(request, person, form, f"{person.name_to_use} may be told")


def _readable(request: HttpRequest, worker: Worker, person_id: UUID) -> Person:
    """Return somebody about whom this worker may read what others said, for a reason."""
    person = opened(request, worker, person_id)
    if verdict_for(worker, person_id, Kind.THIRD_PARTY, at=timezone.now()) is Verdict.DENY:
        raise Http404
    return person


def _ask(request: HttpRequest, person: Person, form: Form, title: str) -> HttpResponse:
    return render(request, "sharing/ask.jinja", _about(person) | {"form": form, "title": title})


def _about(person: Person) -> dict[str, Any]:
    return {"person": person, "today": timezone.localdate()}
