"""The pages on which somebody refers: their list, each part of a referral, checking, sending."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from alongside.access.actions import log_opening
from alongside.access.deciding import Action
from alongside.drafts import actions as drafts
from alongside.drafts.queries import draft_for as kept_for
from alongside.kernel.period import day_of
from alongside.kernel.rules import Refused
from alongside.nhsuk.forms import Form
from alongside.people.coming_back import earlier_care_for
from alongside.people.recognising import people_like_for
from alongside.referrals import sections
from alongside.referrals.actions import referring as actions
from alongside.referrals.actions.returning import come_back_on_paper
from alongside.referrals.facts import ASKED_AS, told_by, who_refers
from alongside.referrals.forms import referring as forms
from alongside.referrals.forms.facts import FactsForm
from alongside.referrals.forms.pages import form_of
from alongside.referrals.forms.returning import CameOnPaper
from alongside.referrals.models import Referral
from alongside.referrals.queries import referring as queries
from alongside.referrals.queries.receiving import referral_for as received_for
from alongside.referrals.recognition import identity_in
from alongside.referrals.stages import stage_of_found
from alongside.referrals.telling import told_rows
from alongside.staff.models import Worker
from alongside.staff.signed_in import or_404, with_worker


@with_worker
@require_GET
def own(request: HttpRequest, worker: Worker) -> HttpResponse:
    """Show the referrals that somebody wrote, drafts first, and where each stands."""
    _only_referrers(worker)
    found = [(referral, stage_of_found(referral)) for referral in queries.own_for(worker)[:200]]
    return render(request, "referrals/own.jinja", {"referrals": found})


@with_worker
@require_http_methods(["GET", "POST"])
def begin(request: HttpRequest, worker: Worker) -> HttpResponse:
    """Ask to which team somebody is referred, and begin a draft."""
    _only_referrers(worker)
    form = forms.Begin(
        request.POST or None,
        to_teams=queries.teams_to_refer_to_for(worker),
        from_teams=queries.teams_referring_for(worker),
    )
    if form.is_valid():
        try:
            begun = actions.begin(
                form.chosen("to_team"),
                from_team=form.chosen("from_team"),
                by=worker,
                at=timezone.now(),
            )
        except Refused as refusal:
            form.add_error("to_team", str(refusal))
        else:
            return redirect("referrals:section", begun.pk, sections.WHO)
    return render(request, "referrals/begin.jinja", {"form": form, "paper": False})


@with_worker
@require_http_methods(["GET", "POST"])
def begin_from_paper(request: HttpRequest, worker: Worker) -> HttpResponse:
    """Begin to type in a referral that came on paper."""
    teams = queries.teams_taking_in_for(worker)
    if not teams:
        raise Http404
    form = forms.Begin(request.POST or None, to_teams=teams)
    if form.is_valid():
        begun = actions.begin_from_paper(form.chosen("to_team"), by=worker, at=timezone.now())
        return redirect("referrals:section", begun.pk, sections.SENDER)
    return render(request, "referrals/begin.jinja", {"form": form, "paper": True})


@with_worker
@require_http_methods(["GET", "POST"])
def section(
    request: HttpRequest, worker: Worker, referral_id: UUID, section_id: str
) -> HttpResponse:
    """Ask one part of a referral, and keep it in the draft."""
    now = timezone.now()
    draft = queries.draft_for(worker, referral_id)
    if draft is None:
        return _sent_already(worker, referral_id)
    pages = sections.sections_of(draft, on=day_of(now))
    page = or_404(_page_called, pages, section_id)
    kept = kept_for(worker.account_id, request.path)
    typed = request.POST if request.method == "POST" else None
    form = form_of(draft, page, typed=typed, kept=kept, on=day_of(now))
    if form.is_valid():
        try:
            actions.write(draft, written=_written(form, draft, now), by=worker, at=now)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            drafts.forget(request.path, by=worker.account_id, at=now)
            return _onwards(request, draft, pages, page)
    return render(
        request,
        "referrals/section.jinja",
        {"referral": draft, "page": page, "pages": pages, "form": form},
    )


@with_worker
@require_http_methods(["GET", "POST"])
def check(request: HttpRequest, worker: Worker, referral_id: UUID) -> HttpResponse:
    """Show everything that was written, and send it."""
    now = timezone.now()
    draft = queries.draft_for(worker, referral_id)
    if draft is None:
        return _sent_already(worker, referral_id)
    form = _came(request, worker, draft, now)
    if form.is_valid():
        try:
            sent = _send(draft, form, by=worker, at=now)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(
                request, f"The referral of {sent.full_name} was sent to {sent.to_team}"
            )
            return _after_sending(sent)
    pages = sections.sections_of(draft, on=day_of(now))
    shown = [(page, told_rows(draft, page)) for page in pages]
    context = {"referral": draft, "pages": shown, "form": form, "paper": sections.is_paper(draft)}
    refers = who_refers(draft) if sections.is_paper(draft) else None
    context["asked_as"] = ASKED_AS.get(refers) if refers else None
    return render(request, "referrals/check.jinja", context)


def _came(request: HttpRequest, worker: Worker, draft: Referral, now: datetime) -> CameOnPaper:
    """Ask when a paper came, and of somebody who was in our care whether they come back.

    Only of paper: nothing that a referrer sees may depend on whom the team knows.
    """
    alike = people_like_for(worker, identity_in(draft)) if sections.is_paper(draft) else []
    earlier = earlier_care_for(worker, [one.person for one in alike])
    log_opening(list(earlier), page=request.path, by=worker, at=now)
    typed = request.POST if request.method == "POST" else None
    return CameOnPaper(typed, alike=alike, earlier=earlier.values())


def _send(draft: Referral, form: CameOnPaper, *, by: Worker, at: datetime) -> Referral:
    came_on = form.cleaned_data["came_on"]
    if earlier := form.earlier.get(form.cleaned_data.get("comes_back", "")):
        person = form.people[str(earlier.person_id)]
        return come_back_on_paper(
            draft, person=person, earlier=earlier, came_on=came_on, by=by, at=at
        )
    return actions.send(draft, by=by, at=at, came_on=came_on)


def _only_referrers(worker: Worker) -> None:
    """Show nothing to somebody who does not refer."""
    if not worker.may(Action.REFER):
        raise Http404


def _page_called(pages: list[sections.Section], section_id: str) -> sections.Section | None:
    return next((page for page in pages if page.id == section_id), None)


def _written(form: Form, draft: Referral, now: datetime) -> actions.Written:
    if isinstance(form, FactsForm):
        known = form.known(as_of=day_of(now), source=told_by(draft))
        return actions.Written({}, form.asked, known)
    written: actions.Written = form.written  # type: ignore[attr-defined]  # each other form has it
    return written


def _onwards(
    request: HttpRequest, draft: Referral, pages: list[sections.Section], page: sections.Section
) -> HttpResponse:
    """Go on to the next part, back to checking, or leave it for later."""
    going = request.POST.get("go")
    if going == "later":
        messages.success(request, "The referral was saved. Nobody else sees it until you send it")
        return redirect("referrals:list" if sections.is_paper(draft) else "referrals:own")
    following = pages[pages.index(page) + 1 :]
    if going == "check" or not following:
        return redirect("referrals:check", draft.pk)
    return redirect("referrals:section", draft.pk, following[0].id)


def _sent_already(worker: Worker, referral_id: UUID) -> HttpResponse:
    """Lead whoever went back after sending to what became of it; nobody else learns that it is."""
    if queries.own_referral_for(worker, referral_id):
        return redirect("referrals:own-referral", referral_id)
    return redirect("referrals:referral", or_404(received_for, worker, referral_id).pk)


def _after_sending(sent: Referral) -> HttpResponse:
    if sections.is_paper(sent):
        return redirect("referrals:referral", sent.pk)
    return redirect("referrals:own-referral", sent.pk)
