"""Deciding on a referral: answers, outcome, reasons and letters, all kept as they were."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from alongside.access.deciding import Action
from alongside.audit.trail import audited, record
from alongside.documents.actions import keep
from alongside.documents.letters import Letter
from alongside.documents.making import make
from alongside.documents.models import Sent
from alongside.documents.parts import Reader
from alongside.kernel.period import day_of
from alongside.kernel.rules import Refused
from alongside.nhsuk.words import moment
from alongside.policy.deciding import Deciding, DecisionFacts, may_decide
from alongside.policy.eligibility.deciding import Eligibility, Judgement
from alongside.policy.eligibility.explaining import Question
from alongside.policy.eligibility.storing import as_stored
from alongside.referrals.actions.handing_on import hand_on_spells
from alongside.referrals.actions.taking_in import Asking, ask
from alongside.referrals.letters import (
    AS_PROPOSED,
    COMES_BACK,
    email_of,
    letter_of,
    letters_of_decision,
    unreachable_by,
)
from alongside.referrals.models import Decision, Referral
from alongside.referrals.queries.deciding import Reckoned, final_decision_on, reckoned
from alongside.referrals.queries.screening import screening_for
from alongside.staff.models import Worker


@dataclass(frozen=True)
class Giving:
    """How a letter is given: in which way, and in large print or not."""

    how: Sent.HowGiven
    large_print: bool = False


@dataclass(frozen=True)
class Said:
    """What people say when they decide: outcome, judgements, and what the letters tell."""

    outcome: Deciding
    explanation: str = ""
    pathway: str = ""
    care_holder: str = ""
    what_next: str = ""
    judgements: Mapping[str, Judgement] = field(default_factory=dict)
    questions: tuple[Question, ...] = ()


@audited
def decide(
    referral: Referral,
    *,
    said: Said,
    giving: Mapping[Reader, Giving],
    by: Worker,
    at: datetime,
) -> Decision:
    """Decide on a referral, and keep its letters; or raise Refused with every reason why not."""
    open_one = _to_decide(referral, by)
    found = reckoned(open_one, on=day_of(at), judgements=said.judgements)
    if found is None:
        raise Refused("The service has no criteria in force. Put a version in force first.")
    screened = screening_for(by, open_one)
    Refused.unless(
        may_decide(_facts(open_one, said, found.eligibility, screened.is_done_or_not_needed))
    )
    decision = _decision(open_one, said, found, by=by, at=at)
    decision.skipped_screening = said.outcome is Deciding.ACCEPTED and not screened.is_finished
    decision.save(force_insert=True)
    if said.outcome is Deciding.ACCEPTED:
        open_one.pathway = said.pathway
        open_one.save(update_fields=["pathway"])
        hand_on_spells(open_one, by=by, at=at)
    if said.outcome is Deciding.RETURNED:
        asking = [Asking(one.fact, one.asks) for one in said.questions]
        ask(open_one, questions=asking, by=by, at=at)
    _keep_letters(decision, said.questions, giving)
    record(
        "referral.decided",
        on=decision,
        by=by,
        at=at,
        person_id=open_one.person_id,
        referral=open_one.pk,
        outcome=said.outcome,
        criteria=found.criteria.pk,
        reckoned=found.eligibility.outcome.value,
    )
    return decision


@audited
def give_again(
    decision: Decision,
    *,
    reader: Reader,
    how: Sent.HowGiven,
    large_print: bool,
    by: Worker,
    at: datetime,
) -> Sent:
    """Keep a letter of a decision as it was given once more, or in another way or size."""
    of_team = by.actor.teams_where(Action.DECIDE_REFERRALS)
    found = Decision.objects.get(pk=decision.pk, referral__to_team_id__in=of_team)
    if found.outcome == Decision.Outcome.RETURNED:
        raise Refused("The questions stand on the referrer's own page. Ask them there.")
    given = Giving(how, large_print)
    sent = _keep(decision, reader, letter_of(decision, reader), given, by=by, at=at)
    record("decision.letter-given", on=decision, by=by, at=at, person_id=sent.person_id, how=how)
    return sent


def decision_to_be(referral: Referral, *, said: Said, by: Worker, at: datetime) -> Decision:
    """Return a decision as it would be kept, for its letters to be looked at first."""
    found = reckoned(referral, on=day_of(at), judgements=said.judgements)
    if found is None:
        raise Refused("The service has no criteria in force. Put a version in force first.")
    return _decision(referral, said, found, by=by, at=at)


def _decision(
    referral: Referral, said: Said, found: Reckoned, *, by: Worker, at: datetime
) -> Decision:
    outcome = Decision.Outcome(said.outcome.value)
    returns = referral.returned_from is not None and outcome == Decision.Outcome.ACCEPTED
    return Decision(
        referral=referral,
        criteria=found.criteria,
        outcome=outcome,
        eligibility=as_stored(found.eligibility),
        explanation=said.explanation.strip() or (COMES_BACK if returns else AS_PROPOSED[outcome]),
        care_holder=said.care_holder.strip(),
        what_next=said.what_next.strip(),
        decided_by=by,
        decided_at=at,
    )


def _facts(
    referral: Referral, said: Said, eligibility: Eligibility, is_screened: bool
) -> DecisionFacts:
    return DecisionFacts(
        outcome=said.outcome,
        reckoned=eligibility.outcome,
        explanation=said.explanation,
        care_holder=said.care_holder,
        what_next=said.what_next,
        person_is_known=referral.person_id is not None,
        has_pathway=bool(said.pathway),
        is_screened=is_screened,
        questions=len(said.questions),
        comes_back=referral.returned_from is not None,
        to_ask=len(eligibility.questions),
    )


def _keep_letters(
    decision: Decision, asked: tuple[Question, ...], giving: Mapping[Reader, Giving]
) -> None:
    """Make the letters and keep them as they are given; one that cannot be printed stops it all."""
    for reader, letter in letters_of_decision(decision, asked=asked).items():
        given = giving.get(reader, Giving(Sent.HowGiven.PRINTED))
        _keep(decision, reader, letter, given, by=decision.decided_by, at=decision.decided_at)


def _keep(
    decision: Decision,
    reader: Reader,
    letter: Letter,
    given: Giving,
    *,
    by: Worker,
    at: datetime,
) -> Sent:
    referral = decision.referral
    return keep(
        make(letter, large_print=given.large_print),
        team_id=referral.to_team_id,
        person_id=referral.person_id,
        addressee=letter.addressee.name[:200],
        address=_address(referral, reader, letter, given.how),
        how_given=given.how,
        by=by,
        at=at,
    )


def _address(
    referral: Referral, reader: Reader, letter: Letter, how: Sent.HowGiven
) -> tuple[str, ...]:
    """Return where a letter goes, or refuse: nobody can type an address beside a decision."""
    if why_not := unreachable_by(referral, reader).get(how):
        raise Refused(f"{why_not}. Choose another way", about=f"to_{reader.value}")
    by_email = how is Sent.HowGiven.EMAIL
    return (email_of(referral, reader),) if by_email else letter.addressee.address


def _to_decide(referral: Referral, by: Worker) -> Referral:
    """Return a referral that waits for a decision by this worker's team, locked."""
    found = (
        Referral.objects.select_for_update(of=("self",))
        .select_related("person", "from_team", "to_team__service__provider")
        .get(
            pk=referral.pk,
            to_team_id__in=by.actor.teams_where(Action.DECIDE_REFERRALS),
            received_at__isnull=False,
        )
    )
    if found.withdrawn_at is not None:
        raise Refused("The referrer has withdrawn this referral.")
    if found.ended_elsewhere_on is not None:
        raise Refused("This referral ended before it came here.")
    if earlier := final_decision_on(found):
        raise Refused(
            f"{earlier.decided_by} decided on this referral on {moment(earlier.decided_at)}: "
            f"{earlier.get_outcome_display().lower()}."
        )
    return found
