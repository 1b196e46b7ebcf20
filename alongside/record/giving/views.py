"""The pages of the letters when care begins and when it ends."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from alongside.caseload.models import Episode
from alongside.documents.actions import keep
from alongside.documents.letters import Letter
from alongside.documents.making import make
from alongside.documents.models import Sent
from alongside.drafts import actions as drafts
from alongside.drafts.queries import draft_for
from alongside.kernel.period import day_of
from alongside.kernel.rules import Refused
from alongside.people.models import Person
from alongside.record.giving import forms, queries
from alongside.record.giving.papers import letter_of
from alongside.record.giving.papers import welcome as welcome_letter
from alongside.record.views.opening import opened
from alongside.staff.models import Worker
from alongside.staff.signed_in import account_of, or_404, with_worker

# To whom, how and where changes from letter to letter; what they tell stays.
_OF_ONE_LETTER = {"reader", "how", "where", "large_print"}


@with_worker
@require_http_methods(["GET", "POST"])
def leaving(request: HttpRequest, worker: Worker, person_id: UUID) -> HttpResponse:
    """Ask what is told at the end of care, and give each letter; the words stay for the next."""
    person = opened(request, worker, person_id)
    episode = or_404(queries.leaving_of_for, worker, person.pk)
    form = _leaving_form(request, worker, episode)
    if form.is_valid() and _given(form, episode, _leaving_letter(form, worker, episode), worker):
        _keep_typed(request)
        messages.success(request, f"Kept as it was given. {form.cleaned_data['reader'].label}")
        return redirect("record:leaving", person.pk)
    given = queries.given_for(worker, episode, queries.LEAVING)
    shown = {"person": person, "episode": episode, "form": form, "given": given}
    shown["is_ended"] = hasattr(episode, "discharge")
    return render(request, "record/giving/leaving.jinja", shown | _today())


@with_worker
@require_POST
def leaving_preview(request: HttpRequest, worker: Worker, person_id: UUID) -> HttpResponse:
    """Show a letter of leaving as it would be; nothing is kept of it."""
    person = opened(request, worker, person_id)
    episode = or_404(queries.leaving_of_for, worker, person.pk)
    form = _leaving_form(request, worker, episode)
    return _preview(request, person, form, _leaving_letter(form, worker, episode))


@with_worker
@require_http_methods(["GET", "POST"])
def welcome(request: HttpRequest, worker: Worker, person_id: UUID) -> HttpResponse:
    """Ask about the first visit, and give the letter that welcomes somebody."""
    person = opened(request, worker, person_id)
    episode = or_404(queries.begun_of_for, worker, person.pk)
    form = _welcome_form(request, worker, person)
    if form.is_valid() and _given(form, episode, _welcome_letter(form, worker, episode), worker):
        drafts.forget(request.path, by=worker.account_id, at=timezone.now())
        messages.success(request, "The letter was kept as it was given")
        return redirect("record:welcome", person.pk)
    now = timezone.now()
    shown = {
        "person": person,
        "episode": episode,
        "form": form,
        "given": queries.given_for(worker, episode, queries.WELCOME),
        "begun": queries.begun_for(worker, episode, first_visit="", at=now),
    }
    return render(request, "record/giving/welcome.jinja", shown | _today())


@with_worker
@require_POST
def welcome_preview(request: HttpRequest, worker: Worker, person_id: UUID) -> HttpResponse:
    """Show the welcome as it would be; nothing is kept of it."""
    person = opened(request, worker, person_id)
    episode = or_404(queries.begun_of_for, worker, person.pk)
    form = _welcome_form(request, worker, person)
    return _preview(request, person, form, _welcome_letter(form, worker, episode))


def _leaving_form(request: HttpRequest, worker: Worker, episode: Episode) -> forms.Leaving:
    ending = draft_for(worker.account_id, reverse("caseload:discharge", args=[episode.person_id]))
    typed = ending.fields if ending else {}
    kept_at = reverse("record:leaving", args=[episode.person_id])
    return forms.Leaving(
        request.POST or None,
        initial=queries.told_of_leaving_for(worker, episode, typed, at=timezone.now()),
        kept=draft_for(worker.account_id, kept_at),
    )


def _leaving_letter(form: forms.Leaving, worker: Worker, episode: Episode) -> Callable[[], Letter]:
    def letter() -> Letter:
        now = timezone.now()
        known = queries.known_for(worker, episode)
        reader = form.cleaned_data["reader"]
        return letter_of(reader, episode, form.left(), known, by=worker, on=day_of(now))

    return letter


def _welcome_form(request: HttpRequest, worker: Worker, person: Person) -> forms.Welcome:
    return forms.Welcome(
        request.POST or None,
        initial={"first_visit": queries.first_visit_for(worker, person, at=timezone.now())},
        kept=draft_for(worker.account_id, reverse("record:welcome", args=[person.pk])),
    )


def _welcome_letter(form: forms.Welcome, worker: Worker, episode: Episode) -> Callable[[], Letter]:
    def letter() -> Letter:
        now, first = timezone.now(), form.cleaned_data["first_visit"]
        begun = queries.begun_for(worker, episode, first_visit=first, at=now)
        if begun is None:
            raise Refused("Name a care co-ordinator first: the letter says who it is.")
        return welcome_letter(episode, begun, by=worker, on=day_of(now))

    return letter


def _given(
    form: forms.Give, episode: Episode, letter: Callable[[], Letter], by: Worker
) -> Sent | None:
    """Return a letter kept as it was given; None when it cannot be, and the form says why."""
    said = form.cleaned_data
    try:
        paper = letter()
        where = said["where"].splitlines()
        by_email = said["how"] is Sent.HowGiven.EMAIL
        return keep(
            make(paper, large_print=said["large_print"]),
            team_id=episode.team_id,
            person_id=episode.person_id,
            addressee=paper.addressee.name[:200],
            address=where or (() if by_email else paper.addressee.address),
            how_given=said["how"],
            by=by,
            at=timezone.now(),
        )
    except Refused as refusal:
        form.add_error("where" if refusal.about == "address" else None, str(refusal))
        return None


def _preview(
    request: HttpRequest, person: Person, form: forms.Give, letter: Callable[[], Letter]
) -> HttpResponse:
    wrongs = [] if form.is_valid() else [sentence for sentence, _ in form.wrongs()]
    if not wrongs:
        try:
            made = make(letter(), large_print=form.cleaned_data["large_print"])
        except Refused as refusal:
            wrongs = [str(refusal)]
        else:
            response = HttpResponse(made.pdf, content_type="application/pdf")
            response["Content-Disposition"] = 'inline; filename="preview.pdf"'
            return response
    shown = {"person": person, "wrongs": wrongs} | _today()
    return render(request, "record/giving/not_yet.jinja", shown)


def _keep_typed(request: HttpRequest) -> None:
    """Keep what was typed of the end of care for the next letter."""
    typed = {name: list(said) for name, said in request.POST.lists() if name not in _OF_ONE_LETTER}
    drafts.keep(request.path, typed, by=account_of(request), at=timezone.now())


def _today() -> dict[str, Any]:
    return {"today": day_of(timezone.now())}
