"""With which GP practice somebody is registered."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from alongside.kernel.period import day_of
from alongside.partners.models import Agency
from alongside.partners.queries import gp_practices_for
from alongside.people.actions import Overtaken, tell
from alongside.people.models import Person
from alongside.people.told import SECTIONS, facts_of, mark_of, one_line
from alongside.record import forms
from alongside.record.views.opening import opened
from alongside.staff.models import Worker
from alongside.staff.signed_in import with_worker

MOST = 30


@with_worker
@require_http_methods(["GET", "POST"])
def practice(request: HttpRequest, worker: Worker, person_id: UUID) -> HttpResponse:
    """Ask with which GP practice somebody is registered."""
    found, now = opened(request, worker, person_id), timezone.now()
    section, typed = SECTIONS["gp"], one_line(request.GET.get("q", ""))
    practices = _practices(worker, found, typed)
    form = forms.Practice(
        request.POST or None,
        practices=practices,
        initial={
            "practice": found.gp_practice_id or "",
            "seen": mark_of(facts_of(found, section)),
        },
    )
    if form.is_valid():
        try:
            tell(
                found,
                section,
                told={"gp_practice_id": form.chosen()},
                source=form.cleaned_data["source"],
                seen=form.cleaned_data["seen"],
                by=worker,
                at=now,
            )
        except Overtaken as overtaken:
            form.add_error("practice", f"{overtaken}: open the page again")
        else:
            messages.success(request, "The GP practice is kept")
            return redirect("people:identity", found.pk)
    shown = {
        "person": found,
        "form": form,
        "typed": typed,
        "found": practices,
        "today": day_of(now),
    }
    return render(request, "record/practice.jinja", shown)


def _practices(worker: Worker, person: Person, typed: str) -> list[Agency]:
    """Return the practices to choose from: those that fit what was typed, and the one now."""
    found = list(gp_practices_for(worker, typed)[:MOST])
    now = person.gp_practice
    return found if now is None or now in found else [*found, now]
