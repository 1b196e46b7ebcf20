"""Finding what practitioners of both sides offer to share, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from alongside.access.context import as_program
from alongside.joint.models import Learning, LearningStep
from alongside.partners.models import Practitioner
from alongside.policy.joint import Became, Side, Way
from alongside.staff.models import Worker


@dataclass(frozen=True)
class Shared:
    """One offer or request, and the steps it took."""

    learning: Learning
    steps: list[LearningStep]

    @property
    def title(self) -> str:
        """What it is, in a line."""
        verb = "offers" if self.learning.is_offer else "asks for"
        return f"{self.learning.by_name} {verb} {Way(self.learning.way).label.lower()}"

    @property
    def stands(self) -> str:
        """How it stands."""
        return Became(self.steps[-1].became).label if self.steps else "Not answered yet"

    def may(self, side: Side) -> list[Became]:
        """What one side can say next."""
        said = {each.became for each in self.steps}
        if not said:
            return [Became.AGREED, Became.DECLINED] if self.learning.side != side else []
        return [Became.DONE] if said == {Became.AGREED} else []

    @property
    def learned(self) -> str:
        """What was learned, where it is done."""
        return next((each.learned for each in self.steps if each.learned), "")


def learning_for(worker: Worker, team_id: int) -> list[Shared]:
    """Return what was offered and asked for between a team and practitioners, newest first."""
    return _shared(Learning.objects.filter(team_id__in=worker.team_ids & {team_id}))


def learning_of_for(practitioner: Practitioner) -> list[Shared]:
    """Return the same of one practitioner."""
    with as_program():
        return _shared(Learning.objects.filter(practitioner=practitioner))


def one_for(worker: Worker, learning_id: UUID) -> Shared | None:
    """Return one of a team of this worker's, or None."""
    found = Learning.objects.filter(team_id__in=worker.team_ids, pk=learning_id)
    return next(iter(_shared(found)), None)


def one_of_for(practitioner: Practitioner, learning_id: UUID) -> Shared | None:
    """Return one of a practitioner's, or None."""
    with as_program():
        found = Learning.objects.filter(practitioner=practitioner, pk=learning_id)
        return next(iter(_shared(found)), None)


def _shared(found: QuerySet[Learning]) -> list[Shared]:
    every = found.select_related("practitioner__agency", "team").prefetch_related("steps")
    return [
        Shared(each, sorted(each.steps.all(), key=lambda step: step.at))
        for each in every.order_by("-at", "pk")
    ]
