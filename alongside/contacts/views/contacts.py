"""Recording contacts, reading them, correcting them."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from alongside.careplans.queries import goal_words_for, sign_words_for, signs_for
from alongside.contacts import actions, forms, queries
from alongside.contacts.actions import AlreadyWritten, ContactText
from alongside.contacts.models import Contact, PlannedVisit
from alongside.contacts.signs import signs_now_for
from alongside.contacts.signs_over_time import signs_over_time_for
from alongside.contacts.views.asking import (
    About,
    about,
    may_record,
    person_opened,
    team_recording,
    today,
)
from alongside.drafts.actions import forget
from alongside.drafts.queries import draft_for
from alongside.kernel.rules import Refused
from alongside.nhsuk.addresses import back_to
from alongside.people.models import Person
from alongside.people.queries import person_by_nhs_number_for
from alongside.policy.relapse import NONE_SEEN
from alongside.staff.models import Worker
from alongside.staff.signed_in import or_404, with_worker

A_PAGE = 25
ON_PAPER = 500
LATELY = timedelta(days=28)


@with_worker
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, worker: Worker, person_id: UUID) -> HttpResponse:
    """Ask about a contact with somebody, and record it."""
    return _record(request, about(request, worker, person_id), None)


@with_worker
@require_http_methods(["GET", "POST"])
def of_visit(request: HttpRequest, worker: Worker, visit_id: UUID) -> HttpResponse:
    """Ask how a planned visit went, and record it."""
    visit = or_404(queries.visit_for, worker, visit_id)
    return _record(request, about(request, worker, visit.person_id), visit)


def _record(request: HttpRequest, asked: About, visit: PlannedVisit | None) -> HttpResponse:
    worker = asked.worker
    form = forms.ContactForm(
        request.POST or None,
        choices=asked.choices,
        initial=_expected(worker, visit),
        kept=_draft(request, worker),
    )
    if form.is_valid():
        try:
            text = form.text(asked.person, asked.team_id, visit)
            contact = actions.record_contact(text, by=worker, at=timezone.now())
        except Refused as refusal:
            _show_refusal(form, refusal)
        else:
            return _recorded(request, worker, contact)
    context = {"form": form, "person": asked.person, "facts": asked.facts, "today": today()}
    planned = queries.unwritten_visits_for(worker, asked.person.pk, today()) if not visit else []
    context |= {"told": asked.told, "visit": visit, "planned": planned}
    return render(request, "contacts/record.jinja", context)


def _expected(worker: Worker, visit: PlannedVisit | None) -> dict[str, Any]:
    """Return what a contact most likely was: the visit as planned, or one that is just over."""
    now = timezone.now()
    expected: dict[str, Any] = {"id": uuid4(), "began_at": now, "worker": worker}
    if visit is None:
        return expected
    went = {visit.worker_id, visit.second_worker_id}
    return expected | {
        "began_at": min(visit.planned_for, now),
        "place": visit.place,
        "minutes": visit.minutes,
        "worker": visit.worker if worker.pk in went else worker,
        "second_worker": visit.second_worker if worker.pk in went else None,
        "partner": visit.partner,
    }


def _draft(request: HttpRequest, worker: Worker) -> Any:
    """Return what was typed and not sent, for a form that is opened."""
    if request.method != "GET" or worker.account_id is None:
        return None
    return draft_for(worker.account_id, request.path)


def _show_refusal(
    form: forms.ContactForm, refusal: Refused, *, beside: str | None = "began_at"
) -> None:
    form.add_error(beside, str(refusal))
    if isinstance(refusal, AlreadyWritten):
        # Both are kept: the first is in the record, this one in the form until somebody decides.
        form.ask_as_another()


def _recorded(
    request: HttpRequest, worker: Worker, contact: Contact, *, what: str = "contact"
) -> HttpResponse:
    """Say that it was recorded, and show the ladder at once when they were missed."""
    forget(request.path, by=worker.account_id, at=timezone.now())
    if contact.is_missed and (step := queries.climb_for(worker, contact.person_id).next):
        messages.success(request, f"The {what} was recorded. Next: {step.sentence}")
        return redirect("contacts:climb", contact.person_id)
    messages.success(request, f"The {what} was recorded")
    signs = signs_now_for(worker, contact, at=timezone.now()) if contact.signs else NONE_SEEN
    if signs.sightings:
        agreed = signs.response or "nothing yet. Agree with them what the team does"
        messages.warning(
            request, f"{len(signs.sightings)} early signs were seen lately. Agreed: {agreed}"
        )
    return redirect(back_to(request, reverse("contacts:list", args=[contact.person_id])))


@with_worker
@require_safe
def of_person(request: HttpRequest, worker: Worker, person_id: UUID) -> HttpResponse:
    """Show the contacts with somebody, newest first."""
    person = person_opened(request, worker, person_id)
    form = _sieve_form(request, worker, person)
    found = queries.contacts_asked_for(worker, person.pk, form.sieve)
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    asked = request.GET.copy()
    asked.pop("page", None)
    tally = queries.tally_for(worker, person.pk, since=today() - LATELY)
    return render(
        request,
        "contacts/list.jinja",
        {
            "person": person,
            "today": today(),
            "sieve": form,
            "page": page,
            "query": asked.urlencode(),
            "tally": tally,
            "may_record": may_record(worker, person.pk),
        },
    )


def _sieve_form(request: HttpRequest, worker: Worker, person: Person) -> forms.SieveForm:
    return forms.SieveForm(request.GET, workers=queries.met_by_for(worker, person.pk))


@with_worker
@require_safe
def on_paper(request: HttpRequest, worker: Worker, person_id: UUID) -> HttpResponse:
    """Show the contacts with somebody in full, to be printed."""
    person = person_opened(request, worker, person_id)
    form = _sieve_form(request, worker, person)
    found = queries.contacts_asked_for(worker, person.pk, form.sieve)
    contacts = list(found[: ON_PAPER + 1])
    return render(
        request,
        "contacts/on_paper.jinja",
        {
            "person": person,
            "today": today(),
            "contacts": contacts[:ON_PAPER],
            "is_cut": len(contacts) > ON_PAPER,
            "goals": goal_words_for(worker, person.pk),
            "signs": sign_words_for(worker, person.pk),
            "printed_by": worker,
            "printed_at": timezone.now(),
        },
    )


@with_worker
@require_safe
def signs(request: HttpRequest, worker: Worker, person_id: UUID) -> HttpResponse:
    """Show somebody's early signs week by week."""
    person = person_opened(request, worker, person_id)
    told = signs_over_time_for(worker, person_id, on=today())
    return render(
        request, "contacts/signs.jinja", {"person": person, "today": today(), "told": told}
    )


