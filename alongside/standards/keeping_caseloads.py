"""How the promise about a care co-ordinator's caseload stands. Pure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from alongside.policy import standards as policy
from alongside.policy.caseload import Caseload, Fullness
from alongside.policy.due import Standing, State
from alongside.policy.standards import Standard
from alongside.standards.keeping import Found
from alongside.standards.promises import Promise


@dataclass(frozen=True, slots=True)
class WorkerEvidence:
    """A care co-ordinator of a team and the caseload that is theirs today."""

    worker_id: UUID
    name: str
    caseload: Caseload


Keeper = Callable[[WorkerEvidence], Found]
KEEPERS: dict[str, tuple[Standard, Keeper]] = {}

# Full is said before it breaks; more than full is a warning, never a bar.
_STATES = {
    Fullness.ROOM: State.MET,
    Fullness.NEARLY_FULL: State.MET,
    Fullness.FULL: State.DUE,
    Fullness.OVER: State.OVERDUE,
}


def caseload_within(evidence: WorkerEvidence) -> Found:
    """Whether the places taken pass the limit for the hours that they work."""
    caseload = evidence.caseload
    return Standing(_STATES[caseload.fullness], caseload.sentence), caseload.fullness.label


KEEPERS[policy.CASELOAD_WITHIN.id] = (policy.CASELOAD_WITHIN, caseload_within)


def promises(evidence: WorkerEvidence) -> tuple[Promise, ...]:
    """Return every promise that applies to a care co-ordinator."""
    found = ((standard, keeper(evidence)) for standard, keeper in KEEPERS.values())
    return tuple(Promise(standard, *stands) for standard, stands in found if stands)
