"""Agreeing on joint working with an agency, and letting its practitioners in and out."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, datetime
from uuid import uuid4

from django.db import IntegrityError, transaction

from alongside.access.actions import give_first_password, open_account
from alongside.access.actions import take_second_step as take_away
from alongside.access.deciding import Action
from alongside.audit.trail import audited, record
from alongside.kernel.rules import Refused
from alongside.partners.models import Agency, AttachedPolicy, Practitioner, Protocol
from alongside.staff.models import Team, Worker

NOT_YOURS = "Only the team manager agrees on joint working for this team."


@dataclass(frozen=True)
class Agreed:
    """What a team and an agency agreed on."""

    ours: str
    theirs: str
    aims: str
    target_group: str
    days: list[int]
    place: str
    notice_weeks: int
    agreed_besides: str
    drafted_on: date
    review_on: date


@audited
def name_agency(name: str, *, kind: str, by: Worker, at: datetime) -> Agency:
    """Write down an agency that nobody has worked with yet."""
    if Agency.objects.filter(name__iexact=name).exists():
        raise Refused(f"{name} is in the list. Choose it there.", about="name")
    agency = Agency.objects.create(name=name, kind=kind)
    record("agency.named", on=agency, by=by, at=at, name=name, kind=kind)
    return agency


@audited
def begin_protocol(
    team: Team, *, agency: Agency, agreed: Agreed, by: Worker, at: datetime
) -> Protocol:
    """Write down what a team agreed with an agency for the first time."""
    _may_agree(by, team.pk)
    Team.objects.select_for_update().get(pk=team.pk)  # two who begin the same at once wait
    held = Protocol.objects.filter(team=team, agency=agency)
    if held.exclude(agreement__in=held.exclude(ended_on=None).values("agreement")).exists():
        raise Refused(f"There is a protocol with {agency}. Amend that one.", about="agency")
    protocol = Protocol.objects.create(
        agreement=uuid4(), number=1, team=team, agency=agency, written_by=by, written_at=at,
        **asdict(agreed),
    )  # fmt: skip
    record("protocol.begun", on=protocol, by=by, at=at, agency=agency.name)
    return protocol


@audited
def amend_protocol(
    protocol: Protocol,
    *,
    agreed: Agreed,
    amended_on: date,
    because: str,
    by: Worker,
    at: datetime,
    ended_on: date | None = None,
) -> Protocol:
    """Write a newer version in the place of one; refused when somebody did so meanwhile."""
    _may_agree(by, protocol.team_id)
    newer = Protocol(
        agreement=protocol.agreement, number=protocol.number + 1, team_id=protocol.team_id,
        agency_id=protocol.agency_id, written_by=by, written_at=at, amended_on=amended_on,
        because=because, ended_on=ended_on, **asdict(agreed),
    )  # fmt: skip
    try:
        with transaction.atomic():
            newer.save(force_insert=True)
    except IntegrityError as taken:
        raise Refused(
            "Somebody amended this protocol meanwhile. Look at theirs, then amend it again.",
            about="because",
        ) from taken
    record("protocol.amended", on=newer, by=by, at=at, number=newer.number, ended_on=ended_on)
    return newer


@audited
def attach_policy(
    protocol: Protocol, *, name: str, media_type: str, content: bytes, by: Worker, at: datetime
) -> AttachedPolicy:
    """Attach a policy to an agreement; one of the same name that was there before is kept."""
    _may_agree(by, protocol.team_id)
    policy = AttachedPolicy.objects.create(
        agreement=protocol.agreement, team_id=protocol.team_id, agency_id=protocol.agency_id,
        name=name, media_type=media_type, content=content, by=by, at=at,
    )  # fmt: skip
    record("policy.attached", on=policy, by=by, at=at, name=name, bytes=len(content))
    return policy


@audited
def let_in(
    protocol: Protocol,
    *,
    name: str,
    email: str,
    phone: str,
    began_on: date,
    by: Worker,
    at: datetime,
) -> tuple[Practitioner, str]:
    """Give a practitioner an account; returns them, and the first password, shown once.

    They see nobody until somebody consents that this practitioner does.
    """
    _may_agree(by, protocol.team_id)
    account, password = open_account(email, by=by, at=at)
    practitioner = Practitioner.objects.create(
        account=account, agency_id=protocol.agency_id, name=name, phone=phone, began_on=began_on
    )
    record("practitioner.let-in", on=practitioner, by=by, at=at, name=name)
    return practitioner, password


@audited
def let_out(
    practitioner: Practitioner, *, team_id: int, ended_on: date, by: Worker, at: datetime
) -> Practitioner:
    """End that a practitioner works with us after a last day; from then on they see nobody."""
    _may_agree(by, team_id)
    if ended_on < practitioner.began_on:
        raise Refused("The last day cannot be before the first day.", about="ended_on")
    practitioner.ended_on = ended_on
    practitioner.save(update_fields=["ended_on"])
    record("practitioner.let-out", on=practitioner, by=by, at=at, ended_on=ended_on)
    return practitioner


@audited
def renew_password(practitioner: Practitioner, *, team_id: int, by: Worker, at: datetime) -> str:
    """Give a practitioner who forgot their password a first one again; returns it, shown once."""
    _may_agree(by, team_id)
    password = give_first_password(practitioner.account, by=by, at=at)
    record("practitioner.password-renewed", on=practitioner, by=by, at=at)
    return password


@audited
def take_second_step(practitioner: Practitioner, *, team_id: int, by: Worker, at: datetime) -> None:
    """Take the second step of a practitioner away who lost it; they set it up anew."""
    _may_agree(by, team_id)
    take_away(practitioner.account, by=by, at=at)
    record("practitioner.second-step-taken", on=practitioner, by=by, at=at)


def _may_agree(by: Worker, team_id: int) -> None:
    if not by.may(Action.AGREE_PROTOCOLS, team_id=team_id):
        raise Refused(NOT_YOURS)
