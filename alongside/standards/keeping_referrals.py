"""How each promise about a referral stands: evidence and a moment in, promises out. Pure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from alongside.kernel.period import day_of
from alongside.policy import standards as policy
from alongside.policy.due import once, once_by
from alongside.policy.frameworks import Framework
from alongside.policy.priority import Priority
from alongside.policy.standards import Standard
from alongside.policy.values import Nation
from alongside.standards.keeping import Found, Now
from alongside.standards.promises import Promise, worst_first
from alongside.standards.terms import due_on


@dataclass(frozen=True, slots=True)
class ReferralEvidence:
    """Everything that the promises about one referral rest on, as of one moment."""

    referral_id: UUID
    nation: Nation
    framework: Framework
    priority: Priority
    received_at: datetime
    is_return: bool = False
    questions_open: int = 0
    last_answer_at: datetime | None = None
    was_accepted: bool | None = None  # None: not decided yet
    decided_at: datetime | None = None
    skipped_screening: bool = False
    first_session_at: datetime | None = None
    screened_at: datetime | None = None
    seen_at: datetime | None = None  # first seen since it came


Keeper = Callable[[ReferralEvidence, Now], Found]
KEEPERS: dict[str, tuple[Standard, Keeper]] = {}


def keeps(standard: Standard) -> Callable[[Keeper], Keeper]:
    """Declare the function that says how a standard stands for one referral."""

    def declare(keeper: Keeper) -> Keeper:
        KEEPERS[standard.id] = (standard, keeper)
        return keeper

    return declare


def promises(evidence: ReferralEvidence, now: Now) -> tuple[Promise, ...]:
    """Return every promise that applies to a referral, the worst first."""
    found = []
    for standard, keeper in KEEPERS.values():
        stands = keeper(evidence, now)
        if stands is not None:
            found.append(Promise(standard, *stands))
    return worst_first(found)


@keeps(policy.REFERRAL_DECIDED)
def referral_decided(evidence: ReferralEvidence, now: Now) -> Found:
    """Whether it was decided in time; the clock waits while the referrer has a question."""
    if evidence.decided_at is None and evidence.questions_open:
        return None
    answered = evidence.last_answer_at
    complete = max(evidence.received_at, answered) if answered else evidence.received_at
    due = evidence.priority.answer_by(complete, nation=evidence.nation)
    what = "Last answer" if complete == answered else "Received"
    standing = once_by(due, done_at=evidence.decided_at, now=now.at)
    return standing, f"{what} {_said(complete)}, {evidence.priority.label.lower()}"


@keeps(policy.SCREENING_DONE)
def screening_done(evidence: ReferralEvidence, now: Now) -> Found:
    """Whether screening was finished in time, from its decision or its first session on."""
    if evidence.is_return or evidence.skipped_screening or evidence.was_accepted is False:
        return None
    accepted = evidence.decided_at if evidence.was_accepted else None
    begun = [at for at in (accepted, evidence.first_session_at) if at is not None]
    if not begun:
        return None
    start = day_of(min(begun))
    due = due_on(policy.SCREENING_DONE, evidence.framework, evidence.nation, start)
    if due is None:
        return None
    done = day_of(evidence.screened_at) if evidence.screened_at else None
    return once(due, done_on=done, today=now.today), f"Begun {_said(min(begun))}"


@keeps(policy.RETURN_IN_TIME)
def return_in_time(evidence: ReferralEvidence, now: Now) -> Found:
    """Whether somebody who came back was seen in time; refused, there is nothing to be in time."""
    if not evidence.is_return or evidence.was_accepted is False:
        return None
    asked = day_of(evidence.received_at)
    due = due_on(policy.RETURN_IN_TIME, evidence.framework, evidence.nation, asked)
    if due is None:
        return None
    seen = day_of(evidence.seen_at) if evidence.seen_at else None
    return once(due, done_on=seen, today=now.today), f"Asked {_said(evidence.received_at)}"


def _said(at: datetime) -> str:
    day = day_of(at)
    return f"{day.day} {day:%B %Y}"
