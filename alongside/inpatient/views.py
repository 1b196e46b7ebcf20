"""Pages about spells in hospital and with the crisis team."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from alongside.access.actions import log_opening
from alongside.access.deciding import Action
from alongside.inpatient import actions, forms, queries
from alongside.inpatient.looking_back import looked_back
from alongside.kernel.period import day_of
from alongside.kernel.rules import Refused
from alongside.people.models import Person
from alongside.people.queries import known_through_for, person_for
from alongside.staff.models import Worker
from alongside.staff.signed_in import or_404, with_worker

_MAY_WRITE = (Action.RECORD_CONTACTS, Action.TAKE_IN_REFERRALS)


def _opened(request: HttpRequest, worker: Worker, person_id: UUID) -> Person:
    """Return whom a page is about, with the opening logged, or the page that says nothing."""
    person = or_404(person_for, worker, person_id)
    log_opening([person.pk], page=request.path, by=worker, at=timezone.now())
    return person


def _may_write(worker: Worker, person: Person) -> bool:
    """Whether a worker writes spells down in a team that knows this person."""
    teams = known_through_for(worker, person.pk)
    return any(worker.may(each, team_id=team) for each in _MAY_WRITE for team in teams)


def _written_by(request: HttpRequest, worker: Worker, person_id: UUID) -> Person:
    person = _opened(request, worker, person_id)
    if not _may_write(worker, person):
        raise Http404
    return person


def _today() -> date:
    return day_of(timezone.now())


@with_worker
@require_safe
def spells(request: HttpRequest, worker: Worker, person_id: UUID) -> HttpResponse:
    """Show every spell of somebody, and what the last two years come to."""
    person = _opened(request, worker, person_id)
    found = list(queries.spells_for(worker, person.pk))
    shown = {
        "person": person,
        "spells": found,
        "back": looked_back(found, today=_today()),
        "today": _today(),
        "may_write": _may_write(worker, person),
    }
    return render(request, "inpatient/spells.jinja", shown)


@with_worker
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, worker: Worker, person_id: UUID) -> HttpResponse:
    """Ask about a spell, and write it down."""
    person = _written_by(request, worker, person_id)
    form = forms.SpellForm(request.POST or None)

    def note(told: dict[str, Any]) -> object:
        return actions.note_spell(person, told=told, by=worker, at=timezone.now())

    if form.is_valid() and _done(form, note):
        messages.success(request, "It is written down")
        return redirect("inpatient:spells", person.pk)
    shown = {"person": person, "form": form, "spell": None, "today": _today()}
    return render(request, "inpatient/spell.jinja", shown)


@with_worker
@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, worker: Worker, person_id: UUID, spell_id: int) -> HttpResponse:
    """Ask what is right about a spell, or when it ended."""
    person = _written_by(request, worker, person_id)
    spell = or_404(queries.spell_for, worker, person.pk, spell_id)
    known = {name: getattr(spell, name, spell.says) for name in forms.SpellForm.base_fields}
    form = forms.SpellForm(request.POST or None, initial=known)

    def put_right(told: dict[str, Any]) -> object:
        seen = form.cleaned_data["seen"]
        return actions.change_spell(spell, told=told, seen=seen, by=worker, at=timezone.now())

    if form.is_valid() and _done(form, put_right):
        messages.success(request, "It was put right")
        return redirect("inpatient:spells", person.pk)
    shown = {"person": person, "form": form, "spell": spell, "today": _today()}
    return render(request, "inpatient/spell.jinja", shown)


def _done(form: forms.SpellForm, do: Callable[[dict[str, Any]], object]) -> bool:
    """Do something with what was told; False, and said on the form, when it is refused."""
    try:
        do(form.told())
    except actions.Overtaken as overtaken:
        form.add_error(None, str(overtaken))
        form.data = {**dict(form.data.items()), "seen": form.initial["seen"]}  # they read it now
        return False
    except Refused as refusal:
        form.add_error(refusal.about or "began_on", str(refusal))
        return False
    return True


@with_worker
@require_http_methods(["GET", "POST"])
def take_back(request: HttpRequest, worker: Worker, person_id: UUID, spell_id: int) -> HttpResponse:
    """Ask why a spell never was, and take it back."""
    person = _written_by(request, worker, person_id)
    spell = or_404(queries.spell_for, worker, person.pk, spell_id)
    form = forms.TakeBack(request.POST or None)
    if form.is_valid():
        because = form.cleaned_data["because"]
        actions.take_back_spell(spell, because=because, by=worker, at=timezone.now())
        messages.success(request, "It was taken back")
        return redirect("inpatient:spells", person.pk)
    shown = {"person": person, "form": form, "spell": spell, "today": _today()}
    return render(request, "inpatient/take_back.jinja", shown)
