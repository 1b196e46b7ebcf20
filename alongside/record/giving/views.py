"""The pages of the letters when care begins and when it ends."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
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
from alongside.record.giving.papers import Reader, letter_of
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
    giving = _leaving(request, worker, person_id)
    if giving.is_given(worker):
        _keep_typed(request)
        reader: Reader = giving.form.cleaned_data["reader"]
        messages.success(request, f"Kept as it was given. {reader.label}")
        return redirect("record:leaving", person_id)
    shown = {
        "given": queries.given_for(worker, giving.episode, queries.LEAVING),
        "is_ended": hasattr(giving.episode, "discharge"),
    }
    return render(request, "record/giving/leaving.jinja", giving.shown | shown)


@with_worker
@require_POST
def leaving_preview(request: HttpRequest, worker: Worker, person_id: UUID) -> HttpResponse:
    """Show a letter of leaving as it would be; nothing is kept of it."""
    return _preview(request, _leaving(request, worker, person_id))


@with_worker
@require_http_methods(["GET", "POST"])
def welcome(request: HttpRequest, worker: Worker, person_id: UUID) -> HttpResponse:
    """Ask about the first visit, and give the letter that welcomes somebody."""
    giving, now = _welcome(request, worker, person_id), timezone.now()
    if giving.is_given(worker):
        drafts.forget(request.path, by=worker.account_id, at=now)
        messages.success(request, "The letter was kept as it was given")
        return redirect("record:welcome", person_id)
    shown = {
        "given": queries.given_for(worker, giving.episode, queries.WELCOME),
        "begun": queries.begun_for(worker, giving.episode, first_visit="", at=now),
    }
    return render(request, "record/giving/welcome.jinja", giving.shown | shown)


@with_worker
@require_POST
def welcome_preview(request: HttpRequest, worker: Worker, person_id: UUID) -> HttpResponse:
    """Show the welcome as it would be; nothing is kept of it."""
    return _preview(request, _welcome(request, worker, person_id))


@dataclass(frozen=True)
class _Giving:
    """A letter about somebody's care that is asked about, looked at and given."""

    person: Person
    episode: Episode
    form: forms.Give
    letter: Callable[[], Letter]  # once the form is valid; or Refused

    @property
    def shown(self) -> dict[str, Any]:
        """What the pages of every letter show."""
        shown = {"person": self.person, "episode": self.episode, "form": self.form}
        return shown | {"today": day_of(timezone.now())}

    def is_given(self, by: Worker) -> bool:
        """Whether the letter was kept as it was given; else the form says why not."""
        if not self.form.is_valid():
            return False
        said = self.form.cleaned_data
        try:
            paper = self.letter()
            where = said["where"].splitlines()
            by_email = said["how"] is Sent.HowGiven.EMAIL
            keep(
                make(paper, large_print=said["large_print"]),
                team_id=self.episode.team_id,
                person_id=self.episode.person_id,
                addressee=paper.addressee.name[:200],
                address=where or (() if by_email else paper.addressee.address),
                how_given=said["how"],
                by=by,
                at=timezone.now(),
            )
        except Refused as refusal:
            self.form.add_error("where" if refusal.about == "address" else None, str(refusal))
            return False
        return True


def _leaving(request: HttpRequest, worker: Worker, person_id: UUID) -> _Giving:
    person = opened(request, worker, person_id)
    episode = or_404(queries.leaving_of_for, worker, person.pk)
    ending = draft_for(worker.account_id, reverse("caseload:discharge", args=[person.pk]))
    typed, now = ending.fields if ending else {}, timezone.now()
    form = forms.Leaving(
        request.POST if request.method == "POST" else None,
        initial=queries.told_of_leaving_for(worker, episode, typed, at=now),
        kept=draft_for(worker.account_id, reverse("record:leaving", args=[person.pk])),
    )

    def letter() -> Letter:
        known = queries.known_for(worker, episode)
        reader = form.cleaned_data["reader"]
        return letter_of(reader, episode, form.left(), known, by=worker, on=day_of(now))

    return _Giving(person, episode, form, letter)


def _welcome(request: HttpRequest, worker: Worker, person_id: UUID) -> _Giving:
    person = opened(request, worker, person_id)
    episode = or_404(queries.begun_of_for, worker, person.pk)
    now = timezone.now()
    form = forms.Welcome(
        request.POST if request.method == "POST" else None,
        initial={"first_visit": queries.first_visit_for(worker, person, at=now)},
        kept=draft_for(worker.account_id, reverse("record:welcome", args=[person.pk])),
    )

    def letter() -> Letter:
        first = form.cleaned_data["first_visit"]
        begun = queries.begun_for(worker, episode, first_visit=first, at=now)
        if begun is None:
            raise Refused("Name a care co-ordinator first: the letter says who it is.")
        return welcome_letter(episode, begun, by=worker, on=day_of(now))

    return _Giving(person, episode, form, letter)


def _preview(request: HttpRequest, giving: _Giving) -> HttpResponse:
    form = giving.form
    wrongs = [] if form.is_valid() else [sentence for sentence, _ in form.wrongs()]
    if not wrongs:
        try:
            made = make(giving.letter(), large_print=form.cleaned_data["large_print"])
        except Refused as refusal:
            wrongs = [str(refusal)]
        else:
            response = HttpResponse(made.pdf, content_type="application/pdf")
            response["Content-Disposition"] = 'inline; filename="preview.pdf"'
            return response
    return render(request, "record/giving/not_yet.jinja", giving.shown | {"wrongs": wrongs})


def _keep_typed(request: HttpRequest) -> None:
    """Keep what was typed of the end of care for the next letter."""
    typed = {name: list(said) for name, said in request.POST.lists() if name not in _OF_ONE_LETTER}
    drafts.keep(request.path, typed, by=account_of(request), at=timezone.now())
