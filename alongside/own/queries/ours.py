"""What the team sees: who has a sign-in of their own, and who may be given one."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.db.models import F, QuerySet

from alongside.access.deciding import Action
from alongside.access.queries import people_known_to, teams_responsible
from alongside.caseload.queries import episode_of_for, is_in_care_for
from alongside.own.models import OwnSignIn
from alongside.people.queries import known_through_for
from alongside.policy.consent import Answer
from alongside.sharing.models import Consent, Recipient
from alongside.sharing.queries import consents_for
from alongside.staff.models import Worker


def sign_ins_for(worker: Worker, person_id: UUID) -> QuerySet[OwnSignIn]:
    """Return every own sign-in that there was about somebody, those in force first, then newest."""
    known = people_known_to(worker.team_ids)
    found = OwnSignIn.objects.filter(person_id=person_id, person__in=known)
    beside = ("account", "person", "recipient", "given_by", "ended_by")
    themself_first = F("recipient__name").asc(nulls_first=True)
    in_force_first = F("ended_at").desc(nulls_first=True)
    return found.select_related(*beside).order_by(in_force_first, themself_first, "pk")


def sign_in_for(worker: Worker, person_id: UUID, sign_in_id: UUID) -> OwnSignIn | None:
    """Return one of them that has not ended, or None."""
    return sign_ins_for(worker, person_id).filter(pk=sign_in_id, ended_at=None).first()


def may_give_for(worker: Worker, person_id: UUID) -> bool:
    """Whether this worker answers for somebody in the team in whose care they are."""
    teams = worker.actor.teams_where(Action.GIVE_OWN_SIGN_INS)
    return bool(teams) and episode_of_for(worker, person_id, team_ids=teams) is not None


def may_help_for(worker: Worker, person_id: UUID) -> bool:
    """Whether this worker helps with a lost password or second step.

    Whoever may give one; and when care has ended, who would in a team that knows them from it. Not
    a team that is merely asked to take over: whoever renews a password could sign in with it.
    """
    if may_give_for(worker, person_id):
        return True
    if is_in_care_for(worker, person_id):
        return False  # another team answers for them
    teams = teams_responsible(person_id, worker.team_ids)
    return any(worker.may(Action.GIVE_OWN_SIGN_INS, team_id=team) for team in teams)


def may_end_for(worker: Worker, person_id: UUID) -> bool:
    """Whether this worker may end an own sign-in: whoever works with somebody, so it is quick."""
    teams = known_through_for(worker, person_id)
    return any(worker.may(Action.PLAN_CARE, team_id=team) for team in teams)


def carers_for(worker: Worker, person_id: UUID) -> list[Recipient]:
    """Return which carers may be told something now, by the last answers, by name."""
    return [
        recipient
        for recipient, standing in consents_for(worker, person_id)
        if is_carer(recipient) and may_be_told(standing)
    ]


def carer_for(worker: Worker, person_id: UUID, recipient_id: UUID) -> Recipient | None:
    """Return one of them, or None."""
    found = carers_for(worker, person_id)
    return next((each for each in found if each.pk == recipient_id), None)


def is_carer(recipient: Recipient) -> bool:
    """Whether somebody about whom a person was asked is family, a friend or a carer."""
    return recipient.as_what == Recipient.As.FAMILY and recipient.practitioner_id is None


def may_be_told(standing: Sequence[Consent]) -> bool:
    """Whether anything may be told by what stands."""
    return any(each.answer == Answer.YES for each in standing)
