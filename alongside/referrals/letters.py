"""The letters of a decision: the same facts for the person and the referrer, in words that suit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from alongside.documents import letters as ltr
from alongside.documents import parts
from alongside.documents.models import Sent
from alongside.kernel.fact import Answer
from alongside.kernel.nhs_number import NhsNumber
from alongside.kernel.period import day_of
from alongside.kernel.text import lines_of
from alongside.policy.eligibility.deciding import CriterionAnswer, Eligibility, SupportingAnswer
from alongside.policy.eligibility.explaining import Question
from alongside.policy.eligibility.pack import Kind
from alongside.policy.eligibility.pack import Pack as EligibilityPack
from alongside.policy.eligibility.referring import NOT_A_TEAM, Referrer
from alongside.policy.eligibility.saying import day_in_words
from alongside.policy.eligibility.storing import from_stored
from alongside.policy.eligibility.to_you import (
    reason_to_you,
    to_you,
    together_reason_to_you,
    together_to_you,
)
from alongside.policy.team import Profession
from alongside.referrals.facts import pack_of, told_by, who_refers
from alongside.referrals.models import Criteria, Decision, Referral
from alongside.staff.letterhead import rights_of
from alongside.staff.models import Team, Worker

AS_PROPOSED = {
    Decision.Outcome.ACCEPTED: "The criteria are met.",
    Decision.Outcome.REFUSED: "The criteria are not met.",
    Decision.Outcome.RETURNED: "What is known does not answer every criterion.",
}
COMES_BACK = "They were in our care before and come back."
URGENT_HELP = (
    parts.WhomToAsk(
        name="NHS 111, mental health option",
        phone="111",
        how_they_help="Day and night, every day. Choose option 2.",
    ),
    parts.WhomToAsk(name="If a life is in danger", phone="999"),
)
READERS = (parts.Reader.PERSON, parts.Reader.REFERRER)
_WAIT = "We will tell you as soon as we know on which day we can begin."


def letters_of_decision(
    decision: Decision, *, asked: Sequence[Question] = ()
) -> dict[parts.Reader, ltr.Letter]:
    """Return the letters that a decision asks for, by reader; questions go to the referrer only."""
    # What is said to family is for the person to say; and nobody gets the same letter twice.
    readers = readers_of(decision.referral)
    if decision.outcome == Decision.Outcome.RETURNED:
        return {parts.Reader.REFERRER: _returned(decision, asked)}
    return {reader: letter_of(decision, reader) for reader in readers}


def readers_of(referral: Referral) -> tuple[parts.Reader, ...]:
    """Return who gets a letter about a decision: of who asked, only those who work in services."""
    return READERS[:1] if who_refers(referral) in NOT_A_TEAM else READERS


def unreachable_by(referral: Referral, reader: parts.Reader) -> dict[Sent.HowGiven, str]:
    """Return the ways in which no letter reaches a reader, each with what is not known."""
    to_person = reader is parts.Reader.PERSON
    addressee = person_of(referral) if to_person else referrer_of(referral)
    found = {}
    if not email_of(referral, reader):
        found[Sent.HowGiven.EMAIL] = f"No email address of {addressee.name} is known here"
    if not any(addressee.address):
        found[Sent.HowGiven.POST] = f"No address of {addressee.name} is recorded"
    return found


def email_of(referral: Referral, reader: parts.Reader) -> str:
    """Return the email address of a reader; of the person none is ever asked."""
    contact = referral.referrer_contact if reader is parts.Reader.REFERRER else ""
    return contact if "@" in contact else ""


def letter_of(decision: Decision, reader: parts.Reader) -> ltr.Letter:
    """Return the letter about a yes or a no, for one reader."""
    holder = parts.WhomToAsk.read(decision.care_holder, name="Your mental health team")
    common = _decided(decision, reader)
    if decision.outcome == Decision.Outcome.REFUSED:
        return ltr.DecisionRefused(
            **common,
            care_holder=holder,
            in_our_words=_own_words(decision),
            instead=lines_of(decision.what_next),
        )
    # To a referrer it reads like any other: whether somebody was known here is not theirs to learn.
    comes_back = _comes_back_to(decision.referral, reader)
    return ltr.DecisionAccepted(
        **common,
        next_step=decision.what_next,
        until_then=holder,
        waiting="" if comes_back else _WAIT,
        is_to_be_screened=False,
    )


def _comes_back_to(referral: Referral, reader: parts.Reader) -> bool:
    """Whether a letter is about a return, to somebody who may be told so."""
    return referral.returned_from is not None and reader is parts.Reader.PERSON


def _decided(decision: Decision, reader: parts.Reader) -> dict[str, Any]:
    referral, eligibility = decision.referral, from_stored(decision.eligibility)
    to_person = reader is parts.Reader.PERSON
    by_themself = to_person and who_refers(referral) is Referrer.SELF
    comes_back = _comes_back_to(referral, reader)
    accepted = decision.outcome == Decision.Outcome.ACCEPTED
    return _letter(decision) | {
        "reader": reader,
        "addressee": person_of(referral) if to_person else referrer_of(referral),
        "about": None if to_person else _about(referral),
        "referred_by": "you" if by_themself else told_by(referral),
        "referred_on": _received_on(referral),
        "decided_on": day_of(decision.decided_at),
        "pack": _pack(decision.criteria, referral.to_team),
        "criteria": ()
        if comes_back and accepted
        else tuple(_criteria(decision, eligibility, reader)),
        "rights": rights_of(referral.to_team),
        "copies_to": _copies_to(referral, reader),
    }


def _copies_to(referral: Referral, reader: parts.Reader) -> tuple[str, ...]:
    if reader is not parts.Reader.PERSON:
        return (referral.full_name,)
    return (told_by(referral),) if parts.Reader.REFERRER in readers_of(referral) else ()


def _returned(decision: Decision, asked: Sequence[Question]) -> ltr.Letter:
    referral, eligibility = decision.referral, from_stored(decision.eligibility)
    return ltr.DecisionReturned(
        **_letter(decision),
        addressee=referrer_of(referral),
        about=_about(referral),
        referred_on=_received_on(referral),
        questions=tuple(
            parts.Question(text=one.asks, criterion=_waiting_for(one, eligibility)) for one in asked
        ),
        answer_by=None,
        still_open=True,
        pack=_pack(decision.criteria, referral.to_team),
        in_our_words=_own_words(decision),
    )


def _waiting_for(question: Question, eligibility: Eligibility) -> str:
    return next(
        (one.says for one in eligibility.criteria if question.fact in _facts_asked(one)), ""
    )


def _facts_asked(one: CriterionAnswer) -> set[str]:
    return {question.fact for question in one.questions}


def _letter(decision: Decision) -> dict[str, Any]:
    team, by = decision.referral.to_team, decision.decided_by
    return {
        "sender": _sender(team),
        "written_on": day_of(decision.decided_at),
        "reference": f"Referral {str(decision.referral_id)[:8].upper()}",
        "urgent_help": URGENT_HELP,
        "signed_by": parts.Signatory(name=by.name, role=called(by)),
    }


def called(worker: Worker) -> str:
    """Return what a worker is, in words."""
    known = {one.value: one.label for one in Profession}
    return known.get(worker.profession, worker.profession[:1].upper() + worker.profession[1:])


def _sender(team: Team) -> parts.Sender:
    provider = team.service.provider
    return parts.Sender(
        organisation=provider.name,
        team=team.name,
        address=lines_of(team.address or provider.address),
        phone=team.phone,
        formats_phone=team.phone,
    )


def person_of(referral: Referral) -> parts.Addressee:
    """Return the person as a letter greets them, by what is known now, or was told."""
    known = referral.person
    if known is not None:
        address, greeting = (known.address or referral.address), known.name_to_use
        name, postcode = known.full_name, known.postcode or referral.postcode
    else:
        address, postcode = referral.address, referral.postcode
        name, greeting = referral.full_name, referral.known_as or referral.given_name
    return parts.Addressee(
        name=name, address=lines_of(address, postcode), greeting=greeting or name
    )


def referrer_of(referral: Referral) -> parts.Addressee:
    """Return whoever referred, at their team."""
    team = referral.from_team
    place = (team.name, *lines_of(team.address)) if team else ()
    name = referral.referrer_name or "The referrer"
    return parts.Addressee(name=name, address=place, greeting=referral.referrer_name or "colleague")


def _about(referral: Referral) -> parts.About:
    number = referral.nhs_number
    return parts.About(
        name=referral.full_name,
        born_on=referral.born_on,
        nhs_number=NhsNumber(number).spaced if number else "",
    )


def _pack(criteria: Criteria, team: Team) -> parts.Pack:
    pack = pack_of(criteria)
    return parts.Pack(
        title=criteria.title,
        version=str(pack.version),
        in_force_from=criteria.in_force_from or pack.in_force_from,
        source=pack.source.title,
        copy_from=f"call {team.phone} and ask for the criteria" if team.phone else "ask the team",
    )


def _criteria(
    decision: Decision, eligibility: Eligibility, reader: parts.Reader
) -> list[parts.Criterion]:
    refused, pack = decision.outcome == Decision.Outcome.REFUSED, pack_of(decision.criteria)
    found = [_criterion(one, refused=refused) for one in eligibility.criteria]
    together = eligibility.supporting
    if reader is parts.Reader.PERSON:
        found = [
            _to_person(printed, one, eligibility, pack)
            for printed, one in zip(found, eligibility.criteria, strict=True)
        ]
    if together is not None:
        printed = _together(together, refused=refused, source=pack.source.title)
        if reader is parts.Reader.PERSON:
            because = together_reason_to_you(eligibility)
            printed = replace(
                printed,
                wording=together_to_you(together),
                reason=_reason(together, because),
            )
        found.append(printed)
    return found


def _criterion(one: CriterionAnswer, *, refused: bool) -> parts.Criterion:
    open_still = one.answer is Answer.CANNOT_TELL and one.kind is not Kind.SUPPORTING
    return parts.Criterion(
        wording=one.says,
        role=parts.Role(one.kind.value),
        answer=one.answer,
        reason=_reason(one),
        source=str(one.source),
        stood_in_the_way=refused and (one.stands_against or open_still),
        override=_override(one),
    )


def _to_person(
    printed: parts.Criterion, one: CriterionAnswer, eligibility: Eligibility, pack: EligibilityPack
) -> parts.Criterion:
    """Return a criterion in words to the person; where the pack lost it, as it was kept."""
    criterion = pack.criterion(one.id)
    because = reason_to_you(criterion, one, eligibility.facts) if criterion else ""
    return replace(printed, wording=to_you(one.says), reason=_reason(one, because))


def _together(one: SupportingAnswer, *, refused: bool, source: str) -> parts.Criterion:
    return parts.Criterion(
        wording=f"The supporting criteria together. {one.needed}",
        role=parts.Role.SUPPORTING,
        answer=one.answer,
        reason=_reason(one),
        source=source,
        stood_in_the_way=refused and one.answer is not Answer.MET,
    )


def _reason(one: CriterionAnswer | SupportingAnswer, because: str = "") -> str:
    judged, because = one.judgement, because or one.because
    if judged is None or (isinstance(one, CriterionAnswer) and _override(one)):
        return because
    return f"{because} {judged.by} judged on {day_in_words(judged.on)}: {judged.reason}"


def _override(one: CriterionAnswer) -> str:
    """Return the reason of a person who set an example number aside."""
    judged = one.judgement
    set_aside = judged is not None and one.reckoned not in {judged.answer, Answer.CANNOT_TELL}
    return f"{judged.reason} ({judged.by})" if judged and set_aside else ""


def _own_words(decision: Decision) -> str:
    said = decision.explanation
    return "" if said in AS_PROPOSED.values() else said


def _received_on(referral: Referral) -> date:
    return day_of(referral.received_at or referral.begun_at)
