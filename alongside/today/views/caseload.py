"""A care co-ordinator's own caseload, with what is overdue."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from alongside.access.actions import log_opening
from alongside.access.deciding import Action
from alongside.kernel.period import day_of
from alongside.policy.zones import ZONES
from alongside.staff.models import Worker
from alongside.staff.queries import colleagues_for
from alongside.staff.signed_in import with_worker
from alongside.standards.queries import Promised, promises_for


@with_worker
@require_safe
def caseload(request: HttpRequest, worker: Worker) -> HttpResponse:
    """Show whose care this worker co-ordinates, the longest overdue first."""
    if not worker.team_ids:
        raise Http404
    return _page(request, worker, worker)


@with_worker
@require_safe
def colleagues_caseload(request: HttpRequest, worker: Worker, worker_id: UUID) -> HttpResponse:
    """Show whose care a colleague co-ordinates, to those who allocate in the same team."""
    managed = worker.actor.teams_where(Action.ALLOCATE)
    today = day_of(timezone.now())
    who = colleagues_for(worker, on=today, team_ids=managed).filter(pk=worker_id).first()
    if not managed or who is None:
        raise Http404
    return _page(request, worker, who)


def _page(request: HttpRequest, worker: Worker, who: Worker) -> HttpResponse:
    now = timezone.now()
    people = promises_for(worker, at=now, coordinator_id=who.pk)
    people.sort(key=lambda each: (-_days_over(each), each.somebody.name))
    if people:
        ids = [each.somebody.person_id for each in people]
        log_opening(ids, page=request.path, by=worker, at=now)
    overdue = sum(1 for each in people if each.overdue)
    return render(
        request,
        "today/caseload.jinja",
        {
            "who": who,
            "is_mine": who == worker,
            "people": people,
            "overdue": overdue,
            "zones": ZONES,
            "today": day_of(now),
            "day_of": day_of,
            "may_record": worker.team_ids <= worker.actor.teams_where(Action.RECORD_CONTACTS),
        },
    )


def _days_over(promised: Promised) -> int:
    return max((each.standing.days_over for each in promised.overdue), default=-1)
