"""What if the criteria were others: how many of the same people would pass, and who changes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from alongside.kernel.fact import Answer
from alongside.policy.eligibility.deciding import (
    Judgements,
    Outcome,
    answers,
    deciding_answers,
    outcome_of,
)
from alongside.policy.eligibility.facts import Facts
from alongside.policy.eligibility.pack import Pack

_WORSE = (Outcome.MEETS, Outcome.CANNOT_TELL, Outcome.DOES_NOT_MEET)


@dataclass(frozen=True)
class Case:
    """One referral or person on the caseload: an id of the caller's, the facts, the judgements."""

    id: str
    facts: Facts
    judgements: Judgements = field(default_factory=dict)


@dataclass(frozen=True)
class Change:
    """One case whose outcome is another under the draft, and the criteria through which.

    They are those that stand against it, or that nobody can answer yet, on the side on which it
    comes to less: what nobody is kept out by explains nothing, though only one pack asks it.
    """

    case_id: str
    was: Outcome
    becomes: Outcome
    criteria: tuple[str, ...]


@dataclass(frozen=True)
class WhatIf:
    """The outcomes under the criteria in force and under a draft, and every case that changes.

    `each` holds what every case comes to under both, so that a number can open its rows.
    """

    now: Mapping[Outcome, int]
    draft: Mapping[Outcome, int]
    changes: tuple[Change, ...]
    each: Mapping[str, tuple[Outcome, Outcome]] = field(default_factory=dict)


def what_if(now: Pack, draft: Pack, cases: Iterable[Case]) -> WhatIf:
    """Decide the same cases under two packs and compare.

    A judgement that one of the packs has no place for makes no difference there.
    """
    counts = {name: dict.fromkeys(Outcome, 0) for name in ("now", "draft")}
    changes = []
    each: dict[str, tuple[Outcome, Outcome]] = {}
    for case in cases:
        was, becomes = _Decided(now, case), _Decided(draft, case)
        each[case.id] = was.outcome, becomes.outcome
        counts["now"][was.outcome] += 1
        counts["draft"][becomes.outcome] += 1
        if was.outcome is not becomes.outcome:
            worse = max(was, becomes, key=lambda side: _WORSE.index(side.outcome))
            changes.append(Change(case.id, was.outcome, becomes.outcome, worse.through()))
    return WhatIf(counts["now"], counts["draft"], tuple(changes), each)


class _Decided:
    """One case under one pack, as quickly as can be."""

    def __init__(self, pack: Pack, case: Case) -> None:
        self.pack, self.judgements = pack, case.judgements
        self.answers = answers(pack, case.facts, case.judgements)
        self.outcome = outcome_of(pack, self.answers, case.judgements)

    def through(self) -> tuple[str, ...]:
        """Return the criteria that keep this case where it is."""
        keeping = Answer.CANNOT_TELL if self.outcome is Outcome.CANNOT_TELL else Answer.NOT_MET
        found = deciding_answers(self.pack, self.answers, self.judgements)
        return tuple(one for one, answer in found.items() if answer is keeping)
