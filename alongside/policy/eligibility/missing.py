"""What is still to be asked, without the sentences: for lists, where each row must be cheap."""

from __future__ import annotations

from alongside.kernel.fact import Answer
from alongside.policy.eligibility.conditions import Condition
from alongside.policy.eligibility.deciding import Outcome, answers, outcome_of
from alongside.policy.eligibility.explaining import unique
from alongside.policy.eligibility.facts import Facts
from alongside.policy.eligibility.pack import FOR_INFORMATION, Criterion, Kind, Pack
from alongside.policy.eligibility.vocabulary import VOCABULARY


def outcome_and_missing(pack: Pack, facts: Facts) -> tuple[Outcome, tuple[str, ...]]:
    """Return what the criteria come to, and the facts that nobody has told while they cannot tell.

    The same facts that deciding asks questions about; a stay that is told only in part is not one.
    """
    found = answers(pack, facts)
    outcome = outcome_of(pack, found)
    if outcome is not Outcome.CANNOT_TELL:
        return outcome, ()
    unclear = [one for one in pack.criteria if found[one.id] is Answer.CANNOT_TELL]
    deciding = [one for one in unclear if one.kind is not Kind.SUPPORTING]
    if pack.supporting != FOR_INFORMATION and _supporting_is_open(pack, found):
        deciding += [one for one in unclear if one.kind is Kind.SUPPORTING]
    return outcome, unique(name for one in deciding for name in _missing(one, facts))


def _supporting_is_open(pack: Pack, found: dict[str, Answer]) -> bool:
    """Whether it is not settled that enough supporting criteria are met, or are not."""
    others = {
        one.id: Answer.MET if one.kind is Kind.REQUIRED else Answer.NOT_MET
        for one in pack.criteria
        if one.kind is not Kind.SUPPORTING
    }
    return outcome_of(pack, found | others) is Outcome.CANNOT_TELL


def _missing(criterion: Criterion, facts: Facts) -> tuple[str, ...]:
    return unique(VOCABULARY[name].derived_from or name for name in _of(criterion.when, facts))


def _of(condition: Condition, facts: Facts) -> list[str]:
    """Return the facts missing in the parts that keep a condition from answering."""
    missing = [] if condition.members else list(condition.missing(facts))
    # A part that lacks nothing is asked nothing, so it need not be answered once more.
    if not condition.members and not missing:
        return []
    if condition.answer(facts) is not Answer.CANNOT_TELL:
        return []
    return missing or [name for member in condition.members for name in _of(member, facts)]
