"""What another system is told of its own referrals: what a referrer reads on the web, no more."""

from __future__ import annotations

from typing import Any

from alongside.api.queries import Own
from alongside.policy.eligibility.vocabulary import VOCABULARY
from alongside.referrals.models import Question, Referral
from alongside.referrals.queries.referring import Reasoned
from alongside.referrals.stages import stage_of_found

Json = dict[str, Any]


def in_a_list(own: Own) -> Json:
    """Return a referral as a list shows it: where it stands."""
    referral = own.referral
    stage = stage_of_found(referral)
    return {
        "id": str(own.id),
        "name": referral.full_name,
        "team": referral.to_team.name,
        "from_team": referral.from_team.name if referral.from_team else "",
        "sent_at": referral.received_at,
        "state": stage.value,
        "state_in_words": stage.label,
        "open_questions": referral.open_questions or 0,  # type: ignore[attr-defined]  # with_stage
    }


def in_full(own: Own, questions: list[Question], reasoned: Reasoned | None) -> Json:
    """Return a referral with the team's questions, and the decision with its reasons."""
    return in_a_list(own) | {
        "questions": [_question(one, own.referral) for one in questions],
        "decision": _decision(reasoned) if reasoned else None,
    }


def _question(question: Question, referral: Referral) -> Json:
    """Return a question; what others told the team instead is not the referrer's to read."""
    kind = VOCABULARY.get(question.fact)
    is_answered = question.answered_at is not None
    by_others = is_answered and question.answered_by_id != referral.referred_by_id
    return {
        "id": question.pk,
        "asks": question.asks,
        "fact": kind.id if kind else None,
        "asked_at": question.asked_at,
        "answer": question.answer if is_answered and not by_others else None,
        "answered_at": question.answered_at,
        "answered_by_others": by_others,
    }


def _decision(reasoned: Reasoned) -> Json:
    decision = reasoned.decision
    return {
        "decided_at": decision.decided_at,
        "explanation": decision.explanation,
        "in_the_way": [
            {"says": one.says, "because": one.because, "source": str(one.source)}
            for one in reasoned.against
        ],
        "criteria": decision.criteria.title,
    }
