"""Screening as the team sees it: what is planned, what was heard, whether it is finished."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Exists

from alongside.access.deciding import Action
from alongside.referrals.models import Referral, ScreeningPlan, ScreeningSession
from alongside.referrals.queries.receiving import referrals_for
from alongside.referrals.settled import settled
from alongside.staff.models import Worker

RETURN_SENTENCE = (
    "They were in our care before and come back, so they need not be screened again: "
    "the earlier record is open, and care can begin."
)


@dataclass(frozen=True)
class Screening:
    """Where a screening stands: the sessions, oldest first, and the next one planned."""

    sessions: tuple[ScreeningSession, ...]
    planned: ScreeningPlan | None
    is_return: bool

    @property
    def is_finished(self) -> bool:
        """Whether the last session was held."""
        return any(session.is_last for session in self.sessions)

    @property
    def is_done_or_not_needed(self) -> bool:
        """Whether nothing of it is open: it is finished, or they come back."""
        return self.is_return or self.is_finished

    @property
    def latest(self) -> ScreeningSession | None:
        """The last session that was held, from which the next one starts."""
        return self.sessions[-1] if self.sessions else None


def screening_for(worker: Worker, referral: Referral) -> Screening:
    """Return where the screening stands on a referral of this worker's teams."""
    own = referrals_for(worker).filter(pk=referral.pk).values("pk")
    sessions = tuple(
        ScreeningSession.objects.filter(referral__in=own)
        .select_related("worker", "second_worker")
        .order_by("held_at", "pk")
    )
    newest = (
        ScreeningPlan.objects.filter(referral__in=own)
        .select_related("worker", "second_worker", "planned_by")
        .order_by("-planned_at", "-pk")
        .first()
    )
    return Screening(sessions, _still_planned(newest, sessions), referral.returned_from is not None)


def _still_planned(
    newest: ScreeningPlan | None, sessions: tuple[ScreeningSession, ...]
) -> ScreeningPlan | None:
    """Return the plan unless it was called off, or a session was written down since it was made."""
    if newest is None or newest.planned_for is None:
        return None
    written_since = any(session.written_at >= newest.planned_at for session in sessions)
    return None if written_since else newest


def to_screen_for(worker: Worker, referral_id: UUID) -> Referral | None:
    """Return a referral on which this worker may screen, still to be decided, or None."""
    return (
        referrals_for(worker)
        .filter(
            pk=referral_id,
            to_team_id__in=worker.actor.teams_where(Action.SCREEN),
            withdrawn_at=None,
            ended_elsewhere_on=None,
        )
        .filter(~Exists(settled()))
        .select_related("person")
        .first()
    )
