"""Where a referral stands, and by when it is to be decided: one definition for every page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from alongside.kernel.period import day_of
from alongside.policy.due import Standing, once_by
from alongside.policy.priority import Priority
from alongside.policy.terms import Term
from alongside.policy.values import SHIPPED, Nation, Values
from alongside.referrals.models import Decision, Referral


class Stage(Term):
    """Where a referral stands, in words that its referrer may read as well."""

    colour: str

    DRAFT = "draft", "Not sent yet", "grey"
    RECEIVED = "received", "Received", "blue"
    QUESTIONS = "questions", "Questions for the referrer", "yellow"
    ACCEPTED = "accepted", "Accepted", "green"
    REFUSED = "refused", "Not accepted", "red"
    WITHDRAWN = "withdrawn", "Withdrawn", "grey"
    ENDED_ELSEWHERE = "ended-elsewhere", "Ended before it came here", "grey"

    @property
    def waits(self) -> bool:
        """Whether the team still has to decide."""
        return self in (Stage.RECEIVED, Stage.QUESTIONS)


_FINAL = {Decision.Outcome.ACCEPTED: Stage.ACCEPTED, Decision.Outcome.REFUSED: Stage.REFUSED}


class Received(Protocol):
    """What is told of a referral itself where its stage is asked for."""

    @property
    def received_at(self) -> datetime | None:
        """When the team had it; a draft of the referrer's until then."""

    @property
    def withdrawn_at(self) -> datetime | None:
        """When the referrer took it back."""

    @property
    def ended_elsewhere_on(self) -> date | None:
        """When it ended, if that was before it came here."""


def stage_of(referral: Received, *, outcome: str | None, open_questions: int) -> Stage:
    """Return where a referral stands, from its newest decision and the questions still open."""
    if referral.received_at is None:
        return Stage.DRAFT
    if outcome in _FINAL:
        return _FINAL[Decision.Outcome(outcome)]
    if referral.withdrawn_at is not None:
        return Stage.WITHDRAWN
    if referral.ended_elsewhere_on is not None:
        return Stage.ENDED_ELSEWHERE
    return Stage.QUESTIONS if open_questions else Stage.RECEIVED


def stage_of_found(referral: Referral) -> Stage:
    """Return where a referral stands that was found with its stage."""
    return stage_of(
        referral,
        outcome=referral.outcome,  # type: ignore[attr-defined]  # with_stage saw to it
        open_questions=referral.open_questions or 0,  # type: ignore[attr-defined]  # the same
    )


@dataclass(frozen=True)
class Deadline:
    """By when the team acts: the moment, how it stands, the promise that says so, what is due."""

    by: datetime
    standing: Standing
    sentence: str
    what: str = "Answer due"


def deadline_of(referral: Referral, *, now: datetime, values: Values = SHIPPED) -> Deadline | None:
    """Return by when a referral that was found with its stage is to be decided.

    None before it was received, and while its referrer is asked; a question about an urgent one
    stops no clock, and its answer begins none.
    """
    if referral.received_at is None:
        return None
    nation = Nation(referral.to_team.service.nation)
    priority = Priority(referral.priority)
    starts = starts_at(referral)
    if priority.waits_for_answers(referral.received_at, nation=nation) and _is_asked(referral):
        return None
    value = values.in_force(priority.value_id, nation=nation, on=day_of(starts))
    by = priority.answer_by(starts, nation=nation, values=values)
    return Deadline(by, once_by(by, done_at=None, now=now), value.sentence)


def starts_at(referral: Referral) -> datetime:
    """Return when the clock began: with the referral, its last answer, or being looked at again."""
    again: datetime | None = referral.looked_again_at  # type: ignore[attr-defined]  # with_stage
    received = again or referral.received_at or referral.begun_at
    answered: datetime | None = referral.last_answer  # type: ignore[attr-defined]  # with_stage
    nation = Nation(referral.to_team.service.nation)
    if answered and Priority(referral.priority).waits_for_answers(received, nation=nation):
        return max(received, answered)
    return received


def _is_asked(referral: Referral) -> bool:
    """Whether a question waits for the referrer."""
    return bool(referral.open_questions)  # type: ignore[attr-defined]  # with_stage saw to it
