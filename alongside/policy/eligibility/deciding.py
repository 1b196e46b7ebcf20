"""Eligibility decided: every criterion answered, with its reason, its evidence, its questions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum

from alongside.kernel.fact import Answer, all_of
from alongside.kernel.rules import Policy, Refused, Source, rule
from alongside.policy.eligibility.bounds import JUDGED
from alongside.policy.eligibility.conditions import enough
from alongside.policy.eligibility.explaining import (
    Evidence,
    Question,
    explain,
    how_many,
    unique,
)
from alongside.policy.eligibility.facts import Facts
from alongside.policy.eligibility.pack import (
    FOR_INFORMATION,
    SUPPORTING,
    Criterion,
    Kind,
    Pack,
)
from alongside.policy.sources import derived


class Outcome(Enum):
    """What the criteria come to."""

    MEETS = "meets the criteria"
    DOES_NOT_MEET = "does not meet the criteria"
    CANNOT_TELL = "cannot tell yet"


_OUTCOMES = {
    Answer.MET: Outcome.MEETS,
    Answer.NOT_MET: Outcome.DOES_NOT_MEET,
    Answer.CANNOT_TELL: Outcome.CANNOT_TELL,
}


@dataclass(frozen=True)
class Judgement:
    """What a named person judged where a number is an example, or is not given."""

    answer: Answer
    reason: str
    by: str
    on: date


Judgements = Mapping[str, Judgement]
NO_JUDGEMENTS: Judgements = {}


@dataclass(frozen=True)
class Judging:
    """A judgement that somebody wants to make on one criterion of a pack."""

    pack: Pack
    criterion_id: str
    judgement: Judgement


_JUDGING = derived("people decide; a number that a document leaves open is theirs to judge")


@rule("eligibility.judgement-asked", source=_JUDGING)
def judgement_is_asked(judging: Judging) -> bool:
    """Only a criterion with an example threshold, or without a number, is open to judgement."""
    if judging.criterion_id == SUPPORTING:
        return judging.pack.supporting.judged
    criterion = judging.pack.criterion(judging.criterion_id)
    return criterion is not None and criterion.is_open_to_judgement


@rule("eligibility.judgement-named", source=_JUDGING)
def judgement_is_named(judging: Judging) -> bool:
    """A judgement carries the name of who made it and the reason."""
    return bool(judging.judgement.by.strip() and judging.judgement.reason.strip())


@rule("eligibility.judgement-definite", source=_JUDGING)
def judgement_is_definite(judging: Judging) -> bool:
    """A judgement says met or not met."""
    return judging.judgement.answer is not Answer.CANNOT_TELL


may_judge = Policy(
    "May a person judge this criterion?",
    judgement_is_asked,
    judgement_is_named,
    judgement_is_definite,
)


@dataclass(frozen=True)
class CriterionAnswer:
    """One criterion and its answer, complete in itself, so that it can be read years later.

    `reckoned` is what the facts alone come to; it differs from `answer` where a person judged.
    `open_to_judgement` says that a person may judge, `needs_judgement` that somebody has to.
    """

    id: str
    kind: Kind
    says: str
    source: Source
    answer: Answer
    reckoned: Answer
    because: str
    evidence: tuple[Evidence, ...] = ()
    questions: tuple[Question, ...] = ()
    open_to_judgement: bool = False
    needs_judgement: bool = False
    judgement: Judgement | None = None

    @property
    def stands_against(self) -> bool:
        """Whether this criterion alone rules the person out."""
        against = {Kind.REQUIRED: Answer.NOT_MET, Kind.EXCLUDING: Answer.MET}
        return self.answer is against.get(self.kind)


@dataclass(frozen=True)
class SupportingAnswer:
    """The supporting criteria together: how many are asked, how many are met."""

    asked: str
    answer: Answer
    reckoned: Answer
    because: str
    needs_judgement: bool = False
    judgement: Judgement | None = None

    @property
    def needed(self) -> str:
        """How many are needed, as a sentence."""
        if self.asked == JUDGED:
            return "A number of them is needed, and a person judges how many are enough."
        return f"{_sentence(self.asked).rstrip('.')} of them are needed."


@dataclass(frozen=True)
class Eligibility:
    """A decision as the criteria give it: outcome, answers, and the facts they were given.

    It holds the pack's id and version and the wording of each criterion, so it can be kept and
    shown as it was, whatever becomes of the pack.
    """

    pack_id: str
    pack_title: str
    pack_version: int
    outcome: Outcome
    criteria: tuple[CriterionAnswer, ...]
    facts: Facts
    supporting: SupportingAnswer | None = None

    @property
    def questions(self) -> tuple[Question, ...]:
        """What to ask the referrer; nothing once the outcome is settled."""
        if self.outcome is not Outcome.CANNOT_TELL:
            return ()
        asking = (one for one in self.criteria if one.kind is not Kind.SUPPORTING)
        found = [question for one in asking for question in one.questions]
        if self.supporting and self.supporting.answer is Answer.CANNOT_TELL:
            of_supporting = (one for one in self.criteria if one.kind is Kind.SUPPORTING)
            found += [question for one in of_supporting for question in one.questions]
        return unique(found)

    @property
    def to_judge(self) -> tuple[str, ...]:
        """The criteria that wait for a person's judgement; nothing once the outcome is settled."""
        if self.outcome is not Outcome.CANNOT_TELL:
            return ()
        deciding = [one for one in self.criteria if one.kind is not Kind.SUPPORTING]
        ids = [one.id for one in deciding if one.needs_judgement]
        return (
            *ids,
            *([SUPPORTING] if self.supporting and self.supporting.needs_judgement else []),
        )

    @property
    def against(self) -> tuple[CriterionAnswer, ...]:
        """The criteria that rule the person out, each a reason for a letter."""
        return tuple(one for one in self.criteria if one.stands_against)


