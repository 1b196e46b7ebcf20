"""One's own day, and a colleague's for who may see it."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from alongside.access.actions import log_opening
from alongside.access.deciding import Action
from alongside.sharing.disclosures import count_waiting_for
from alongside.staff.models import Worker
from alongside.staff.queries import colleagues_for
from alongside.staff.signed_in import with_worker
from alongside.today.my_day import day_for
from alongside.today.views.asking import today


@with_worker
@require_safe
def my_day(request: HttpRequest, worker: Worker, on: str = "") -> HttpResponse:
    """Show one's own day."""
    if not worker.may(Action.RUN_MEETINGS):
        raise Http404
    return _page(request, worker, worker, _day(on))


@with_worker
@require_safe
def colleagues_day(
    request: HttpRequest, worker: Worker, worker_id: UUID, on: str = ""
) -> HttpResponse:
    """Show the day of a colleague in a team that the asker manages."""
    managed = worker.actor.teams_where(Action.SEE_COLLEAGUES_DAYS)
    who = _colleague(worker, worker_id, managed)
    if who is None:
        raise Http404
    return _page(request, worker, who, _day(on))


def _colleague(worker: Worker, worker_id: UUID, team_ids: frozenset[int]) -> Worker | None:
    if not team_ids:
        return None
    found = colleagues_for(worker, on=today(), team_ids=team_ids)
    return found.filter(pk=worker_id).first()


def _day(on: str) -> date:
    """Return the day in an address, or today; what is no day is not found."""
    if not on:
        return today()
    try:
        day = date.fromisoformat(on)
    except ValueError as wrong:
        raise Http404 from wrong
    if not today() - timedelta(days=3660) < day < today() + timedelta(days=3660):
        raise Http404
    return day


def _page(request: HttpRequest, worker: Worker, who: Worker, on: date) -> HttpResponse:
    now = timezone.now()
    found = day_for(worker, who, on, at=now, today=today())
    if found.person_ids:
        log_opening(found.person_ids, page=request.path, by=worker, at=now)
    managed = worker.actor.teams_where(Action.SEE_COLLEAGUES_DAYS)
    colleagues = list(colleagues_for(worker, on=today(), team_ids=managed)) if managed else []
    is_mine = who.pk == worker.pk
    return render(
        request,
        "today/my_day.jinja",
        {
            "day": found,
            "is_mine": is_mine,
            "to_decide": count_waiting_for(worker) if is_mine else 0,
            "today": today(),
            "before": _address(worker, who, on - timedelta(days=1)),
            "after": _address(worker, who, on + timedelta(days=1)),
            "colleagues": [each for each in colleagues if each.pk != worker.pk],
        },
    )


def _address(worker: Worker, who: Worker, on: date) -> str:
    if who.pk == worker.pk:
        return reverse("today:day", args=[on.isoformat()])
    return reverse("today:colleague", args=[who.pk, on.isoformat()])
