"""The page that shows what a draft of the criteria would change, and for whom."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from alongside.access import actions as access
from alongside.caseload.what_if import Compared, Counted, compare_for
from alongside.kernel.period import day_of
from alongside.policy.eligibility.deciding import Outcome
from alongside.policy.eligibility.pack import SUPPORTING, Pack
from alongside.referrals.facts import pack_of
from alongside.referrals.models import Referral
from alongside.referrals.queries import criteria as criteria_queries
from alongside.staff.models import Worker
from alongside.staff.queries import teams_for
from alongside.staff.signed_in import or_404, with_worker

MOST_ROWS = 200
SHORT = {
    Outcome.MEETS: "Meets",
    Outcome.DOES_NOT_MEET: "Does not meet",
    Outcome.CANNOT_TELL: "Cannot tell",
}
OUTCOMES = {"meets": Outcome.MEETS, "not": Outcome.DOES_NOT_MEET, "open": Outcome.CANNOT_TELL}


@with_worker
@require_safe
def what_if(request: HttpRequest, worker: Worker, criteria_id: int) -> HttpResponse:
    """Show who would meet a draft, and who would not, against the criteria in force."""
    draft = or_404(criteria_queries.draft_of_criteria_for, worker, criteria_id)
    now = timezone.now()
    in_force = criteria_queries.followed_by_for(worker, draft, on=day_of(now))
    pack = pack_of(draft)
    now_pack = pack_of(in_force) if in_force else pack
    found = compare_for(worker, draft.service_id, now=now_pack, draft=pack, today=day_of(now))
    rows = _rows(request, found)
    shown = [
        *rows[1],
        *(
            one.referrals[change.case_id]
            for one in found
            for _, _, changes in one.groups
            for change in changes[:MOST_ROWS]
        ),
    ]
    people = {one.person_id for one in shown if one.person_id}
    access.log_opening(list(people), page=request.path, by=worker, at=now)
    context = {
        "draft": draft,
        "in_force": in_force,
        "found": found,
        "outcomes": OUTCOMES,
        "short": SHORT,
        "says": _wordings(now_pack, pack),
        "teams": [one for one in teams_for(worker) if one.service_id == draft.service_id],
        "most": MOST_ROWS,
        "title_of_rows": rows[0],
        "rows": rows[1],
    }
    return render(request, "caseload/what_if.jinja", context)


def _wordings(now: Pack, draft: Pack) -> dict[str, str]:
    """Return each criterion in words, as the draft has it, or else as the one in force has it."""
    words = {one.id: one.says for pack in (now, draft) for one in pack.criteria}
    return {SUPPORTING: "The number of supporting criteria that is needed"} | words


def _rows(request: HttpRequest, found: list[Compared]) -> tuple[str, list[Referral]]:
    """Return the rows behind the number that was pressed, if any was."""
    counted, under = request.GET.get("of", ""), request.GET.get("under", "")
    outcome = OUTCOMES.get(request.GET.get("outcome", ""))
    compared = next((one for one in found if one.counted.value == counted), None)
    if compared is None or outcome is None or under not in {"now", "draft"}:
        return "", []
    side = 0 if under == "now" else 1
    ids = [one for one, both in compared.found.each.items() if both[side] is outcome]
    name = "the criteria in force" if under == "now" else "the draft"
    title = f"{Counted(counted).label}: {outcome.value}, under {name}"
    return title, [compared.referrals[one] for one in ids]