@with_worker
@require_safe
def one(request: HttpRequest, worker: Worker, person_id: UUID, contact_id: UUID) -> HttpResponse:
    """Show one contact with all that was told."""
    person = person_opened(request, worker, person_id)
    contact = or_404(queries.contact_for, worker, person_id, contact_id)
    goals = goal_words_for(worker, person_id) if contact.goal else {}
    return render(
        request,
        "contacts/contact.jinja",
        {
            "person": person,
            "today": today(),
            "contact": contact,
            "goal": goals.get(contact.goal) if contact.goal else None,
            "signs": sign_words_for(worker, person_id) if contact.signs else {},
            "may_correct": may_record(worker, person_id),
        },
    )


@with_worker
@require_http_methods(["GET", "POST"])
def correct(
    request: HttpRequest, worker: Worker, person_id: UUID, contact_id: UUID
) -> HttpResponse:
    """Ask what a contact should have said, and record that in its place."""
    asked = about(request, worker, person_id)
    wrong = or_404(queries.contact_for, worker, person_id, contact_id)
    form = forms.CorrectionForm(
        request.POST or None,
        choices=_with_signs_of(asked.choices, worker, wrong),
        initial=_said(wrong),
        kept=_draft(request, worker),
    )
    if form.is_valid():
        try:
            text = form.text(asked.person, wrong.team_id, wrong.visit)
            because = form.cleaned_data["because"]
            right = actions.correct(wrong, text=text, because=because, by=worker, at=timezone.now())
        except Refused as refusal:
            wrong = or_404(queries.contact_for, worker, person_id, contact_id)
            _show_refusal(form, refusal, beside="began_at" if wrong.stands else None)
        else:
            return _recorded(request, worker, right, what="correction")
    context = {"form": form, "person": asked.person, "today": today(), "wrong": wrong}
    return render(request, "contacts/correct.jinja", context)


def _with_signs_of(choices: forms.Choices, worker: Worker, contact: Contact) -> forms.Choices:
    """Offer also the signs that this contact names and that the plan does not have any more."""

    def find() -> list[Any]:
        now = list(choices.signs())
        named = set(contact.signs or ()) - {sign.thread for sign in now}
        return [*now, *signs_for(worker, contact.person_id).filter(thread__in=named)]

    return replace(choices, signs=find)


def _said(contact: Contact) -> dict[str, Any]:
    """Return what a contact says, as the form asks for it; with an id for its correction."""
    text = ContactText.of(contact)
    names = [name for name in forms.ContactForm.base_fields if name != "id"]
    return {"id": uuid4()} | {name: getattr(text, name) for name in names}


@with_worker
@require_http_methods(["GET", "POST"])
def take_back(
    request: HttpRequest, worker: Worker, person_id: UUID, contact_id: UUID
) -> HttpResponse:
    """Ask why a contact is taken back and whom it was about, and strike it out."""
    asked = about(request, worker, person_id)
    wrong = or_404(queries.contact_for, worker, person_id, contact_id)
    form = forms.TakeBackForm(request.POST or None)
    if form.is_valid() and _taken_back(worker, wrong, form):
        messages.success(request, "The contact was taken back. It stays here, struck out")
        return redirect("contacts:list", person_id)
    context = {"form": form, "person": asked.person, "today": today(), "wrong": wrong}
    return render(request, "contacts/take_back.jinja", context)


def _taken_back(worker: Worker, wrong: Contact, form: forms.TakeBackForm) -> bool:
    """Take a contact back, or say in the form why that cannot be."""
    about, number = None, form.cleaned_data["nhs_number"]
    if number:
        right = person_by_nhs_number_for(worker, number)
        if right is None or right.pk == wrong.person_id:
            form.add_error(
                "nhs_number",
                "Nobody else whom your team knows has this NHS number. Check it, or leave it empty",
            )
            return False
        about = right, team_recording(worker, right.pk)
    try:
        because = form.cleaned_data["because"]
        actions.take_back(wrong, because=because, about=about, by=worker, at=timezone.now())
    except Refused as refusal:
        form.add_error("because", str(refusal))
        return False
    return True
