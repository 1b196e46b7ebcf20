"""The pages of a team that receives referrals: the list of what waits, and one referral."""

from __future__ import annotations

from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from alongside.access.actions import log_opening
from alongside.access.deciding import Action
from alongside.kernel.period import day_of
from alongside.policy.eligibility.vocabulary import VOCABULARY
from alongside.referrals import sections, telling
from alongside.referrals.facts import told_by
from alongside.referrals.models import Referral
from alongside.referrals.needs import at_the_door_of
from alongside.referrals.queries import receiving as queries
from alongside.referrals.queries.alike import referrals_like_for
from alongside.referrals.queries.deciding import reckoned
from alongside.referrals.queries.listing import Show, Shown, page_for
from alongside.referrals.queries.urgency import priority_changes_for
from alongside.referrals.returning import earlier_care_of_for
from alongside.staff.models import Worker
from alongside.staff.signed_in import or_404, with_worker


@with_worker
@require_GET
def listed(request: HttpRequest, worker: Worker) -> HttpResponse:
    """Show the referrals of my teams: those that wait, what each lacks, and by when to decide."""
    or_404(lambda: worker.team_ids or None)
    now = timezone.now()
    shown = Shown.read(request.GET.dict())
    found = page_for(worker, shown, at=now, number=request.GET.get("page"))
    people = [row.referral.person_id for row in found.rows if row.referral.person_id]
    log_opening(people, page=request.path, by=worker, at=now)
    context = {
        "shown": shown,
        "found": found,
        "shows": [(one.value, one.label) for one in Show],
        "priorities": [("", "Any"), *Referral.Priority.choices],
        "teams": [("", "All my teams"), *((str(team.pk), team.name) for team in found.teams)],
        "query": urlencode({key: text for key, text in request.GET.items() if key != "page"}),
        "labels": {name: kind.label for name, kind in VOCABULARY.items()},
        "may_take_in": worker.may(Action.TAKE_IN_REFERRALS),
        "may_import": worker.may(Action.IMPORT),
    }
    return render(request, "referrals/list.jinja", context)


@with_worker
@require_GET
def referral(request: HttpRequest, worker: Worker, referral_id: UUID) -> HttpResponse:
    """Show one referral: who it says they are, each criterion, what is missing, and questions."""
    now = timezone.now()
    found = or_404(queries.referral_for, worker, referral_id)
    alike = referrals_like_for(worker, found)
    people = {one.person_id for one in (found, *(like.referral for like in alike))}
    log_opening(list(filter(None, people)), page=request.path, by=worker, at=now)
    [row] = queries.received([found], at=now)
    criteria = reckoned(found, on=day_of(now))
    kinds = sections.kinds_asked(found.to_team.service_id, on=day_of(now))
    context = {
        "standing": row,
        "referral": found,
        "sender": told_by(found),
        "taken_in_as": found.person.full_name if found.person else "Not taken in yet",
        "who": telling.who_rows(found),
        "door": at_the_door_of(found),
        "needs": telling.needs_rows(found, beside=found.person),
        "why": telling.why_rows(found),
        "facts": telling.fact_groups(found, kinds),
        "earlier": earlier_care_of_for(worker, found),
        "alike": alike,
        "priority_changes": list(priority_changes_for(worker, found)),
        "eligibility": criteria.eligibility if criteria else None,
        "questions": list(queries.questions_for(worker, found)),
        "may_take_in": worker.may(Action.TAKE_IN_REFERRALS, team_id=found.to_team_id),
        "may_screen": worker.may(Action.SCREEN, team_id=found.to_team_id),
        "may_decide": worker.may(Action.DECIDE_REFERRALS, team_id=found.to_team_id),
    }
    return render(request, "referrals/referral.jinja", context)
