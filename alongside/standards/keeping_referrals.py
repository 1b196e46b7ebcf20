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
from alongside.policy.standards import Standard
from alongside.policy.values import SHIPPED, Nation, Values
from alongside.standards.keeping import Found, Now
from alongside.standards.promises import Promise, worst_first
from alongside.standards.terms import due_on


@dataclass(frozen=True, slots=True)
class ReferralEvidence:
    """Everything that the promises about one referral rest on, as of one moment."""

    referral_id: UUID
    name: str
    nation: Nation
    framework: Framework
    complete_at: datetime | None = None  # received, or the last answer; none: nothing to decide
    decide_by: datetime | None = None  # none while the referrer has a question
    decided_at: datetime | None = None
    screening_from: datetime | None = None  # none: not screened, or somebody who comes back
    screened_at: datetime | None = None
    asked_back_at: datetime | None = None
    values: Values = SHIPPED  # with the service's own
    seen_at: datetime | None = None  # by anybody of the team, since they asked to come back


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
    if evidence.decide_by is None or evidence.complete_at is None:
        return None
    standing = once_by(evidence.decide_by, done_at=evidence.decided_at, now=now.at)
    return standing, f"Complete since {_said(evidence.complete_at)}"


@keeps(policy.SCREENING_DONE)
def screening_done(evidence: ReferralEvidence, now: Now) -> Found:
    """Whether screening was finished in time, from the complete referral."""
    return _in_days(
        policy.SCREENING_DONE, evidence, evidence.screening_from, evidence.screened_at, now=now
    )


@keeps(policy.RETURN_IN_TIME)
def return_in_time(evidence: ReferralEvidence, now: Now) -> Found:
    """Whether somebody who asked to come back was seen in time."""
    return _in_days(
        policy.RETURN_IN_TIME, evidence, evidence.asked_back_at, evidence.seen_at, now=now
    )


def _in_days(
    standard: Standard,
    evidence: ReferralEvidence,
    start: datetime | None,
    done: datetime | None,
    *,
    now: Now,
) -> Found:
    if start is None:
        return None
    due = due_on(
        standard, evidence.framework, evidence.nation, day_of(start), values=evidence.values
    )
    if due is None:
        return None
    standing = once(due, done_on=day_of(done) if done else None, today=now.today)
    return standing, f"Begun {_said(start)}"


def _said(at: datetime) -> str:
    day = day_of(at)
    return f"{day.day} {day:%B %Y}"
