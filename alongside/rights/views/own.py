"""The page for which a worker turns the screen: somebody's own view of their record."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from alongside.documents import actions as documents
from alongside.documents.making import Made, Unprintable, make
from alongside.documents.models import Sent
from alongside.rights.own_view import own_view_for, paper_of
from alongside.rights.views.opening import About, about
from alongside.staff.letterhead import rights_of
from alongside.staff.models import Team, Worker
from alongside.staff.signed_in import or_404, with_worker


@with_worker
@require_safe
def own(request: HttpRequest, worker: Worker, person_id: UUID) -> HttpResponse:
    """Show somebody their plan, who looked, what was shared, and how to complain."""
    whom = about(request, worker, person_id)
    shown = whom.shown | {
        "view": or_404(own_view_for, worker, whom.person),
        "team": whom.team,
        "turns": rights_of(whom.team) if whom.team else None,
    }
    return render(request, "rights/own.jinja", shown)


@with_worker
@require_safe
def own_paper(request: HttpRequest, worker: Worker, person_id: UUID) -> HttpResponse:
    """Print it to be looked at: `?print=large` for 16 point. Nothing is kept of it."""
    whom = about(request, worker, person_id)
    try:
        made = _made(worker, whom, large_print=request.GET.get("print") == "large")
    except Unprintable as reason:
        messages.warning(request, str(reason))
        return redirect("rights:own", person_id)
    named = {"Content-Disposition": 'inline; filename="own-record.pdf"'}  # of nobody
    return HttpResponse(made.pdf, content_type="application/pdf", headers=named)


@with_worker
@require_POST
def own_given(request: HttpRequest, worker: Worker, person_id: UUID) -> HttpResponse:
    """Keep the paper as it was given to them by hand."""
    whom = about(request, worker, person_id)
    try:
        made = _made(worker, whom, large_print=request.POST.get("print") == "large")
    except Unprintable as reason:
        messages.warning(request, str(reason))
        return redirect("rights:rights", person_id)
    documents.keep(
        made,
        team_id=_team(whom).pk,
        person_id=whom.person.pk,
        addressee=whom.person.full_name,
        how_given=Sent.HowGiven.BY_HAND,
        by=worker,
        at=whom.now,
    )
    messages.success(request, "The paper is kept as it was given")
    return redirect("rights:rights", person_id)


def _made(worker: Worker, whom: About, *, large_print: bool) -> Made:
    view = or_404(own_view_for, worker, whom.person)
    return make(paper_of(view, team=_team(whom), on=whom.today), large_print=large_print)


def _team(whom: About) -> Team:
    """Return whose paper it is; in an emergency alone there is none, and no paper is given."""
    if whom.team is None:
        raise Http404
    return whom.team