def decide(pack: Pack, facts: Facts, judgements: Judgements = NO_JUDGEMENTS) -> Eligibility:
    """Answer every criterion of a pack, or raise Refused when a judgement is not asked for."""
    for criterion_id, judgement in judgements.items():
        Refused.unless(may_judge(Judging(pack, criterion_id, judgement)))
    found = answers(pack, facts, judgements)
    return Eligibility(
        pack_id=pack.id,
        pack_title=pack.title,
        pack_version=pack.version,
        outcome=outcome_of(pack, found, judgements),
        criteria=tuple(_answered(pack, one, facts, judgements) for one in pack.criteria),
        facts=facts,
        supporting=_supporting(pack, found, judgements),
    )


def outcome_of(
    pack: Pack, found: Mapping[str, Answer], judgements: Judgements = NO_JUDGEMENTS
) -> Outcome:
    """Return what the answers of a pack's criteria come to."""
    return _OUTCOMES[all_of(deciding_answers(pack, found, judgements).values())]


def answers(pack: Pack, facts: Facts, judgements: Judgements = NO_JUDGEMENTS) -> dict[str, Answer]:
    """Return the answer of each criterion by its id, without the reasons."""
    return {one.id: _answer(one, facts, _judged(judgements, one.id)) for one in pack.criteria}


def _answer(criterion: Criterion, facts: Facts, judged: Answer | None) -> Answer:
    """Return a criterion's answer; an example threshold gives way to a judgement altogether."""
    if judged is not None and criterion.example:
        return judged
    return criterion.when.answer(facts, judged)


def deciding_answers(
    pack: Pack, found: Mapping[str, Answer], judgements: Judgements
) -> dict[str, Answer]:
    """Return what must all be met, by id: required, not excluded, supported enough."""
    required = {one.id: found[one.id] for one in pack.of_kind(Kind.REQUIRED)}
    excluding = {one.id: ~found[one.id] for one in pack.of_kind(Kind.EXCLUDING)}
    supporting = [found[one.id] for one in pack.of_kind(Kind.SUPPORTING)]
    together = _enough(pack, supporting, _judged(judgements, SUPPORTING))
    return required | excluding | {SUPPORTING: together}


def _enough(pack: Pack, supporting: list[Answer], judged: Answer | None) -> Answer:
    if not supporting or pack.supporting == FOR_INFORMATION:
        return Answer.MET
    found = enough(supporting, pack.supporting.minimum, judged)
    recalled = any(pack.may_only_inform(one) for one in pack.of_kind(Kind.SUPPORTING))
    # What is only recalled never turns anybody away: a person judges even when none is met.
    if recalled and judged is None and found is Answer.NOT_MET:
        return Answer.CANNOT_TELL
    return found


def _judged(judgements: Judgements, criterion_id: str) -> Answer | None:
    judgement = judgements.get(criterion_id)
    return judgement.answer if judgement else None


def _answered(
    pack: Pack, criterion: Criterion, facts: Facts, judgements: Judgements
) -> CriterionAnswer:
    judged = _judged(judgements, criterion.id)
    answer = _answer(criterion, facts, judged)
    unknown = answer is Answer.CANNOT_TELL
    # Where an example number is set aside, the reason still tells what the facts came to.
    finding = explain(criterion.when, facts, None if criterion.example else judged)
    return CriterionAnswer(
        id=criterion.id,
        kind=criterion.kind,
        says=criterion.says,
        source=pack.source_of(criterion),
        answer=answer,
        reckoned=criterion.when.answer(facts),
        because=_sentence(finding.because),
        evidence=finding.evidence,
        questions=finding.questions if unknown else (),
        open_to_judgement=criterion.is_open_to_judgement,
        needs_judgement=unknown and finding.needs_judgement,
        judgement=judgements.get(criterion.id),
    )


def _supporting(
    pack: Pack, found: Mapping[str, Answer], judgements: Judgements
) -> SupportingAnswer | None:
    """Return the answer of the supporting criteria together, where the pack asks for any."""
    said = [(one.says, found[one.id]) for one in pack.of_kind(Kind.SUPPORTING)]
    if not said or pack.supporting == FOR_INFORMATION:
        return None
    supporting = [answer for _, answer in said]
    judgement = judgements.get(SUPPORTING)
    answer = _enough(pack, supporting, judgement.answer if judgement else None)
    return SupportingAnswer(
        asked=str(pack.supporting),
        answer=answer,
        reckoned=_enough(pack, supporting, None),
        because=_sentence(how_many(said, pack.supporting.minimum)),
        needs_judgement=pack.supporting.judged and answer is Answer.CANNOT_TELL,
        judgement=judgement,
    )


def _sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}."
