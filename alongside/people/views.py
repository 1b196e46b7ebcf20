"""Pages about who somebody is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from alongside.access.deciding import Kind, Verdict
from alongside.drafts.actions import forget
from alongside.drafts.queries import draft_for
from alongside.kernel.period import day_of
from alongside.kernel.rules import Refused
from alongside.nhsuk.words import row
from alongside.people import actions, forms, queries
from alongside.people.for_a_reason import ask_why, in_clear, opened
from alongside.people.models import RESTRICTED, Person, Telling
from alongside.people.recognising import Alike
from alongside.people.told import LABELS, SECTIONS, Section, facts_of, mark_of, said
from alongside.people.twins import twins_after_for
from alongside.staff.models import Worker
from alongside.staff.signed_in import account_of, with_worker


@with_worker
@require_safe
def identity(request: HttpRequest, worker: Worker, person_id: UUID) -> HttpResponse:
    """Show who somebody is: each fact with when, by whom and to whom it was told."""
    person = opened(request, worker, person_id)
    told = queries.told_for(worker, person.pk)
    values = {fact: said(person, fact) for fact in LABELS}
    shown = {
        "person": person,
        "today": day_of(timezone.now()),
        "told": told,
        "last": {each.id: _last_told(told, each) for each in SECTIONS.values()},
        "sections": list(SECTIONS.values()),
        "labels": LABELS,
        "values": values,
        "known": {each.id for each in SECTIONS.values() if any(values[f] for f in each.facts)},
    }
    return render(request, "people/identity.jinja", shown)


def _last_told(told: Mapping[str, Telling], section: Section) -> Telling | None:
    """Return when any of a section was last told, or None when nobody wrote it."""
    tellings = {told[fact] for fact in section.facts if fact in told}
    return max(tellings, key=lambda telling: telling.at, default=None)


@with_worker
@require_safe
def history(request: HttpRequest, worker: Worker, person_id: UUID) -> HttpResponse:
    """Show what was stored about somebody before, and who changed it when."""
    person = opened(request, worker, person_id)
    changes = queries.history_for(worker, person.pk)
    shown = {"person": person, "changes": changes, "labels": LABELS}
    return render(request, "people/history.jinja", shown | {"today": day_of(timezone.now())})


@with_worker
@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, worker: Worker, person_id: UUID, section_id: str) -> HttpResponse:
    """Ask what is right now, and keep it with who told it."""
    if section_id not in forms.SECTION_FORMS:
        raise Http404
    person, section = opened(request, worker, person_id), SECTIONS[section_id]
    stored = facts_of(person, section)
    form = forms.SECTION_FORMS[section_id](
        request.POST or None,
        initial=stored | {"seen": mark_of(stored)},
        kept=draft_for(account_of(request), request.path),
    )
    alike: list[Alike] = []
    if form.is_valid():
        alike = twins_after_for(worker, person, form.told())
        if not alike or form.cleaned_data["somebody_else"]:
            return _tell(request, worker, person, form=form, section=section)
        form.add_error("somebody_else", "Look whether this is somebody who is here already")
    return _ask(request, person, form, section, alike=alike)


def _tell(
    request: HttpRequest, worker: Worker, person: Person, *, form: forms.Told, section: Section
) -> HttpResponse:
    now, cleaned = timezone.now(), form.cleaned_data
    try:
        changed = actions.tell(
            person,
            section,
            told=form.told(),
            source=cleaned["source"],
            seen=cleaned["seen"],
            by=worker,
            at=now,
        )
    except actions.Overtaken as overtaken:
        form.add_error(None, str(overtaken))
        return _ask(request, person, form, section, overtaken=True)
    except Refused as refusal:
        form.add_error(section.facts[0], str(refusal))
        return _ask(request, person, form, section)
    forget(request.path, by=account_of(request), at=now)
    says = "What you changed is kept" if changed else "Kept as still right today"
    messages.success(request, says)
    return redirect("people:identity", person.pk)


def _ask(
    request: HttpRequest,
    person: Person,
    form: forms.Told,
    section: Section,
    *,
    alike: Sequence[Alike] = (),
    overtaken: bool = False,
) -> HttpResponse:
    if overtaken:
        person.refresh_from_db()
    shown = {
        "person": person,
        "section": section,
        "form": form,
        "alike": alike,
        "overtaken": overtaken,
        "stored_rows": [row(LABELS[fact], said(person, fact)) for fact in section.facts],
        "mark": mark_of(facts_of(person, section)),
        "today": day_of(timezone.now()),
    }
    return render(request, "people/change.jinja", shown)


@with_worker
@require_http_methods(["GET", "POST"])
def died(request: HttpRequest, worker: Worker, person_id: UUID) -> HttpResponse:
    """Ask on which day somebody died, and nothing else; or take it back."""
    person = opened(request, worker, person_id)
    mistaken = "mistaken" in request.POST
    form = forms.Died(
        None if mistaken else request.POST or None, initial={"died_on": person.died_on}
    )
    if mistaken or form.is_valid():
        day = None if mistaken else form.cleaned_data["died_on"]
        try:
            also = actions.note_death(person, died_on=day, by=worker, at=timezone.now())
        except Refused as refusal:
            form.add_error("died_on", str(refusal))
        else:
            says = (
                "It is written down that they died" if day else "The date of death was taken back"
            )
            messages.success(request, ". ".join([says, *also]))
            return redirect("record:person", person.pk)
    shown = {"person": person, "form": form, "today": day_of(timezone.now())}
    return render(request, "people/died.jinja", shown)


@with_worker
@require_http_methods(["GET", "POST"])
def restricted(request: HttpRequest, worker: Worker, person_id: UUID) -> HttpResponse:
    """Ask why restricted contact details are needed; show them once, with the reason kept."""
    person = opened(request, worker, person_id)
    kept = queries.restricted_for(worker, person_id)
    asked = ask_why(request, worker, person, Kind.RESTRICTED)
    names = kept.kept if kept else []
    page = {
        "person": person,
        "today": day_of(timezone.now()),
        "kept": kept,
        "names": [RESTRICTED[name] for name in names],
        "shown": [(RESTRICTED[name], in_clear(kept, name)) for name in names]
        if kept and asked.is_open
        else [],
        "asked": asked,
        "form": asked.form,
    }
    return render(request, "people/restricted.jinja", page)


@with_worker
@require_http_methods(["GET", "POST"])
def change_restricted(request: HttpRequest, worker: Worker, person_id: UUID) -> HttpResponse:
    """Ask for restricted contact details, without showing those that are kept."""
    person = opened(request, worker, person_id)
    if queries.verdict_for(worker, person_id, Kind.RESTRICTED, at=timezone.now()) is Verdict.DENY:
        raise Http404
    kept = queries.restricted_for(worker, person_id)
    form = forms.ChangeRestricted(request.POST or None, marks=kept.marks if kept else {})
    seen = form["restricted_seen"].value()
    if form.is_valid():
        try:
            actions.write_restricted(
                person, texts=form.texts, seen=form.seen, by=worker, at=timezone.now()
            )
        except Refused as refusal:
            form.add_error("restricted_entry_code", str(refusal))
            seen = form.marks  # now they know what a colleague wrote
        else:
            messages.success(request, "It is kept, and shown for a reason only")
            return redirect("people:restricted", person.pk)
    shown = {"person": person, "today": day_of(timezone.now()), "form": form, "seen": seen}
    return render(request, "people/change_restricted.jinja", shown)
