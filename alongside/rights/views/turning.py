"""Pages of where a person turned: PALS, an advocate, a complaint."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from alongside.drafts.actions import forget
from alongside.drafts.queries import draft_for
from alongside.kernel.rules import Refused
from alongside.policy.recourse import Happened, Way
from alongside.rights import forms
from alongside.rights.actions.turning import keep_recourse
from alongside.rights.queries.copies import copies_for
from alongside.rights.queries.turning import ways_for
from alongside.rights.shared import not_told_yet_for
from alongside.rights.views.opening import about
from alongside.staff.letterhead import rights_of
from alongside.staff.models import Worker
from alongside.staff.signed_in import account_of, with_worker


@with_worker
@require_safe
def rights(request: HttpRequest, worker: Worker, person_id: UUID) -> HttpResponse:
    """Show how it stands with everything that somebody has a right to."""
    whom = about(request, worker, person_id)
    ways = ways_for(worker, person_id, nation=whom.nation, today=whom.today)
    turns = rights_of(whom.team) if whom.team else None
    to_ask = {
        Way.LISTENS: turns.pals, Way.ADVOCATE: turns.advocacy, Way.COMPLAINT: turns.complaints,
    } if turns else {}  # fmt: skip
    happened = {each.value: each.label for each in Happened}
    copies = copies_for(worker, person_id, nation=whom.nation, today=whom.today)
    shown = {
        "ways": ways,
        "to_ask": to_ask,
        "happened": happened,
        "copies": copies,
        "not_told_yet": not_told_yet_for(worker, person_id),
    }
    return render(request, "rights/rights.jinja", whom.shown | shown)


@with_worker
@require_http_methods(["GET", "POST"])
def keep(request: HttpRequest, worker: Worker, person_id: UUID, way: str) -> HttpResponse:
    """Ask what happened about one way to turn, and keep it."""
    if way not in set(Way):
        raise Http404
    whom, account = about(request, worker, person_id), account_of(request)
    ways = ways_for(worker, person_id, nation=whom.nation, today=whom.today)
    [stands] = [each for each in ways if each.way == way]
    form = forms.KeepRecourse(
        request.POST or None,
        waiting=[each.asked for each in stands.waiting],
        kept=draft_for(account, request.path),
    )
    if form.is_valid():
        try:
            keep_recourse(whom.person, way=stands.way, **form.told(), by=worker, at=whom.now)
        except Refused as refusal:
            form.add_error(refusal.about or "happened", str(refusal))
        else:
            forget(request.path, by=account, at=whom.now)
            messages.success(request, "It is kept")
            return redirect("rights:rights", person_id)
    return render(request, "rights/keep.jinja", whom.shown | {"form": form, "stands": stands})
