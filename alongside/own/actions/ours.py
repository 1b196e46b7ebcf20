"""Giving somebody in care, or a carer, a sign-in of their own, helping with it, and ending it."""

from __future__ import annotations

from datetime import datetime

from alongside.access.actions import (
    close_account,
    give_first_password,
    open_account,
    open_account_again,
)
from alongside.access.actions import take_second_step as take_away
from alongside.access.models import Account
from alongside.audit.trail import audited, record
from alongside.kernel.rules import Refused
from alongside.own.models import OwnSignIn
from alongside.own.queries.ours import (
    is_carer,
    may_be_told,
    may_end_for,
    may_give_for,
    may_help_for,
)
from alongside.people.models import Person
from alongside.sharing.models import Recipient
from alongside.sharing.queries import standing_of
from alongside.staff.models import Worker

NOT_YOURS = "Only a care co-ordinator or the manager of the team that has them in care does this."
ENDED = "This sign-in has ended. Give another one, if it is wanted."


@audited
def give_own(
    person: Person, *, carer: Recipient | None, email: str, by: Worker, at: datetime
) -> tuple[OwnSignIn, str]:
    """Give somebody, or their carer, a sign-in; returns it, and the first password, shown once."""
    if not may_give_for(by, person.pk):
        raise Refused(NOT_YOURS, about="email")
    person = Person.objects.select_for_update().get(pk=person.pk)  # two who give one at once wait
    _refuse_unless_may_be_given(person, carer)
    before = OwnSignIn.objects.filter(person=person, recipient=carer, account__email=email.lower())
    theirs = before.select_related("account").first()
    if theirs:
        account, password = theirs.account, open_account_again(theirs.account, by=by, at=at)
    else:
        account, password = open_account(email, by=by, at=at)
    given = OwnSignIn.objects.create(
        account=account, person=person, recipient=carer, given_by=by, given_at=at
    )
    record("own-sign-in.given", on=given, by=by, at=at, to_carer=carer is not None)
    return given, password


def _refuse_unless_may_be_given(person: Person, carer: Recipient | None) -> None:
    if person.died_on is not None:
        raise Refused("It is written down that they died.", about="email")
    if OwnSignIn.objects.filter(person=person, recipient=carer, ended_at=None).exists():
        raise Refused("They have a sign-in. End that one first.", about="email")
    if carer and not (is_carer(carer) and may_be_told(standing_of(carer))):
        raise Refused(f"{carer.name} may be told nothing, so there is nothing to sign in for.")


@audited
def end_given(own: OwnSignIn, *, because: str, by: Worker, at: datetime) -> OwnSignIn:
    """End somebody's own sign-in at once, wherever it is open."""
    found = _held(own)
    if not may_end_for(by, found.person_id):
        raise Refused(NOT_YOURS, about="because")
    found.ended_at, found.ended_by, found.ended_because = at, by, because
    found.save(update_fields=["ended_at", "ended_by", "ended_because"])
    record("own-sign-in.ended", on=found, by=by, at=at, by_themself=False)
    close_account(found.account_id, by=by, at=at)
    return found


@audited
def renew_password(own: OwnSignIn, *, by: Worker, at: datetime) -> str:
    """Give a first password again to whoever forgot theirs; returns it, shown once."""
    account = _account_of(own, by)
    password = give_first_password(account, by=by, at=at)
    record("own-sign-in.password-renewed", on=own, by=by, at=at)
    return password


@audited
def take_second_step(own: OwnSignIn, *, by: Worker, at: datetime) -> None:
    """Take a lost second step away; they set it up anew."""
    account = _account_of(own, by)
    take_away(account, by=by, at=at)
    record("own-sign-in.second-step-taken", on=own, by=by, at=at)


def _account_of(own: OwnSignIn, by: Worker) -> Account:
    found = _held(own)
    if not may_help_for(by, found.person_id):
        raise Refused(NOT_YOURS)
    return found.account


def _held(own: OwnSignIn) -> OwnSignIn:
    """Hold a sign-in while something is done with it, or say that it has ended."""
    found = OwnSignIn.objects.select_for_update().get(pk=own.pk)
    if found.ended_at is not None:
        raise Refused(ENDED)
    return found
