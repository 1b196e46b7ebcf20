"""Looking again at a referral that was refused; the decision stays as it was made."""

from __future__ import annotations

from datetime import datetime

from alongside.access.deciding import Action
from alongside.audit.trail import audited, record
from alongside.kernel.rules import Refused
from alongside.referrals.actions.returning import refuse_a_second_return
from alongside.referrals.models import Decision, Referral
from alongside.referrals.queries.deciding import final_decision_on
from alongside.referrals.returning import earlier_care_of_for
from alongside.staff.models import Worker


@audited
def look_again(referral: Referral, *, why: str, by: Worker, at: datetime) -> Decision:
    """Let a referral that was refused wait for a decision again; raise Refused where none was."""
    found = Referral.objects.select_for_update().get(
        pk=referral.pk, to_team_id__in=by.actor.teams_where(Action.DECIDE_REFERRALS)
    )
    if found.withdrawn_at is not None:
        raise Refused("The referrer has withdrawn this referral.")
    refused = final_decision_on(found)
    if refused is None or refused.outcome != Decision.Outcome.REFUSED:
        raise Refused("Only a referral that was not accepted can be looked at again.")
    if found.person and (earlier := earlier_care_of_for(by, found)):
        refuse_a_second_return(found.person, earlier)
    again = Decision.objects.create(
        referral=found,
        criteria=refused.criteria,
        outcome=Decision.Outcome.REOPENED,
        eligibility=refused.eligibility,
        explanation=why.strip(),
        care_holder=refused.care_holder,
        decided_by=by,
        decided_at=at,
    )
    record(
        "referral.reopened", on=again, by=by, at=at, person_id=found.person_id, referral=found.pk
    )
    return again
