"""Pages of a copy of somebody's record: asked for, weighed, read through, made, given."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from alongside.access.actions import OpenedFor, log_opening
from alongside.access.deciding import Kind, Purpose
from alongside.drafts.actions import forget
from alongside.drafts.queries import draft_for
from alongside.kernel.rules import Refused
from alongside.nhsuk.forms import Form
from alongside.policy.copies import AskedAs, AskedHow, Came, Given, Harm
from alongside.rights import forms
from alongside.rights.actions import copies as actions
from alongside.rights.queries import copies as queries
from alongside.rights.views.opening import About, about
from alongside.rights.whole.others import Flag, everything, flags_for
from alongside.rights.whole.packing import Packed, packed
from alongside.rights.whole.reading import Whole, whole_record_for
from alongside.staff.models import Worker
from alongside.staff.signed_in import account_of, freshly_signed_in, or_404, with_worker

A_PAGE = 50
_WORDS = {
    "as": {each.value: each.label for each in AskedAs},
    "how": {each.value: each.label for each in AskedHow},
    "came": {each.value: each.label for each in Came},
    "given": {each.value: each.label for each in Given},
    "holds": {each.value: each.label for each in Harm},
}


@with_worker
@require_http_methods(["GET", "POST"])
def ask(request: HttpRequest, worker: Worker, person_id: UUID) -> HttpResponse:
    """Ask who wants a copy of the record, and keep it: the month counts from then."""
    whom, account = about(request, worker, person_id), account_of(request)
    form = forms.AskForCopy(
        request.POST or None,
        initial={"asked_by": whom.person.full_name, "asked_on": whom.today},
        kept=draft_for(account, request.path),
    )
    if form.is_valid():
        asked = actions.ask_for_copy(whom.person, asked=form.asked, by=worker, at=whom.now)
        forget(request.path, by=account, at=whom.now)
        messages.success(request, "It is kept, with the day by which it is to be given")
        return redirect("rights:copy", person_id, asked.pk)
    return render(request, "rights/copy/ask.jinja", whom.shown | {"form": form})


@with_worker
@require_safe
def copy(request: HttpRequest, worker: Worker, person_id: UUID, copy_id: UUID) -> HttpResponse:
    """Show how it stands with one request, and what has to be done next."""
    whom = about(request, worker, person_id)
    found = _found(worker, whom, copy_id)
    may_give = queries.may_give_copies_for(worker, person_id)
    shown = {
        "copying": found,
        "may_give": may_give,
        "may_hold": queries.may_hold_for(worker, person_id),
        "words": _WORDS,
        "read": len(queries.passages_for(worker, found.request)),
        "left_out": len(queries.left_out_for(worker, found.request)),
    }
    return render(request, "rights/copy/copy.jinja", whom.shown | shown)


@with_worker
@require_http_methods(["GET", "POST"])
def longer(request: HttpRequest, worker: Worker, person_id: UUID, copy_id: UUID) -> HttpResponse:
    """Ask why it takes longer and when they were told."""
    whom = about(request, worker, person_id)
    found = _to_give(worker, whom, copy_id)
    form = forms.SayLonger(request.POST or None, kept=draft_for(account_of(request), request.path))
    if form.is_valid():
        try:
            actions.say_longer(
                found.request, **form.cleaned_data, nation=whom.nation, by=worker, at=whom.now
            )
        except Refused as refusal:
            form.add_error(refusal.about or "because", str(refusal))
        else:
            return _kept(request, whom, found, "It is kept, and there are two months more")
    return _asked(request, whom, found, form=form, title="It takes longer")


@with_worker
@require_http_methods(["GET", "POST"])
def opinion(request: HttpRequest, worker: Worker, person_id: UUID, copy_id: UUID) -> HttpResponse:
    """Ask a health professional whether reading the record would do serious harm."""
    whom = about(request, worker, person_id)
    found = _found(worker, whom, copy_id)
    if not queries.may_hold_for(worker, person_id) or not found.waits:
        raise Http404
    form = forms.HoldOpinion(
        request.POST or None, kept=draft_for(account_of(request), request.path)
    )
    if form.is_valid():
        try:
            actions.hold(found.request, **form.cleaned_data, by=worker, at=whom.now)
        except Refused as refusal:
            form.add_error("holds", str(refusal))
        else:
            return _kept(request, whom, found, "What you hold is kept with your name")
    return _asked(request, whom, found, form=form, title="Would reading it do serious harm?")


@with_worker
@require_http_methods(["GET", "POST"])
def passages(request: HttpRequest, worker: Worker, person_id: UUID, copy_id: UUID) -> HttpResponse:
    """Show the passages that may speak of others, or all, and ask of each whether it is given."""
    whom = about(request, worker, person_id)
    found = _to_give(worker, whom, copy_id)
    whole = or_404(lambda: whole_record_for(worker, person_id, at=whom.now))
    decided = queries.passages_for(worker, found.request)
    wants_all = "all" in request.GET
    flags = list(everything(whole) if wants_all else flags_for(worker, whole))
    unread = [each for each in flags if each.passage.place not in decided]
    flags.sort(key=lambda each: each.passage.place in decided)  # what is unread comes first
    page = Paginator(flags, A_PAGE).get_page(request.GET.get("page"))
    asked = _posted(flags, request) if request.method == "POST" else list(page)
    form = forms.ReadThrough(
        request.POST or None, passages={_name(each): each for each in asked}, decided=decided
    )
    if form.is_valid():
        actions.read_through(found.request, decided=form.said, by=worker, at=whom.now)
        left = len([each for each in unread if each.passage.place not in form.said])
        messages.success(request, f"Kept. {left} are still to be read" if left else "Kept")
        return redirect(request.get_full_path() if left else f"{request.path}..")
    shown = {
        "copying": found, "form": form, "page": page, "unread": len(unread),
        "flags": len(flags), "wants_all": wants_all,
    }  # fmt: skip
    return render(request, "rights/copy/passages.jinja", whom.shown | shown)


@with_worker
@freshly_signed_in  # a screen that somebody left open gives no record away
@require_http_methods(["GET", "POST"])
def make(request: HttpRequest, worker: Worker, person_id: UUID, copy_id: UUID) -> HttpResponse:
    """Make the copy and hand it over at once; only its digest is kept."""
    whom = about(request, worker, person_id)
    found = _to_give(worker, whom, copy_id)
    form = forms.MakeCopy(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            made = _made(request, worker, whom, found, large_print=form.cleaned_data["large_print"])
        except Refused as refusal:
            messages.warning(request, str(refusal))
            return redirect("rights:copy", person_id, copy_id)
        response = HttpResponse(made.content, content_type="application/zip")
        # The name of a file says nothing about the person: it may be left on a device.
        response["Content-Disposition"] = 'attachment; filename="copy-of-a-record.zip"'
        response["X-Content-Type-Options"] = "nosniff"
        return response
    return render(request, "rights/copy/make.jinja", whom.shown | {"copying": found, "form": form})


def _made(
    request: HttpRequest, worker: Worker, whom: About, found: queries.Copying, *, large_print: bool
) -> Packed:
    """Return the copy, its digest kept; refused while anything has still to be read."""
    whole = _whole(request, worker, whom)
    decided = queries.passages_for(worker, found.request)
    unread = [each for each in flags_for(worker, whole) if each.passage.place not in decided]
    if unread:
        raise Refused(f"{len(unread)} passages may speak of others and have to be read first.")
    left_out = queries.left_out_for(worker, found.request)
    made = packed(whole, team=whom.team, left_out=left_out, large_print=large_print)
    actions.keep_made(found.request, made, by=worker, at=whom.now)
    return made


@with_worker
@require_http_methods(["GET", "POST"])
def answer(request: HttpRequest, worker: Worker, person_id: UUID, copy_id: UUID) -> HttpResponse:
    """Ask what came of a request: given, how and to whom; or not, and why."""
    whom = about(request, worker, person_id)
    found = _to_give(worker, whom, copy_id)
    form = forms.AnswerRequest(
        request.POST or None,
        initial={"given_to": found.request.asked_by, "on": whom.today},
        kept=draft_for(account_of(request), request.path),
    )
    if form.is_valid():
        try:
            actions.answer_request(
                found.request, outcome=form.outcome, made=found.newest, by=worker, at=whom.now
            )
        except Refused as refusal:
            form.add_error(refusal.about or "came", str(refusal))
        else:
            return _kept(request, whom, found, "What came of it is kept")
    return _asked(request, whom, found, form=form, title="What came of it")


def _found(worker: Worker, whom: About, copy_id: UUID) -> queries.Copying:
    return or_404(
        lambda: queries.copying_for(
            worker, whom.person.pk, copy_id, nation=whom.nation, today=whom.today
        )
    )


def _to_give(worker: Worker, whom: About, copy_id: UUID) -> queries.Copying:
    """Return a request that waits, for those who give copies."""
    found = _found(worker, whom, copy_id)
    if not queries.may_give_copies_for(worker, whom.person.pk) or not found.waits:
        raise Http404
    return found


def _whole(request: HttpRequest, worker: Worker, whom: About) -> Whole:
    """Return the whole record, with the reason for what is kept apart of it logged first."""
    because = "To make the copy of the record that was asked for"
    why = OpenedFor(Kind.RESTRICTED, Purpose.REQUEST, because)
    log_opening([whom.person.pk], page=request.path, by=worker, at=whom.now, why=why)
    return or_404(lambda: whole_record_for(worker, whom.person.pk, at=whom.now))


def _name(flag: Flag) -> str:
    return f"p{hashlib.sha256(flag.passage.place.encode()).hexdigest()[:20]}"


def _posted(flags: Iterable[Flag], request: HttpRequest) -> list[Flag]:
    """Return the passages that were on the page that was sent, whatever was decided meanwhile."""
    return [each for each in flags if _name(each) in request.POST]


def _kept(request: HttpRequest, whom: About, found: queries.Copying, says: str) -> HttpResponse:
    forget(request.path, by=account_of(request), at=whom.now)
    messages.success(request, says)
    return redirect("rights:copy", whom.person.pk, found.request.pk)


def _asked(
    request: HttpRequest, whom: About, found: queries.Copying, *, form: Form, title: str
) -> HttpResponse:
    shown = whom.shown | {"copying": found, "form": form, "title": title}
    return render(request, "rights/copy/step.jinja", shown)
