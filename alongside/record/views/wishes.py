"""What somebody wishes of those who work with them: what they answered, and asking them."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from alongside.access.deciding import Action
from alongside.drafts.actions import forget
from alongside.drafts.queries import draft_for
from alongside.kernel.period import day_of
from alongside.people import actions, forms, queries
from alongside.people.models import Wish
from alongside.record.views.opening import allowed, opened
from alongside.referrals.of_person import wishes_at_referrals_for
from alongside.staff.models import Worker
from alongside.staff.signed_in import account_of, with_worker


@with_worker
@require_safe
def wishes(request: HttpRequest, worker: Worker, person_id: UUID) -> HttpResponse:
    """Show what somebody wishes of those who work with them, now and before."""
    person = opened(request, worker, person_id)
    history = queries.wish_history_for(worker, person.pk)
    shown = {
        "person": person,
        "today": day_of(timezone.now()),
        "history": history,
        "now": queries.wishes_for(worker, person.pk),
        "abouts": list(Wish.About),
        "at_referrals": wishes_at_referrals_for(worker, person.pk),
        "may_ask": Action.RECORD_CONTACTS in allowed(worker, person),
    }
    return render(request, "record/wishes.jinja", shown)


@with_worker
@require_http_methods(["GET", "POST"])
def ask(request: HttpRequest, worker: Worker, person_id: UUID) -> HttpResponse:
    """Ask what somebody answered to the questions about their wishes."""
    person = opened(request, worker, person_id)
    if Action.RECORD_CONTACTS not in allowed(worker, person):
        raise Http404
    form = forms.Wishes(request.POST or None, kept=draft_for(account_of(request), request.path))
    if form.is_valid():
        now = timezone.now()
        actions.ask_wishes(person, answers=form.answers(), by=worker, at=now)
        forget(request.path, by=account_of(request), at=now)
        messages.success(request, "Their answers are kept")
        return redirect("record:wishes", person.pk)
    shown = {
        "person": person,
        "form": form,
        "now": queries.wishes_for(worker, person.pk),
        "abouts": list(Wish.About),
        "at_referrals": wishes_at_referrals_for(worker, person.pk),
        "today": day_of(timezone.now()),
    }
    return render(request, "record/ask.jinja", shown)
