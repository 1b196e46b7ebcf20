"""Where a return stands: what they come back to, by when they are seen, whether one goes on."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db.models import Exists

from alongside.kernel.period import day_of
from alongside.people.coming_back import EarlierCare, earlier_care_for
from alongside.policy.due import once_by
from alongside.policy.values import SHIPPED, Nation, Value, Values
from alongside.referrals.models import Decision, Referral
from alongside.referrals.settled import settled
from alongside.referrals.stages import Deadline, deadline_of
from alongside.staff.models import Worker

_TERM = "return.within"


def earlier_care_of_for(worker: Worker, referral: Referral) -> EarlierCare | None:
    """Return the care that somebody comes back to, when this worker may see it."""
    if referral.returned_from is None or referral.person is None:
        return None
    return earlier_care_for(worker, [referral.person]).get(referral.person.pk)


def team_deadline_of(
    referral: Referral, *, now: datetime, values: Values = SHIPPED
) -> Deadline | None:
    """Return by when a team acts on a referral that was found with its stage.

    Whoever comes back is answered as soon as anybody, and seen in the time of a return: what
    comes first holds. For the team's own pages only: another term than that of a referral would
    tell a referrer that somebody is known here.
    """
    answered = deadline_of(referral, now=now, values=values)
    asked: int | None = referral.open_questions  # type: ignore[attr-defined]  # with_stage saw to it
    if referral.returned_from is None or asked:
        return answered
    asked_at = referral.received_at or referral.begun_at
    value = seen_within(
        nation=Nation(referral.to_team.service.nation), on=day_of(asked_at), values=values
    )
    by = value.deadline(asked_at)
    seen = Deadline(by, once_by(by, done_at=None, now=now), value.sentence, "To be seen")
    return answered if answered and answered.by < seen.by else seen


def seen_within(*, nation: Nation, on: date, values: Values = SHIPPED) -> Value:
    """Return in what time somebody who comes back is to be seen, from the day they asked."""
    return values.in_force(_TERM, nation=nation, on=on)


def unfinished_return_of(person_id: UUID, *, since: date) -> Referral | None:
    """Return somebody's referral since their care ended that has led to no care yet, or None.

    One that was refused goes on again while it is looked at again.
    """
    return (
        Referral.objects.filter(
            person_id=person_id,
            received_at__date__gte=since,
            withdrawn_at=None,
            ended_elsewhere_on=None,
            episodes=None,
        )
        .exclude(Exists(settled().filter(outcome=Decision.Outcome.REFUSED)))
        .order_by("-received_at")
        .first()
    )
