"""What a team does with a referral it received: ask, learn, say who it is; and turning away."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from alongside.access.actions import come_to_know
from alongside.access.deciding import Action
from alongside.access.models import Relationship
from alongside.audit.trail import audited, record
from alongside.kernel.fact import Known
from alongside.kernel.rules import Refused
from alongside.people.arriving import NewPerson, write_down
from alongside.people.models import Person
from alongside.policy.eligibility.kinds import FactValue
from alongside.policy.eligibility.postcodes import is_postcode
from alongside.referrals.actions.referring import put_fact
from alongside.referrals.models import Question, Referral, TurnedAway
from alongside.referrals.settled import settled
from alongside.staff.models import Team, Worker


@dataclass(frozen=True)
class Asking:
    """One question to put to a referrer, in the words of whoever asks."""

    fact: str
    asks: str


@audited
def ask(
    referral: Referral, *, questions: Iterable[Asking], by: Worker, at: datetime
) -> list[Question]:
    """Put questions to the referrer; a fact that was asked about is not asked about twice."""
    received = _received(referral, by)
    still_open = set(received.questions.filter(answered_at=None).values_list("asks", flat=True))
    new = [one for one in questions if one.asks.strip() and one.asks.strip() not in still_open]
    if not new:
        raise Refused("Choose at least one question that has not been asked.")
    asked = [
        Question(referral=received, fact=one.fact, asks=one.asks.strip(), asked_by=by, asked_at=at)
        for one in new
    ]
    Question.objects.bulk_create(asked)
    facts = [one.fact for one in asked]
    record("referral.asked", on=received, by=by, at=at, facts=facts)
    return asked


@dataclass(frozen=True)
class Learnt:
    """A fact that somebody told the team: what, by whom, and on what day."""

    fact: str
    value: FactValue
    told_by: str
    told_on: date


@audited
def learn(referral: Referral, *, learnt: Learnt, by: Worker, at: datetime) -> Referral:
    """Write down a fact that the team was told, by telephone or otherwise, with who said so."""
    received = _received(referral, by)
    if not learnt.told_by.strip():
        raise Refused("Say who told you, so that others can weigh it.")
    fact = Known(learnt.value, learnt.told_on, learnt.told_by.strip())
    put_fact(received, learnt.fact, fact, at=at)
    open_questions = received.questions.filter(fact=learnt.fact, answered_at=None)
    for question in open_questions:
        question.answer = f"{learnt.told_by.strip()} told the team."
        question.answered_by, question.answered_at = by, at
        question.save(update_fields=["answer", "answered_by", "answered_at"])
    record("referral.learnt", on=received, by=by, at=at, fact=learnt.fact, told_by=learnt.told_by)
    return received


@audited
def take_in_as_known(
    referral: Referral,
    *,
    person: Person,
    returned_from: UUID | None = None,
    by: Worker,
    at: datetime,
) -> Referral:
    """Say that a referral is about somebody known here; who comes back needs no screening."""
    received = _not_taken_in(referral, by)
    come_to_know(
        person.pk,
        team_id=received.to_team_id,
        because=Relationship.Because.REFERRED,
        by=by,
        at=at,
    )
    return _taken_in(received, person, returned_from=returned_from, by=by, at=at)


@audited
def take_in_as_new(referral: Referral, *, by: Worker, at: datetime) -> Referral:
    """Say that a referral is about somebody whom no team of ours knew, and write them down."""
    received = _not_taken_in(referral, by)
    person = write_down(
        NewPerson(
            given_name=received.given_name,
            family_name=received.family_name,
            known_as=received.known_as,
            born_on=received.born_on,
            nhs_number=received.nhs_number,
            gender=received.gender or Person.Gender.NOT_KNOWN,
            address=received.address,
            postcode=received.postcode if is_postcode(received.postcode) else "",
            phone=received.phone,
            first_language=received.first_language,
            needs_interpreter=received.interpreter_is_needed,
            communication_needs=received.communication_needs,
            ethnicity=received.ethnicity,
            religion=received.religion,
        ),
        team_id=received.to_team_id,
        because=Relationship.Because.REFERRED,
        by=by,
        at=at,
    )
    return _taken_in(received, person, returned_from=None, by=by, at=at)


@audited
def turn_away(
    team: Team, *, asked: TurnedAway.Asked, told: str, by: Worker, at: datetime
) -> TurnedAway:
    """Count somebody who asked for themself or a relative; nothing is kept that says who."""
    turned = TurnedAway.objects.create(team=team, asked=asked, told=told, by=by, at=at)
    record("referral.turned-away", on=turned, by=by, at=at, team=team.pk, asked=asked)
    return turned


def _taken_in(
    received: Referral, person: Person, *, returned_from: UUID | None, by: Worker, at: datetime
) -> Referral:
    received.person, received.returned_from = person, returned_from
    received.save(update_fields=["person", "returned_from"])
    record("referral.taken-in", on=received, by=by, at=at, returning=returned_from is not None)
    return received


def _received(referral: Referral, by: Worker) -> Referral:
    """Return a referral of a team in which the worker takes in referrals, locked."""
    teams = by.actor.teams_where(Action.TAKE_IN_REFERRALS)
    received = Referral.objects.select_for_update().get(
        pk=referral.pk, to_team_id__in=teams, received_at__isnull=False
    )
    if received.withdrawn_at is not None:
        raise Refused("The referrer has withdrawn this referral.")
    if settled(received).exists():
        raise Refused("This referral has been decided. Look at it again first.")
    return received


def _not_taken_in(referral: Referral, by: Worker) -> Referral:
    received = _received(referral, by)
    if received.person_id is not None:
        raise Refused("This referral has been taken in already.")
    return received
