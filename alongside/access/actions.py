"""Changes to who knows whom, to who signs in with what, and the log of who looked."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.db import DatabaseError, connection, transaction

from alongside.access import spool
from alongside.access.deciding import Finding, Kind, NotLogged, Purpose
from alongside.access.models import Account, Key, Opening, ReasonReview, Relationship
from alongside.access.second_step import CODES, linked_to, steps_of
from alongside.audit.trail import Doer, audited, record
from alongside.kernel.period import day_of
from alongside.kernel.rules import Refused

_LOG_OPENING = (
    "INSERT INTO access_opening (id, worker_id, person_ids, page, at, kind, purpose, because)"
    " VALUES (%s, %s, %s, %s, %s, %s, %s, %s)"
)


@dataclass(frozen=True)
class OpenedFor:
    """What kind of information somebody opened that asks for a reason, and their reason."""

    kind: Kind
    purpose: Purpose
    because: str


# No two of these look alike or sound alike in most hands: it is written down and read aloud.
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"


def _first_password() -> str:
    """Return a password that somebody can copy from a slip of paper: 79 bits in four groups."""
    return "-".join("".join(secrets.choice(_LETTERS) for _ in range(4)) for _ in range(4))


@audited
def open_account(email: str, *, by: Doer, at: datetime) -> tuple[Account, str]:
    """Make an account with a first password, which is shown once and kept nowhere."""
    password = _first_password()
    if Account.objects.filter(email=email.lower()).exists():
        raise Refused("Somebody signs in with this email address already. Use another one.")
    account = Account.objects.create_user(email, password=password, must_change_password=True)
    record("account.opened", on=account, by=by, at=at)
    return account, password


@audited
def give_first_password(account: Account, *, by: Doer, at: datetime) -> str:
    """Put another first password in place of a forgotten one; it is shown once and kept nowhere.

    Every sign-in rests on the password it began with, so those that there are end at once.
    """
    password = _first_password()
    account.set_password(password)
    account.must_change_password = True
    account.save(update_fields=["password", "must_change_password"])
    record("account.first-password", on=account, by=by, at=at)
    return password


@audited
def close_account(account_id: UUID, *, by: Doer, at: datetime) -> None:
    """Let an account open nothing any more; wherever somebody is signed in with it, it ends."""
    account = Account.objects.select_for_update().get(pk=account_id)
    account.is_active = False
    account.ended_sign_ins += 1
    account.save(update_fields=["is_active", "ended_sign_ins"])
    record("account.closed", on=account, by=by, at=at)


@audited
def open_account_again(account: Account, *, by: Doer, at: datetime) -> str:
    """Let an account that was closed open again, with a first password; returns it, shown once."""
    account.is_active = True
    account.save(update_fields=["is_active"])
    record("account.opened-again", on=account, by=by, at=at)
    return give_first_password(account, by=by, at=at)


@audited
def change_password(account: Account, password: str, *, by: Doer, at: datetime) -> None:
    """Keep the password that somebody chose for themself; from now on nobody else knows it."""
    account.set_password(password)
    account.must_change_password = False
    account.save(update_fields=["password", "must_change_password"])
    record("account.password-changed", on=account, by=by, at=at)


@audited
def set_up_second_step(step: Authenticator, *, by: Doer, at: datetime) -> None:
    """Note what somebody takes the second step of their sign-in with from now on.

    allauth has stored it in this same transaction.
    """
    record("account.second-step-set-up", on=step.user, by=by, at=at, kind=step.type)


@audited
def remove_second_step(step: Authenticator, *, by: Doer, at: datetime) -> None:
    """Take away one thing that somebody takes the second step with; not the last one."""
    Account.objects.select_for_update().get(pk=step.user_id)
    if not steps_of(step.user_id).exclude(type=CODES).exclude(pk=step.pk).exists():
        raise Refused("This is the only one that you have. Set up another one first.")
    record("account.second-step-removed", on=step.user, by=by, at=at, kind=step.type)
    step.delete()


@audited
def take_second_step(account: Account, *, by: Doer, at: datetime) -> None:
    """Take everything away with which somebody takes the second step, so that they set it up anew.

    Raises Refused when there is nothing. Wherever they are signed in, they are signed out.
    """
    found = Account.objects.select_for_update().get(pk=account.pk)
    if not (steps_of(found.pk).exists() or linked_to(found.pk).exists()):
        raise Refused("They have no second step. They are asked to set one up when they sign in.")
    kinds = sorted(steps_of(found.pk).values_list("type", flat=True))
    steps_of(found.pk).delete()
    linked_to(found.pk).delete()  # whoever has it would take their place
    found.ended_sign_ins += 1
    found.save(update_fields=["ended_sign_ins"])
    record("account.second-step-taken", on=found, by=by, at=at, kinds=kinds)


@audited
def end_sign_ins(account: Account, *, by: Doer, at: datetime) -> Account:
    """End every sign-in of an account; whoever goes on is given the number that holds from now."""
    found = Account.objects.select_for_update().get(pk=account.pk)
    found.ended_sign_ins += 1
    found.save(update_fields=["ended_sign_ins"])
    record("account.sign-ins-ended", on=found, by=by, at=at)
    return found


@audited
def link_sign_in(account: Account, *, provider: str, by: Doer, at: datetime) -> None:
    """Note that somebody links a sign-in of theirs elsewhere to their account.

    allauth stores it in this same transaction.
    """
    record("account.sign-in-linked", on=account, by=by, at=at, provider=provider)


@audited
def unlink_sign_in(linked: SocialAccount, *, by: Doer, at: datetime) -> None:
    """Let a sign-in elsewhere open an account no more."""
    record("account.sign-in-unlinked", on=linked.user, by=by, at=at, provider=linked.provider)
    linked.delete()


@audited
def make_key(
    account_id: UUID, *, name: str, ends_on: date, by: Doer, at: datetime
) -> tuple[Key, str]:
    """Make a key for another system; the second part is shown once and kept nowhere."""
    if ends_on < day_of(at):
        raise Refused("The last day must be today or later", about="ends_on")
    secret = f"alongside_{secrets.token_urlsafe(32)}"  # the beginning is for those who find it lost
    key = Key.objects.create(
        account_id=account_id,
        name=name,
        digest=Key.digest_of(secret),
        made_by_id=by.pk,
        made_at=at,
        ends_on=ends_on,
    )
    record("key.made", on=key, by=by, at=at, name=name, account=account_id, ends_on=ends_on)
    return key, secret


@audited
def revoke_key(key: Key, *, by: Doer, at: datetime) -> Key:
    """Let a key open nothing from now on."""
    found = Key.objects.select_for_update().get(pk=key.pk)
    if found.revoked_at is not None:
        raise Refused("This key was revoked before.")
    found.revoked_by_id, found.revoked_at = by.pk, at
    found.save(update_fields=["revoked_by_id", "revoked_at"])
    record("key.revoked", on=found, by=by, at=at, name=found.name)
    return found


def note_use(key: Key, *, by: Doer, at: datetime) -> None:  # noqa: ARG001 - whoever it belongs to
    """Keep when a key was last used, to the minute: what was done with it stands in the trail."""
    if key.last_used_at is None or at - key.last_used_at >= timedelta(minutes=1):
        Key.objects.filter(pk=key.pk, revoked_at=None).update(last_used_at=at)


@audited
def come_to_know(
    person_id: UUID, *, team_id: int, because: Relationship.Because, by: Doer, at: datetime
) -> Relationship:
    """Let a team see a person's record from now on; says the newer reason when it already could.

    Two who do this at the same moment wait for each other.
    """
    relationship, made = Relationship.objects.select_for_update().get_or_create(
        person_id=person_id,
        team_id=team_id,
        ended_at=None,
        defaults={"because": because, "began_at": at},
    )
    if not made and relationship.because != because:
        relationship.because = because
        relationship.save(update_fields=["because"])
    record("relationship.began", on=relationship, by=by, at=at, team=team_id, because=because)
    return relationship


@audited
def introduce(person_id: UUID, *, to_team_id: int, by: Doer, at: datetime) -> None:
    """Let another team see somebody whom ours knows, because care is offered to it."""
    offered = Relationship(
        person_id=person_id, team_id=to_team_id, because=Relationship.Because.OFFERED, began_at=at
    )
    # Nothing is read back: whether that team knew the person already is not ours to learn.
    Relationship.objects.bulk_create([offered], ignore_conflicts=True)
    record("relationship.introduced", on=offered, by=by, at=at, team=to_team_id)


@audited
def withdraw(person_id: UUID, *, from_team_id: int, by: Doer, at: datetime) -> None:
    """Let a team to which care was offered see somebody no more, unless it knows them otherwise."""
    offered = Relationship(
        person_id=person_id, team_id=from_team_id, because=Relationship.Because.OFFERED
    )
    with connection.cursor() as cursor:
        cursor.execute("SELECT alongside_withdraw_offer(%s, %s, %s)", [person_id, from_team_id, at])
    record("relationship.withdrawn", on=offered, by=by, at=at, team=from_team_id)


@audited
def review_reason(
    opening: Opening, *, finding: Finding, says: str, by: Doer, at: datetime
) -> ReasonReview:
    """Write down what a privacy officer found about a reason; the newest of them stands.

    Raises Refused for a reason of one's own, and where it is found unexplained without a word.
    """
    if opening.worker_id == by.pk:
        raise Refused("This reason is your own. Another privacy officer has to review it.")
    review = _found(opening.pk, finding=finding, says=says, by=by, at=at)
    record("reason.reviewed", on=review, by=by, at=at, finding=finding)
    return review


@audited
def review_read(
    newest: UUID, *, read_by: UUID, finding: Finding, says: str, by: Doer, at: datetime
) -> ReasonReview:
    """Write down what a privacy officer found about pages that nothing explained.

    They name the newest page that they saw: what is opened after it waits for a review again.
    """
    if read_by == by.pk:
        raise Refused("You opened this yourself. Another privacy officer has to review it.")
    review = _found(newest, finding=finding, says=says, by=by, at=at)
    record("reason.read-reviewed", on=review, by=by, at=at, finding=finding)
    return review


def _found(
    opening_id: UUID, *, finding: Finding, says: str, by: Doer, at: datetime
) -> ReasonReview:
    if finding is not Finding.EXPLAINED and not says:
        raise Refused("Say what you asked, or what does not fit", about="says")
    return ReasonReview.objects.create(
        opening_id=opening_id, finding=finding.value, says=says, by_id=by.pk, at=at
    )


def log_opening(
    person_ids: Sequence[UUID],
    *,
    page: str,
    by: Doer,
    at: datetime,
    why: OpenedFor | None = None,
    kind: Kind = Kind.CLINICAL,
) -> None:
    """Write down that somebody opened a page about these people, before it is sent.

    Raises NotLogged when that cannot be: then nothing is sent. Only what somebody opened in an
    emergency is then kept on this server's disk, and they are told so (`logged_here`).
    """
    told = (why.kind, why.purpose, why.because) if why else (kind, "", "")
    row = [uuid4(), by.pk, list(person_ids), page[:200], at, *told]
    opened = {each.person_id for each in getattr(by, "emergencies", ())}
    if person_ids and opened.issuperset(person_ids):
        _log_or_spool(row, by)
        return
    try:
        with connection.cursor() as cursor:  # each page does this: built by hand it costs a third
            cursor.execute(_LOG_OPENING, row)
    except DatabaseError as fault:
        raise NotLogged from fault


def _log_or_spool(row: list[Any], by: Any) -> None:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(_LOG_OPENING, row)
    except DatabaseError as fault:
        try:
            spool.keep([str(row[0]), str(row[1]), [str(each) for each in row[2]], *row[3:]])
        except OSError:
            raise NotLogged from fault
        by.logged_here = True
